//! Runs every example that the project shows and compares what it prints.

use std::fs;
use std::path::{Path, PathBuf};

use aiinfra::audit::Rule;
use aiinfra::render::FORMATS;

use super::program::{commands, examples, shell, stdout, topics};

// The library example is compiled into this test, so that it runs however cargo is called.
#[path = "../../examples/two_paths.rs"]
#[allow(dead_code, missing_docs, reason = "its main is called as a function")]
mod two_paths;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// Returns every document in `docs`, with its name.
fn documents() -> Vec<(String, String)> {
    let files = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let documents = files.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    documents.map(read).collect()
}

/// Returns the document of that name in `docs`.
pub(super) fn document(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// Returns the opening lines of a document's fenced blocks.
fn openings(document: &str) -> impl Iterator<Item = &str> {
    document.lines().filter(|line| line.trim_start().starts_with("```")).step_by(2)
}

/// Returns the fenced blocks of a document in that language.
pub(super) fn blocks(document: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let inside = |part: &str| part.split("```").next().unwrap_or_default().to_owned();
    document.split(&opening).skip(1).map(inside).collect()
}

/// Returns the calls in a console block: each command, after `$ `, and its output. A command continues if
/// its line ends with a backslash, or until its quotes are closed.
pub(super) fn calls(block: &str) -> Vec<(String, String)> {
    let mut calls: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        let more = if line == ">" { Some("") } else { line.strip_prefix("> ") };
        match (line.strip_prefix("$ "), more, calls.last_mut()) {
            (Some(command), ..) => calls.push((command.to_owned(), String::new())),
            (None, Some(more), Some((command, _))) => *command += &format!("\n{more}"),
            (None, _, Some((_, printed))) => *printed += &format!("{line}\n"),
            (None, _, None) => panic!("output before any command: {line}"),
        }
    }
    calls
}

/// Returns a folder with the datasets of `examples/markets`, in the folder itself and by that path, and with those of
/// `examples/editions` by theirs.
pub(super) fn with_example_markets() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let [markets, editions] =
        ["markets", "editions"].map(|name| folder.path().join("examples").join(name));
    fs::create_dir_all(&markets).unwrap();
    fs::create_dir_all(&editions).unwrap();
    for entry in fs::read_dir(root().join("examples/editions")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, editions.join(path.file_name().unwrap())).unwrap();
    }
    for entry in fs::read_dir(root().join("examples/markets")).unwrap() {
        let path = entry.unwrap().path();
        for copy in [folder.path(), &markets] {
            fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

/// Runs the console blocks of a document, each in its own folder, and compares the output.
fn assert_prints_what_it_shows(document: &str) {
    for block in blocks(document, "console") {
        let folder = with_example_markets();
        for (command, printed) in calls(&block) {
            let answer = shell(&command, folder.path());
            assert_eq!(answer.stdout + &answer.stderr, printed, "{command}");
        }
    }
}

#[test]
fn every_block_of_the_readme_prints_what_it_shows() {
    let readme = readme();
    assert!(blocks(&readme, "console").len() > 10, "the blocks were not found");
    assert_prints_what_it_shows(&readme);
}

#[test]
fn every_block_in_docs_prints_what_it_shows() {
    let documents = documents();
    let console = documents.iter().flat_map(|(_, document)| blocks(document, "console"));
    assert!(console.count() > 10, "the blocks were not found");
    for (_, document) in &documents {
        assert_prints_what_it_shows(document);
    }
}

#[test]
fn every_block_of_the_readme_is_tested() {
    let readme = readme();
    for opening in openings(&readme) {
        // Documentation tests run `rust` blocks. The only `sh` block has the two setup commands.
        assert!(["```console", "```rust", "```sh"].contains(&opening), "{opening}");
    }
    let set_up = blocks(&readme, "sh");
    assert_eq!(set_up, ["cargo run --release -- forecast --year 2030\ncargo test\n"]);
}

#[test]
fn every_block_in_docs_is_tested() {
    for (name, document) in documents() {
        for opening in openings(&document) {
            // `text` blocks are not run, documentation tests run `rust` blocks, and `python/tests` those of this page.
            let is_python = name == "python.md" && opening == "```python";
            let is_known = ["```console", "```rust", "```text"].contains(&opening);
            assert!(is_known || is_python, "{name}: {opening}");
        }
    }
}

#[test]
fn documents_with_rust_blocks_are_part_of_the_crate_documentation() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let is_run = |path: &str| library.contains(&format!("include_str!(\"../{path}\")"));
    assert!(is_run("README.md"));
    for (name, document) in documents() {
        let has_rust = !blocks(&document, "rust").is_empty();
        assert!(!has_rust || is_run(&format!("docs/{name}")), "{name}");
    }
}

#[test]
fn every_example_in_the_help_runs() {
    let (commands, topics) = (commands(), topics());
    assert!(commands.len() >= 4 && topics.len() >= 4, "{commands:?} {topics:?}");
    run_examples(&stdout("--help"));
    for name in commands.iter().chain(&topics) {
        run_examples(&stdout(&format!("help {name}")));
    }
}

fn run_examples(help: &str) {
    let folder = with_example_markets();
    for example in examples(help) {
        assert!(example.contains("aiinfra "), "{example}");
        let answer = shell(example, folder.path());
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""), "{example}");
    }
}

/// Each command is taught on one page. If this test fails, add a line there and nowhere else.
#[test]
fn the_guide_shows_every_command() {
    let pages = document("guide.md") + &document("datasets.md");
    for name in commands() {
        assert!(
            pages.contains(&format!("aiinfra {name}")),
            "docs/guide.md has no `aiinfra {name}`"
        );
    }
}

#[test]
fn the_page_on_datasets_explains_every_rule_of_check() {
    let page = document("datasets.md");
    let (_, rules) = page.split_once("| rule | question |").unwrap();
    let (rules, _) = rules.split_once("\n\n").unwrap();
    let named: Vec<&str> = rules.lines().filter_map(|line| line.split('|').nth(1)).collect();
    for rule in Rule::ALL {
        let name = format!("`{}`", rule.name());
        assert!(named.iter().any(|cell| cell.contains(&name)), "the table of rules lacks {name}");
    }
}

#[test]
fn the_readme_is_short_and_the_index_lists_every_page() {
    let words = readme().split_whitespace().count();
    assert!(words <= 1_800, "README.md has {words} words");
    let index = document("README.md");
    for (name, _) in documents() {
        assert!(
            name == "README.md" || index.contains(&format!("({name})")),
            "the index lacks {name}"
        );
    }
}

#[test]
fn help_explains_every_format_and_its_endings() {
    let page = stdout("help formats");
    for format in FORMATS {
        let start = format!("  {} ", format.name);
        let line = page.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("`help formats` has no line for {}", format.name));
        for ending in format.extensions.iter().filter(|ending| **ending != format.name) {
            assert!(line.contains(&format!(".{ending}")), "{line} lacks .{ending}");
        }
    }
}

#[test]
fn the_library_example_runs() {
    two_paths::main().unwrap();
}

#[test]
fn the_shell_example_writes_one_csv_of_scenarios() {
    let folder = tempfile::tempdir().unwrap();
    let script = root().join("examples/what_if_cagr.sh");
    let answer = shell(&format!("sh {} out.csv 20 26.81% 30", script.display()), folder.path());
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
    let text = fs::read_to_string(folder.path().join("out.csv")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + 3 * 11);
    assert_eq!(lines[0], "cagr_pct,year,value_usd_billion,growth_pct");
    assert_eq!(lines[1], "20,2024,46.73,");
    assert_eq!(lines[11], "20,2034,289.339843018752,20");
    assert_eq!(lines[22], "26.81,2034,502.49391444340205,26.81");
    assert_eq!(lines[33], "30,2034,644.212732410377,30");
}

#[test]
fn the_shell_example_prints_its_usage() {
    let folder = tempfile::tempdir().unwrap();
    let script = root().join("examples/what_if_cagr.sh");
    for arguments in ["", "20 30", "out.csv"] {
        let answer = shell(&format!("sh {} {arguments}", script.display()), folder.path());
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert!(answer.stderr.contains("usage: what_if_cagr.sh OUT.csv RATE..."), "{arguments}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn the_shell_example_writes_nothing_if_a_rate_is_invalid() {
    let folder = tempfile::tempdir().unwrap();
    let script = root().join("examples/what_if_cagr.sh");
    let answer = shell(&format!("sh {} out.csv 20 -100", script.display()), folder.path());
    assert_eq!(answer.code, Some(2));
    assert!(answer.stderr.contains("invalid value '-100'"), "{}", answer.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_actual_example_computes_the_growth_still_needed() {
    let folder = tempfile::tempdir().unwrap();
    let script = root().join("examples/actual_to_goal.sh");
    let answer = shell(&format!("sh {} 2025 62", script.display()), folder.path());
    let expected = "\
published end, 2034: 502.42
after the actual 2025=62: 525.67
growth rate still needed for the published end: 26.17%
growth rate of the forecast: 26.81%
";
    assert_eq!(
        (answer.code, answer.stdout.as_str(), answer.stderr.as_str()),
        (Some(0), expected, "")
    );
    for (arguments, part) in
        [("2025", "usage: actual_to_goal.sh YEAR SIZE"), ("2040 62", "year `2040`")]
    {
        let answer = shell(&format!("sh {} {arguments}", script.display()), folder.path());
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert!(answer.stderr.contains(part), "{}", answer.stderr);
    }
}
