//! Resolves paths that name a descriptor that is already open, such as `/dev/fd/3`.
//!
//! Such a descriptor must be duplicated. Opening the path would reopen the file at its start, so that writers overwrite
//! each other.

use std::fs::File;
use std::io;
use std::path::Path;

/// The descriptor number of stdout.
pub(crate) const STDOUT: i32 = 1;

/// Whether the path names stdout.
pub(crate) fn is_stdout(path: &Path) -> bool {
    path == Path::new("-") || path == Path::new("/dev/stdout") || is_own(path, STDOUT)
}

#[cfg(not(target_os = "linux"))]
fn is_own(_: &Path, _: i32) -> bool {
    // On other systems, opening such a path duplicates the descriptor anyway.
    false
}

/// Duplicates the open descriptor that the path names. `None` if it names none.
#[cfg(not(target_os = "linux"))]
pub(crate) fn open(_: &Path) -> Option<io::Result<File>> {
    None
}

/// Duplicates the open descriptor that the path names. `None` if it names none.
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

    /// The maximum number of symbolic links to follow, the same as the system's.
    const MOST_LINKS: usize = 40;

    /// An open descriptor of this process or of another one.
    pub(super) struct Descriptor {
        /// The other process, or `None` for this one.
        other: Option<Pid>,
        number: i32,
        path: PathBuf,
    }

    impl Descriptor {
        /// The descriptor that the path names, directly or through links.
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

        /// A descriptor of `process`, if the path exists and its name is a number in the system's notation.
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
                // Containers may forbid duplicating it. A pipe or a terminal can be reopened instead, but not a file.
                Err(fault) if fault == Errno::BADF || fs::metadata(&self.path)?.is_file() => {
                    Err(fault.into())
                }
                Err(_) => OpenOptions::new().append(true).open(&self.path),
            }
        }
    }

    /// Duplicates a descriptor of this process. Fails for a closed standard stream, which the runtime has replaced.
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

    /// The process whose descriptors `folder` lists.
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
