//! The page: title, subtitle, notes, and the room that they leave for the plot.

use crate::error::{Error, PictureFault};

use super::super::picture::Picture;
use super::ink::{Anchor, Area, Color, Ink, Run, ceil};
use super::rows::Need;
use super::text::{Font, Wrapped};
use super::{Drawing, plot};

/// The size of a picture in pixels if none is asked for.
const WIDTH: u32 = 720;
const HEIGHT: u32 = 420;

/// The height of a picture within an HTML page, where the page shows the texts.
const INLINE: u32 = 330;

/// The bounds of the factor that scales fonts, marks and distances.
const SMALLEST: f64 = 0.9;
const LARGEST: f64 = 2.5;

const MARGIN: f64 = 16.0;
const MOST_NOTES: usize = 12;
const NOTE_SIZE: f64 = 11.0;
const NOTE_PITCH: f64 = 15.0;

/// The texts around a plot, and the room for it.
pub(super) struct Page<'a> {
    picture: &'a Picture,
    pub(super) k: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) margin: f64,
    title: Wrapped,
    subtitle: Wrapped,
    notes: Vec<String>,
    /// The room for the plot.
    pub(super) area: Area,
}

impl<'a> Page<'a> {
    /// Lays out the page.
    ///
    /// # Errors
    /// - a height that is too low for the rows of the plot, or for the warnings
    pub(super) fn new(drawing: &Drawing<'a>) -> Result<Self, Error> {
        let width = f64::from(drawing.size.0.unwrap_or(WIDTH));
        let usual = if drawing.is_inline { INLINE } else { HEIGHT };
        let asked = drawing.size.1;
        let height = f64::from(asked.unwrap_or(usual));
        let natural = (width / f64::from(WIDTH)).min(height / f64::from(usual));
        let natural = natural.clamp(SMALLEST, LARGEST);
        // If there is not enough room, smaller fonts are tried.
        const STEPS: u32 = 8;
        let mut least = 0.0;
        for step in 0..=STEPS {
            let share = f64::from(step) / f64::from(STEPS);
            let mut page = Self::at(drawing, natural + (SMALLEST - natural) * share, width);
            let need = plot::need(&drawing.picture.plot, page.k, width);
            if page.fit(asked.map(f64::from), f64::from(usual), need) {
                return Ok(page);
            }
            least = page.top() + need.least + page.bottom(page.least_notes());
        }
        let least = u32::try_from(ceil(least)).unwrap_or(u32::MAX);
        Err(PictureFault::TooLow { height: asked.unwrap_or(usual), least }.into())
    }

    fn at(drawing: &Drawing<'a>, k: f64, width: f64) -> Self {
        let picture = drawing.picture;
        let margin = if drawing.is_inline { 2.0 } else { MARGIN };
        let mut page = Self {
            picture,
            k,
            width,
            height: 0.0,
            margin,
            title: Wrapped::default(),
            subtitle: Wrapped::default(),
            notes: Vec::new(),
            area: Area { left: margin, top: 0.0, right: width - margin, bottom: 0.0 },
        };
        if !drawing.is_inline {
            let room = width - 2.0 * margin;
            page.title = Font::bold(18.0 * k).wrap(&picture.title, room, 2);
            page.subtitle = Font::regular(13.0 * k).wrap(&picture.subtitle, room, 2);
            page.notes = page.lines(&picture.caption);
        }
        page
    }

    /// Breaks notes into lines.
    fn lines(&self, notes: &[String]) -> Vec<String> {
        let font = Font::regular(NOTE_SIZE * self.k);
        let room = self.width - 2.0 * self.margin;
        notes.iter().flat_map(|note| font.wrap(note, room, usize::MAX).lines).collect()
    }

    /// Returns the number of lines that cannot be left out: the warnings.
    fn least_notes(&self) -> usize {
        let warnings = self.picture.caption.iter().take(self.picture.warnings);
        let warnings: Vec<String> = warnings.cloned().collect();
        if self.notes.is_empty() { 0 } else { self.lines(&warnings).len() }
    }

    /// Returns the top of the plot.
    fn top(&self) -> f64 {
        if self.title.lines.is_empty() {
            return 8.0 * self.k;
        }
        self.subtitle_baseline(self.subtitle.lines.len()) + 16.0 * self.k
    }

    /// Returns the baseline of a line of the subtitle. The first line has the number 1; 0 is the title's last line.
    fn subtitle_baseline(&self, number: usize) -> f64 {
        let title = self.margin + (14.0 + 22.0 * (self.title.lines.len() as f64 - 1.0)) * self.k;
        let lines = number.saturating_sub(1) as f64;
        if number == 0 { title } else { title + (21.0 + 17.0 * lines) * self.k }
    }

    /// Returns the height below the plot, with that number of lines of notes.
    fn bottom(&self, notes: usize) -> f64 {
        match notes {
            0 => 6.0 * self.k + self.margin / 2.0,
            notes => 14.0 * self.k + (notes as f64 - 1.0) * NOTE_PITCH * self.k + 22.0 * self.k,
        }
    }

    /// Divides the height between the plot and the notes. Returns `false` if it is not enough.
    fn fit(&mut self, asked: Option<f64>, usual: f64, need: Need) -> bool {
        let least_notes = self.least_notes();
        let most_notes = self.notes.len().min(MOST_NOTES).max(least_notes);
        let top = self.top();
        let height = asked
            .unwrap_or_else(|| usual.max(ceil(top + need.usual + self.bottom(most_notes)) as f64));
        let room = |notes: usize| height - top - self.bottom(notes);
        // Beyond two lines, notes are left out before the plot gets smaller than its comfortable height.
        let is_enough = |notes: &usize| match notes {
            0..=2 => room(*notes) >= need.least,
            _ => room(*notes) >= need.fair,
        };
        let notes = (least_notes..=most_notes).rev().find(is_enough).unwrap_or(least_notes);
        self.height = height;
        self.area = Area { top, bottom: height - self.bottom(notes), ..self.area };
        if self.area.height() < need.least {
            return false;
        }
        self.cut_notes(notes);
        true
    }

    /// Cuts the notes to that number of lines. The last paragraph, usually the source, is kept if it is short.
    fn cut_notes(&mut self, most: usize) {
        let least = self.least_notes();
        if self.notes.len() <= most || most <= least {
            self.notes.truncate(most);
            return;
        }
        let source = self.picture.caption.last().cloned();
        let mut source = self.lines(source.as_slice());
        if source.len() >= most - least {
            source.clear();
        }
        self.notes.truncate(most - source.len());
        let font = Font::regular(NOTE_SIZE * self.k);
        let room = self.width - 2.0 * self.margin;
        if let Some(last) = self.notes.last_mut() {
            // If the line is full, the ellipsis replaces its last characters.
            *last = font.cut(&format!("{last} …"), room);
        }
        self.notes.append(&mut source);
    }

    /// Draws the texts around the plot.
    pub(super) fn draw(&self, ink: &mut Ink) {
        let k = self.k;
        let write = |ink: &mut Ink, font: Font, y: f64, line: &str, color, whole: Option<&str>| {
            let run = Run { text: line.to_owned(), is_bold: font.is_bold, color };
            ink.runs((self.margin, y), Anchor::Start, font.size, &[run], whole);
        };
        for (place, line) in self.title.lines.iter().enumerate() {
            let y = self.margin + (14.0 + 22.0 * place as f64) * k;
            let whole = Some(&*self.picture.title).filter(|_| self.title.is_cut && place == 0);
            write(ink, Font::bold(18.0 * k), y, line, Color::Text, whole);
        }
        for (place, line) in self.subtitle.lines.iter().enumerate() {
            let y = self.subtitle_baseline(place + 1);
            let whole =
                Some(&*self.picture.subtitle).filter(|_| self.subtitle.is_cut && place == 0);
            write(ink, Font::regular(13.0 * k), y, line, Color::Soft, whole);
        }
        let count = self.notes.len();
        for (place, line) in self.notes.iter().enumerate() {
            let below = (count - 1 - place) as f64;
            let y = self.height - (14.0 + NOTE_PITCH * below) * k;
            let color = if place < self.least_notes() { Color::Text } else { Color::Soft };
            write(ink, Font::regular(NOTE_SIZE * k), y, line, color, None);
        }
    }
}
