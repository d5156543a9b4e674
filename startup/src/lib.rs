//! Records which standard streams were open before `main`.
//!
//! If a standard stream is closed, Rust's runtime opens `/dev/null` in its place before it calls `main`. From then on,
//! everything written to that stream is lost without an error, and the stream looks like one that was meant to go
//! nowhere. So this crate looks before the runtime does.
//!
//! Running code that early takes an attribute that Rust counts as unsafe. The program itself forbids unsafe code, which
//! is why this is a crate of its own. It holds nothing else.

use std::sync::atomic::{AtomicBool, Ordering};

/// Stdin, stdout and stderr.
static ARE_OPEN: [AtomicBool; 3] = [const { AtomicBool::new(true) }; 3];

/// Whether a standard stream was open when the program was started: stdin is 0, stdout 1 and stderr 2. Always true on
/// systems other than Linux and macOS, and for any other number.
///
/// ```
/// assert!(aiinfra_startup::was_open(1));
/// ```
#[must_use]
pub fn was_open(stream: usize) -> bool {
    ARE_OPEN.get(stream).is_none_or(|is_open| is_open.load(Ordering::Relaxed))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
extern "C" fn look() {
    use rustix::stdio::{stderr, stdin, stdout};
    for (is_open, stream) in ARE_OPEN.iter().zip([stdin(), stdout(), stderr()]) {
        is_open.store(rustix::io::fcntl_getfd(stream).is_ok(), Ordering::Relaxed);
    }
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
