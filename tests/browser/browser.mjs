// Chromium, without its conversations with anybody but the site.

import { chromium } from "playwright-core";

import { CHROMIUM, SHELL } from "./settings.mjs";

/**
 * Starts a browser with a profile of its own, which is removed when it is closed. Without windows, which nobody would see, it
 * takes two thirds of the time; what belongs to these, as the viewer of PDFs does, needs it `whole`.
 */
export function browser({ whole = false } = {}) {
  return chromium.launch({
    executablePath: whole ? CHROMIUM : SHELL,
    // Playwright would only close the browser and go on.
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-proxy-server",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** Keeps a list of everything that goes wrong on a page, or leaves the address that it may use. */
export function watch(page, home) {
  const problems = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A reader who goes on ends what was still on its way.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`answer ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(home)) problems.push(`asked elsewhere: ${request.url()}`);
  });
  return problems;
}
