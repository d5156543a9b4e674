//! Pictures as SVG, written without a library.
//!
//! From the bottom up: text, colors and coordinates (`text`, `ink`); scales (`scale`, `axes`); marks (`marks`, `labels`,
//! `rows`); and a file for each kind of picture, which combines marks. `page` places the title, the notes and the plot.

mod axes;
mod bars;
mod dots;
pub(super) mod fan;
pub(super) mod ink;
mod inner;
mod intervals;
mod labels;
mod layers;
mod lines;
mod marks;
mod page;
mod plot;
mod rows;
mod scale;
mod text;
mod tornado;

use crate::error::Error;
use crate::table::Table;

use super::picture::Picture;
use super::{Canvas, Format, SizeScale, Style};
use ink::{Area, Color, Ink, px};
use page::Page;
use text::escaped;

pub(super) const FORMAT: Format = Format {
    name: "svg",
    extensions: &["svg"],
    holds_notes: true,
    holds_derivations: false,
    is_for_spreadsheets: false,
    is_binary: false,
    holds_chart: false,
    canvas: Some(Canvas::Pixels),
    write,
};

/// A picture and the options that decide how it is drawn.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'a> {
    pub(super) picture: &'a Picture,
    /// The width and the height in pixels, if they are given.
    pub(super) size: (Option<u32>, Option<u32>),
    pub(super) scale: SizeScale,
    /// A prefix of the ids, unique within a page.
    pub(super) id: &'a str,
    /// Whether it is part of an HTML page, which has the style and shows the title, the subtitle and the notes itself.
    pub(super) is_inline: bool,
}

/// The room for a plot.
struct Room {
    area: Area,
    /// The width of the page, and the margin at its sides.
    width: f64,
    margin: f64,
    /// The factor that scales fonts, marks and distances.
    k: f64,
    scale: SizeScale,
}

fn write(table: &Table, style: Style) -> Result<Vec<u8>, Error> {
    let picture = Picture::of(table, style)?;
    let (size, scale) = (style.pixels, style.size_scale);
    let drawing = Drawing { picture: &picture, size, scale, id: "", is_inline: false };
    Ok(drawing.svg()?.into_bytes())
}

/// Returns the rules of the dark theme, for a page with pictures.
pub(super) fn style() -> String {
    ink::style()
}

impl Drawing<'_> {
    /// Returns the picture as an `svg` element.
    ///
    /// # Errors
    /// - a logarithmic scale for bars, or for a value that is not positive
    /// - a height that is too low for the rows
    pub(super) fn svg(&self) -> Result<String, Error> {
        plot::check(&self.picture.plot, self.scale)?;
        let page = Page::new(self)?;
        let mut ink = Ink::new(page.k);
        ink.push(&self.start(&page));
        if !self.is_inline {
            let (width, height) = (px(page.width), px(page.height));
            let fill = Color::Page.fill();
            ink.push(&format!("<rect {fill} width=\"{width}\" height=\"{height}\"/>"));
        }
        page.draw(&mut ink);
        let (width, margin) = (page.width, page.margin);
        let room = Room { area: page.area, width, margin, k: page.k, scale: self.scale };
        plot::draw(&self.picture.plot, &room, &mut ink);
        ink.push("</svg>");
        Ok(ink.elements)
    }

    /// Returns the start tag, with a title and a description for screen readers.
    fn start(&self, page: &Page<'_>) -> String {
        let (width, height, id) = (px(page.width), px(page.height), self.id);
        let size =
            format!("viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"");
        let font = format!("font-family=\"{}\" font-size=\"{}\"", text::FAMILY, px(12.0 * page.k));
        let title = escaped(&self.picture.title);
        let subtitle = escaped(&self.picture.subtitle);
        if self.is_inline {
            return format!("<svg {size} role=\"img\" aria-label=\"{title}: {subtitle}\" {font}>");
        }
        let notes: Vec<&str> = self.picture.caption.iter().map(String::as_str).collect();
        let description = escaped(&notes.join(" "));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {size} role=\"img\" \
             aria-labelledby=\"{id}title {id}desc\" {font}>\n\
             <title id=\"{id}title\">{title}: {subtitle}</title>\n\
             <desc id=\"{id}desc\">{description}</desc>\n\
             <style>{}</style>",
            style()
        )
    }
}
