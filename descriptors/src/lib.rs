//! What a program can learn of its open files only with unsafe code.
//!
//! The program itself forbids unsafe code, which is why this is a crate of its own. It holds nothing else.

use std::sync::atomic::{AtomicBool, Ordering};

/// Stdin, stdout and stderr.
static ARE_OPEN: [AtomicBool; 3] = [const { AtomicBool::new(true) }; 3];

/// Whether a standard stream was open when the program was started: stdin is 0, stdout 1 and stderr 2. Always true on
/// systems other than Linux and macOS, and for any other number.
///
/// If a standard stream is closed, Rust's runtime opens `/dev/null` in its place before it calls `main`. From then on,
/// everything written to that stream is lost without an error, and the stream looks like one that was meant to go
/// nowhere. So this crate looks before the runtime does.
///
/// ```
/// assert!(aiinfra_descriptors::was_open(1));
/// ```
#[must_use]
pub fn was_open(stream: i32) -> bool {
    let is_open = usize::try_from(stream).ok().and_then(|stream| ARE_OPEN.get(stream));
    is_open.is_none_or(|is_open| is_open.load(Ordering::Relaxed))
}

/// A second descriptor for what is open under that number, as `/dev/fd/3` names it.
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
/// - `1_000_000`, `-1`: nothing is open under that number
#[cfg(unix)]
#[allow(unsafe_code, reason = "somebody else has opened it, so that only its number is known")]
pub fn duplicate(number: i32) -> std::io::Result<std::os::fd::OwnedFd> {
    if number < 0 {
        return Err(rustix::io::Errno::BADF.into());
    }
    // SAFETY: the number is not -1. It is given to the system alone, which says so if nothing is open under it.
    let borrowed = unsafe { std::os::fd::BorrowedFd::borrow_raw(number) };
    borrowed.try_clone_to_owned()
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
