//! Links the unwinder into the program, where it is that of GCC beside the GNU C library.
//!
//! As a library of its own it has to be found, loaded and bound at every start, which takes as long as all that a
//! forecast computes.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && is_found() {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
}

fn is(variable: &str, value: &str) -> bool {
    env::var(variable).is_ok_and(|found| found == value)
}

/// Has whoever links the library? If not, the one that is loaded serves too.
fn is_found() -> bool {
    let linker = env::var("RUSTC_LINKER").unwrap_or_else(|_| "cc".to_owned());
    let told = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output();
    told.is_ok_and(|told| Path::new(String::from_utf8_lossy(&told.stdout).trim()).is_absolute())
}
