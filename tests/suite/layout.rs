//! Checks the structure of the source: each file imports only from modules below its own.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the bottom up. Modules in the same row never import each other.
const ROWS: &[&[&str]] = &[
    &["input", "wide"],
    &["error"],
    &["decimal", "spreadsheet"],
    &["quantity"],
    &["growth"],
    &["curve"],
    &["derivation"],
    &["market", "denomination"],
    &["band"],
    &["counting"],
    &["trajectory"],
    &["scenario", "segments"],
    &["indicator", "range"],
    &["audit"],
    &["panel"],
    &["sensitivity", "consensus", "track"],
    &["warning"],
    &["notes"],
    &["batch"],
    &["table"],
    &["wording"],
    &["render"],
    &["cli"],
];

pub(super) fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Returns the module of a file: `src/market/dataset.rs` belongs to `market`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn row(module: &str) -> usize {
    ROWS.iter()
        .position(|row| row.contains(&module))
        .unwrap_or_else(|| panic!("no row has {module}"))
}

#[test]
fn every_import_points_down() {
    for path in sources(&root()) {
        let importer = module(&path);
        if ["lib", "main"].contains(&&*importer) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for import in text.split("crate::").skip(1) {
            let imported: String =
                import.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let down = imported == importer || row(&imported) < row(&importer);
            assert!(down, "{} imports {imported}", path.display());
        }
    }
}

#[test]
fn every_module_is_in_the_table_of_the_contributing_guide() {
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/CONTRIBUTING.md");
    let guide = fs::read_to_string(guide).unwrap();
    let cells: Vec<&str> =
        guide.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next()).collect();
    for module in ROWS.iter().copied().flatten() {
        let is_named = |cell: &&str| {
            cell.contains(&format!("`{module}/`")) || cell.contains(&format!("`{module}.rs`"))
        };
        assert!(cells.iter().any(is_named), "CONTRIBUTING.md lacks {module}");
    }
}

#[test]
fn only_the_command_line_uses_clap_and_the_terminal() {
    for path in sources(&root()) {
        if ["cli", "main"].contains(&&*module(&path)) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            // A batch reads from a generic reader, without knowing its kind.
            let reads = module(&path) == "batch" && line.starts_with("use std::io");
            for name in ["clap", "std::io", "anstream", "std::env", "std::fs"] {
                let is_used =
                    line.contains(&format!("{name}::")) || line.contains(&format!("use {name};"));
                assert!(!is_used || reads, "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for path in sources(&root()) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

/// Returns the names that a file imports from those paths.
fn imported(path: &Path, places: &[&str]) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut words = Vec::new();
    for place in places {
        for rest in text.split(place).skip(1) {
            let import = rest.split(';').next().unwrap();
            let parts = import.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.extend(parts.map(str::to_owned));
        }
    }
    words
}

#[test]
fn no_format_imports_another() {
    let list = fs::read_to_string(root().join("render/mod.rs")).unwrap();
    let (_, list) = list.split_once("pub const FORMATS").unwrap();
    let (list, _) = list.split_once("];").unwrap();
    let name =
        |before: &str| before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned();
    let names: Vec<String> =
        list.split("::FORMAT").map(name).filter(|name| !name.is_empty()).collect();
    assert!(names.len() >= 4, "{names:?}");
    for name in &names {
        let path = root().join("render").join(format!("{name}.rs"));
        for word in imported(&path, &["use super::"]) {
            assert!(!names.contains(&word), "{name} imports {word}");
        }
    }
}

#[test]
fn no_command_imports_another() {
    let folder = root().join("cli/commands");
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && name(path) != "mod")
        .collect();
    let names: Vec<String> = paths.iter().map(|path| name(path)).collect();
    assert!(names.len() >= 4, "{names:?}");
    for path in &paths {
        for word in imported(path, &["use super::", "use crate::cli::commands::"]) {
            assert!(!names.contains(&word), "{} imports {word}", path.display());
        }
    }
}
