//! Diagnostics for code scanners: one SARIF 2.1.0 log with one run.
//!
//! Source: OASIS Standard, Static Analysis Results Interchange Format (SARIF) Version 2.1.0. Section numbers below are
//! those of that document.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::cli::report::source_text::SourceTexts;
use crate::cli::report::visible::visible_json;
use crate::text::code::Code;
use crate::text::diagnostic::Diagnostic;
use crate::text::span::Span;

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
    full_description: Message<'static>,
    help: Message<'static>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Message<'a> {
    text: Cow<'a, str>,
}

/// Prints the log.
pub(super) fn write(
    out: &mut dyn Write,
    diagnostics: &[Diagnostic],
    texts: &mut SourceTexts<'_, '_>,
) -> io::Result<()> {
    let codes: Vec<Code> =
        diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<BTreeSet<_>>().into_iter().collect();
    let driver = Driver {
        name: "rapporteur",
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().copied().map(rule).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: diagnostics.iter().map(|diagnostic| result(diagnostic, &codes, texts)).collect(),
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    let json = serde_json::to_string_pretty(&log)?;
    writeln!(out, "{}", visible_json(&json))
}

fn rule(code: Code) -> Rule {
    Rule {
        id: code.name(),
        short_description: message(code.title()),
        full_description: message(code.explanation()),
        help: message(code.explanation()),
        default_configuration: Configuration { level: code.severity().name() },
    }
}

fn result<'a>(diagnostic: &'a Diagnostic, codes: &[Code], texts: &mut SourceTexts<'_, '_>) -> SarifResult<'a> {
    let more = [("help", &diagnostic.help), ("note", &diagnostic.note)];
    let more: String = more.iter().filter_map(|(what, text)| Some(format!("\n{what}: {}", text.as_deref()?))).collect();
    let text = if more.is_empty() {
        message(&diagnostic.message)
    } else {
        message(&format!("{}{more}", diagnostic.message)).into_owned()
    };
    let others = diagnostic.related.iter().enumerate().map(|(index, related)| {
        let place = location(&related.path, Some(related.span), &related.label, texts);
        Location { id: Some(index + 1), ..place }
    });
    SarifResult {
        rule_id: diagnostic.code.name(),
        rule_index: codes.binary_search(&diagnostic.code).unwrap_or_default(),
        level: diagnostic.severity().name(),
        message: text,
        related_locations: others.collect(),
        locations: [location(&diagnostic.path, diagnostic.span, &diagnostic.label, texts)],
    }
}

fn location<'a>(path: &Arc<str>, span: Option<Span>, label: &'a str, texts: &mut SourceTexts<'_, '_>) -> Location<'a> {
    let region = texts.range(path, span).map(|range| Region {
        start_line: range.start.line,
        start_column: range.start.column,
        end_line: range.end.line,
        end_column: range.end.column,
    });
    let physical_location = PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(path) }, region };
    Location { id: None, physical_location, message: (!label.is_empty()).then(|| message(label)) }
}

/// Plain text in which nothing is a placeholder (section 3.11.5) or an embedded link (section 3.11.6).
fn message(text: &str) -> Message<'_> {
    let text = if text.contains(['{', '}']) || text.contains("](") {
        Cow::Owned(text.replace('{', "{{").replace('}', "}}").replace("](", "\\]("))
    } else {
        Cow::Borrowed(text)
    };
    Message { text }
}

impl Message<'_> {
    fn into_owned<'a>(self) -> Message<'a> {
        Message { text: Cow::Owned(self.text.into_owned()) }
    }
}

/// A path as a URI reference (section 3.4.3; RFC 3986): relative, or with the scheme `file` where the path is absolute.
///
/// A colon is encoded too, since one in the first part of a relative reference would end a scheme.
fn uri(path: &str) -> String {
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let encoded = utf8_percent_encode(path, ENCODED);
    match path.as_bytes() {
        [b'/', b'/', ..] => format!("file:{encoded}"),
        [b'/', ..] => format!("file://{encoded}"),
        [drive, b':', b'/', rest @ ..] if drive.is_ascii_alphabetic() => {
            format!("file:///{}:/{}", char::from(*drive), percent_encoding::percent_encode(rest, ENCODED))
        }
        _ => encoded.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::Format;
    use crate::cli::report::example::{X, diagnostics, print};

    const LOG: &str = r#"{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "rapporteur",
          "version": "VERSION",
          "semanticVersion": "VERSION",
          "rules": [
            {
              "id": "duplicate-key",
              "shortDescription": {
                "text": "a field is given twice"
              },
              "fullDescription": {
                "text": "Which of the two is meant cannot be known. Keep one."
              },
              "help": {
                "text": "Which of the two is meant cannot be known. Keep one."
              },
              "defaultConfiguration": {
                "level": "error"
              }
            }
          ]
        }
      },
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "duplicate-key",
          "ruleIndex": 0,
          "level": "error",
          "message": {
            "text": "`number` is given twice\nhelp: keep one"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/x.md"
                },
                "region": {
                  "startLine": 5,
                  "startColumn": 1,
                  "endLine": 5,
                  "endColumn": 7
                }
              },
              "message": {
                "text": "again"
              }
            }
          ],
          "relatedLocations": [
            {
              "id": 1,
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/x.md"
                },
                "region": {
                  "startLine": 3,
                  "startColumn": 1,
                  "endLine": 3,
                  "endColumn": 7
                }
              },
              "message": {
                "text": "the first time"
              }
            }
          ]
        }
      ]
    }
  ]
}
"#;

    #[test]
    fn one_log() {
        let diagnostic = diagnostics().remove(1).help("keep one");
        let expected = LOG.replace("VERSION", env!("CARGO_PKG_VERSION"));
        assert_eq!(print(Format::Sarif, &[diagnostic], X), expected);
    }

    #[test]
    fn each_rule_is_listed_once_and_found_by_its_index() {
        let diagnostics = [diagnostics(), diagnostics()].concat();
        let log: serde_json::Value = serde_json::from_str(&print(Format::Sarif, &diagnostics, X)).unwrap_or_default();
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(3));
        for (index, diagnostic) in diagnostics.iter().enumerate() {
            let rule = run["results"][index]["ruleIndex"].as_u64().unwrap_or(u64::MAX) as usize;
            assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], diagnostic.code.name());
        }
        assert!(run["results"][2]["locations"][0]["physicalLocation"]["region"].is_null());
    }

    #[test]
    fn a_clean_review_has_a_run_without_results() {
        let log = print(Format::Sarif, &[], X);
        assert!(log.contains(r#""rules": []"#) && log.contains(r#""results": []"#), "{log}");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("content/é b/100%:a,#?.md"), "content/%C3%A9%20b/100%25%3Aa%2C%23%3F.md");
        assert_eq!(uri("/a/x.md"), "file:///a/x.md");
        assert_eq!(uri("C:/a b.md"), "file:///C:/a%20b.md");
        assert_eq!(uri("//host/x.md"), "file://host/x.md");
        assert_eq!(uri("../x.md"), "../x.md");
    }

    #[test]
    fn messages_hold_no_placeholders_or_links() {
        assert_eq!(message("`{#id}` [a](b) [[c]]").text, "`{{#id}}` [a\\](b) [[c]]");
    }
}
