// What the tests are told by `tests/run` through the environment.

import path from "node:path";
import { fileURLToPath } from "node:url";

// A test that is ended from outside leaves in order, so that its servers, browsers and folders go with it.
for (const signal of ["SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** The root of the repository. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** The review that the tests are about: the record of SSR2. */
export const CONTENT = path.join(ROOT, "content");
/** The program. */
export const RAPPORTEUR = path.resolve(process.env.RAPPORTEUR ?? path.join(ROOT, "target/release/rapporteur"));
/** The day that built sites speak of. */
export const AS_OF = process.env.AS_OF ?? "2024-12-31";
/** The browser. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** The same without windows. */
export const SHELL = process.env.CHROMIUM_SHELL ?? "/usr/bin/chromium-headless-shell";

/** The review, built without an address of its own. */
export const SITE = { name: "for any address", dir: required("SITE_DIR"), url: null, least: 300 };
/** The review, built for the address that it is to be published at. */
export const PUBLISHED = {
  name: "for an address of its own",
  dir: required("PUBLISHED_DIR"),
  url: required("PUBLISHED_URL"),
};

/** Whether everything is looked at from all sides, however long that takes. */
export const THOROUGH = process.env.THOROUGH === "yes";

/** A made-up review of 1,000 records. */
export const CORPUS = { name: "from 1,000 made-up records", dir: required("CORPUS_DIR"), url: null, least: 1000 };

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: begin with tests/run, which builds the sites that are tested`);
  return value;
}
