//! Links the unwinder into the program, where it is that of GCC beside the GNU C library.
//!
//! As a library of its own it has to be found, loaded and bound at every start, which takes as long as all that a
//! forecast computes.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
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
    let told = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output();
    told.is_ok_and(|told| {
        let path = String::from_utf8_lossy(&told.stdout);
        told.status.success()
            && Path::new(path.trim()).is_absolute()
            && Path::new(path.trim()).is_file()
    })
}
