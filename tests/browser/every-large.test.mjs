// Every page of a review of 1,000 made-up records, whose pages are much alike.

import { everyPageOf } from "./every.mjs";
import { CORPUS, THOROUGH } from "./settings.mjs";

everyPageOf(CORPUS, { alike: !THOROUGH });
