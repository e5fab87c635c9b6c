//! What the program is built from is what `deny.toml` allows: held here as far as that goes without `cargo deny`, which also knows
//! which versions have been found unsafe.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::tree;

/// The texts in the list of this name in `deny.toml`.
fn listed(name: &str) -> BTreeSet<String> {
    let policy = fs::read_to_string(tree::repository().join("deny.toml")).expect("there is a policy");
    let start = policy.lines().find_map(|line| line.strip_prefix(&format!("{name} = [")));
    let texts: BTreeSet<String> = start.expect("a list").split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(!texts.is_empty());
    texts
}

#[test]
fn every_library_comes_from_the_registry_with_a_checksum() {
    let lock = fs::read_to_string(tree::repository().join("Cargo.lock")).expect("the versions are kept");
    let registries: Vec<String> =
        listed("allow-registry").iter().map(|address| format!("registry+{address}")).collect();
    let mut libraries = 0;
    for package in lock.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")));
            line.map(|value| value.trim_matches('"').to_owned())
        };
        if value("name").as_deref() == Some(env!("CARGO_PKG_NAME")) {
            continue;
        }
        libraries += 1;
        assert!(value("source").is_some_and(|source| registries.contains(&source)), "from elsewhere:{package}");
        assert!(value("checksum").is_some_and(|sum| sum.len() == 64), "without a checksum:{package}");
    }
    assert!(libraries > 50);
}

#[test]
fn every_library_has_a_licence_that_is_allowed() {
    let allowed = listed("allow");
    let version = Command::new("rustc").arg("-vV").output().expect("the compiler says which it is");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("for which system");
    // Libraries for other systems were not fetched.
    let mut metadata = Command::new(env!("CARGO"));
    metadata.args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host]);
    let told = metadata.current_dir(tree::repository()).output().expect("cargo says what it builds from");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&told.stdout).expect("it is JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    assert!(packages.len() > 50);
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, &allowed), "{}: `{licence}`", package["name"]);
    }
}

/// Whether some choice that an expression leaves (SPDX 2.3, annex D) is allowed. No library nests parentheses.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // Before there was `OR`, a slash stood for it.
    let expression = expression.replace('/', " OR ");
    let choice =
        |part: &str| part.trim_matches(['(', ')']).split(" OR ").any(|licence| allowed.contains(licence.trim()));
    expression.split(" AND ").all(choice)
}

#[test]
fn a_licence_is_allowed_where_some_choice_of_it_is() {
    let allowed = ["MIT", "Unicode-3.0"].map(str::to_owned).into();
    for expression in ["MIT", "Apache-2.0/MIT", "GPL-3.0 OR MIT", "(Apache-2.0 OR MIT) AND Unicode-3.0"] {
        assert!(is_allowed(expression, &allowed), "{expression}");
    }
    for expression in ["", "GPL-3.0", "MIT WITH X", "(Apache-2.0 OR MIT) AND GPL-3.0", "MITx"] {
        assert!(!is_allowed(expression, &allowed), "{expression}");
    }
}
