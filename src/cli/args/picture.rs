//! The options for charts.

use std::env;
use std::ops::RangeInclusive;

use aiinfra::render::{Canvas, Format, SizeScale};
use clap::Args;

use crate::cli::args::shared::{given_options, one_of};

// How pictures are drawn.
#[derive(Args, Clone, Copy, Default)]
#[group(skip)]
pub(crate) struct PictureArguments {
    /// Scale of the size axis in svg and xlsx [default: linear]
    #[arg(long, value_name = "SCALE", value_parser = one_of(SizeScale::ALL.iter().copied(), SizeScale::names))]
    pub(crate) scale: Option<SizeScale>,

    /// Width of the chart in svg and xlsx, in pixels [default: 720]
    #[arg(long, value_name = "PX", value_parser = |text: &str| pixels(text, WIDTHS))]
    pub(crate) width: Option<u32>,

    /// Height of the chart in svg and xlsx, in pixels [default: 420, or more if its rows need it]
    #[arg(long, value_name = "PX", value_parser = |text: &str| pixels(text, HEIGHTS))]
    pub(crate) height: Option<u32>,

    /// Draw terminal charts in ASCII only [default: if the locale is not UTF-8]
    #[arg(long)]
    ascii: bool,
}

/// The widths of a picture, in pixels.
const WIDTHS: RangeInclusive<u32> = 240..=4000;

/// The heights of a picture, in pixels.
const HEIGHTS: RangeInclusive<u32> = 200..=20000;

fn pixels(text: &str, allowed: RangeInclusive<u32>) -> Result<u32, String> {
    let pixels = text.parse().ok().filter(|pixels| allowed.contains(pixels));
    let (least, most) = (allowed.start(), allowed.end());
    pixels.ok_or_else(|| format!("expected a whole number of pixels from {least} to {most}"))
}

impl PictureArguments {
    /// Combines two sets of options; this one takes precedence.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            scale: self.scale.or(other.scale),
            width: self.width.or(other.width),
            height: self.height.or(other.height),
            ascii: self.ascii || other.ascii,
        }
    }

    /// The options that were given, without their dashes.
    fn given(&self) -> impl Iterator<Item = &'static str> {
        given_options([
            ("scale", self.scale.is_some()),
            ("width", self.width.is_some()),
            ("height", self.height.is_some()),
            ("ascii", self.ascii),
        ])
    }

    /// The first of them, without its dashes.
    pub(crate) fn first(&self) -> Option<&'static str> {
        self.given().next()
    }

    /// Returns an option that the format cannot use, without its dashes, and the format that it is for.
    pub(crate) fn unused(&self, format: &Format) -> Option<(&'static str, &'static str)> {
        let has_size = format.canvas == Some(Canvas::Pixels) || format.holds_chart;
        let of_option = |name| match name {
            "ascii" => {
                (format.canvas == Some(Canvas::Terminal), "a terminal chart, --format chart")
            }
            _ => (has_size, "an SVG chart, as in -o chart.svg"),
        };
        let mut given = self.given().map(|name| (name, of_option(name)));
        let unused = given.find(|(_, (is_used, _))| !is_used);
        unused.map(|(name, (_, expected))| (name, expected))
    }

    /// An option for a picture that is not part of a page, without its dashes.
    pub(crate) fn of_one_picture(&self) -> Option<&'static str> {
        self.given().find(|name| *name != "scale")
    }

    /// Whether terminal charts are limited to ASCII.
    pub(crate) fn is_ascii(&self) -> bool {
        self.ascii || !is_locale_utf8()
    }
}

/// Whether the locale allows for UTF-8. Without a locale, the terminal is assumed to.
fn is_locale_utf8() -> bool {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set);
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
