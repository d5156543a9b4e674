//! A temporary file in the target's folder that replaces the target in one step.
//!
//! If the system allows it, a draft has no name until it is finished. A run that ends early then leaves nothing behind,
//! whatever the reason.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::{Builder, TempPath};

use crate::cli::io::interrupt::{InterruptState, Phase};

/// The prefix of draft names.
const PREFIX: &str = ".aiinfra-";

pub(crate) struct Draft {
    file: File,
    /// The draft's name, if it has one. The file is deleted when the draft is dropped.
    name: Option<TempPath>,
    folder: PathBuf,
    /// Notified of each name before a file gets it, so that an interrupt can remove the file.
    interrupts: Arc<InterruptState>,
}

/// An error while replacing a file with its draft.
pub(crate) enum ReplaceError {
    /// The file is unchanged.
    Unchanged(io::Error),
    /// The draft was partly copied into the file.
    PartlyWritten(io::Error),
}

impl From<io::Error> for ReplaceError {
    fn from(error: io::Error) -> Self {
        Self::Unchanged(error)
    }
}

impl Draft {
    /// Creates a draft in the target's folder. It could not replace the target in one step from another folder.
    ///
    /// `found` describes the existing target, if any. Its permissions limit those of a named draft.
    pub(crate) fn in_folder(
        folder: &Path,
        found: Option<&Metadata>,
        interrupts: &Arc<InterruptState>,
    ) -> io::Result<Self> {
        let (folder, interrupts) = (folder.to_owned(), Arc::clone(interrupts));
        if let Ok(file) = unnamed_file(&folder) {
            return Ok(Self { file, name: None, folder, interrupts });
        }
        // A named draft is visible to others, so private content needs the target's permissions from the start.
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

    /// Replaces the file at `path` with the draft, or creates it.
    pub(crate) fn finish(mut self, path: &Path) -> Result<(), ReplaceError> {
        // The file may have changed since the draft was created.
        let found = fs::symlink_metadata(path).ok().filter(Metadata::is_file);
        if let Some(found) = found.as_ref().filter(|found| !self.copy_attributes(path, found)) {
            return self.overwrite(path, found);
        }
        self.file.sync_all()?;
        self.interrupts.enter(Phase::Replacing);
        match (self.replace(path), &found) {
            // A mount point cannot be replaced. Containers mount individual files.
            (Err(error), Some(found)) if error.kind() == ErrorKind::ResourceBusy => {
                self.overwrite(path, found)
            }
            (done, _) => Ok(done?),
        }
    }

    /// Copies permissions and owner to the draft. False if replacing would lose anything else, such as a hard link.
    fn copy_attributes(&self, path: &Path, found: &Metadata) -> bool {
        // Permissions come first: only the owner may set them, and the next call may change the owner.
        !has_links_or_attributes(path, found, &self.file)
            && self.file.set_permissions(safe_permissions(found)).is_ok()
            && copy_owner(&self.file, found)
    }

    fn replace(&mut self, path: &Path) -> io::Result<()> {
        let name = match self.name.take() {
            Some(name) => name,
            None if link(&self.file, path).is_ok() => return Ok(()),
            None => self.assign_name()?,
        };
        fs::rename(&name, path)?;
        // The draft no longer has this name. Another run may have taken it, so the file must not be deleted.
        let _ = name.keep();
        Ok(())
    }

    /// Gives an unnamed draft a name in its folder. If the system cannot, copies it to a named file.
    fn assign_name(&mut self) -> io::Result<TempPath> {
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
        copy_owner(copy.as_file(), &found);
        Ok(copy.into_temp_path())
    }

    /// Copies the draft into the existing file.
    fn overwrite(mut self, path: &Path, found: &Metadata) -> Result<(), ReplaceError> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        let length = self.file.metadata()?.len();
        reserve(&file, length)?;
        // Only the owner may change permissions. For most other users, the system clears these bits on the first write.
        let _ = file.set_permissions(safe_permissions(found));
        self.interrupts.enter(Phase::Overwriting);
        self.copy_to(&mut file)
            .and_then(|()| file.set_len(length))
            .map_err(ReplaceError::PartlyWritten)
    }

    fn copy_to(&mut self, file: &mut File) -> io::Result<()> {
        self.file.rewind()?;
        io::copy(&mut self.file, file)?;
        file.sync_all()
    }
}

/// The options to create a file. Its permissions are those of any new file, limited to those of the existing file.
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
use fallback::has_attributes;
#[cfg(not(unix))]
use fallback::{copy_owner, has_links_or_attributes, safe_permissions};
#[cfg(not(target_os = "linux"))]
use fallback::{link, reserve, unnamed_file};
#[cfg(target_os = "linux")]
use linux::{has_attributes, link, reserve, unnamed_file};
#[cfg(unix)]
use unix::{copy_owner, has_links_or_attributes, safe_permissions};

#[cfg(unix)]
mod unix {
    use std::fs::{File, Metadata, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    use std::path::Path;

    /// Whether replacing the file would lose hard links or access rights beyond its permissions.
    ///
    /// The draft is checked too, since it may inherit such rights from its folder.
    pub(super) fn has_links_or_attributes(path: &Path, found: &Metadata, draft: &File) -> bool {
        found.nlink() > 1 || super::has_attributes(path, draft)
    }

    /// Gives the draft the owner and group of the file. False if this is not possible.
    pub(super) fn copy_owner(draft: &File, found: &Metadata) -> bool {
        let has_owner = |made: Metadata| (made.uid(), made.gid()) == (found.uid(), found.gid());
        draft.metadata().is_ok_and(has_owner)
            || fchown(draft, Some(found.uid()), Some(found.gid())).is_ok()
    }

    /// The permissions of the file without set-user-ID and set-group-ID, which must not apply to the new content.
    pub(super) fn safe_permissions(found: &Metadata) -> Permissions {
        const SET_ID_BITS: u32 = 0o6000;
        Permissions::from_mode(found.permissions().mode() & !SET_ID_BITS)
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

    /// Creates a file without a name in `folder`.
    pub(super) fn unnamed_file(folder: &Path) -> io::Result<File> {
        super::options(None).custom_flags(OFlags::TMPFILE.bits().cast_signed()).open(folder)
    }

    /// Links an unnamed file at `path`. Fails if `path` exists.
    pub(super) fn link(file: &File, path: &Path) -> io::Result<()> {
        let open = format!("/proc/self/fd/{}", file.as_raw_fd());
        Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    /// Reserves disk space, so that it cannot run out partway. The file's length is unchanged.
    pub(super) fn reserve(file: &File, length: u64) -> io::Result<()> {
        match fallocate(file, FallocateFlags::KEEP_SIZE, 0, length) {
            Err(error @ (Errno::NOSPC | Errno::DQUOT | Errno::FBIG)) => Err(error.into()),
            // Some file systems don't support it.
            _ => Ok(()),
        }
    }

    /// Whether the file has an access control list or user attributes, or the draft has an access control list.
    pub(super) fn has_attributes(path: &Path, draft: &File) -> bool {
        const ACCESS_LIST: &[u8] = b"system.posix_acl_access";
        let (mut of_file, mut of_draft) = ([0; 4096], [0; 4096]);
        let would_be_lost = |name: &[u8]| name == ACCESS_LIST || name.starts_with(b"user.");
        any(listxattr(path, &mut of_file), &of_file, would_be_lost)
            || any(flistxattr(draft, &mut of_draft), &of_draft, |name| name == ACCESS_LIST)
    }

    /// Whether any listed name matches. Also true if the list is too long to read.
    fn any(listed: Result<usize, Errno>, names: &[u8], matches: impl Fn(&[u8]) -> bool) -> bool {
        match listed {
            Ok(length) => {
                names.get(..length).unwrap_or_default().split(|byte| *byte == 0).any(matches)
            }
            Err(error) => error == Errno::RANGE,
        }
    }
}

/// Fallbacks for systems that lack these features or need unsafe code for them.
#[cfg(not(target_os = "linux"))]
mod fallback {
    use std::fs::{File, Metadata, Permissions};
    use std::io;
    use std::path::Path;

    pub(super) fn unnamed_file(_: &Path) -> io::Result<File> {
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
    pub(super) fn has_links_or_attributes(_: &Path, _: &Metadata, _: &File) -> bool {
        false
    }

    #[cfg(not(unix))]
    pub(super) fn copy_owner(_: &File, _: &Metadata) -> bool {
        true
    }

    #[cfg(not(unix))]
    pub(super) fn safe_permissions(found: &Metadata) -> Permissions {
        found.permissions()
    }
}
