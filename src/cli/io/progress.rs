//! How far a long run has got, for who waits at a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// A run that is over sooner needs no word about it.
const LONG: Duration = Duration::from_secs(1);

/// Nobody reads faster than this.
const PAUSE: Duration = Duration::from_millis(100);

/// Back to the start of the line, and nothing after it.
const CLEARED: &str = "\r\u{1b}[K";

/// A line on stderr, where that is a terminal and no rows pass over it.
///
/// The line is ours, since the crate for it brings the system's library of mathematics, which takes a tenth of
/// the start of every command to load.
pub(crate) struct Progress {
    start: Instant,
    shown: Option<Instant>,
    is_wanted: bool,
    bytes: u64,
    rows: u64,
}

impl Progress {
    /// `goes_to_stdout`: where rows go to a terminal, they are progress enough.
    pub(crate) fn new(goes_to_stdout: bool) -> Self {
        let rows_pass = goes_to_stdout && io::stdout().is_terminal();
        let is_wanted = io::stderr().is_terminal() && !rows_pass;
        Self { start: Instant::now(), shown: None, is_wanted, bytes: 0, rows: 0 }
    }

    /// So much more has been read and answered.
    pub(crate) fn add(&mut self, bytes: u64, rows: u64) {
        self.bytes += bytes;
        self.rows += rows;
        let is_due = self.shown.is_none_or(|shown| shown.elapsed() >= PAUSE);
        if self.is_wanted && is_due && self.start.elapsed() >= LONG {
            show(&format!("{CLEARED}{}", self.line()));
            self.shown = Some(Instant::now());
        }
    }

    fn line(&self) -> String {
        let seconds = self.start.elapsed().as_secs_f64();
        let (megabytes, rows) = (self.bytes as f64 / 1e6, self.rows as f64 / 1e6);
        format!(
            "{megabytes:.1} MB read, {:.1} MB a second; {rows:.2} million rows, {:.2} million a second",
            megabytes / seconds,
            rows / seconds
        )
    }

    /// Takes the line away.
    pub(crate) fn finish(&mut self) {
        if self.shown.take().is_some() {
            clear();
        }
    }
}

/// Makes room for a message where the line may stand.
pub(crate) fn clear() {
    show(CLEARED);
}

fn show(text: &str) {
    let mut terminal = anstream::stderr();
    // Where stderr is closed there is nobody left to tell.
    let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
}
