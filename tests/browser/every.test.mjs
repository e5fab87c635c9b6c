// Every page of the record of SSR2.

import { everyPageOf } from "./every.mjs";
import { SITE, THOROUGH } from "./settings.mjs";

everyPageOf(SITE, { alike: !THOROUGH });
