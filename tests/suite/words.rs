//! Words that a first draft in this project once had, and that must not come back.

use std::fs;
use std::path::{Path, PathBuf};

use super::layout::sources;

/// What nobody writes who writes plain American English about markets, and what to write instead.
const BANNED: &[(&str, &str)] = &[
    ("% a year", "per year"),
    ("growth a year", "growth rate, growth per year"),
    ("percent a year", "percent per year"),
    ("rate a year", "rate per year"),
    ("is told", "is reported"),
    ("are told", "are reported"),
    ("tells", "says, reports, lists"),
    ("none where", "none if"),
    ("but for", "except"),
    ("as it stands", "unchanged"),
    ("misses by", "is within ... points of"),
    ("way of counting", "how years are counted"),
    ("who reads it", "the reader"),
    ("comes of it", "the result"),
    ("goes on at", "continues at"),
    ("so many", "that number of"),
    ("each by itself", "individually"),
    ("gives way", "is replaced"),
    ("in the place of", "instead of"),
    ("all of it at once", "at once"),
    ("needs no word", "leave it out"),
    ("itemis", "itemiz"),
    ("normalis", "normaliz"),
    ("colour", "color"),
    ("behaviour", "behavior"),
    ("licence", "license"),
    ("neighbour", "neighbor"),
    ("catalogue", "catalog"),
    ("recognis", "recogniz"),
    ("path stated", "--follow cagr"),
    ("path endpoints", "--follow sizes"),
    ("hold rate", "--keep growth"),
    ("hold end", "--keep end"),
];

/// Files whose words people read, except this list and what quotes others.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = sources(&root.join("src"));
    files.extend(sources(&root.join("docs")));
    files.extend(sources(&root.join("data")));
    files.extend(["README.md", "CONTRIBUTING.md"].map(|name| root.join(name)));
    files.retain(|path| path.extension().is_none_or(|ending| ending != "png"));
    files
}

#[test]
fn words_that_read_as_translated_stay_away() {
    let mut found = Vec::new();
    for path in files() {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        for (place, line) in text.lines().enumerate() {
            let banned = BANNED.iter().filter(|(banned, _)| line.contains(banned));
            found.extend(banned.map(|(banned, instead)| {
                format!("{}:{}: \"{banned}\"; write {instead}", path.display(), place + 1)
            }));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Documents that people also read in an editor.
const WRAPPED: [&str; 11] = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/guide.md",
    "docs/method.md",
    "docs/datasets.md",
    "docs/errors.md",
    "docs/engines.md",
    "docs/install.md",
    "docs/performance.md",
    "docs/python.md",
    "docs/testing.md",
];

#[test]
fn prose_is_wrapped() {
    let mut long = Vec::new();
    for name in WRAPPED {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        let mut is_code = false;
        for (place, line) in text.lines().enumerate() {
            is_code ^= line.trim_start().starts_with("```");
            let can_break = !is_code && !line.starts_with('|') && !line.starts_with("![");
            if can_break && line.chars().count() > 120 {
                long.push(format!("{name}:{}", place + 1));
            }
        }
    }
    assert!(long.is_empty(), "over 120 characters: {}", long.join(", "));
}

#[test]
fn a_percent_sign_follows_its_number_without_a_space() {
    for path in files() {
        let text = fs::read_to_string(&path).unwrap();
        for (place, line) in text.lines().enumerate() {
            let before = line.split(" %").next().filter(|before| before.len() < line.len());
            let is_number =
                before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
            // Numbers that people type may have one, and remainders are computed with one.
            let is_input =
                line.contains('`') || path.extension().is_some_and(|ending| ending == "rs");
            assert!(!is_number || is_input, "{}:{}: {line}", path.display(), place + 1);
        }
    }
}
