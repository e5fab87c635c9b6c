// Every page of the record of SSR2, and of a review of 1,000 made-up records. They are told in one file, since what one review
// has shown is nothing new on a page of the other.

import { everyPageOf } from "./every.mjs";
import { CORPUS, SITE, THOROUGH } from "./settings.mjs";

everyPageOf(SITE, { alike: !THOROUGH });
everyPageOf(CORPUS, { alike: !THOROUGH });
