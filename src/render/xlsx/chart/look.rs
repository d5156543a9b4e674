//! Colors, lines, markers and fonts, as in the picture.

use rust_xlsxwriter::{
    ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartSolidFill,
};

use crate::render::svg::ink::Color;

/// The sizes of the title, of the legend and the axes, and of labels.
pub(super) const TITLE: u8 = 13;
pub(super) const USUAL: u8 = 10;
const LABEL: u8 = 9;

/// The size of a marker.
const MARKER: u8 = 7;

/// How a line is drawn. The width is in points.
#[derive(Clone, Copy)]
pub(super) struct Stroke {
    pub(super) color: Color,
    pub(super) width: f64,
    pub(super) dash: Option<ChartLineDashType>,
    /// In percent.
    pub(super) transparency: u8,
}

impl Stroke {
    pub(super) const fn solid(color: Color, width: f64) -> Self {
        Self { color, width, dash: None, transparency: 0 }
    }

    pub(super) const fn dashed(self, dash: ChartLineDashType) -> Self {
        Self { dash: Some(dash), ..self }
    }

    pub(super) fn format(self) -> ChartFormat {
        let mut format = ChartFormat::new();
        format.set_line(&self.line());
        format
    }

    pub(super) fn line(self) -> ChartLine {
        let mut line = ChartLine::new();
        line.set_color(self.color.light()).set_width(self.width);
        if self.transparency > 0 {
            line.set_transparency(self.transparency);
        }
        if let Some(dash) = self.dash {
            line.set_dash_type(dash);
        }
        line
    }
}

/// Returns the format of an area without a border. `transparency` is in percent.
pub(super) fn filled(color: Color, transparency: u8) -> ChartFormat {
    let mut fill = ChartSolidFill::new();
    fill.set_color(color.light()).set_transparency(transparency);
    let mut format = ChartFormat::new();
    format.set_solid_fill(&fill).set_no_border();
    format
}

/// Returns the format of what is not to be seen.
pub(super) fn unseen() -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_no_fill().set_no_line();
    format
}

/// Returns the format of a series that has only markers.
pub(super) fn no_line() -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_no_line();
    format
}

/// Returns no marker.
pub(super) fn no_marker() -> ChartMarker {
    let mut marker = ChartMarker::new();
    marker.set_none();
    marker
}

/// Returns a marker with a thin white border.
pub(super) fn marker(kind: ChartMarkerType, color: Color) -> ChartMarker {
    let mut fill = ChartSolidFill::new();
    fill.set_color(color.light());
    let mut format = ChartFormat::new();
    format.set_solid_fill(&fill).set_line(&Stroke::solid(Color::Page, 0.75).line());
    let size = if kind == ChartMarkerType::Diamond { MARKER + 2 } else { MARKER };
    sized(kind, size, &format)
}

/// Returns a ring.
pub(super) fn ring(color: Color) -> ChartMarker {
    let mut fill = ChartSolidFill::new();
    // Some spreadsheets draw only the fill.
    fill.set_color(color.light()).set_transparency(70);
    let mut format = ChartFormat::new();
    format.set_solid_fill(&fill).set_line(&Stroke::solid(color, 1.75).line());
    sized(ChartMarkerType::Circle, MARKER + 1, &format)
}

fn sized(kind: ChartMarkerType, size: u8, format: &ChartFormat) -> ChartMarker {
    let mut marker = ChartMarker::new();
    marker.set_type(kind).set_size(size).set_format(&mut format.clone());
    marker
}

pub(super) fn font(size: u8, color: Color, is_bold: bool) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(size).set_color(color.light());
    match is_bold {
        true => font.set_bold(),
        false => font.unset_bold(),
    };
    font
}

/// Returns a label with the value.
pub(super) fn label(
    numbers: &str,
    color: Color,
    position: ChartDataLabelPosition,
) -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format(numbers).set_position(position);
    label.set_font(&font(LABEL, color, true));
    label
}

/// Returns labels of which only that of one point is shown.
pub(super) fn only(place: usize, label: &ChartDataLabel, count: usize) -> Vec<ChartDataLabel> {
    let mut hidden = ChartDataLabel::new();
    hidden.set_hidden();
    (0..count).map(|one| if one == place { label.clone() } else { hidden.clone() }).collect()
}

/// Returns the text as one that is not read as the name of a range.
pub(super) fn literal(text: &str) -> String {
    // An invisible character that no range contains.
    const JOINER: char = '\u{2060}';
    let text = text.replace('!', &format!("!{JOINER}"));
    if text.starts_with('=') { format!("{JOINER}{text}") } else { text }
}
