//! Tests of pictures and whole answers: each picture in the documents is what the call above it draws, and calls that no
//! document shows answer as they did when somebody looked at their answers.
//!
//! With `AIINFRA_DRAW=1`, all of them are written anew instead. Those of workbooks are of what LibreOffice shows, which
//! differs between its versions, so that only then are they looked at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::documents::{blocks, calls, document, readme, with_example_markets};
use super::program::{command, shell};
use super::workbook::Workbook;

/// The folder of the answers that no document shows.
const SEEN: &str = "tests/data/answers";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("docs/pictures")
}

/// Returns the names of the pictures that a document shows.
fn shown(document: &str) -> BTreeSet<String> {
    let links = document.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pictures = links.filter_map(|link| link.rsplit_once("pictures/"));
    pictures.map(|(_, name)| name.to_owned()).collect()
}

/// Returns the pictures that the calls in a document draw, by name, and the workbooks that they write.
fn drawn(document: &str) -> Vec<(String, Vec<u8>)> {
    let mut pictures = Vec::new();
    let is_drawn = |text: &str| text.contains(".svg") || text.contains(".xlsx");
    for block in blocks(document, "console") {
        let folder = with_example_markets();
        for (command, _) in calls(&block).iter().filter(|(command, _)| is_drawn(command)) {
            let answer = shell(command, folder.path());
            assert_eq!(answer.code, Some(0), "{command}: {}", answer.stderr);
        }
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if is_drawn(&name) {
                pictures.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    pictures
}

/// Returns a picture of the first sheet of a workbook, as LibreOffice prints it.
fn printed(workbook: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.xlsx"), workbook).unwrap();
    let script = "soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to pdf a.xlsx > /dev/null && \
        pdftoppm -png -r 82 -f 1 -singlefile -x 35 -y 35 -W 790 -H 300 a.pdf a";
    let answer = shell(script, folder.path());
    assert_eq!(answer.code, Some(0), "{}", answer.stderr);
    fs::read(folder.path().join("a.png")).unwrap()
}

#[test]
fn every_picture_in_the_documents_is_what_its_call_draws() {
    let mut in_documents = BTreeSet::new();
    for document in [readme(), document("guide.md")] {
        let (shown, drawn) = (shown(&document), drawn(&document));
        let of_call = |name: &str| {
            if name.ends_with(".xlsx") { format!("{name}.png") } else { name.to_owned() }
        };
        let names: BTreeSet<String> = drawn.iter().map(|(name, _)| of_call(name)).collect();
        assert!(shown.is_subset(&names), "no call draws {:?}", shown.difference(&names));
        let is_anew = env::var_os("AIINFRA_DRAW").is_some();
        for (name, bytes) in drawn.iter().filter(|(name, _)| shown.contains(&of_call(name))) {
            let (path, is_workbook) = (folder().join(of_call(name)), name.ends_with(".xlsx"));
            if is_anew {
                let picture = if is_workbook { printed(bytes) } else { bytes.clone() };
                fs::write(&path, picture).unwrap();
            }
            let picture = fs::read(&path).unwrap();
            if is_workbook {
                assert!(picture.starts_with(b"\x89PNG") && picture.len() < 60_000, "{name}");
            } else {
                assert!(picture == *bytes, "docs/pictures/{name} is out of date");
            }
        }
        in_documents.extend(shown);
    }
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let files: BTreeSet<String> = files.map(|name| name.into_string().unwrap()).collect();
    assert_eq!(files, in_documents, "docs/pictures has files that no document shows");
    assert!(in_documents.len() >= 10, "the pictures were not found");
}

/// Returns the calls in `tests/data/answers/calls.txt`, with the names of their files.
fn looked_at() -> Vec<(String, String)> {
    let calls = fs::read_to_string(root().join(SEEN).join("calls.txt")).unwrap();
    let named = calls.lines().filter_map(|line| line.split_once(": "));
    named.map(|(name, call)| (name.to_owned(), call.to_owned())).collect()
}

/// Runs a call, which may name files of this repository. A workbook is returned as text.
fn answer(name: &str, call: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name.trim_end_matches(".xml"));
    let run = command().args(call.split(' ')).arg("-o").arg(&path).current_dir(root()).output();
    // It is 1 if the answer is that a goal is never reached, or that a report contradicts itself.
    assert!(matches!(run.unwrap().status.code(), Some(0 | 1)), "{name}: {call}");
    let answer = fs::read(path).unwrap();
    if name.ends_with(".xlsx.xml") { Workbook::read(&answer).text().into_bytes() } else { answer }
}

#[test]
fn answers_are_as_somebody_looked_at_them() {
    let calls = looked_at();
    for (name, call) in &calls {
        let (path, answer) = (root().join(SEEN).join(name), answer(name, call));
        if env::var_os("AIINFRA_DRAW").is_some() {
            fs::write(&path, &answer).unwrap();
        }
        assert!(fs::read(&path).unwrap() == answer, "{SEEN}/{name} has changed: {call}");
    }
    let files = fs::read_dir(root().join(SEEN)).unwrap().map(|entry| entry.unwrap().file_name());
    for name in files.map(|name| name.into_string().unwrap()) {
        let is_input = calls.iter().any(|(_, call)| call.contains(&format!("{SEEN}/{name}")));
        let is_answer = calls.iter().any(|(answer, _)| *answer == name);
        assert!(is_input || is_answer || name == "calls.txt", "{SEEN}/{name} is of no call");
    }
}
