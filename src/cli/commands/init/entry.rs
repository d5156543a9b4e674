//! A report's figures as options, and the dataset that they make.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use aiinfra::{Currency, Edition, Error, Figure, GrowthRate, Market, Unit, Year, id_of_name};
use clap::Args;
use toml_writer::{ToTomlValue, TomlStringBuilder};

use super::refusal;
use super::share::{self, SegmentShare};
use crate::cli::args::shared::{of_year, parsed, size};
use crate::cli::args::what_if::each_year_once;
use crate::cli::failure::Failure;

// What a report publishes.
#[derive(Args)]
#[command(next_help_heading = "Report")]
// Every other option needs a size.
#[group(requires = "size")]
pub(super) struct ReportArguments {
    /// Name of the market
    #[arg(long, value_name = "NAME", value_parser = text)]
    name: Option<String>,

    /// Publisher of the report
    #[arg(long, value_name = "NAME", value_parser = text)]
    publisher: Option<String>,

    /// Address of the report
    #[arg(long, value_name = "URL", value_parser = text)]
    source: Option<String>,

    /// When the report came out: a year, a month or a day
    #[arg(long, value_name = "DATE", value_parser = parsed::<Edition>)]
    edition: Option<Edition>,

    /// What the report is about, as an id that reports about the same market share [default: from the name]
    #[arg(long, value_name = "ID", value_parser = scope)]
    scope: Option<String>,

    /// Published size of a year with its unit, or a range such as 40..45bn; repeatable, or a list
    #[arg(long, value_name = "YEAR=SIZE", value_delimiter = ',', value_parser = |text: &str| of_year(text, "2025=62.3bn", size_or_range))]
    size: Vec<(Year, Figure)>,

    /// Stated CAGR in percent per year, or a range such as 28..31
    #[arg(long, value_name = "PCT", allow_hyphen_values = true, value_parser = rate_or_range)]
    cagr: Option<Figure>,

    /// First year of the stated CAGR
    #[arg(long, value_name = "YEAR", requires = "cagr", value_parser = parsed::<Year>)]
    from: Option<Year>,

    /// Last year of the stated CAGR, required if there is only one size
    #[arg(long, value_name = "YEAR", requires = "cagr", value_parser = parsed::<Year>)]
    to: Option<Year>,

    /// Published share of a segment, as in region/north-america=39 or 'Region/North America=39'; repeatable
    #[arg(long, value_name = "DIM/SEG=PCT", value_parser = str::parse::<SegmentShare>)]
    share: Vec<SegmentShare>,

    /// Year of the shares [default: the first year with a size]
    #[arg(long, value_name = "YEAR", requires = "share", value_parser = parsed::<Year>)]
    share_year: Option<Year>,
}

/// A clap parser for text of any kind.
fn text(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("expected text that is not empty".to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// A clap parser for a quantity whose digits are kept as typed.
pub(super) fn as_typed<Quantity: FromStr<Err = Error>>(text: &str) -> Result<String, String> {
    parsed::<Quantity>(text).map(|_| text.to_owned())
}

/// A clap parser for an id.
fn scope(text: &str) -> Result<String, String> {
    match id_of_name(text) {
        id if id == text && !id.is_empty() => Ok(id),
        id if id.is_empty() => Err("expected an id, such as ai-servers".to_owned()),
        id => Err(format!("expected an id, such as {id}")),
    }
}

/// A clap parser for a size or a range of sizes: `62.3bn`, `40..45bn`.
fn size_or_range(text: &str) -> Result<Figure, String> {
    let Some((low, high)) = text.split_once("..") else { return size(text) };
    let high = size(high)?;
    // A unit at the end is that of both.
    let low = match (size(low)?, high.unit()) {
        (low, Some(unit)) if low.unit().is_none() => size(&format!("{} {unit}", low.digits()))?,
        (low, _) => low,
    };
    Figure::between(low, high).map_err(|error| error.to_string())
}

/// A clap parser for a rate or a range of rates: `27.6`, `28..31`. The digits are kept as typed.
fn rate_or_range(text: &str) -> Result<Figure, String> {
    let rate = |text: &str| {
        parsed::<GrowthRate>(text)?;
        parsed::<Figure>(text.trim().trim_end_matches('%'))
    };
    let Some((low, high)) = text.split_once("..") else { return rate(text) };
    Figure::between(rate(low)?, rate(high)?).map_err(|error| error.to_string())
}

/// Stand for names that were not given, because a dataset must have them.
const NO_NAME: &str = "Unknown market";
const NO_PUBLISHER: &str = "Unknown publisher";

/// The currency, if no option gives it.
const CURRENCY: &str = "USD";

/// The line for an address that was not given.
const NO_SOURCE: &str = "#source = \"https://example.com/report\"   # missing: write the report's address, and remove the first #";

impl ReportArguments {
    /// Returns the dataset of these figures, or what is wrong with them.
    pub(super) fn dataset(
        &self,
        unit: Option<Unit>,
        currency: Option<&Currency>,
    ) -> Result<String, Failure> {
        let sizes = Sizes::new(each_year_once("size", self.size.clone())?, unit);
        let market = Market::from_toml(&self.draft(&sizes, currency)?);
        let market = market.map_err(|error| refusal::in_options(&error))?;
        Ok(self.annotated(market.to_toml(), &sizes, currency.is_none()))
    }

    /// Returns the figures as a dataset that has not been checked.
    fn draft(&self, sizes: &Sizes, currency: Option<&Currency>) -> Result<String, Failure> {
        let mut draft = self.header(sizes.unit, currency);
        for (year, size) in &sizes.by_year {
            let size = written(size, |size| sizes.written(size));
            draft += &format!("[[value]]\nyear = {year}\nsize = {size}\n");
        }
        if let Some(rate) = &self.cagr {
            draft += &format!("[cagr]\nrate = {}\n", written(rate, Figure::to_string));
            draft += &optional("from", self.from);
            draft += &optional("to", self.to);
        }
        let year = self.share_year.or(sizes.by_year.keys().next().copied());
        for dimension in share::by_dimension(&self.share)? {
            draft += &format!("[[dimension]]\n{}{}", optional("year", year), dimension.keys());
        }
        Ok(draft)
    }

    fn header(&self, unit: Unit, currency: Option<&Currency>) -> String {
        let name = quoted(self.name.as_deref().unwrap_or(NO_NAME));
        let publisher = quoted(self.publisher.as_deref().unwrap_or(NO_PUBLISHER));
        let source = optional("source", self.source.as_deref().map(quoted));
        let edition = optional("edition", self.edition.map(|edition| quoted(&edition.to_string())));
        let scope = optional("scope", self.scope.as_deref().map(quoted));
        let currency = currency.map_or(CURRENCY, Currency::code);
        let (currency, unit) = (quoted(currency), quoted(unit.name()));
        format!(
            "[market]\nname = {name}\npublisher = {publisher}\n{source}currency = {currency}\nunit = {unit}\n{edition}{scope}"
        )
    }

    /// Adds a comment to each line that holds something missing or assumed.
    fn annotated(&self, mut dataset: String, sizes: &Sizes, assumes_currency: bool) -> String {
        let mut note = |key: &str, value: &str, remark: &str| {
            let line = format!("{key} = {}\n", quoted(value));
            let noted = format!("{key} = {}   # {remark}\n", quoted(value));
            dataset = dataset.replacen(&line, &noted, 1);
        };
        if self.name.is_none() {
            note("name", NO_NAME, "missing: write the market's name");
        }
        if self.publisher.is_none() {
            note("publisher", NO_PUBLISHER, "missing: write the publisher's name");
        }
        if assumes_currency {
            note("currency", CURRENCY, "assumed: write the report's currency");
        }
        if sizes.is_unit_assumed {
            note("unit", sizes.unit.name(), "assumed: write million, billion or trillion");
        }
        if self.source.is_none() {
            dataset = dataset.replacen("\ncurrency", &format!("\n{NO_SOURCE}\ncurrency"), 1);
        }
        dataset
    }
}

/// The published sizes, and the unit of those without their own.
struct Sizes {
    by_year: BTreeMap<Year, Figure>,
    unit: Unit,
    is_unit_assumed: bool,
}

impl Sizes {
    /// The unit is the one given, or else the first that a size has.
    fn new(by_year: BTreeMap<Year, Figure>, given: Option<Unit>) -> Self {
        let unit = given.or(by_year.values().find_map(Figure::unit)).unwrap_or(Unit::Billion);
        let lacks_unit = by_year.values().any(|size| size.unit().is_none());
        Self { by_year, unit, is_unit_assumed: lacks_unit && given.is_none() }
    }

    /// Returns a size as the dataset has it. Sizes that all have the same unit are written without it.
    fn written(&self, size: &Figure) -> String {
        let is_in_unit = |size: &Figure| size.unit() == Some(self.unit);
        match self.by_year.values().all(is_in_unit) {
            true => size.digits().to_owned(),
            false => size.to_string(),
        }
    }
}

/// Returns a figure or a range as the dataset has it.
fn written(figure: &Figure, end: impl Fn(&Figure) -> String) -> String {
    match figure.range() {
        Some([low, high]) => {
            format!("{{ low = {}, high = {} }}", quoted(&end(low)), quoted(&end(high)))
        }
        None => quoted(&end(figure)),
    }
}

/// Returns the line of a key that may have no value.
fn optional(key: &str, value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| format!("{key} = {value}\n"))
}

/// Returns text as TOML.
pub(super) fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}
