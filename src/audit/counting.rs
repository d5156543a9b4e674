//! The ways in which a report may have counted the years of its growth rate.

use crate::decimal::Decimal;
use crate::error::Error;
use crate::growth;
use crate::market::{KnownPoint, Market, StatedCagr};
use crate::quantity::{GrowthRate, Year, Years};

use super::Status;
use super::band::Band;

/// A way of counting.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    /// From the base year.
    Base,
    /// From the year after the base, whose size is published.
    Next,
    /// From the first stated year, whose size is published.
    Period,
    /// From the base year, with a year too few: a miscount.
    Short,
}

impl Counting {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Next => "next",
            Self::Period => "period",
            Self::Short => "short",
        }
    }

    pub(super) fn status(self) -> Status {
        match self {
            Self::Base => Status::Pass,
            Self::Next | Self::Period => Status::Note,
            Self::Short => Status::Warn,
        }
    }
}

/// Two published sizes with the years that are counted between them.
pub(super) struct Way<'a> {
    pub(super) counting: Counting,
    pub(super) start: &'a KnownPoint,
    pub(super) end: &'a KnownPoint,
    pub(super) years: u16,
    /// The growth rate that leads from one size to the other.
    pub(super) implied: GrowthRate,
    /// What that may be, in percent, given how the sizes were rounded.
    pub(super) band: Band<Decimal>,
}

/// The ways of counting, in the order in which they are tried; none where one size alone is published.
pub(super) fn ways<'a>(market: &'a Market, stated: &StatedCagr) -> Result<Vec<Way<'a>>, Error> {
    let [base, later @ ..] = market.points() else { return Ok(Vec::new()) };
    let published = |year| later.iter().find(|point| Some(point.year) == year);
    let Some(end) = published(stated.to).or(later.last()) else { return Ok(Vec::new()) };
    let years = |from: &KnownPoint| end.year.number().saturating_sub(from.year.number());
    let mut ways = vec![Way::new(Counting::Base, base, end, years(base), market)?];
    // A way in which growth passes all bounds is none that a report can have taken.
    let mut also =
        |counting, start, years| ways.extend(Way::new(counting, start, end, years, market));
    let is_next = |point: &&KnownPoint| point.year.number() == base.year.number() + 1;
    if let Some(next) = later.iter().find(is_next) {
        also(Counting::Next, next, years(next));
    }
    if let Some(first) = published(stated.from).filter(|first| !is_next(first)) {
        also(Counting::Period, first, years(first));
    }
    also(Counting::Short, base, years(base) - 1);
    Ok(ways)
}

/// A year of the stated period of which no size is published, so that no two sizes can be held against the rate.
pub(super) fn unpublished(market: &Market, stated: &StatedCagr) -> Option<Year> {
    let is_published = |year: Year| market.points().iter().any(|point| point.year == year);
    // "2025 to 2034" after a size of 2024 may be growth from 2024 on.
    let follows =
        |year: Year| market.points().iter().any(|point| point.year.number() + 1 == year.number());
    let from = stated.from.filter(|from| !is_published(*from) && !follows(*from));
    from.or(stated.to.filter(|to| !is_published(*to)))
}

impl<'a> Way<'a> {
    fn new(
        counting: Counting,
        start: &'a KnownPoint,
        end: &'a KnownPoint,
        years: u16,
        market: &Market,
    ) -> Result<Self, Error> {
        let span = Years::new(u32::from(years).into())?;
        let implied = growth::rate(&start.size, &end.size, &span)?;
        let sizes = Band::of_point(start, market);
        let band = sizes.growth(&Band::of_point(end, market), &span, &implied);
        Ok(Self { counting, start, end, years, implied, band })
    }

    /// `over 10 years`
    pub(super) fn counted(&self) -> String {
        let counting = if self.counting == Counting::Short { "if counted as" } else { "over" };
        format!("{counting} {}", self.span())
    }

    /// `10 years`
    pub(super) fn span(&self) -> String {
        match self.years {
            1 => "1 year".to_owned(),
            years => format!("{years} years"),
        }
    }
}
