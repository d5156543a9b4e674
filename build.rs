//! Links the unwinder statically and compiles the current Git commit into the program.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    link_unwinder();
    embed_commit();
}

/// Links GCC's unwinder statically on Linux with the GNU C library.
///
/// Finding, loading and binding the shared one at every start takes as long as computing a whole forecast.
fn link_unwinder() {
    println!("cargo:rerun-if-env-changed=RUSTC_LINKER");
    let is_linux =
        variable_is("CARGO_CFG_TARGET_OS", "linux") && variable_is("CARGO_CFG_TARGET_ENV", "gnu");
    // When cross-compiling, the library found here may be for the wrong machine.
    let is_native = env::var("TARGET").is_ok_and(|target| variable_is("HOST", &target));
    if is_linux && is_native && linker_has_static_unwinder() {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
}

fn variable_is(variable: &str, value: &str) -> bool {
    env::var(variable).is_ok_and(|found| found == value)
}

/// Whether the linker finds the static library; otherwise the shared one is used.
fn linker_has_static_unwinder() -> bool {
    let linker = env::var("RUSTC_LINKER").unwrap_or_else(|_| "cc".to_owned());
    let path = output_of(Command::new(linker).arg("-print-file-name=libgcc_eh.a"));
    path.is_some_and(|path| Path::new(&path).is_absolute() && Path::new(&path).is_file())
}

/// Sets `AIINFRA_COMMIT` to the current commit. A source tree without its Git history has none.
fn embed_commit() {
    let top = git(&["rev-parse", "--show-toplevel"]);
    // A repository further up the directory tree belongs to another project.
    let real = |path: &str| Path::new(path).canonicalize().ok();
    if top.is_none_or(|top| real(&top) != real(ROOT)) {
        return;
    }
    // These files change with every commit or checkout; in a linked worktree they are elsewhere.
    let history = ["HEAD", "logs/HEAD"].map(|name| git(&["rev-parse", "--git-path", name]));
    let sources = SOURCES.iter().map(|source| (*source).to_owned());
    for changing in sources.chain(history.into_iter().flatten()) {
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

/// The files and directories that the program is built from.
const SOURCES: &[&str] = &["src", "descriptors", "data", "Cargo.toml", "Cargo.lock", "build.rs"];

/// The output of a Git command on this repository. A Git hook may have set variables that point to another one.
fn git(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    output_of(command.arg("-C").arg(ROOT).args(arguments))
}

/// The trimmed stdout of a command, or `None` if it cannot be started or fails.
fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
