//! Facts about a program's open files that require unsafe code to find out.
//!
//! The program itself forbids unsafe code, so this is a separate crate and contains nothing else.

use std::sync::atomic::{AtomicBool, Ordering};

/// For each of stdin, stdout and stderr, whether it was open at the start.
static ARE_OPEN: [AtomicBool; 3] = [const { AtomicBool::new(true) }; 3];

/// Returns whether a standard stream was open when the program started: stdin is 0, stdout 1 and stderr 2.
///
/// Always returns true on systems other than Linux and macOS, and for any other number.
///
/// If a standard stream is closed, Rust's runtime opens `/dev/null` for it before it calls `main`. After that, output
/// to the stream is lost without an error, and the stream looks as if it was redirected to `/dev/null`. This crate
/// therefore checks before the runtime starts.
///
/// ```
/// assert!(aiinfra_descriptors::was_open(1));
/// ```
#[must_use]
pub fn was_open(stream: i32) -> bool {
    let is_open = usize::try_from(stream).ok().and_then(|stream| ARE_OPEN.get(stream));
    is_open.is_none_or(|is_open| is_open.load(Ordering::Relaxed))
}

/// Returns a duplicate of the open descriptor with this number, which `/dev/fd/3` names for number 3.
///
/// ```
/// use std::os::fd::AsRawFd;
///
/// let file = std::fs::File::open("Cargo.toml")?;
/// let same = aiinfra_descriptors::duplicate(file.as_raw_fd())?;
/// assert_ne!(same.as_raw_fd(), file.as_raw_fd());
/// assert!(aiinfra_descriptors::duplicate(1_000_000).is_err());
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// - `1_000_000`, `-1`: no open descriptor has this number
#[cfg(unix)]
#[allow(unsafe_code, reason = "another program opened the descriptor, so only its number is known")]
pub fn duplicate(number: i32) -> std::io::Result<std::os::fd::OwnedFd> {
    if number < 0 {
        return Err(rustix::io::Errno::BADF.into());
    }
    // SAFETY: the number is not -1. It is only passed to the system, which returns an error if no descriptor has it.
    let borrowed = unsafe { std::os::fd::BorrowedFd::borrow_raw(number) };
    borrowed.try_clone_to_owned()
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
extern "C" fn record_open_streams() {
    use rustix::stdio::{stderr, stdin, stdout};
    for (is_open, stream) in ARE_OPEN.iter().zip([stdin(), stdout(), stderr()]) {
        is_open.store(rustix::io::fcntl_getfd(stream).is_ok(), Ordering::Relaxed);
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[used]
#[allow(
    unsafe_code,
    reason = "the linker places it where the system finds functions to run before the runtime"
)]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
static BEFORE_THE_RUNTIME: extern "C" fn() = record_open_streams;
