//! Tests of the pictures in the documents: each is what the call above it draws.
//!
//! With `AIINFRA_DRAW=1`, the pictures are drawn anew instead.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use super::documents::{blocks, calls, document, readme, with_example_markets};
use super::program::shell;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures")
}

/// Returns the names of the pictures that a document shows.
fn shown(document: &str) -> BTreeSet<String> {
    let links = document.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pictures = links.filter_map(|link| link.rsplit_once("pictures/"));
    pictures.map(|(_, name)| name.to_owned()).collect()
}

/// Returns the pictures that the calls in a document draw, by name.
fn drawn(document: &str) -> Vec<(String, Vec<u8>)> {
    let mut pictures = Vec::new();
    for block in blocks(document, "console") {
        let folder = with_example_markets();
        for (command, _) in calls(&block).iter().filter(|(command, _)| command.contains(".svg")) {
            let answer = shell(command, folder.path());
            assert_eq!(answer.code, Some(0), "{command}: {}", answer.stderr);
        }
        for entry in fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "svg") {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                pictures.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    pictures
}

#[test]
fn every_picture_in_the_documents_is_what_its_call_draws() {
    let mut in_documents = BTreeSet::new();
    for document in [readme(), document("guide.md")] {
        let (shown, drawn) = (shown(&document), drawn(&document));
        let names: BTreeSet<String> = drawn.iter().map(|(name, _)| name.clone()).collect();
        assert!(shown.is_subset(&names), "no call draws {:?}", shown.difference(&names));
        for (name, bytes) in drawn.iter().filter(|(name, _)| shown.contains(name)) {
            let path = folder().join(name);
            if env::var_os("AIINFRA_DRAW").is_some() {
                fs::write(&path, bytes).unwrap();
            }
            assert!(fs::read(&path).unwrap() == *bytes, "docs/pictures/{name} is out of date");
        }
        in_documents.extend(shown);
    }
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let files: BTreeSet<String> = files.map(|name| name.into_string().unwrap()).collect();
    assert_eq!(files, in_documents, "docs/pictures has files that no document shows");
    assert!(in_documents.len() >= 10, "the pictures were not found");
}
