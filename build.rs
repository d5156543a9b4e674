//! Links the unwinder into the program, and tells it the commit that it is built from.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    link_unwinder();
    tell_commit();
}

/// Links the unwinder where it is that of GCC beside the GNU C library.
///
/// As a library of its own it has to be found, loaded and bound at every start, which takes as long as all that a
/// forecast computes.
fn link_unwinder() {
    println!("cargo:rerun-if-env-changed=RUSTC_LINKER");
    let is_linux =
        variable_is("CARGO_CFG_TARGET_OS", "linux") && variable_is("CARGO_CFG_TARGET_ENV", "gnu");
    // For another machine, what is found here might be the wrong one.
    let is_native = env::var("TARGET").is_ok_and(|target| variable_is("HOST", &target));
    if is_linux && is_native && linker_has_it() {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
}

fn variable_is(variable: &str, value: &str) -> bool {
    env::var(variable).is_ok_and(|found| found == value)
}

/// If it has not, the library that is loaded serves too.
fn linker_has_it() -> bool {
    let linker = env::var("RUSTC_LINKER").unwrap_or_else(|_| "cc".to_owned());
    let path = printed(Command::new(linker).arg("-print-file-name=libgcc_eh.a"));
    path.is_some_and(|path| Path::new(&path).is_absolute() && Path::new(&path).is_file())
}

/// Tells the commit where there is one: a copy of the source without its history has none.
fn tell_commit() {
    let top = git(&["rev-parse", "--show-toplevel"]);
    // A history further up is that of another project.
    let real = |path: &str| Path::new(path).canonicalize().ok();
    if top.is_none_or(|top| real(&top) != real(ROOT)) {
        return;
    }
    // Where the history moves on, in a work tree too.
    let moved = ["HEAD", "logs/HEAD"].map(|name| git(&["rev-parse", "--git-path", name]));
    let sources = SOURCES.iter().map(|source| (*source).to_owned());
    for changing in sources.chain(moved.into_iter().flatten()) {
        if Path::new(&changing).exists() {
            println!("cargo:rerun-if-changed={changing}");
        }
    }
    let Some(commit) = git(&["rev-parse", "--short=10", "HEAD"]) else { return };
    let status = [&["--no-optional-locks", "status", "--porcelain", "--"], SOURCES].concat();
    let is_changed = git(&status).is_none_or(|changes| !changes.is_empty());
    let changes = if is_changed { " with changes" } else { "" };
    println!("cargo:rustc-env=AIINFRA_COMMIT={commit}{changes}");
}

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What the program is made from.
const SOURCES: &[&str] = &["src", "descriptors", "data", "Cargo.toml", "Cargo.lock", "build.rs"];

/// What git says of this history: a hook of another one names that in its variables.
fn git(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    printed(command.arg("-C").arg(ROOT).args(arguments))
}

/// What a command prints, where it can be called and succeeds.
fn printed(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
