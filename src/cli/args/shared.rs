//! Arguments that several commands take.

use std::ffi::OsStr;
use std::str::FromStr;

use aiinfra::{
    Error, Expressed, Figure, Given, GrowthRate, Horizon, Input, List, Money, Traced, Unit, Year,
    is_active,
};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::failure::Failure;

/// The names of those options that were given.
pub(crate) fn given_options<const N: usize>(
    options: [(&'static str, bool); N],
) -> impl Iterator<Item = &'static str> {
    options.into_iter().filter(|(_, is_given)| *is_given).map(|(name, _)| name)
}

/// A clap parser for any quantity. clap names the value, the library says what would be right.
pub(crate) fn parsed<Quantity: FromStr<Err = Error>>(text: &str) -> Result<Quantity, String> {
    text.parse().map_err(|error| expected(&error))
}

/// A clap parser for a list. Its errors name the value at fault.
pub(crate) fn list_of<Quantity>(text: &str) -> Result<List<Quantity>, String>
where
    List<Quantity>: FromStr<Err = Error>,
{
    text.parse().map_err(|error: Error| error.to_string())
}

/// A clap parser for `YEAR=VALUE`, such as `2025=62bn`; the example is for the message.
pub(crate) fn of_year<Value>(
    text: &str,
    example: &str,
    value: fn(&str) -> Result<Value, String>,
) -> Result<(Year, Value), String> {
    let expected = || format!("expected a year and a value, such as {example}");
    let (year, of_it) = text.split_once('=').ok_or_else(expected)?;
    Ok((parsed(year)?, value(of_it.trim())?))
}

/// A clap parser for `NAME=VALUE`, such as `bear=20`; the example is for the message. The example has a decimal
/// point, because a decimal comma would split the list.
pub(crate) fn of_name<Value>(
    text: &str,
    example: &str,
    value: fn(&str) -> Result<Value, String>,
) -> Result<(String, Value), String> {
    let expected =
        || format!("expected a name and a percentage with `=` between them, such as {example}");
    let (name, of_it) = text.split_once('=').ok_or_else(expected)?;
    if name.trim().is_empty() {
        return Err(expected());
    }
    Ok((name.trim().to_owned(), value(of_it.trim())?))
}

/// A clap parser for one of several things. Help shows the first name of each; the others are accepted too.
pub(crate) fn one_of<Thing: Clone + Send + Sync + 'static>(
    things: impl IntoIterator<Item = Thing>,
    names: fn(Thing) -> &'static [&'static str],
) -> impl TypedValueParser<Value = Thing> {
    let named: Vec<(&[&str], Thing)> =
        things.into_iter().map(|thing| (names(thing.clone()), thing)).collect();
    let shown = named.iter().filter_map(|(names, _)| match names {
        [name, others @ ..] => Some(PossibleValue::new(*name).aliases(others.iter().copied())),
        [] => None,
    });
    PossibleValuesParser::new(shown.collect::<Vec<_>>()).try_map(move |chosen| {
        let chosen = chosen.to_lowercase();
        let found = named.iter().find(|(names, _)| names.contains(&chosen.as_str()));
        found.map(|(_, thing)| thing.clone()).ok_or("expected one of the names in the list")
    })
}

/// A clap parser for a single growth rate.
pub(crate) fn rate(text: &str) -> Result<GrowthRate, String> {
    check_single(text)?;
    parsed(text)
}

/// Says where an interval belongs.
fn check_single(text: &str) -> Result<(), String> {
    match text.contains("..") {
        true => Err("expected a single value; `range` and `sensitivity` take intervals".to_owned()),
        false => Ok(()),
    }
}

/// A size whose unit may be the market's, which is not known while arguments are read.
pub(crate) fn size(text: &str) -> Result<Figure, String> {
    check_single(text)?;
    Money::parse(text, Unit::Million).map_err(|error| expected(&error))?;
    parsed(text)
}

/// A plain number that is a year of the forecast, and none of its sizes, is not meant as a size.
pub(crate) fn check_not_year(
    size: &Figure,
    trajectory: Expressed<'_>,
    unit: Unit,
    call: impl Fn(Year) -> String,
) -> Result<(), Failure> {
    let year = size.digits().parse::<Year>().ok().filter(|_| size.unit().is_none());
    let Some(year) = year else { return Ok(()) };
    let horizon = trajectory.horizon();
    let size = Money::from_figure(size, unit)?;
    let ends = [horizon.first(), horizon.last()].map(|year| trajectory.traced(year));
    let is_above_all = ends.iter().flatten().all(|end| !end.value().reaches(&size));
    let is_below_all = ends.iter().flatten().all(|end| !size.reaches(end.value()));
    if horizon.contains(year) && (is_above_all || is_below_all) {
        return Err(Failure::YearAsSize { year, call: call(year) });
    }
    Ok(())
}

/// What a value should be, to go after the value in clap's message.
pub(crate) fn expected(error: &Error) -> String {
    match error.expected() {
        Some(expected) => format!("expected {expected}"),
        None => error.to_string(),
    }
}

/// A figure given by one of the command's own arguments.
pub(crate) fn given<Quantity>(figure: Quantity, input: Input) -> Traced<Quantity> {
    Traced::given(figure, Given { input, scenario: None })
}

/// Checks that the forecast covers the first and the last year.
pub(crate) fn check_ends(
    from: Option<Year>,
    to: Option<Year>,
    horizon: Horizon,
) -> Result<(), Failure> {
    for (option, year) in [("--from", from), ("--to", to)] {
        if let Some(year) = year {
            horizon.check(year).map_err(|error| Failure::at(option, error))?;
        }
    }
    Ok(())
}

/// Messages show the value at fault, which must not contain terminal commands.
pub(crate) fn check_printable(what: &'static str, value: &OsStr) -> Result<(), Failure> {
    let text = value.to_string_lossy();
    if text.contains(is_active) {
        // A shell turns `$'\t'` into a tab, which other programs accept as a delimiter.
        let hint = if matches!(&*text, "\t" | "--delimiter=\t") {
            "; for a tab between cells, write `--delimiter tab`"
        } else {
            ""
        };
        return Err(Failure::Unprintable { what, escaped: text.escape_debug().to_string(), hint });
    }
    Ok(())
}

// The years to show. By default, a command chooses them.
#[derive(Args, Default)]
pub(crate) struct YearArguments {
    /// Show this year; repeatable, or a list: 2025,2030
    #[arg(long, value_name = "YEAR", value_delimiter = ',', value_parser = parsed::<Year>)]
    year: Vec<Year>,

    /// Show years from this one
    #[arg(long, value_name = "YEAR", conflicts_with = "year", value_parser = parsed::<Year>)]
    from: Option<Year>,

    /// Show years up to this one
    #[arg(long, value_name = "YEAR", conflicts_with = "year", value_parser = parsed::<Year>)]
    to: Option<Year>,
}

impl YearArguments {
    /// Returns every year that was typed.
    pub(crate) fn typed(&self) -> impl Iterator<Item = Year> {
        self.year.iter().copied().chain(self.from).chain(self.to)
    }

    /// Returns the years asked for, in order and each once; none if none was asked for.
    pub(crate) fn select(&self, horizon: Horizon) -> Result<Option<Vec<Year>>, Failure> {
        if let (None, None, []) = (self.from, self.to, self.year.as_slice()) {
            return Ok(None);
        }
        check_ends(self.from, self.to, horizon)?;
        if self.year.is_empty() {
            return Ok(Some(horizon.narrowed(self.from, self.to)?.years().collect()));
        }
        let checked = self.year.iter().map(|year| horizon.check(*year));
        let mut years: Vec<Year> = checked.collect::<Result<_, Error>>()?;
        years.sort_unstable();
        years.dedup();
        Ok(Some(years))
    }
}
