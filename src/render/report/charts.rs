//! Charts of the page.

use crate::error::{Error, Fault, PictureFault};
use crate::render::SizeScale;
use crate::render::markup::text;
use crate::render::picture::{Picture, Plot};
use crate::render::svg::{self, Drawing};
use crate::table::Table;
use crate::wording::{self, report as words};

use super::page::Page;

/// The size of a chart beside text, and on a phone.
const WIDE: (u32, u32) = (720, 400);
const NARROW: (u32, u32) = (340, 300);

/// The styles of all charts. Paper is always light.
pub(super) fn style() -> String {
    format!("@media screen{{{}}}\n", svg::style())
}

impl Page<'_> {
    /// Adds a chart of a table, unless it has too many series or nothing to draw.
    pub(super) fn chart(&mut self, table: &Table) -> Result<(), Error> {
        let picture = match Picture::of(table, self.style) {
            Ok(picture) => picture,
            Err(error) if is_undrawable(&error) => return Ok(()),
            Err(error) => return Err(error),
        };
        self.charts += 1;
        let id = format!("chart-{}", self.charts);
        // Bars show a single year.
        let scale = match picture.plot {
            Plot::Bars(_) => SizeScale::Linear,
            _ => self.style.size_scale,
        };
        let caption = caption(&picture);
        // Rows take the height that they need.
        let has_rows = table.rows.count() == table.series;
        let drawing = |name: &str, (width, height)| {
            let height = Some(height).filter(|_| !has_rows);
            let (picture, size) = (&picture, (Some(width), height));
            let id = format!("{id}-{name}-");
            Drawing { picture, size, scale, id: &id, is_inline: true }.svg()
        };
        let (wide, narrow) = (drawing("wide", WIDE)?, drawing("narrow", NARROW)?);
        self.body += &format!(
            "<figure>\n<div class=\"wide\">{wide}</div>\n<div class=\"narrow\">{narrow}</div>\n<figcaption>{}</figcaption>\n</figure>\n",
            text(&caption)
        );
        Ok(())
    }
}

/// What a chart shows, and what its marks mean.
fn caption(picture: &Picture) -> String {
    let legend = match &picture.plot {
        Plot::Fan(fan) => {
            // The widest band comes first in a fan.
            let bands = fan.bands.iter().rev();
            let bands: Vec<(&str, &str)> =
                bands.map(|(low, high)| (&*low.name, &*high.name)).collect();
            words::bands(&bands, fan.forecast.is_some())
        }
        plot => wording::key(plot.marks()).map(str::to_owned),
    };
    match legend {
        Some(legend) => format!("{}. {legend}", picture.subtitle),
        None => picture.subtitle.clone(),
    }
}

fn is_undrawable(error: &Error) -> bool {
    matches!(
        error.fault(),
        Fault::Picture(PictureFault::NoRows | PictureFault::NoSizes | PictureFault::TooMany { .. })
    )
}
