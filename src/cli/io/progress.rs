//! Shows the progress of a long run on the terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Shorter runs show no progress.
const DELAY: Duration = Duration::from_secs(1);

/// The time between updates. Faster updates could not be read.
const INTERVAL: Duration = Duration::from_millis(100);

/// Moves to the start of the line and clears it.
const CLEAR_LINE: &str = "\r\u{1b}[K";

/// A progress line on stderr, shown if stderr is a terminal and the output doesn't go to one.
///
/// We don't use a crate for this: the usual one needs the system's math library, and loading that takes a tenth of
/// every command's startup time.
pub(crate) struct Progress {
    start: Instant,
    shown: Option<Instant>,
    is_wanted: bool,
    bytes: u64,
    rows: u64,
}

impl Progress {
    /// Starts the clock. If rows go to a terminal, they already show progress, so no line is shown.
    pub(crate) fn new(goes_to_stdout: bool) -> Self {
        let shows_rows = goes_to_stdout && io::stdout().is_terminal();
        let is_wanted = io::stderr().is_terminal() && !shows_rows;
        Self { start: Instant::now(), shown: None, is_wanted, bytes: 0, rows: 0 }
    }

    /// Adds to the bytes read and the rows answered, and updates the line if it is due.
    pub(crate) fn add(&mut self, bytes: u64, rows: u64) {
        self.bytes += bytes;
        self.rows += rows;
        let is_due = self.shown.is_none_or(|shown| shown.elapsed() >= INTERVAL);
        if self.is_wanted && is_due && self.start.elapsed() >= DELAY {
            show(&format!("{CLEAR_LINE}{}", self.line()));
            self.shown = Some(Instant::now());
        }
    }

    fn line(&self) -> String {
        let seconds = self.start.elapsed().as_secs_f64();
        let (megabytes, rows) = (self.bytes as f64 / 1e6, self.rows as f64 / 1e6);
        format!(
            "{megabytes:.1} MB read, {:.1} MB per second; {rows:.2} million rows, {:.2} million per second",
            megabytes / seconds,
            rows / seconds
        )
    }

    /// Removes the progress line.
    pub(crate) fn finish(&mut self) {
        if self.shown.take().is_some() {
            clear();
        }
    }
}

/// Clears the current line for a message, since it may show progress.
pub(crate) fn clear() {
    show(CLEAR_LINE);
}

fn show(text: &str) {
    let mut terminal = anstream::stderr();
    // If stderr is closed, progress is lost.
    let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
}
