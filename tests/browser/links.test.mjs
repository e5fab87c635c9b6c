// What a static host would notice: every address in the built tree, followed without a browser and without the program.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";

import { none } from "./none.mjs";
import { PUBLISHED, SITE } from "./settings.mjs";
import { addressOf, brokenLinks, distances, linksOf, readBuilt } from "./site.mjs";

// How many recommendations each of the 24 groups of the SSR2 review has: 63 in all.
const IN_GROUP = [1, 4, 3, 3, 4, 2, 5, 1, 4, 3, 1, 4, 2, 5, 2, 3, 2, 3, 2, 2, 1, 2, 2, 2];
const RECOMMENDATIONS = IN_GROUP.flatMap((count, group) =>
  Array.from({ length: count }, (_, index) => ({ group: `${group + 1}`, number: `${group + 1}.${index + 1}` })),
);
const CLICKS = 3;

for (const tree of [SITE, PUBLISHED]) {
  describe(`The site built ${tree.name}`, () => {
    const site = readBuilt(tree);
    const links = linksOf(site);

    test("has pages, and a first page", () => {
      assert.ok(site.pages.has("index.html"), "there is no index.html");
      assert.ok(site.pages.has("404.html"), "there is no 404.html");
      assert.ok(site.pages.size > RECOMMENDATIONS.length, `there are only ${site.pages.size} pages`);
    });

    test("has no link that leads nowhere, whatever address it is copied to", () => {
      none(brokenLinks(site), "bad links");
    });

    test("has the place in the page that a link points to", () => {
      const lost = links.filter(({ target: { file, fragment } }) => {
        const page = site.pages.get(file);
        return page && fragment && fragment !== "top" && !page.ids.includes(fragment);
      });
      none(
        lost.map(({ where, value }) => `${where}: ${value}`),
        "links to places that their page does not have",
      );
    });

    test("gives no two places of a page the same name", () => {
      const twice = [...site.pages.values()].flatMap(({ file, ids }) =>
        ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${file}: id="${id}"`),
      );
      none(twice, "ids that occur again");
    });

    test("has neither inline scripts nor inline styles nor event handlers", () => {
      none(
        [...site.pages.values()].flatMap(({ code }) => code),
        "pieces of code",
      );
    });

    test("loads nothing from a third party", () => {
      const foreign = links.filter(({ loaded, target }) => loaded && target.external);
      none(
        foreign.map(({ where, tag, value }) => `${where}: <${tag}> ${value}`),
        "resources from elsewhere",
      );
    });

    test("has every file that its style sheets name, and none from elsewhere", () => {
      const lost = [...site.files].filter((file) => file.endsWith(".css")).flatMap((file) => lostInStyles(site, file));
      none(lost, "bad addresses in style sheets");
    });

    test("names the one right address of a page exactly where the site's address is known", () => {
      const wrong = [...site.pages.values()]
        .filter((page) => page.file !== "404.html" && !page.redirect)
        .filter((page) => page.canonical !== (tree.url && new URL(encodeURI(addressOf(page.file)), tree.url).href))
        .map((page) => `${page.file}: ${page.canonical}`);
      none(wrong, "pages with a wrong canonical address");
    });

    test("lets a reader reach every page by links from the first", () => {
      const reached = distances(site);
      const lost = [...site.pages.values()].filter(
        ({ file, redirect }) => !reached.has(file) && !redirect && file !== "404.html",
      );
      none(
        lost.map(({ file }) => file),
        "pages that no link leads to",
      );
    });

    test("has names that every host and every disk can keep", () => {
      const seen = new Map();
      const bad = [];
      for (const file of site.files) {
        const folded = file.toLowerCase();
        if (seen.has(folded)) bad.push(`${file} and ${seen.get(folded)} differ only in case`);
        seen.set(folded, file);
        if (/[\\:*?"<>|\p{Cc}]|[. ](\/|$)/u.test(file)) bad.push(`${file} has a character that some disks refuse`);
        if (/(^|\/)_/.test(file) && file !== "_headers") bad.push(`${file} begins with _, which some hosts leave out`);
      }
      none(bad, "bad names of files");
      assert.ok(site.files.has(".nojekyll"), "there is no .nojekyll, so GitHub Pages would leave files out");
    });

    test("has a policy for hosts that send one, which forbids what its pages forbid", () => {
      const policyOf = (text, pattern) => pattern.exec(text)?.[1] ?? "none";
      const read = (file) => readFileSync(path.join(tree.dir, file), "utf8");
      const [said, more] = policyOf(read("_headers"), /^ {2}Content-Security-Policy: (.*)$/m).split(", ");
      const policies = [...site.pages.keys()].map((file) => [
        file,
        policyOf(read(file), /http-equiv="Content-Security-Policy" content="([^"]*)"/),
      ]);
      const [, first] = policies[0];
      const other = policies.filter(([, policy]) => policy !== first).map(([file]) => file);
      // An attachment may be in colours, which a page forbids itself.
      const strict = first.split("; ").filter((directive) => !/^(img|style|font)-src /.test(directive));
      const lost = strict.filter((directive) => !said.split("; ").includes(directive));
      assert.match(first, /^default-src 'none';.* script-src 'self';/);
      assert.equal(more, "script-src *:*/assets/ *:*/search/");
      none(lost, "what the host does not forbid");
      none(other, "pages of another policy");
    });
  });
}

describe("The 63 recommendations", () => {
  const site = readBuilt(SITE);
  const reached = distances(site);
  const pageOf = ({ number }) => `recommendations/${number}/index.html`;
  const leads = (from, to) =>
    (site.pages.get(from)?.links ?? []).some(({ click, target }) => click && target.file === to);

  test("are 63", () => assert.equal(RECOMMENDATIONS.length, 63));

  test("have a page each", () => {
    const lost = RECOMMENDATIONS.filter((recommendation) => !site.pages.has(pageOf(recommendation)));
    none(
      lost.map(({ number }) => number),
      "recommendations without a page",
    );
  });

  test(`are at most ${CLICKS} clicks from the first page`, () => {
    const far = RECOMMENDATIONS.filter((recommendation) => !(reached.get(pageOf(recommendation)) <= CLICKS));
    none(
      far.map((recommendation) => `${recommendation.number}: ${reached.get(pageOf(recommendation))} clicks`),
      "too far",
    );
  });

  test("are linked from the page of their group, and lead to it", () => {
    const lost = RECOMMENDATIONS.filter((recommendation) => {
      const group = `groups/${recommendation.group}/index.html`;
      return !leads(group, pageOf(recommendation)) || !leads(pageOf(recommendation), group);
    });
    none(
      lost.map(({ number, group }) => `${number} and group ${group}`),
      "not linked both ways",
    );
  });

  test("are linked from the page of their sub-team, or from the list of sub-teams where it is unknown", () => {
    const lost = RECOMMENDATIONS.filter((recommendation) => {
      const page = site.pages.get(pageOf(recommendation));
      const teams = (page?.links ?? [])
        .filter(({ main, nav, target }) => main && !nav && /^teams\/[^/]+\/index\.html$/.test(target.file ?? ""))
        .map(({ target }) => target.file);
      return teams.length > 0 && !teams.some((team) => leads(team, pageOf(recommendation)));
    });
    assert.ok(leads("teams/index.html", pageOf(RECOMMENDATIONS[0])), "it does not lead to 1.1");
    none(
      lost.map(({ number }) => number),
      "recommendations that the page of their sub-team does not lead to",
    );
  });
});

/** The addresses in a style sheet that lead nowhere or elsewhere. */
function lostInStyles(site, file) {
  const text = readFileSync(path.join(site.dir, file), "utf8").replace(/\/\*[^]*?\*\//g, "");
  const found = [...text.matchAll(/url\(\s*['"]?([^'")]*)['"]?\s*\)|@import\s+['"]([^'"]*)['"]/gi)];
  return found
    .map(([, address, imported]) => address ?? imported)
    .filter((address) => !address.startsWith("#"))
    .filter((address) => {
      const target = new URL(address, new URL(encodeURI(file), "http://site.invalid/"));
      return target.host !== "site.invalid" || !site.files.has(decodeURIComponent(target.pathname.slice(1)));
    })
    .map((address) => `${file}: ${address}`);
}
