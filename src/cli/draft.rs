//! A file that is written beside the one whose place it takes, so that this one is replaced as a whole.
//!
//! Where the system allows it, a draft has no name until it is finished: a run that ends early, for whatever reason,
//! leaves nothing behind.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

/// How the names of drafts begin.
const PREFIX: &str = ".aiinfra-";

pub(super) struct Draft {
    file: File,
    /// Its name, if it has one. It is removed with the draft.
    name: Option<TempPath>,
    folder: PathBuf,
}

/// How a finished draft gets into the place of a file.
pub(super) enum Way {
    /// By its name: whoever reads the file sees the old content or the new.
    Replace,
    /// By its content, which goes into the file that is there: to replace that would take it from its owner, or from
    /// its other names.
    Overwrite(File),
}

impl Draft {
    /// A draft in that folder, since only there can it take another file's place in one step.
    pub(super) fn in_folder(folder: &Path) -> io::Result<Self> {
        if let Ok(file) = nameless(folder) {
            return Ok(Self { file, name: None, folder: folder.to_owned() });
        }
        let mut builder = Builder::new();
        // What the folder does not allow is said by the system here, too.
        let made =
            builder.prefix(PREFIX).make_in(folder, |path| options().create_new(true).open(path))?;
        let (file, name) = made.into_parts();
        Ok(Self { file, name: Some(name), folder: folder.to_owned() })
    }

    /// The name that has to be removed if the run ends here.
    pub(super) fn name(&self) -> Option<&Path> {
        self.name.as_deref()
    }

    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Finishes it, as a file like the one that is there: with its owner and its permissions.
    pub(super) fn prepare(&self, path: &Path, found: Option<&Metadata>) -> io::Result<Way> {
        if let Some(found) = found {
            if has_other_names(found) || !takes_owner(&self.file, found)? {
                let file = OpenOptions::new().write(true).open(path)?;
                // Only its owner may change them. For everyone else the system does so with the first byte.
                let _ = file.set_permissions(harmless(found));
                return Ok(Way::Overwrite(file));
            }
            self.file.set_permissions(harmless(found))?;
        }
        self.file.sync_all()?;
        Ok(Way::Replace)
    }

    /// Puts it in the place of the file, or of none.
    pub(super) fn replace(mut self, path: &Path) -> io::Result<()> {
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
        let mut builder = Builder::new();
        let builder = builder.prefix(PREFIX);
        if let Ok(linked) = builder.make_in(&self.folder, |path| link(&self.file, path)) {
            return Ok(linked.into_temp_path());
        }
        let mut copy =
            builder.make_in(&self.folder, |path| options().create_new(true).open(path))?;
        copy.as_file().set_permissions(self.file.metadata()?.permissions())?;
        self.copy_to(copy.as_file_mut())?;
        Ok(copy.into_temp_path())
    }

    /// Writes it over the content of that file.
    pub(super) fn overwrite(mut self, mut file: File) -> io::Result<()> {
        file.set_len(0)?;
        self.copy_to(&mut file)
    }

    fn copy_to(&mut self, file: &mut File) -> io::Result<()> {
        self.file.rewind()?;
        io::copy(&mut self.file, file)?;
        file.flush()?;
        file.sync_all()
    }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    options
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &Path) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
fn link(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A file in that folder that has no name.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    options()
        .custom_flags(rustix::fs::OFlags::TMPFILE.bits().cast_signed())
        .mode(0o666)
        .open(folder)
}

/// Gives a file that has no name the one at that path, if no file has it.
#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd;
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn takes_owner(_: &File, _: &Metadata) -> io::Result<bool> {
    Ok(true)
}

#[cfg(not(unix))]
fn harmless(found: &Metadata) -> fs::Permissions {
    found.permissions()
}

#[cfg(unix)]
fn has_other_names(found: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    found.nlink() > 1
}

/// Gives the draft the owner and the group of the file, and says whether it has them.
#[cfg(unix)]
fn takes_owner(draft: &File, found: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let made = draft.metadata()?;
    let has_owner = (made.uid(), made.gid()) == (found.uid(), found.gid());
    Ok(has_owner || fchown(draft, Some(found.uid()), Some(found.gid())).is_ok())
}

/// The permissions of the file, without those that would have a program in it run as its owner: the content is new.
#[cfg(unix)]
fn harmless(found: &Metadata) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    const RUNS_AS_OWNER: u32 = 0o6000;
    fs::Permissions::from_mode(found.permissions().mode() & !RUNS_AS_OWNER)
}
