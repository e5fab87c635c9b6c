//! The manual is whole and true: its tables come from the declarations, it names every command, rule, library and file of
//! the theme, hosts are told the policies of the program, and every link leads somewhere.
//!
//! `UPDATE=1 cargo test --test integration manual` writes the tables anew.

mod chapter;
mod links;
mod reference;

use std::fs;

use rapporteur::review::rules::RULES;
use rapporteur::site::policy;

use chapter::read;

use crate::{program, tree};

#[test]
fn every_command_is_told_with_all_its_options() {
    let chapter = read("docs/commands.md");
    let (shared, told) = chapter.split_once("\n**`rapporteur ").expect("it tells of a command");
    let told: Vec<&str> = told.split("\n**`rapporteur ").collect();
    let general = help(&["--help"]);
    let (_, commands) = general.split_once("Commands:\n").expect("the help lists the commands");
    let commands = commands.lines().map_while(|line| line.split_whitespace().next()).filter(|&name| name != "help");
    let (mut count, mut options) = (0, 0);
    for command in commands {
        let own = told.iter().find(|text| text.split(['`', ' ']).next() == Some(command));
        let own = own.unwrap_or_else(|| panic!("it does not tell of {command}"));
        let help = help(&[command, "--help"]);
        for option in help.lines().filter_map(|line| line.trim_start().strip_prefix("--")) {
            let option = format!("--{}", option.split([' ', ',']).next().unwrap_or_default());
            let is_told = [shared, own].iter().any(|text| names(text, &option));
            assert!(is_told, "it does not tell of {command} {option}");
            options += 1;
        }
        count += 1;
    }
    assert_eq!(told.len(), count, "{told:?}");
    assert!(count >= 8 && options >= 20, "there are only {count} commands with {options} options");
}

/// Whether a text names an option, alone or with a value.
fn names(text: &str, option: &str) -> bool {
    text.match_indices(option).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + option.len()..]);
        before.ends_with(['`', '[']) && after.starts_with(['`', ' '])
    })
}

fn help(arguments: &[&str]) -> String {
    program::run(tree::repository(), arguments).out
}

#[test]
fn every_rule_is_named() {
    let chapter = read("docs/checking.md");
    let (_, section) = chapter.split_once("\n## Rules\n").expect("there is such a section");
    let section = section.split("\n## ").next().expect("the section ends");
    for rule in &RULES {
        assert!(section.contains(&format!("`{}`", rule.code.name())), "it does not name {}", rule.code.name());
    }
}

#[test]
fn every_host_is_told_the_policies_of_the_program() {
    let chapter = read("docs/hosting.md");
    for host in ["S3 and CloudFront", "nginx", "Apache", "Caddy"] {
        let (_, section) = chapter.split_once(&format!("\n### {host}\n")).expect("there is such a section");
        let section = section.split("\n##").next().expect("the section ends");
        for policy in [policy::HOSTED_PAGE, policy::VIEWED, policy::GUEST] {
            assert!(section.contains(&format!("\"{policy}\"")), "{host} is not told: {policy}");
        }
    }
}

#[test]
fn every_file_of_the_theme_is_named() {
    let chapter = read("docs/themes.md");
    let mut count = 0;
    for (folder, before) in [("themes/default", ""), ("themes/default/assets", "assets/")] {
        for entry in fs::read_dir(tree::repository().join(folder)).expect("the theme is there") {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            assert!(path.is_dir() || chapter.contains(&format!("`{before}{name}`")), "it does not name {name}");
            count += 1;
        }
    }
    assert!(count > 20, "there are only {count} files");
}

#[test]
fn every_template_says_first_what_it_shows() {
    let mut count = 0;
    for entry in fs::read_dir(tree::repository().join("themes/default")).expect("the theme is there") {
        let path = entry.expect("it can be read").path();
        if path.extension().is_some_and(|ending| ending == "html") {
            let text = fs::read_to_string(&path).expect("it can be read");
            assert!(text.starts_with("{#- "), "{} does not begin with a comment", path.display());
            count += 1;
        }
    }
    assert!(count > 10, "there are only {count} templates");
}

#[test]
fn every_library_has_its_reason() {
    let (manifest, chapter) = (read("Cargo.toml"), read("docs/dependencies.md"));
    let mut count = 0;
    for section in ["\n[dependencies]\n", "\n[dev-dependencies]\n"] {
        let (_, section) = manifest.split_once(section).expect("there are such libraries");
        let lines = section.lines().take_while(|line| !line.starts_with('['));
        for library in lines.filter_map(|line| line.split_once(" = ").map(|(name, _)| name)) {
            assert!(chapter.contains(&format!("`{library}`")), "it does not say why {library} is used");
            count += 1;
        }
    }
    assert!(count > 20, "there are only {count} libraries");
}
