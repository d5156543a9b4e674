//! Paths that name what is open already, such as `/dev/fd/3`.
//!
//! To open such a path is to open the file behind it once more, at its beginning. What is written there goes over what
//! others have written, and what they write next goes over it.

use std::fs::File;
use std::io;
use std::path::Path;

/// The descriptor of stdout.
const STDOUT: i32 = 1;

/// Does the path name stdout?
pub(super) fn is_stdout(path: &Path) -> bool {
    path == Path::new("-") || path == Path::new("/dev/stdout") || named(path) == Some(STDOUT)
}

/// What the path names, if that is a descriptor of this program.
pub(super) fn open(path: &Path) -> Option<io::Result<File>> {
    named(path).map(duplicate)
}

#[cfg(not(target_os = "linux"))]
fn named(_: &Path) -> Option<i32> {
    // Elsewhere, to open such a path is to duplicate the descriptor.
    None
}

#[cfg(not(target_os = "linux"))]
fn duplicate(_: i32) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(target_os = "linux")]
use linux::{duplicate, named};

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{self, File};
    use std::io;
    use std::os::fd::AsFd;
    use std::path::{Path, PathBuf};

    use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};

    /// As many links as the system follows.
    const MOST_LINKS: usize = 40;

    /// The descriptor that the path leads to by its links.
    pub(super) fn named(path: &Path) -> Option<i32> {
        let own = ["/proc/self/fd", "/proc/thread-self/fd"].map(|own| fs::canonicalize(own).ok());
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            let folder = folder(&path)?;
            if own.iter().flatten().any(|own| *own == folder) {
                return path.file_name()?.to_str()?.parse().ok();
            }
            path = folder.join(fs::read_link(&path).ok()?);
        }
        None
    }

    fn folder(path: &Path) -> Option<PathBuf> {
        match path.parent()? {
            folder if folder == Path::new("") => fs::canonicalize(".").ok(),
            folder => fs::canonicalize(folder).ok(),
        }
    }

    pub(super) fn duplicate(descriptor: i32) -> io::Result<File> {
        let owned = match descriptor {
            0 => io::stdin().as_fd().try_clone_to_owned()?,
            2 => io::stderr().as_fd().try_clone_to_owned()?,
            other => {
                let program = pidfd_open(getpid(), PidfdFlags::empty())?;
                pidfd_getfd(program, other, PidfdGetfdFlags::empty())?
            }
        };
        Ok(owned.into())
    }
}
