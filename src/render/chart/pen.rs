//! Lines of text, measured in the columns of a terminal.

use anstyle::{AnsiColor, Style as Ansi};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::render::{Style, remarks};

/// The space between the parts of a row.
pub(super) const GAP: usize = 2;

/// The width to assume if the terminal does not report one.
const USUAL_ROOM: usize = 80;

/// How a chart is written.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    /// The columns of a line.
    pub(super) room: usize,
    pub(super) is_ascii: bool,
    is_colored: bool,
}

/// How text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    /// Headings.
    Strong,
    /// Secondary text.
    Soft,
    /// The highlighted series.
    Main,
    /// A size to reach.
    Goal,
    /// Negative values.
    Loss,
}

impl Pen {
    pub(super) fn new(style: Style) -> Self {
        let width = Some(style.width.unwrap_or(USUAL_ROOM));
        let room = remarks::longest_line(Style { width, ..style });
        Self { room, is_ascii: style.ascii, is_colored: style.color }
    }

    /// How text in that ink looks.
    pub(super) fn look(&self, ink: Ink) -> Ansi {
        let ansi = Ansi::new();
        match ink {
            _ if !self.is_colored => ansi,
            Ink::Plain => ansi,
            Ink::Strong => ansi.bold(),
            Ink::Soft => ansi.dimmed(),
            Ink::Main => AnsiColor::Cyan.on_default(),
            Ink::Goal => AnsiColor::Yellow.on_default(),
            Ink::Loss => AnsiColor::Red.on_default(),
        }
    }

    /// Replaces punctuation that the terminal cannot show.
    pub(super) fn written(&self, text: &str) -> String {
        if !self.is_ascii {
            return text.to_owned();
        }
        text.replace(['–', '−'], "-").replace('×', "x").replace('…', "...")
    }

    /// The text, cut to that many columns if it is longer.
    pub(super) fn cut(&self, text: &str, most: usize) -> String {
        let text = self.written(text);
        if text.width() <= most {
            return text;
        }
        let end = if self.is_ascii { "..." } else { "…" };
        if most < end.width() {
            return String::new();
        }
        let mut kept = String::new();
        for letter in text.graphemes(true) {
            if kept.width() + letter.width() + end.width() > most {
                break;
            }
            kept.push_str(letter);
        }
        kept.trim_end().to_owned() + end
    }

    /// The most columns that names may take.
    pub(super) fn most_of_names(&self) -> usize {
        self.room.div_ceil(3)
    }

    /// What stands for a value that is missing.
    pub(super) fn nothing(&self) -> &'static str {
        if self.is_ascii { "-" } else { "–" }
    }
}

/// The columns that the longest of some texts takes.
pub(super) fn longest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or_default()
}

/// A line under construction, from left to right.
#[derive(Default)]
pub(super) struct Row {
    pieces: Vec<(String, Ink)>,
    width: usize,
}

impl Row {
    /// Adds text that begins in a column.
    pub(super) fn put(&mut self, column: usize, text: &str, ink: Ink) {
        if text.is_empty() {
            return;
        }
        let space = column.saturating_sub(self.width);
        self.add(&" ".repeat(space), Ink::Plain);
        self.add(text, ink);
    }

    /// Adds text that ends before a column.
    pub(super) fn put_before(&mut self, column: usize, text: &str, ink: Ink) {
        self.put(column.saturating_sub(text.width()), text, ink);
    }

    fn add(&mut self, text: &str, ink: Ink) {
        self.width += text.width();
        match self.pieces.last_mut() {
            Some((last, used)) if *used == ink => last.push_str(text),
            _ => self.pieces.push((text.to_owned(), ink)),
        }
    }

    /// The line, without space at its end.
    pub(super) fn finish(self, pen: &Pen) -> String {
        let mut line = String::new();
        for (text, ink) in self.pieces {
            let look = pen.look(ink);
            line += &format!("{look}{text}{look:#}");
        }
        line.trim_end().to_owned() + "\n"
    }
}
