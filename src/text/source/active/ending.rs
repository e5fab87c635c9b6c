//! What a host and a browser make of a file by the endings of its name.
//!
//! What is harmless is listed, and whatever is not listed is not known to be. Hosts do not agree which ending counts: Apache
//! looks at every one of them, so `report.php.txt` is a script to it and `page.html.final` a page.

/// What the name of a file says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    /// Text that every host sends as such, whatever it says.
    Text,
    /// No browser runs it, as long as it is what its ending says.
    Harmless,
    /// XML that browsers show as a document of its own: it depends on what is in it.
    Markup,
    /// A browser runs what is in it.
    Runs,
    /// It starts a program on the computer of whoever opens it.
    Starts,
    /// A host runs it instead of sending it, because of this part of its path.
    Executed(String),
    /// Nothing is known of its ending.
    Unknown(String),
    /// It has no ending.
    Bare,
}

const DOCUMENTS: &[&str] = &[
    "pdf", "doc", "docx", "dot", "dotx", "odt", "ott", "rtf", "pages", "wpd", "xls", "xlsx", "xlt", "xltx", "ods",
    "ots", "numbers", "ppt", "pptx", "pps", "ppsx", "pot", "potx", "odp", "otp", "key", "odg", "odc", "odf", "vsd",
    "vsdx", "pub", "epub", "mobi", "azw3", "djvu", "djv", "ps", "eps", "xps", "oxps", "tex", "bib", "ris", "enw",
    "msg", "mbox",
];
const IMAGES: &[&str] = &[
    "png", "apng", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "avif", "bmp", "ico", "tif", "tiff", "heic", "heif",
    "jxl", "jp2", "psd", "ai", "raw", "dng",
];
const SOUND_AND_FILM: &[&str] = &[
    "mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "wav", "flac", "mid", "midi", "weba", "wma", "aif", "aiff",
    "amr", "mp4", "m4v", "webm", "ogv", "mov", "avi", "mpg", "mpeg", "mkv", "3gp", "wmv",
];
/// Rows, maps, models, and what statistics programs keep and read.
const DATA: &[&str] = &[
    "tsv", "tab", "jsonl", "ndjson", "geojson", "topojson", "jsonld", "ipynb", "toml", "ttl", "nt", "nq", "n3", "sql",
    "parquet", "feather", "arrow", "avro", "sqlite", "sqlite3", "db", "mdb", "accdb", "dbf", "shp", "shx", "prj",
    "cpg", "gpkg", "kmz", "sav", "por", "dta", "rds", "rdata", "sas7bdat", "r", "rmd", "do", "jl", "nc", "hdf5", "h5",
    "pcap", "pcapng", "zone", "dwg", "dxf", "stl", "glb",
];
const ARCHIVES: &[&str] = &[
    "zip", "tar", "tgz", "gz", "bz2", "tbz2", "tbz", "xz", "txz", "zst", "7z", "rar", "lz", "lz4", "lzma", "br", "z",
    "warc",
];
const TEXTS: &[&str] = &[
    "md", "markdown", "yaml", "yml", "rst", "adoc", "asciidoc", "org", "ics", "vcf", "vtt", "srt", "sub", "diff",
    "patch", "ini", "conf", "sha1", "sha256", "sha512", "md5", "asc", "sig", "gpg", "pgp", "minisig", "pem", "crt",
    "p7s", "p7m", "tsr", "tsq", "ttf", "otf", "woff", "woff2", "eot",
];
/// Text in the tables of every host, so that none leaves it to the browser to guess what it is.
const PLAIN: &[&str] = &["txt", "text", "log", "csv", "json"];

/// XML, and what hosts call `…+xml`: browsers show any of these as a document, with the scripts that are in it.
const MARKUP: &[&str] = &[
    "svg", "xml", "rdf", "rss", "atom", "wsdl", "wadl", "xsd", "rng", "sch", "dtd", "ent", "mod", "xlf", "xliff",
    "tmx", "mathml", "mml", "kml", "gpx", "gml", "tcx", "osm", "opml", "owl", "skos", "tei", "xbrl", "fodt", "fods",
    "fodp", "fodg", "drawio", "dia", "graphml", "gexf", "musicxml", "xspf", "plist", "xmi", "xpdl", "bpmn", "dmn",
    "dae", "x3d", "xmp", "smil", "smi", "cdxml", "cml", "ttml", "dfxp", "xhb", "ead", "mets", "mods", "pnml",
];
/// Pages, scripts, and what scripts are loaded from. `eml` and `mht` are pages to WebKit, `hta` and `htc` to Windows; `svgz`
/// cannot be looked into as a browser would, and `xsl` makes a page of any XML file that names it.
const RUNS: &[&str] = &[
    "html",
    "htm",
    "xhtml",
    "xht",
    "xhtm",
    "dhtml",
    "ixbrl",
    "mht",
    "mhtml",
    "eml",
    "hta",
    "htc",
    "js",
    "mjs",
    "cjs",
    "jsm",
    "wasm",
    "swf",
    "svgz",
    "xsl",
    "xslt",
    "xul",
    "xbl",
    "xap",
    "appcache",
    "webmanifest",
    "vbhta",
    "webarchive",
    "hlp",
    "chm",
    "maff",
];
/// Programs, what starts them, and office files that hold macros.
const STARTS: &[&str] = &[
    "exe",
    "com",
    "scr",
    "pif",
    "bat",
    "cmd",
    "ps1",
    "psm1",
    "vbs",
    "vbe",
    "jse",
    "wsf",
    "wsh",
    "ws",
    "msi",
    "msp",
    "msc",
    "msix",
    "appx",
    "apk",
    "app",
    "cpl",
    "dll",
    "jar",
    "jnlp",
    "class",
    "lnk",
    "url",
    "desktop",
    "website",
    "webloc",
    "scf",
    "inf",
    "reg",
    "gadget",
    "application",
    "docm",
    "dotm",
    "xlsm",
    "xltm",
    "xlam",
    "xll",
    "pptm",
    "potm",
    "ppam",
    "ppsm",
    "sldm",
    "command",
];

/// What hosts run wherever it stands among the endings: their handlers are for one ending of several (Apache's `AddHandler`,
/// and IIS up to version 6, which stops at `;`).
const EXECUTED: &[&str] = &[
    "phtml", "pht", "phar", "phps", "cgi", "fcgi", "fpl", "shtml", "shtm", "stm", "asp", "aspx", "asa", "asax", "ascx",
    "ashx", "asmx", "axd", "cshtml", "vbhtml", "cdx", "idc", "htr", "jsp", "jspx", "jspf", "jspa", "jsw", "jsv",
    "jhtml", "cfm", "cfml", "cfc", "dbm", "psp", "wsgi", "rhtml", "lasso", "hphp", "ctp", "htaccess", "htpasswd",
];
/// What hosts run as the last ending alone: in the middle these are languages and abbreviations as well (`report.pl.pdf`).
const EXECUTED_LAST: &[&str] = &[
    "pl", "plx", "pm", "py", "pyc", "pyo", "pyw", "rb", "rbw", "erb", "sh", "bash", "zsh", "ksh", "csh", "tcl", "lua",
    "lsp", "inc", "rem", "soap", "svc",
];
/// Names by which a host is told what to run.
const CONFIGURES: &[&str] = &["web.config", "php.ini", "_worker.js", "_worker.bundle"];

/// What the path of a file says of it.
pub(super) fn ending(path: &str) -> Ending {
    let path = path.to_ascii_lowercase();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
    if CONFIGURES.contains(&trimmed(name)) {
        return Ending::Executed(trimmed(name).to_owned());
    }
    // A host runs whatever lies in such a folder: by its own name, or as one that was called like a script (IIS 6, PATH_INFO).
    for folder in folders.split('/') {
        let last = endings(folder).last().filter(|ending| is_executed(ending));
        if folder == "cgi-bin" || last.is_some() {
            return Ending::Executed(folder.to_owned() + "/");
        }
    }
    let endings: Vec<&str> = endings(name).collect();
    let Some((&last, before)) = endings.split_last() else { return Ending::Bare };
    let is_last = |ending: &str| EXECUTED_LAST.contains(&ending) && ending == last;
    if let Some(ending) = endings.iter().find(|ending| is_executed(ending) || is_last(ending)) {
        return Ending::Executed(format!(".{ending}"));
    }
    // To Apache, a language or a packing is no type, so that the ending before it says what the file is.
    let may_be_left_out =
        matches!(of_ending(last), Ending::Unknown(_)) || ["gz", "bz2", "br", "z", "xz", "zst"].contains(&last);
    let is_live = |ending: &&str| matches!(of_ending(ending), Ending::Runs | Ending::Markup);
    if may_be_left_out && before.iter().any(is_live) { Ending::Runs } else { of_ending(last) }
}

/// What one ending says.
fn of_ending(ending: &str) -> Ending {
    let harmless = [DOCUMENTS, IMAGES, SOUND_AND_FILM, DATA, ARCHIVES, TEXTS];
    match ending {
        _ if PLAIN.contains(&ending) => Ending::Text,
        _ if harmless.iter().any(|list| list.contains(&ending)) => Ending::Harmless,
        _ if MARKUP.contains(&ending) => Ending::Markup,
        _ if RUNS.contains(&ending) => Ending::Runs,
        _ if STARTS.contains(&ending) => Ending::Starts,
        _ => Ending::Unknown(ending.to_owned()),
    }
}

fn is_executed(ending: &str) -> bool {
    let is_php = ending.strip_prefix("php").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    is_php || EXECUTED.contains(&ending)
}

/// The endings of a name, first to last. What a host drops at the end of a name (dots, white space, a line break) is no part of
/// one, and `;` and `:` end one too.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    name.split(['.', ';', ':']).skip(1).map(trimmed).filter(|ending| !ending.is_empty())
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hosts_execute_is_seen_wherever_its_ending_stands() {
        let executed = [
            "a.php",
            "a.PHP",
            "a.php5",
            "a.php.",
            "a.php ",
            "a.php\n",
            "a.php . .",
            "a.php.txt",
            "x.php.jpg",
            "a.phtml.de",
            "a.phar",
            "a.cgi",
            "a.fcgi",
            "a.jsp",
            "a.jspx",
            "a.asp;.jpg",
            "a.aspx::$DATA",
            "a.shtml",
            "a.cfm",
            "a.pl",
            "a.py",
            "a.sh",
            "cgi-bin/report",
            "x.asp/report.pdf",
            "deep/x.php/report.pdf",
            "web.config",
            "in/a/Web.Config",
            "_worker.js",
            "a.rb",
        ];
        for path in executed {
            assert!(matches!(ending(path), Ending::Executed(_)), "{path:?}: {:?}", ending(path));
        }
    }

    #[test]
    fn words_and_languages_in_a_name_are_no_scripts() {
        for path in ["report.pl.pdf", "a.py.zip", "php.pdf", "asp.net.pdf", "no.do.pdf", "v1.final.pdf", "SSR2 4.1.PDF"]
        {
            assert_eq!(ending(path), Ending::Harmless, "{path}");
        }
        assert_eq!(ending("report.TXT"), Ending::Text);
        for path in ["CNAME", "LICENSE", "name.", "_headers"] {
            assert_eq!(ending(path), Ending::Bare, "{path}");
        }
    }

    #[test]
    fn what_browsers_run_is_seen_behind_what_hosts_take_for_no_type() {
        for path in [
            "a.html",
            "a.XHTML",
            "a.mht",
            "a.hta",
            "a.svgz",
            "a.xsl",
            "a.html.de",
            "a.svg.gz",
            "a.html.v2",
            "a.xhtml.final",
        ] {
            assert_eq!(ending(path), Ending::Runs, "{path}");
        }
        for path in ["a.svg", "a.wsdl", "a.b.Rdf", "a.html.xml"] {
            assert_eq!(ending(path), Ending::Markup, "{path}");
        }
        assert_eq!(ending("a.csv.gz"), Ending::Harmless);
        assert_eq!(ending("a.lnk"), Ending::Starts);
        assert_eq!(ending("a.css"), Ending::Unknown("css".to_owned()));
    }

    #[test]
    fn no_ending_is_listed_twice_and_none_of_the_harmless_is_a_script_or_markup_by_its_media_type() {
        let harmless = [DOCUMENTS, IMAGES, SOUND_AND_FILM, DATA, ARCHIVES, TEXTS, PLAIN].concat();
        let all = [&harmless[..], MARKUP, RUNS, STARTS, EXECUTED, EXECUTED_LAST].concat();
        let mut sorted = all.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), all.len());
        for ending in harmless {
            let media = mime_guess::from_ext(ending).first_raw().unwrap_or_default();
            let is_live =
                media.ends_with("xml") || ["html", "script", "wasm", "css"].iter().any(|part| media.contains(part));
            assert!(!is_live || media == "application/postscript", "{ending}: {media}");
        }
    }
}
