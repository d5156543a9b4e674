//! Labels at the ends of lines: which are shown, and where, so that no two overlap.

use super::ink::{Anchor, Area, Color, Ink, Run, px};
use super::text::Font;

/// A label before it has a place.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) name: String,
    /// Follows the name, and is never cut: the year of the value, if it is not the last one of the axis.
    pub(super) year: String,
    pub(super) value: String,
    pub(super) color: Color,
    /// Whether the name is bold, too. Such a label is the last one to be left out.
    pub(super) is_main: bool,
    /// Whether the value is bold.
    pub(super) is_bold: bool,
    /// Where the line ends.
    pub(super) end: (f64, f64),
}

/// The labels to the right of a plot, from top to bottom.
pub(super) struct Gutter {
    labels: Vec<Label>,
    form: Form,
    /// The vertical middle of each label.
    middles: Vec<f64>,
    size: f64,
    /// The room for text.
    room: f64,
    /// The distance between the plot and the text.
    pub(super) gap: f64,
}

/// The number of lines of a label: the name and the value side by side, or one below the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Short,
    Tall,
}

/// The distance between lines of labels, by the size of the font.
const PITCH: f64 = 1.3;

/// The shares of the width that labels may take.
const USUAL: f64 = 0.3;
const MOST: f64 = 0.42;

impl Label {
    fn is_nameless(&self) -> bool {
        self.name.is_empty() && self.year.is_empty()
    }
}

impl Gutter {
    /// Places labels between `top` and `bottom`.
    pub(super) fn new(
        mut labels: Vec<Label>,
        (top, bottom): (f64, f64),
        size: f64,
        width: f64,
    ) -> Self {
        let room = room(&labels, size, width);
        labels.sort_by(|one, other| one.end.1.total_cmp(&other.end.1));
        let height = bottom - top;
        let form = form(&labels, size, room, height);
        let pitch = PITCH * size * if form == Form::Tall { 2.0 } else { 1.0 };
        let labels = thinned(labels, (height / pitch) as usize);
        let wanted: Vec<f64> = labels.iter().map(|label| label.end.1).collect();
        let middles = spread(&wanted, pitch, (top, bottom));
        let moved = wanted.iter().zip(&middles).map(|(wanted, middle)| (wanted - middle).abs());
        // A steep leader needs more room.
        let is_far = moved.fold(0.0, f64::max) > 2.0 * size;
        let gap = size * if is_far { 1.8 } else { 0.8 };
        let widest = |widest: f64, label: &Label| widest.max(width_of(label, form, size));
        // Without a second line for the values, names need more room.
        let room = if form == Form::Short { room.max(MOST * width) } else { room };
        let room = room.min(labels.iter().fold(0.0, widest) + 1.0);
        Self { labels, form, middles, size, room, gap }
    }

    /// The room that the labels need beside the plot.
    pub(super) fn width(&self) -> f64 {
        if self.labels.is_empty() { 0.0 } else { self.room + self.gap }
    }

    /// Draws the labels to the right of the plot. `ends` returns the pixel of a position's index.
    pub(super) fn draw(&self, ink: &mut Ink, plot: Area, ends: impl Fn(f64) -> f64) {
        for (label, middle) in self.labels.iter().zip(&self.middles) {
            let end = (ends(label.end.0), label.end.1);
            self.leader(ink, label, plot, end, *middle);
            let left = plot.right + self.gap;
            let lines = self.lines_of(label);
            let below = (lines.len() as f64 - 1.0) * PITCH * self.size;
            for (place, (runs, whole)) in lines.into_iter().enumerate() {
                let y = middle - below / 2.0 + place as f64 * PITCH * self.size + 0.36 * self.size;
                ink.runs((left, y), Anchor::Start, self.size, &runs, whole.as_deref());
            }
        }
    }

    /// Connects the end of a line with its label if the label is not right beside it.
    fn leader(&self, ink: &mut Ink, label: &Label, plot: Area, end: (f64, f64), middle: f64) {
        let stroke = label.color.stroke();
        let start = plot.right + 0.2 * self.size;
        if end.0 < plot.right - 1.0 {
            let dotted = format!("{stroke} stroke-dasharray=\"1 3\" stroke-opacity=\".7\"");
            let from = end.0 + 0.6 * self.size;
            if from < start {
                ink.path(&dotted, &format!("M{} {}H{}", px(from), px(end.1), px(start)));
            }
        }
        if (end.1 - middle).abs() > 0.25 * self.size {
            let to = plot.right + self.gap - 0.2 * self.size;
            let points = format!("M{} {}L{} {}", px(start), px(end.1), px(to), px(middle));
            ink.path(&format!("{stroke} stroke-opacity=\".6\""), &points);
        }
    }

    /// Returns the lines of a label, each with the text that it is cut from.
    fn lines_of(&self, label: &Label) -> Vec<(Vec<Run>, Option<String>)> {
        let run = |text: String, is_bold| Run { text, is_bold, color: label.color };
        let is_bold = label.is_bold || label.is_main;
        let value_font = Font { size: self.size, is_bold };
        let value = value_font.cut(&label.value, self.room);
        let cut_value = Some(label.value.clone()).filter(|whole| *whole != value);
        let value_width = value_font.width(&value);
        let value = run(value, is_bold);
        if label.is_nameless() {
            return vec![(vec![value], cut_value)];
        }
        let font = Font { size: self.size, is_bold: label.is_main };
        let room = match self.form {
            Form::Short => self.room - value_width - font.width(" "),
            Form::Tall => self.room,
        };
        let name = font.cut(&label.name, room - font.width(&label.year));
        let cut_name = Some(label.name.clone()).filter(|whole| *whole != name);
        let name = run(name + &label.year, label.is_main);
        match self.form {
            Form::Short => vec![(vec![name, value], cut_name.or(cut_value))],
            Form::Tall => vec![(vec![name], cut_name), (vec![value], cut_value)],
        }
    }
}

/// Returns the height at which every label, with its name and value, has room.
pub(super) fn height(names: &[(String, String)], size: f64, width: f64) -> f64 {
    let label = |(name, value): &(String, String)| Label {
        name: name.clone(),
        year: String::new(),
        value: value.clone(),
        color: Color::Text,
        is_main: false,
        is_bold: true,
        end: (0.0, 0.0),
    };
    let labels: Vec<Label> = names.iter().map(label).collect();
    let form = form(&labels, size, room(&labels, size, width), f64::INFINITY);
    let lines = labels.len() * if form == Form::Tall { 2 } else { 1 };
    lines as f64 * PITCH * size
}

/// Returns the room for labels: the usual share of the width, or more if values need it.
fn room(labels: &[Label], size: f64, width: f64) -> f64 {
    let values = labels.iter().map(|label| Font::bold(size).width(&label.value));
    values.fold(USUAL * width, f64::max).min(MOST * width)
}

/// Returns two lines for every label if one of them is too long for a single line and the height is enough.
fn form(labels: &[Label], size: f64, room: f64, height: f64) -> Form {
    let is_long = labels.iter().any(|label| width_of(label, Form::Short, size) > room);
    let needed = labels.len() as f64 * 2.0 * PITCH * size;
    if is_long && needed <= height { Form::Tall } else { Form::Short }
}

fn width_of(label: &Label, form: Form, size: f64) -> f64 {
    let font = |is_bold| Font { size, is_bold };
    let value = font(label.is_bold || label.is_main).width(&label.value);
    if label.is_nameless() {
        return value;
    }
    let name = font(label.is_main).width(&label.name) + font(label.is_main).width(&label.year);
    match form {
        Form::Short => name + font(label.is_main).width(" ") + value,
        Form::Tall => name.max(value),
    }
}

/// Leaves out labels evenly until there is room for the others. Those that stand out are kept first.
fn thinned(labels: Vec<Label>, most: usize) -> Vec<Label> {
    let count = labels.len();
    if count <= most {
        return labels;
    }
    let main = labels.iter().filter(|label| label.is_main).count();
    let (others, wanted) = (count - main, most.saturating_sub(main));
    let mut seen = 0;
    let mut kept = Vec::new();
    for label in labels {
        if label.is_main {
            kept.push(label);
            continue;
        }
        // The first and the last one of them are kept.
        let is_wanted = match wanted {
            0 => false,
            1 => seen == 0,
            _ => (seen * (wanted - 1)) % (others - 1) < wanted - 1,
        };
        seen += 1;
        if is_wanted {
            kept.push(label);
        }
    }
    kept.truncate(most.max(1));
    kept
}

/// Moves the middles of items apart as little as possible, so that they are `pitch` apart and between the ends.
///
/// The middles are in ascending order. Items that would overlap form a cluster around the mean of their places.
pub(super) fn spread(wanted: &[f64], pitch: f64, ends: (f64, f64)) -> Vec<f64> {
    let sizes: Vec<f64> = wanted.iter().map(|_| pitch).collect();
    spread_sizes(wanted, &sizes, ends)
}

/// Moves the middles of items of different sizes apart as little as possible, so that they don't overlap and lie
/// between the ends.
pub(super) fn spread_sizes(wanted: &[f64], sizes: &[f64], (from, to): (f64, f64)) -> Vec<f64> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (wanted, size) in wanted.iter().zip(sizes) {
        let mut last = Cluster { sum: wanted - size / 2.0, sizes: vec![*size] };
        while let Some(before) = clusters.pop() {
            if before.start(from, to) + before.size() <= last.start(from, to) {
                clusters.push(before);
                break;
            }
            last = before.and(last);
        }
        clusters.push(last);
    }
    let mut middles = Vec::with_capacity(wanted.len());
    for cluster in clusters {
        let mut start = cluster.start(from, to);
        for size in &cluster.sizes {
            middles.push(start + size / 2.0);
            start += size;
        }
    }
    middles
}

/// Items that touch each other.
struct Cluster {
    /// The sum of the places where the items want the cluster to start.
    sum: f64,
    sizes: Vec<f64>,
}

impl Cluster {
    fn size(&self) -> f64 {
        self.sizes.iter().sum()
    }

    fn start(&self, from: f64, to: f64) -> f64 {
        let mean = self.sum / self.sizes.len() as f64;
        mean.min(to - self.size()).max(from)
    }

    fn and(mut self, next: Self) -> Self {
        let offset = self.size() * next.sizes.len() as f64;
        self.sum += next.sum - offset;
        self.sizes.extend(next.sizes);
        self
    }
}
