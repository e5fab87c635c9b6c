//! What `--budget` allows: how long each phase may take, and how many bytes a page of each kind may have, of a made-up
//! review of 1,000 records. `docs/benchmark.md` says how to read it and when to change it.

/// What a phase may take, in shares of what was taken beside it in the same run.
pub(crate) struct Phase {
    /// The figure of the build.
    pub(crate) figure: &'static str,
    pub(crate) label: &'static str,
    /// Of the floor, on as many threads.
    pub(crate) of_floor: f64,
    /// Of what Hugo takes from its start to its end.
    pub(crate) of_hugo: f64,
}

/// The phases; what is done side by side counts with the sum over all threads, divided by these.
pub(crate) const PHASES: [Phase; 8] = [
    Phase { figure: "read", label: "read", of_floor: 1.0, of_hugo: 0.03 },
    Phase { figure: "parse", label: "parse", of_floor: 2.0, of_hugo: 0.06 },
    Phase { figure: "link", label: "link", of_floor: 1.0, of_hugo: 0.02 },
    Phase { figure: "pages", label: "pages Σ", of_floor: 3.0, of_hugo: 0.08 },
    Phase { figure: "render", label: "render Σ", of_floor: 2.5, of_hugo: 0.06 },
    Phase { figure: "write", label: "write Σ", of_floor: 2.0, of_hugo: 0.05 },
    Phase { figure: "index", label: "search index", of_floor: 2.5, of_hugo: 0.06 },
    Phase { figure: "wall outside", label: "first build", of_floor: 10.0, of_hugo: 0.20 },
];

/// What the pages of a kind may have on average: bytes, bytes on the line, and each of them in shares of Hugo's page at
/// the same address, where there is one.
pub(crate) struct Pages {
    pub(crate) label: &'static str,
    /// What their files begin with; one that ends in `.html` is the file itself.
    pub(crate) begins: &'static str,
    pub(crate) bytes: f64,
    pub(crate) gzip: f64,
    pub(crate) of_hugo: Option<(f64, f64)>,
}

const fn pages(label: &'static str, begins: &'static str, bytes: f64, gzip: f64, of_hugo: Option<(f64, f64)>) -> Pages {
    Pages { label, begins, bytes, gzip, of_hugo }
}

/// The kinds of pages.
pub(crate) const PAGES: [Pages; 13] = [
    pages("recommendation", "recommendations/r-", 16_000.0, 5_200.0, Some((1.8, 1.6))),
    pages("finding", "findings/f-", 15_000.0, 4_900.0, Some((2.2, 1.8))),
    pages("meeting", "meetings/m-", 12_000.0, 4_200.0, Some((1.6, 1.5))),
    pages("comment", "comments/c-", 9_900.0, 3_900.0, Some((1.5, 1.4))),
    pages("charter", "teams/t-", 60_000.0, 11_000.0, Some((9.1, 3.9))),
    pages("statement", "statements/s-", 16_000.0, 4_600.0, Some((1.6, 1.4))),
    pages("group", "groups/g-", 13_000.0, 3_000.0, Some((7.7, 4.4))),
    pages("organisation", "organisations/o-", 25_000.0, 4_300.0, Some((13.7, 6.0))),
    pages("person", "people/p-", 47_000.0, 9_000.0, Some((29.9, 14.4))),
    pages("term", "glossary/", 3_700.0, 1_500.0, Some((2.4, 2.4))),
    pages("document", "documents/d-", 120_000.0, 16_000.0, Some((60.2, 21.4))),
    pages("list page", "recommendations/index.html", 245_000.0, 20_480.0, None),
    pages("first page", "index.html", 30_000.0, 4_600.0, None),
];

/// The bytes of the search index for each record, and those on the line.
pub(crate) const SEARCH: (f64, f64) = (1_400.0, 670.0);
