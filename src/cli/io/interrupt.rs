//! What Ctrl-C, a request to end, or a terminal that is closed does while an answer is written.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// State shared by the writer and the signal handler while an answer is written.
pub(crate) struct InterruptState {
    output: Output,
    /// Locked during a write that must not be interrupted.
    write_lock: Mutex<()>,
    snapshot: Mutex<Snapshot>,
}

/// What is written.
enum Output {
    /// Rows that are written one by one.
    Rows,
    /// A file of that name, as a whole.
    File(String),
    /// Several files in that folder.
    Folder(String),
}

/// What an interrupt finds.
struct Snapshot {
    phase: Phase,
    /// The name of a draft, which an interrupt removes.
    draft: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The rows, or a draft of the file, are being written.
    Writing,
    /// The draft replaces the file in one step.
    Replacing,
    /// The draft is copied into the file.
    Overwriting,
    /// The answer is where it belongs.
    Finished,
    /// The user has been told what is left, so nothing may change any more.
    Interrupted,
}

impl InterruptState {
    /// For rows that are written one by one.
    pub(crate) fn for_rows() -> Arc<Self> {
        Self::new(Output::Rows)
    }

    /// For a file that is written as a whole.
    pub(crate) fn for_file(name: &str) -> Arc<Self> {
        Self::new(Output::File(name.to_owned()))
    }

    /// For several files in a folder.
    pub(crate) fn for_folder(name: &str) -> Arc<Self> {
        Self::new(Output::Folder(name.to_owned()))
    }

    fn new(output: Output) -> Arc<Self> {
        let snapshot = Snapshot { phase: Phase::Writing, draft: None };
        Arc::new(Self { output, write_lock: Mutex::default(), snapshot: snapshot.into() })
    }

    /// Delays an interrupt until the lock is dropped, or for a second.
    pub(crate) fn lock_for_write(&self) -> MutexGuard<'_, ()> {
        self.write_lock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_draft(&self, name: &Path) {
        self.snapshot().draft = Some(name.to_owned());
    }

    /// After this call, an interrupt can no longer report that nothing was written. If it already has, this call
    /// never returns, so that the report stays true.
    pub(crate) fn enter(&self, phase: Phase) {
        let mut snapshot = self.snapshot();
        if snapshot.phase == Phase::Interrupted {
            drop(snapshot);
            loop {
                thread::park();
            }
        }
        snapshot.phase = phase;
    }

    fn snapshot(&self) -> MutexGuard<'_, Snapshot> {
        self.snapshot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What an interrupt leaves. A write is stuck if it does not end, since nobody reads.
    fn outcome(&self, phase: Phase, is_stuck: bool) -> String {
        match &self.output {
            Output::Rows => rows_outcome(phase, is_stuck).to_owned(),
            Output::File(name) => file_outcome(name, phase, is_stuck),
            Output::Folder(name) if phase == Phase::Finished => {
                format!("all files were written to `{name}`")
            }
            Output::Folder(name) => {
                format!("some files were not written to `{name}`; run the command again")
            }
        }
    }
}

fn rows_outcome(phase: Phase, is_stuck: bool) -> &'static str {
    if phase == Phase::Finished {
        "all rows were written"
    } else if is_stuck {
        "the last row that is written may be cut, and the others are missing"
    } else {
        "the rows that are written are whole, and the others are missing"
    }
}

fn file_outcome(name: &str, phase: Phase, is_stuck: bool) -> String {
    match phase {
        Phase::Finished => format!("`{name}` is complete"),
        Phase::Replacing if is_stuck => {
            format!(
                "`{name}` may hold the old or the new answer; check it, or run the command again"
            )
        }
        Phase::Overwriting if is_stuck => {
            format!("`{name}` may have old and new content mixed; run the command again")
        }
        _ => format!("nothing is written to `{name}`; run it again for an answer"),
    }
}

#[cfg(not(unix))]
pub(crate) fn watch(_: &Arc<InterruptState>) {}

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

    use super::{InterruptState, Phase};
    use crate::cli::failure::Failure;
    use crate::cli::io::progress;

    /// Has a write past a limit on the size of files fail like any other, where the system would end the program.
    pub(crate) fn outlive_size_limit() {
        // Without it the program ends as the system would have it.
        let _ = flag::register(SIGXFSZ, Arc::default());
    }

    /// From its return on, a signal removes the draft, says what is left, and ends the program as that signal ends any
    /// other, so that a shell can tell. Where no thread can be started, it ends the program at once.
    pub(crate) fn watch(state: &Arc<InterruptState>) {
        let (ready, is_ready) = sync_channel(1);
        let state = Arc::clone(state);
        let watcher = move || keep_watch(&state, &ready);
        if thread::Builder::new().spawn(watcher).is_ok() {
            let _ = is_ready.recv();
        }
    }

    fn keep_watch(state: &InterruptState, ready: &SyncSender<()>) {
        let heard = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
        let Ok(mut signals) = Signals::new(heard) else { return };
        let _ = ready.send(());
        for signal in signals.forever() {
            let is_stuck = !stop_writing(state);
            let mut snapshot = state.snapshot();
            let phase = std::mem::replace(&mut snapshot.phase, Phase::Interrupted);
            report_in_time(state.outcome(phase, is_stuck));
            // As late as can be: its name may be given to it only now.
            if let Some(draft) = &snapshot.draft {
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

    /// Waits a second for a write to end, and lets no other begin. False if it does not end.
    fn stop_writing(state: &InterruptState) -> bool {
        for _ in 0..100 {
            if let Ok(lock) = state.write_lock.try_lock() {
                std::mem::forget(lock);
                return true;
            }
            thread::sleep(Duration::from_millis(10));
        }
        false
    }

    /// Reports it on stderr, and does not wait if nobody reads.
    fn report_in_time(told: String) {
        let (done, is_done) = sync_channel(1);
        if thread::Builder::new().spawn(move || report(told, &done)).is_ok() {
            let _ = is_done.recv_timeout(Duration::from_millis(500));
        }
    }

    fn report(told: String, done: &SyncSender<()>) {
        if io::stderr().is_terminal() {
            progress::clear();
        }
        Failure::Interrupted { told }.report(ColorChoice::Auto);
        let _ = done.send(());
    }
}
