//! What Ctrl-C, a request to end, or a terminal that is closed does while an answer is written.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// State shared by the writer and the signal handler while an answer is written.
pub(crate) struct Delivery {
    answer: Answer,
    /// Locked during a write that must not be interrupted. False once the answer is where it belongs.
    is_unfinished: Mutex<bool>,
    interrupted: Mutex<Interrupted>,
}

enum Answer {
    /// Rows that are written one by one.
    Rows,
    /// A file of that name, as a whole.
    File(String),
    /// Several files in that folder.
    Folder(String),
}

/// What an interrupted run leaves behind.
struct Interrupted {
    /// The name of a draft, which is removed.
    draft: Option<PathBuf>,
    stage: Stage,
    /// It has been said, so that nothing may change any more.
    is_told: bool,
}

/// How far a file has come.
#[derive(Clone, Copy)]
pub(crate) enum Stage {
    /// Nothing of it is to be seen.
    Drafting,
    /// It is put in its place in one step.
    Replacing,
    /// It is copied into its place.
    Overwriting,
}

/// Where an interrupt meets an answer.
enum Writing {
    /// The answer is where it belongs.
    Finished,
    /// No write is under way, and none can begin.
    Held,
    /// A write does not end.
    Stuck,
}

impl Delivery {
    /// Of rows that are written as they come about.
    pub(crate) fn of_rows() -> Arc<Self> {
        Self::new(Answer::Rows)
    }

    /// Of a file that is written as a whole.
    pub(crate) fn of_file(name: &str) -> Arc<Self> {
        Self::new(Answer::File(name.to_owned()))
    }

    /// Of several files in a folder.
    pub(crate) fn of_folder(name: &str) -> Arc<Self> {
        Self::new(Answer::Folder(name.to_owned()))
    }

    fn new(answer: Answer) -> Arc<Self> {
        let interrupted = Interrupted { draft: None, stage: Stage::Drafting, is_told: false };
        Arc::new(Self { answer, is_unfinished: true.into(), interrupted: interrupted.into() })
    }

    /// What an interrupt leaves.
    fn left(&self, writing: &Writing, stage: Stage) -> String {
        match (&self.answer, writing, stage) {
            (Answer::Rows, Writing::Finished, _) => "all rows were written".to_owned(),
            (Answer::Rows, Writing::Held, _) => {
                "the rows that are written are whole, and the others are missing".to_owned()
            }
            (Answer::Rows, Writing::Stuck, _) => {
                "the last row that is written may be cut, and the others are missing".to_owned()
            }
            (Answer::File(name), Writing::Finished, _) => format!("`{name}` is complete"),
            (Answer::File(name), Writing::Stuck, Stage::Replacing) => format!(
                "`{name}` may hold the old or the new answer; check it, or run the command again"
            ),
            (Answer::File(name), Writing::Stuck, Stage::Overwriting) => {
                format!("`{name}` may have old and new content mixed; run the command again")
            }
            (Answer::File(name), ..) => {
                format!("nothing is written to `{name}`; run it again for an answer")
            }
            (Answer::Folder(name), Writing::Finished, _) => {
                format!("all files were written to `{name}`")
            }
            (Answer::Folder(name), ..) => {
                format!("some files were not written to `{name}`; run the command again")
            }
        }
    }

    /// Holds an interrupt back until the lock is dropped, or for a second.
    pub(crate) fn lock(&self) -> MutexGuard<'_, bool> {
        self.is_unfinished.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_draft(&self, name: &Path) {
        self.interrupted().draft = Some(name.to_owned());
    }

    /// After this call, an interrupt can no longer report that nothing was written. If it already has, this call
    /// never returns, so that the report stays true.
    pub(crate) fn begin(&self, stage: Stage) {
        let mut interrupted = self.interrupted();
        if interrupted.is_told {
            drop(interrupted);
            loop {
                thread::park();
            }
        }
        interrupted.stage = stage;
    }

    fn interrupted(&self) -> MutexGuard<'_, Interrupted> {
        self.interrupted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(not(unix))]
pub(crate) fn watch(_: &Arc<Delivery>) {}

#[cfg(not(unix))]
pub(crate) fn outlive_size_limit() {}

#[cfg(unix)]
pub(crate) use unix::{outlive_size_limit, watch};

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io::{self, IsTerminal};
    use std::sync::Arc;
    use std::sync::mpsc::{SyncSender, sync_channel};
    use std::thread;
    use std::time::Duration;

    use clap::ColorChoice;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::{Delivery, Writing};
    use crate::cli::failure::Failure;
    use crate::cli::io::progress;

    /// Has a write past a limit on the size of files fail like any other, where the system would end the program.
    pub(crate) fn outlive_size_limit() {
        // Without it the program ends as the system would have it.
        let _ = flag::register(SIGXFSZ, Arc::default());
    }

    /// From its return on, a signal removes the draft, says what is left, and ends the program as that signal ends any
    /// other, so that a shell can tell. Where no thread can be started, it ends the program at once.
    pub(crate) fn watch(delivery: &Arc<Delivery>) {
        let (ready, is_ready) = sync_channel(1);
        let delivery = Arc::clone(delivery);
        let watcher = move || keep_watch(&delivery, &ready);
        if thread::Builder::new().spawn(watcher).is_ok() {
            let _ = is_ready.recv();
        }
    }

    fn keep_watch(delivery: &Delivery, ready: &SyncSender<()>) {
        let heard = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
        let Ok(mut signals) = Signals::new(heard) else { return };
        let _ = ready.send(());
        for signal in signals.forever() {
            let writing = what_is_written(delivery);
            let mut interrupted = delivery.interrupted();
            interrupted.is_told = true;
            tell(delivery.left(&writing, interrupted.stage));
            // As late as can be: its name may be given to it only now.
            if let Some(draft) = &interrupted.draft {
                let _ = fs::remove_file(draft);
            }
            let _ = emulate_default_handler(signal);
        }
    }

    /// `nohup`, or a shell that starts a program in the background, has the signal ignored.
    fn is_ignored(signal: i32) -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
    }

    /// Lets what is being written be finished, unless nobody takes it.
    fn what_is_written(delivery: &Delivery) -> Writing {
        for _ in 0..100 {
            if let Ok(is_unfinished) = delivery.is_unfinished.try_lock() {
                if !*is_unfinished {
                    return Writing::Finished;
                }
                std::mem::forget(is_unfinished);
                return Writing::Held;
            }
            thread::sleep(Duration::from_millis(10));
        }
        Writing::Stuck
    }

    /// Tells it to whoever reads, and does not wait for who does not.
    fn tell(told: String) {
        let (done, is_done) = sync_channel(1);
        let teller = move || {
            if io::stderr().is_terminal() {
                progress::clear();
            }
            Failure::Interrupted { told }.report(ColorChoice::Auto);
            let _ = done.send(());
        };
        if thread::Builder::new().spawn(teller).is_ok() {
            let _ = is_done.recv_timeout(Duration::from_millis(500));
        }
    }
}
