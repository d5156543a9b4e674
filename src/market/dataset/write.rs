//! Writes a market as a dataset.

use std::fmt::Display;

use toml_writer::{ToTomlValue, TomlStringBuilder};

use crate::market::{
    Dimension, Fact, KnownPoint, Market, Segment, Series, SeriesPoint, StatedCagr,
};
use crate::quantity::{Figure, Unit, Year};

use super::scope_of_name;

impl Market {
    /// Returns the market as a dataset in TOML. [`Market::from_toml`] reads it as the same market.
    ///
    /// Every figure has the digits and the unit that it was printed with. Comments are not kept.
    ///
    /// ```
    /// use aiinfra::Market;
    ///
    /// let market = Market::embedded()?;
    /// let dataset = market.to_toml();
    /// assert!(dataset.starts_with("[market]\nname = \"AI infrastructure\"\n"));
    /// assert_eq!(Market::from_toml(&dataset)?, market);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut tables = vec![header(self)];
        tables.extend(self.points().iter().map(value));
        tables.extend(self.cagr().map(cagr));
        tables.extend(self.dimensions().iter().map(dimension));
        tables.extend(self.series().iter().map(series));
        tables.extend(self.facts().iter().map(fact));
        tables.join("\n")
    }
}

fn header(market: &Market) -> String {
    let own_scope = Some(market.scope()).filter(|scope| *scope != scope_of_name(market.name()));
    let first = market.points().first().map(|point| point.year);
    let base_year = Some(market.base().year).filter(|year| Some(*year) != first);
    Keys::default()
        .with("name", quoted(market.name()))
        .with("publisher", quoted(market.publisher()))
        .optional("source", market.source().map(quoted))
        .with("currency", quoted(market.currency().code()))
        .with("unit", quoted(market.unit().name()))
        .optional("edition", market.edition().map(|edition| quoted(&edition.to_string())))
        .optional("scope", own_scope.map(quoted))
        .optional("base", base_year)
        .under("[market]")
}

fn value(point: &KnownPoint) -> String {
    Keys::default()
        .with("year", point.year)
        .with("size", printed(&point.figure))
        .optional("source", point.source.as_deref().map(quoted))
        .under("[[value]]")
}

fn cagr(cagr: &StatedCagr) -> String {
    Keys::default()
        .with("rate", printed(&cagr.figure))
        .optional("from", cagr.from)
        .optional("to", cagr.to)
        .optional("source", cagr.source.as_deref().map(quoted))
        .under("[cagr]")
}

fn dimension(dimension: &Dimension) -> String {
    Keys::default()
        .with("id", quoted(&dimension.id))
        .with("name", quoted(&dimension.name))
        .optional("year", has_own_year(dimension).then_some(dimension.year))
        .optional("of", dimension.of.as_ref().map(|parent| quoted(&parent.path())))
        .optional("largest", dimension.largest.as_deref().map(quoted))
        .optional("fastest", dimension.fastest.as_deref().map(quoted))
        .optional("source", dimension.source.as_deref().map(quoted))
        .with("segments", list(dimension.segments.iter().map(|one| segment(one, dimension))))
        .under("[[dimension]]")
}

/// Returns whether the year of single shares has to be written: a segment has only one, or none has a share or a size.
fn has_own_year(dimension: &Dimension) -> bool {
    let mut segments = dimension.segments.iter();
    !dimension.has_shares() || segments.any(|segment| single_share(segment, dimension).is_some())
}

/// Returns the share of a segment if its year need not be written with it.
fn single_share<'a>(segment: &'a Segment, dimension: &Dimension) -> Option<&'a Figure> {
    match segment.shares.as_slice() {
        [share] if share.year == dimension.year && segment.sizes.is_empty() => Some(&share.figure),
        _ => None,
    }
}

fn segment(segment: &Segment, dimension: &Dimension) -> Keys {
    let single = single_share(segment, dimension);
    let several = segment.shares.iter().filter(|_| single.is_none());
    let shares = several.map(|share| (share.year, &share.figure));
    let sizes = segment.sizes.iter().map(|point| (point.year, &point.figure));
    Keys::default()
        .with("id", quoted(&segment.id))
        .with("name", quoted(&segment.name))
        .optional("share", single.map(printed))
        .optional("shares", by_year(shares))
        .optional("sizes", by_year(sizes))
        .optional("cagr", segment.cagr.as_ref().map(|(_, figure)| printed(figure)))
        .optional("source", segment.source.as_deref().map(quoted))
}

fn series(series: &Series) -> String {
    Keys::default()
        .with("id", quoted(&series.id))
        .with("name", quoted(&series.name))
        .with("unit", quoted(&series.unit))
        .with("points", list(series.points.iter().map(series_point)))
        .under("[[series]]")
}

fn series_point(point: &SeriesPoint) -> Keys {
    Keys::default()
        .with("year", point.year)
        .with("value", printed(&point.figure))
        .optional("remark", point.remark.as_deref().map(quoted))
        .optional("source", point.source.as_deref().map(quoted))
}

fn fact(fact: &Fact) -> String {
    let keys = Keys::default().with("id", quoted(&fact.id)).with("name", quoted(&fact.name));
    let measured = match fact.unit == Fact::PERCENT_PER_YEAR {
        true => keys.with("rate", bounded(fact)),
        false => keys.with("value", bounded(fact)).with("unit", quoted(&fact.unit)),
    };
    measured.optional("source", fact.source.as_deref().map(quoted)).under("[[figure]]")
}

/// The keys of a table with their values, as `key = value`.
#[derive(Default)]
struct Keys(Vec<String>);

impl Keys {
    /// Adds a key. The value must be valid TOML.
    fn with(mut self, key: &str, value: impl Display) -> Self {
        self.0.push(format!("{key} = {value}"));
        self
    }

    fn optional(self, key: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Returns a table with a line for each key.
    fn under(self, heading: &str) -> String {
        format!("{heading}\n{}\n", self.0.join("\n"))
    }

    /// Returns a table on a single line.
    fn inline(self) -> String {
        format!("{{ {} }}", self.0.join(", "))
    }
}

/// Returns a list with a line for each table.
fn list(tables: impl Iterator<Item = Keys>) -> String {
    let lines: String = tables.map(|table| format!("  {},\n", table.inline())).collect();
    format!("[\n{lines}]")
}

/// Returns figures as a table with their years as keys; none if there are none.
fn by_year<'a>(figures: impl Iterator<Item = (Year, &'a Figure)>) -> Option<String> {
    let keys = figures.fold(Keys::default(), |keys, (year, figure)| {
        keys.with(&year.to_string(), printed(figure))
    });
    (!keys.0.is_empty()).then(|| keys.inline())
}

/// Returns a value, or a bound of it.
fn bounded(fact: &Fact) -> String {
    match fact.bound {
        Some(bound) => Keys::default().with(bound.name(), printed(&fact.figure)).inline(),
        None => printed(&fact.figure),
    }
}

/// Returns a figure as printed. The quotes keep its digits if other programs change the file.
fn printed(figure: &Figure) -> String {
    if let Some([low, high]) = figure.range() {
        return Keys::default().with("low", printed(low)).with("high", printed(high)).inline();
    }
    let unit = figure.unit().map_or("", Unit::abbreviation);
    quoted(&format!("{}{unit}", figure.digits()))
}

fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}
