//! What Ctrl-C, a request to end, or a terminal that is closed does while an answer is written.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Is there anything that would be left half done? Held by who writes what must not be cut.
pub(super) type Pen = Arc<Mutex<bool>>;

/// What is left where a run is broken off.
pub(super) struct Remains {
    /// A file that nobody is to find.
    pub(super) draft: Option<PathBuf>,
    /// What is told.
    pub(super) told: String,
    /// What is told where what is being written cannot be finished, since nobody takes it.
    pub(super) told_if_cut: String,
}

#[cfg(not(unix))]
pub(super) fn watch(_: Pen, _: Remains) {}

#[cfg(unix)]
pub(super) use unix::watch;

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io::{self, IsTerminal};
    use std::sync::mpsc::{SyncSender, sync_channel};
    use std::thread;
    use std::time::Duration;

    use clap::ColorChoice;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::super::failure::Failure;
    use super::super::progress;
    use super::{Pen, Remains};

    /// Takes the draft away at a signal, says what is left, and ends as the signal would have ended the program, so
    /// that a shell knows it for an interrupted one. Without a thread to spare it ends all the same, and says nothing.
    pub(in super::super) fn watch(pen: Pen, remains: Remains) {
        let (ready, is_ready) = sync_channel(1);
        let watcher = move || keep_watch(&pen, &remains, &ready);
        if thread::Builder::new().spawn(watcher).is_ok() {
            let _ = is_ready.recv();
        }
    }

    fn keep_watch(pen: &Pen, remains: &Remains, ready: &SyncSender<()>) {
        let heard = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
        let Ok(mut signals) = Signals::new(heard) else { return };
        let _ = ready.send(());
        for signal in signals.forever() {
            let told = match what_is_written(pen) {
                Writing::Finished => continue,
                Writing::Halted => &remains.told,
                Writing::Stuck => &remains.told_if_cut,
            };
            if let Some(draft) = &remains.draft {
                let _ = fs::remove_file(draft);
            }
            tell(told.clone());
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

    enum Writing {
        /// The answer is where it belongs.
        Finished,
        /// Nothing more is written: the program is about to end.
        Halted,
        Stuck,
    }

    /// Lets what is being written be finished, unless nobody takes it.
    fn what_is_written(pen: &Pen) -> Writing {
        for _ in 0..100 {
            if let Ok(is_open) = pen.try_lock() {
                if !*is_open {
                    return Writing::Finished;
                }
                std::mem::forget(is_open);
                return Writing::Halted;
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
