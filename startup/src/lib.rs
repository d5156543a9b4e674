//! What a program can no longer find out once `main` has begun.
//!
//! If a standard stream is closed, Rust's runtime opens `/dev/null` in its place before it calls `main`. From then on,
//! everything written to that stream is lost without an error, and the stream looks like one that was meant to go
//! nowhere. So this crate looks before the runtime does.
//!
//! Running code that early takes an attribute that Rust counts as unsafe. The program itself forbids unsafe code, which
//! is why this is a crate of its own. It holds nothing else.

use std::sync::atomic::{AtomicBool, Ordering};

static STDOUT_IS_OPEN: AtomicBool = AtomicBool::new(true);

/// Whether stdout was open when the program was started. Always true on systems other than Linux and macOS.
///
/// ```
/// assert!(aiinfra_startup::stdout_was_open());
/// ```
#[must_use]
pub fn stdout_was_open() -> bool {
    STDOUT_IS_OPEN.load(Ordering::Relaxed)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
extern "C" fn look() {
    let is_open = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_ok();
    STDOUT_IS_OPEN.store(is_open, Ordering::Relaxed);
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[used]
#[allow(
    unsafe_code,
    reason = "the linker puts it where the system looks for what runs before the runtime"
)]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
static BEFORE_THE_RUNTIME: extern "C" fn() = look;
