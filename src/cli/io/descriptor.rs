//! Paths that name what is open already, such as `/dev/fd/3`.
//!
//! Opening such a path reopens the file at its start, so that writers overwrite each other.

use std::fs::File;
use std::io;
use std::path::Path;

/// The number of stdout.
pub(crate) const STDOUT: i32 = 1;

/// Does the path name stdout?
pub(crate) fn is_stdout(path: &Path) -> bool {
    path == Path::new("-") || path == Path::new("/dev/stdout") || is_own(path, STDOUT)
}

#[cfg(not(target_os = "linux"))]
fn is_own(_: &Path, _: i32) -> bool {
    // Elsewhere, to open such a path is to duplicate the descriptor.
    false
}

/// What the path names, if that is open already.
#[cfg(not(target_os = "linux"))]
pub(crate) fn open(_: &Path) -> Option<io::Result<File>> {
    None
}

/// What the path names, if that is open already.
#[cfg(target_os = "linux")]
pub(crate) fn open(path: &Path) -> Option<io::Result<File>> {
    linux::Descriptor::at(path).map(|descriptor| descriptor.duplicate())
}

#[cfg(target_os = "linux")]
fn is_own(path: &Path, number: i32) -> bool {
    linux::Descriptor::at(path).is_some_and(|descriptor| descriptor.is_own(number))
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{self, File, OpenOptions};
    use std::io;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStrExt;
    use std::path::{Path, PathBuf};

    use rustix::io::Errno;
    use rustix::process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};

    /// As many links as the system follows.
    const MOST_LINKS: usize = 40;

    /// A descriptor of this program or of another one.
    pub(super) struct Descriptor {
        /// None for this program.
        other: Option<Pid>,
        number: i32,
        path: PathBuf,
    }

    impl Descriptor {
        /// The one that the path leads to by its links.
        pub(super) fn at(path: &Path) -> Option<Self> {
            let mut path = path.to_owned();
            for _ in 0..MOST_LINKS {
                if path.as_os_str().as_bytes().ends_with(b"/") {
                    return None;
                }
                let folder = folder(&path)?;
                if let Some(process) = process_of(&folder) {
                    return Self::of(&process, path);
                }
                path = folder.join(fs::read_link(&path).ok()?);
            }
            None
        }

        /// The one of that process, if the path is there and its name is a number as the system writes it.
        fn of(process: &str, path: PathBuf) -> Option<Self> {
            let name = path.file_name()?.to_str()?;
            let number: i32 =
                name.parse().ok().filter(|number: &i32| number.to_string() == name)?;
            fs::symlink_metadata(&path).ok()?;
            let own = fs::read_link("/proc/self").ok();
            let is_own = own.is_some_and(|own| own == Path::new(process));
            let other = if is_own { None } else { Some(Pid::from_raw(process.parse().ok()?)?) };
            Some(Self { other, number, path })
        }

        pub(super) fn is_own(&self, number: i32) -> bool {
            self.other.is_none() && self.number == number
        }

        pub(super) fn duplicate(&self) -> io::Result<File> {
            let Some(other) = self.other else { return Ok(own(self.number)?.into()) };
            match of_other(other, self.number) {
                Ok(owned) => Ok(owned.into()),
                // Containers may forbid it. A pipe or a terminal is the same if it is opened again, and a file is not.
                Err(fault) if fault == Errno::BADF || fs::metadata(&self.path)?.is_file() => {
                    Err(fault.into())
                }
                Err(_) => OpenOptions::new().append(true).open(&self.path),
            }
        }
    }

    /// One of this program, unless it is only the runtime's replacement for a standard stream that is closed.
    fn own(number: i32) -> io::Result<OwnedFd> {
        if !aiinfra_descriptors::was_open(number) {
            return Err(Errno::BADF.into());
        }
        aiinfra_descriptors::duplicate(number)
    }

    fn of_other(process: Pid, number: i32) -> Result<OwnedFd, Errno> {
        let process = pidfd_open(process, PidfdFlags::empty())?;
        pidfd_getfd(process, number, PidfdGetfdFlags::empty())
    }

    /// The process whose descriptors are in that folder.
    fn process_of(folder: &Path) -> Option<String> {
        let inside = folder.strip_prefix("/proc").ok()?;
        let names: Vec<&str> = inside.iter().map(|name| name.to_str()).collect::<Option<_>>()?;
        match names.as_slice() {
            [process, "fd"] | [process, "task", _, "fd"] => Some((*process).to_owned()),
            _ => None,
        }
    }

    fn folder(path: &Path) -> Option<PathBuf> {
        match path.parent()? {
            folder if folder == Path::new("") => fs::canonicalize(".").ok(),
            folder => fs::canonicalize(folder).ok(),
        }
    }
}
