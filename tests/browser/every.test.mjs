// Every page of the record of SSR2, in every look.

import { everyPageOf } from "./every.mjs";
import { SITE } from "./settings.mjs";

everyPageOf(SITE);
