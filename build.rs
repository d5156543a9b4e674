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
    let is_linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    // For another machine, what is found here might be the wrong one.
    let is_native = env::var("TARGET").is_ok_and(|target| is("HOST", &target));
    if is_linux && is_native && linker_has_it() {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
}

fn is(variable: &str, value: &str) -> bool {
    env::var(variable).is_ok_and(|found| found == value)
}

/// If it has not, the library that is loaded serves too.
fn linker_has_it() -> bool {
    let linker = env::var("RUSTC_LINKER").unwrap_or_else(|_| "cc".to_owned());
    let path = printed(&linker, &["-print-file-name=libgcc_eh.a"]);
    path.is_some_and(|path| Path::new(&path).is_absolute() && Path::new(&path).is_file())
}

/// Tells the commit where there is one: a copy of the source without its history has none.
fn tell_commit() {
    let root = env!("CARGO_MANIFEST_DIR");
    let top = printed("git", &["-C", root, "rev-parse", "--show-toplevel"]);
    // A history further up is that of another project.
    if top.is_none_or(|top| {
        Path::new(&top).canonicalize().ok() != Path::new(root).canonicalize().ok()
    }) {
        return;
    }
    for changing in ["src", "data", "Cargo.toml", "Cargo.lock", ".git/HEAD", ".git/index"] {
        if Path::new(changing).exists() {
            println!("cargo:rerun-if-changed={changing}");
        }
    }
    let Some(commit) = printed("git", &["-C", root, "rev-parse", "--short=10", "HEAD"]) else {
        return;
    };
    let sources = [
        "-C",
        root,
        "status",
        "--porcelain",
        "--",
        "src",
        "data",
        "Cargo.toml",
        "Cargo.lock",
        "build.rs",
    ];
    let is_changed = printed("git", &sources).is_none_or(|changes| !changes.is_empty());
    let changes = if is_changed { " with changes" } else { "" };
    println!("cargo:rustc-env=AIINFRA_COMMIT={commit}{changes}");
}

/// What a command prints, where it can be called and succeeds.
fn printed(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
