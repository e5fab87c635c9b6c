// The record of SSR2 on a host, and a browser, for all tests of a file that imports them: they are there once the first test
// begins, and gone after the last.

import { after, before } from "node:test";

import { browser } from "./browser.mjs";
import { host } from "./host.mjs";
import { SITE } from "./settings.mjs";

export let chromium;
export let server;

before(async () => {
  chromium = await browser();
  server = await host(SITE.dir);
});
after(async () => {
  await chromium?.close();
  await server?.close();
});
