//! Elements, colors and coordinates.

use std::fmt::Write as _;

use super::text::{Font, escaped};

/// A color, with a variant for each theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Color {
    Text,
    Soft,
    Grid,
    Axis,
    Page,
    /// The color of a series. Colors repeat after the last one.
    Series(usize),
}

/// The light and the dark colors of the series.
const SERIES: [(&str, &str); 6] = [
    ("#005EA8", "#5AB1F2"),
    ("#C8500A", "#F5894A"),
    ("#0B4F3A", "#B5F0A0"),
    ("#8A3FD1", "#8F7BEE"),
    ("#8A6A5C", "#B09A8C"),
    ("#5F1152", "#FBD3E6"),
];

impl Color {
    pub(in crate::render) const FIRST: Self = Self::Series(0);
    pub(in crate::render) const SECOND: Self = Self::Series(1);

    /// The number of series that can be told apart by color.
    pub(in crate::render) const COUNT: usize = SERIES.len();

    const ALL: [Self; 11] = [
        Self::Text,
        Self::Soft,
        Self::Grid,
        Self::Axis,
        Self::Page,
        Self::Series(0),
        Self::Series(1),
        Self::Series(2),
        Self::Series(3),
        Self::Series(4),
        Self::Series(5),
    ];

    fn themes(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("#1B1F24", "#ECEEF1"),
            Self::Soft => ("#5B6470", "#A9B1BC"),
            Self::Grid => ("#DDE1E6", "#363B43"),
            Self::Axis => ("#4A525C", "#9AA3AE"),
            Self::Page => ("#FFFFFF", "#16181C"),
            Self::Series(place) => SERIES.get(place % SERIES.len()).copied().unwrap_or_default(),
        }
    }

    /// The variant for the light theme.
    pub(in crate::render) fn light(self) -> &'static str {
        self.themes().0
    }

    /// The end of the names of its classes.
    fn class(self) -> String {
        match self {
            Self::Text => "t".to_owned(),
            Self::Soft => "o".to_owned(),
            Self::Grid => "g".to_owned(),
            Self::Axis => "a".to_owned(),
            Self::Page => "p".to_owned(),
            Self::Series(place) => (place % SERIES.len() + 1).to_string(),
        }
    }

    /// Returns the attributes of an element that is filled.
    pub(super) fn fill(self) -> String {
        format!("class=\"f{}\" fill=\"{}\"", self.class(), self.light())
    }

    /// Returns the attributes of an element that is only an outline.
    pub(super) fn stroke(self) -> String {
        format!("class=\"s{}\" fill=\"none\" stroke=\"{}\"", self.class(), self.light())
    }

    /// Returns the attributes of an element that is filled and has an outline.
    pub(super) fn fill_and_stroke(self, outline: Self) -> String {
        let (fill, stroke) = (self.light(), outline.light());
        let (one, other) = (self.class(), outline.class());
        format!("class=\"f{one} s{other}\" fill=\"{fill}\" stroke=\"{stroke}\"")
    }
}

/// Returns the rules for the dark theme. The light theme is in attributes, because many programs ignore style sheets.
pub(super) fn style() -> String {
    let rule = |color: Color| {
        let (class, (_, dark)) = (color.class(), color.themes());
        format!("svg .f{class}{{fill:{dark}}}svg .s{class}{{stroke:{dark}}}")
    };
    let rules: String = Color::ALL.into_iter().map(rule).collect();
    format!("@media (prefers-color-scheme:dark){{{rules}}}")
}

/// Which part of a text its position refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A part of a line of text.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) is_bold: bool,
    pub(super) color: Color,
}

/// A part of a picture, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }
}

/// The elements of a picture, in the order of painting.
pub(super) struct Ink {
    /// The factor that scales fonts, marks and distances.
    pub(super) k: f64,
    pub(super) elements: String,
}

impl Ink {
    pub(super) const fn new(k: f64) -> Self {
        Self { k, elements: String::new() }
    }

    /// Returns the font size of most texts.
    pub(super) fn usual(&self) -> f64 {
        12.0 * self.k
    }

    pub(super) fn push(&mut self, element: &str) {
        self.elements.push_str(element);
        self.elements.push('\n');
    }

    pub(super) fn path(&mut self, attributes: &str, points: &str) {
        self.push(&format!("<path {attributes} d=\"{points}\"/>"));
    }

    /// Writes a line of text.
    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, font: Font, word: (&str, Color)) {
        let run = Run { text: word.0.to_owned(), is_bold: font.is_bold, color: word.1 };
        self.runs(at, anchor, font.size, &[run], None);
    }

    /// Writes a line of text in parts. `whole` is the text that it is cut from.
    pub(super) fn runs(
        &mut self,
        at: (f64, f64),
        anchor: Anchor,
        size: f64,
        runs: &[Run],
        whole: Option<&str>,
    ) {
        let Some(first) = runs.first() else { return };
        let mut element =
            format!("<text {} x=\"{}\" y=\"{}\"", first.color.fill(), px(at.0), px(at.1));
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        element.push_str(anchor);
        if px(size) != px(self.usual()) {
            let _ = write!(element, " font-size=\"{}\"", px(size));
        }
        let is_bold = runs.iter().all(|run| run.is_bold);
        element.push_str(if is_bold { " font-weight=\"bold\">" } else { ">" });
        if let Some(whole) = whole {
            let _ = write!(element, "<title>{}</title>", escaped(whole));
        }
        for (place, run) in runs.iter().enumerate() {
            let mut attributes = String::new();
            if run.color != first.color {
                attributes = format!(" {}", run.color.fill());
            }
            if run.is_bold != is_bold {
                attributes.push_str(" font-weight=\"bold\"");
            }
            let space = if place > 0 { " " } else { "" };
            let text = escaped(&run.text);
            let _ = match attributes.as_str() {
                "" => write!(element, "{space}{text}"),
                _ => write!(element, "{space}<tspan{attributes}>{text}</tspan>"),
            };
        }
        element.push_str("</text>");
        self.push(&element);
    }
}

/// Returns a coordinate with at most one decimal.
pub(super) fn px(pixels: f64) -> String {
    let text = format!("{pixels:.1}");
    match text.strip_suffix(".0").unwrap_or(&text) {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

/// Returns the number rounded down, for numbers of a size that a picture has.
pub(super) fn floor(number: f64) -> i64 {
    let whole = number as i64;
    if whole as f64 > number { whole - 1 } else { whole }
}

/// Returns the number rounded up.
pub(super) fn ceil(number: f64) -> i64 {
    -floor(-number)
}
