//! Handles Ctrl-C, a termination request or a closed terminal while an answer is written.

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

/// The kind of output.
enum Output {
    /// Rows that are written one by one.
    Rows,
    /// A file with this name, replaced in one step.
    File(String),
    /// Several files in a folder with this name.
    Folder(String),
}

/// The state of the output when an interrupt arrives.
struct Snapshot {
    phase: Phase,
    /// The path of a draft, which an interrupt removes.
    draft: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The rows, or a draft of the file, are being written.
    Writing,
    /// The draft replaces the file in one step.
    Replacing,
    /// The draft is being copied into the file.
    Overwriting,
    /// The answer is complete.
    Finished,
    /// The outcome has been reported, so nothing may change anymore.
    Interrupted,
}

impl InterruptState {
    /// The state for rows that are written one by one.
    pub(crate) fn for_rows() -> Arc<Self> {
        Self::new(Output::Rows)
    }

    /// The state for a file that is replaced in one step.
    pub(crate) fn for_file(name: &str) -> Arc<Self> {
        Self::new(Output::File(name.to_owned()))
    }

    /// The state for several files in a folder.
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

    /// Enters the next phase, which a later interrupt reports.
    ///
    /// If an interrupt has already reported the outcome, this call never returns, so that the report stays true.
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

    /// Describes what was written when the run was interrupted.
    ///
    /// `is_stuck`: a write did not end, for example because the reader of a pipe has stopped reading.
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
        "the last row written may be incomplete, and later rows are missing"
    } else {
        "every row written is complete; later rows are missing"
    }
}

fn file_outcome(name: &str, phase: Phase, is_stuck: bool) -> String {
    match phase {
        Phase::Finished => format!("`{name}` is complete"),
        Phase::Replacing if is_stuck => {
            format!(
                "`{name}` may contain the old or the new answer; check it, or run the command again"
            )
        }
        Phase::Overwriting if is_stuck => {
            format!("`{name}` may mix old and new content; run the command again")
        }
        _ => format!("nothing was written to `{name}`; run the command again"),
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

    /// Makes a write beyond the file size limit fail like any other. By default, the system ends the program.
    pub(crate) fn outlive_size_limit() {
        // If this fails, the system's default applies.
        let _ = flag::register(SIGXFSZ, Arc::default());
    }

    /// Handles signals from the moment this returns: each removes the draft, reports the outcome and ends the program.
    ///
    /// The program ends by the signal's default action, so that a shell can see the cause. If no thread can be started,
    /// signals are not handled and end the program at once.
    pub(crate) fn watch(state: &Arc<InterruptState>) {
        let (ready, is_ready) = sync_channel(1);
        let state = Arc::clone(state);
        let watcher = move || handle_signals(&state, &ready);
        if thread::Builder::new().spawn(watcher).is_ok() {
            let _ = is_ready.recv();
        }
    }

    fn handle_signals(state: &InterruptState, ready: &SyncSender<()>) {
        let handled = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
        let Ok(mut signals) = Signals::new(handled) else { return };
        let _ = ready.send(());
        for signal in signals.forever() {
            let is_stuck = !stop_writing(state);
            let mut snapshot = state.snapshot();
            let phase = std::mem::replace(&mut snapshot.phase, Phase::Interrupted);
            report_with_timeout(state.outcome(phase, is_stuck));
            // Removed as late as possible, since the file may only now get this name.
            if let Some(draft) = &snapshot.draft {
                let _ = fs::remove_file(draft);
            }
            let _ = emulate_default_handler(signal);
        }
    }

    /// Whether the signal is ignored, as with `nohup` or for a program that a shell runs in the background.
    fn is_ignored(signal: i32) -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
    }

    /// Waits up to a second for a write to end and prevents further ones. False if the write does not end.
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

    /// Reports the outcome on stderr. Gives up after half a second if stderr is blocked.
    fn report_with_timeout(outcome: String) {
        let (done, is_done) = sync_channel(1);
        if thread::Builder::new().spawn(move || report(outcome, &done)).is_ok() {
            let _ = is_done.recv_timeout(Duration::from_millis(500));
        }
    }

    fn report(outcome: String, done: &SyncSender<()>) {
        if io::stderr().is_terminal() {
            progress::clear();
        }
        Failure::Interrupted { told: outcome }.report(ColorChoice::Auto);
        let _ = done.send(());
    }
}
