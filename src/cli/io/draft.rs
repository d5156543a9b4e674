//! A temporary file in the target's folder that replaces the target in one step.
//!
//! Where the system allows it, a draft has no name until it is finished: a run that ends early, for whatever reason,
//! leaves nothing behind.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::{Builder, TempPath};

use crate::cli::io::interrupt::{InterruptState, Phase};

/// How the names of drafts begin.
const PREFIX: &str = ".aiinfra-";

pub(crate) struct Draft {
    file: File,
    /// Its name, if it has one. It is removed with the draft.
    name: Option<TempPath>,
    folder: PathBuf,
    /// Is told of every name before a file has it.
    interrupts: Arc<InterruptState>,
}

/// Why a draft could not be put in the place of a file.
pub(crate) enum Unfinished {
    /// The file is as it was.
    Untouched(io::Error),
    /// The draft was being copied into the file.
    Torn(io::Error),
}

impl From<io::Error> for Unfinished {
    fn from(fault: io::Error) -> Self {
        Self::Untouched(fault)
    }
}

impl Draft {
    /// A draft in that folder, since only there can it take another file's place in one step. It is for a file like
    /// the one that was found, if any.
    pub(crate) fn in_folder(
        folder: &Path,
        found: Option<&Metadata>,
        interrupts: &Arc<InterruptState>,
    ) -> io::Result<Self> {
        let (folder, interrupts) = (folder.to_owned(), Arc::clone(interrupts));
        if let Ok(file) = nameless(&folder) {
            return Ok(Self { file, name: None, folder, interrupts });
        }
        // Keeps private content private while it is in the temporary file.
        let make = |path: &Path| {
            interrupts.set_draft(path);
            options(found).create_new(true).open(path)
        };
        let (file, name) = Builder::new().prefix(PREFIX).make_in(&folder, make)?.into_parts();
        Ok(Self { file, name: Some(name), folder, interrupts })
    }

    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Puts it in the place of the file at that path, or of none.
    pub(crate) fn finish(mut self, path: &Path) -> Result<(), Unfinished> {
        // The file may have changed since the draft was begun.
        let found = fs::symlink_metadata(path).ok().filter(Metadata::is_file);
        if let Some(found) = found.as_ref().filter(|found| !self.becomes_like(path, found)) {
            return self.overwrite(path, found);
        }
        self.file.sync_all()?;
        self.interrupts.enter(Phase::Replacing);
        match (self.replace(path), &found) {
            // Something is mounted on the file, as containers do.
            (Err(fault), Some(found)) if fault.kind() == ErrorKind::ResourceBusy => {
                self.overwrite(path, found)
            }
            (done, _) => Ok(done?),
        }
    }

    /// Copies permissions and owner to the draft. False if replacing would lose anything else, such as a hard link.
    fn becomes_like(&self, path: &Path, found: &Metadata) -> bool {
        // Only an owner may set permissions, and after that the owner is another.
        !has_more(path, found, &self.file)
            && self.file.set_permissions(harmless(found)).is_ok()
            && takes_owner(&self.file, found)
    }

    fn replace(&mut self, path: &Path) -> io::Result<()> {
        let name = match self.name.take() {
            Some(name) => name,
            None if link(&self.file, path).is_ok() => return Ok(()),
            None => self.named()?,
        };
        fs::rename(&name, path)?;
        // The name is gone, and one like it may be another run's by now.
        let _ = name.keep();
        Ok(())
    }

    /// A name in the folder for a draft that has none.
    fn named(&mut self) -> io::Result<TempPath> {
        let linked = Builder::new().prefix(PREFIX).make_in(&self.folder, |path| {
            self.interrupts.set_draft(path);
            link(&self.file, path)
        });
        if let Ok(linked) = linked {
            return Ok(linked.into_temp_path());
        }
        let found = self.file.metadata()?;
        let mut copy = Builder::new().prefix(PREFIX).make_in(&self.folder, |path| {
            self.interrupts.set_draft(path);
            options(Some(&found)).create_new(true).open(path)
        })?;
        self.copy_to(copy.as_file_mut())?;
        copy.as_file().set_permissions(found.permissions())?;
        takes_owner(copy.as_file(), &found);
        Ok(copy.into_temp_path())
    }

    /// Writes it over the content of the file.
    fn overwrite(mut self, path: &Path, found: &Metadata) -> Result<(), Unfinished> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let length = self.file.metadata()?.len();
        reserve(&file, length)?;
        // Only its owner may change them. For most others the system does so with the first byte.
        let _ = file.set_permissions(harmless(found));
        self.interrupts.enter(Phase::Overwriting);
        self.copy_to(&mut file).and_then(|()| file.set_len(length)).map_err(Unfinished::Torn)
    }

    fn copy_to(&mut self, file: &mut File) -> io::Result<()> {
        self.file.rewind()?;
        io::copy(&mut self.file, file)?;
        file.sync_all()
    }
}

/// How a file is made for an answer: as open as any other new file, and no more open than the one that was found.
fn options(found: Option<&Metadata>) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
        options.mode(found.map_or(0o666, |found| found.mode() & 0o666));
    }
    options
}

#[cfg(all(unix, not(target_os = "linux")))]
use elsewhere::has_attributes;
#[cfg(not(unix))]
use elsewhere::{harmless, has_more, takes_owner};
#[cfg(not(target_os = "linux"))]
use elsewhere::{link, nameless, reserve};
#[cfg(target_os = "linux")]
use linux::{has_attributes, link, nameless, reserve};
#[cfg(unix)]
use unix::{harmless, has_more, takes_owner};

#[cfg(unix)]
mod unix {
    use std::fs::{File, Metadata, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    use std::path::Path;

    /// Has the file other names, or rights that permissions do not tell? A draft has some if its folder says so.
    pub(super) fn has_more(path: &Path, found: &Metadata, draft: &File) -> bool {
        found.nlink() > 1 || super::has_attributes(path, draft)
    }

    /// Gives the draft the owner and the group of the file, and says whether it has them.
    pub(super) fn takes_owner(draft: &File, found: &Metadata) -> bool {
        let has_owner = |made: Metadata| (made.uid(), made.gid()) == (found.uid(), found.gid());
        draft.metadata().is_ok_and(has_owner)
            || fchown(draft, Some(found.uid()), Some(found.gid())).is_ok()
    }

    /// The permissions of the file, without those that would have a program in it run as its owner: the content is new.
    pub(super) fn harmless(found: &Metadata) -> Permissions {
        const RUNS_AS_OWNER: u32 = 0o6000;
        Permissions::from_mode(found.permissions().mode() & !RUNS_AS_OWNER)
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::OpenOptionsExt;
    use std::path::Path;

    use rustix::fs::{
        AtFlags, CWD, FallocateFlags, OFlags, fallocate, flistxattr, linkat, listxattr,
    };
    use rustix::io::Errno;

    /// A file in that folder that has no name.
    pub(super) fn nameless(folder: &Path) -> io::Result<File> {
        super::options(None).custom_flags(OFlags::TMPFILE.bits().cast_signed()).open(folder)
    }

    /// Gives a file that has no name the one at that path, if no file has it.
    pub(super) fn link(file: &File, path: &Path) -> io::Result<()> {
        let open = format!("/proc/self/fd/{}", file.as_raw_fd());
        Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    /// Takes the room on the disk, so that it can't run out half-way. The length stays as it is.
    pub(super) fn reserve(file: &File, length: u64) -> io::Result<()> {
        match fallocate(file, FallocateFlags::KEEP_SIZE, 0, length) {
            Err(fault @ (Errno::NOSPC | Errno::DQUOT | Errno::FBIG)) => Err(fault.into()),
            // Not every file system can do it.
            _ => Ok(()),
        }
    }

    /// Has the file an access list or attributes of its user, or the draft an access list?
    pub(super) fn has_attributes(path: &Path, draft: &File) -> bool {
        const ACCESS_LIST: &[u8] = b"system.posix_acl_access";
        let (mut of_file, mut of_draft) = ([0; 4096], [0; 4096]);
        let is_kept = |name: &[u8]| name == ACCESS_LIST || name.starts_with(b"user.");
        any(listxattr(path, &mut of_file), &of_file, is_kept)
            || any(flistxattr(draft, &mut of_draft), &of_draft, |name| name == ACCESS_LIST)
    }

    /// Does any listed name match? True if the list is too long to read.
    fn any(listed: Result<usize, Errno>, names: &[u8], is_such: impl Fn(&[u8]) -> bool) -> bool {
        match listed {
            Ok(length) => {
                names.get(..length).unwrap_or_default().split(|byte| *byte == 0).any(is_such)
            }
            Err(fault) => fault == Errno::RANGE,
        }
    }
}

/// Fallbacks for systems that lack these features or need unsafe code for them.
#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::fs::{File, Metadata, Permissions};
    use std::io;
    use std::path::Path;

    pub(super) fn nameless(_: &Path) -> io::Result<File> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn link(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn reserve(_: &File, _: u64) -> io::Result<()> {
        Ok(())
    }

    #[cfg(unix)]
    pub(super) fn has_attributes(_: &Path, _: &File) -> bool {
        false
    }

    #[cfg(not(unix))]
    pub(super) fn has_more(_: &Path, _: &Metadata, _: &File) -> bool {
        false
    }

    #[cfg(not(unix))]
    pub(super) fn takes_owner(_: &File, _: &Metadata) -> bool {
        true
    }

    #[cfg(not(unix))]
    pub(super) fn harmless(found: &Metadata) -> Permissions {
        found.permissions()
    }
}
