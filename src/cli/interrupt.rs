//! What Ctrl-C, or a request to end, does while an answer is written.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Held by who writes what must not be cut.
pub(super) type Pen = Arc<Mutex<()>>;

/// What is left where a run is broken off.
pub(super) struct Remains {
    /// A file that nobody is to find.
    pub(super) draft: Option<PathBuf>,
    /// What is told.
    pub(super) told: String,
}

#[cfg(not(unix))]
pub(super) fn watch(_: Pen, _: Remains) {}

#[cfg(unix)]
pub(super) use unix::watch;

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io;
    use std::thread;
    use std::time::Duration;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::{Pen, Remains};
    use crate::cli::failure::Failure;

    /// Takes the draft away at a signal, says what is left, and ends as the signal would have ended the program, so
    /// that a shell knows it for an interrupted one. Without this it would end all the same, and say nothing.
    pub(in crate::cli) fn watch(pen: Pen, remains: Remains) {
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
        thread::spawn(move || {
            for signal in signals.forever() {
                wait_for(&pen);
                if remains.clear().is_ok() {
                    Failure::Interrupted { told: remains.told.clone() }.report();
                }
                let _ = emulate_default_handler(signal);
            }
        });
    }

    /// Lets what is being written be finished, unless nobody takes it.
    fn wait_for(pen: &Pen) {
        for _ in 0..100 {
            if let Ok(held) = pen.try_lock() {
                // Nothing more is written: the program is about to end.
                std::mem::forget(held);
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    impl Remains {
        /// A draft that is gone has become the answer.
        fn clear(&self) -> io::Result<()> {
            self.draft.as_ref().map_or(Ok(()), fs::remove_file)
        }
    }
}
