//! Which way of counting years makes the stated growth rate right?

use crate::decimal::Decimal;
use crate::error::Error;
use crate::growth;
use crate::market::{Market, StatedCagr};
use crate::quantity::{Scale, Year, Years};

use super::band::{Band, beside};
use super::counting::{Counting, Way, unpublished, ways};
use super::{Finding, Rule, Status, Value};

/// What was found of the stated growth rate.
pub(super) struct Verdict {
    pub(super) finding: Finding,
    /// Each two years from whose sizes the rate follows.
    pub(super) fits: Vec<(Year, Year)>,
}

pub(super) fn check(market: &Market, scale: &Scale) -> Result<Option<Verdict>, Error> {
    let Some(stated) = market.cagr() else { return Ok(None) };
    let ways = ways(market, stated)?;
    let Some(base) = ways.first() else { return Ok(None) };
    let printed = Band::of(&stated.figure);
    let fitting: Vec<&Way<'_>> = ways.iter().filter(|way| way.band.meets(&printed)).collect();
    let fits = fitting.first().copied();
    let is_fit = fits.is_some_and(|way| way.counting != Counting::Short);
    if let Some(year) = unpublished(market, stated).filter(|_| !is_fit) {
        return Ok(Some(Verdict { finding: incomparable(stated, year), fits: Vec::new() }));
    }
    let report = Report { market, scale, stated, printed, base, ways: &ways };
    let (status, way, detail) = match fits {
        Some(way) => (way.counting.status(), way, report.fitting(way)),
        None => report.none(),
    };
    let finding = Finding {
        rule: Rule::Cagr,
        status,
        subject: fits.map_or("none", |way| way.counting.name()).to_owned(),
        stated: Value::Printed(stated.figure.digits().to_owned()),
        computed: super::percent(&way.implied.percent()),
        detail,
    };
    let proper = fitting.iter().filter(|way| way.counting != Counting::Short);
    let fits = proper.map(|way| (way.start.year, way.end.year)).collect();
    Ok(Some(Verdict { finding, fits }))
}

fn incomparable(stated: &StatedCagr, year: Year) -> Finding {
    Finding {
        rule: Rule::Cagr,
        status: Status::Note,
        subject: "none".to_owned(),
        stated: Value::Printed(stated.figure.digits().to_owned()),
        computed: Value::None,
        detail: format!(
            "the stated {} a year is{}, and no size of {year} is published: it cannot be held against the sizes",
            stated.printed(),
            stated.period()
        ),
    }
}

/// What is told, and from what.
struct Report<'a> {
    market: &'a Market,
    scale: &'a Scale,
    stated: &'a StatedCagr,
    /// What the stated rate was before it was rounded.
    printed: Band<Decimal>,
    base: &'a Way<'a>,
    ways: &'a [Way<'a>],
}

impl Report<'_> {
    fn decimals(&self) -> u8 {
        self.stated.figure.decimals()
    }

    /// `the stated 26.81 % a year, 26.805 to 26.815 % before rounding,`
    fn claim(&self) -> String {
        let Band { low, high } = &self.printed;
        format!("the stated {} a year, {low} to {high} % before rounding,", self.stated.printed())
    }

    /// `USD 46.73 billion in 2024 to USD 502.42 billion in 2034`
    fn sizes(&self, way: &Way<'_>) -> String {
        let size = |point| format!("{} in {}", self.market.printed(point), point.year);
        format!("{} to {}", size(way.start), size(way.end))
    }

    /// `26.808 % over 10 years, 26.8067 to 26.8096 % before rounding`
    fn rate(&self, way: &Way<'_>) -> String {
        let (low, high) = way.band.written(self.decimals() + 2);
        format!(
            "{} % {}, {low} to {high} % before rounding",
            way.implied.percent().to_fixed(self.decimals() + 1),
            way.counted(),
        )
    }

    /// The rate of a way, with as many digits as the stated one.
    fn short_rate(&self, way: &Way<'_>) -> String {
        format!("{} %", way.implied.percent().to_fixed(self.decimals()))
    }

    /// What growth at the stated rate would make of the base, beside the published end.
    fn stated_end(&self) -> String {
        let (start, last) = (self.base.start, self.base.end);
        let span = Years::between(start.year, last.year);
        let end = growth::end(&start.size, &self.stated.rate, &span);
        let scale = beside(last, self.market, self.scale);
        let end = match end {
            Ok(end) => scale.write(&end),
            Err(_) if self.stated.rate.fraction().is_positive() => {
                "more than any market".to_owned()
            }
            Err(_) => "next to nothing".to_owned(),
        };
        format!(
            "at the stated rate the {} size would reach {end} by {} (--path stated), not {}",
            start.year,
            last.year,
            self.market.printed(last)
        )
    }

    fn fitting(&self, way: &Way<'_>) -> String {
        let (claim, sizes, rate) = (self.claim(), self.sizes(way), self.rate(way));
        match way.counting {
            Counting::Base => format!(
                "{claim} fits {sizes}: {rate}{}; the sizes and the rate can be used together",
                self.miscount()
            ),
            Counting::Next | Counting::Period => format!(
                "{claim} fits {sizes}: {rate}; apply it from {} on, for {}, and {}",
                way.start.year,
                self.rate_from_base(),
                self.stated_end()
            ),
            Counting::Short => format!(
                "{claim} fits only if {} to {} is counted as {}; {} is {}; {}",
                way.start.year,
                way.end.year,
                way.span(),
                self.sizes(self.base),
                self.rate(self.base),
                self.stated_end()
            ),
        }
    }

    /// What a year too few would make of the rate.
    fn miscount(&self) -> String {
        let short = self.ways.iter().find(|way| way.counting == Counting::Short);
        short.map_or_else(String::new, |short| {
            format!(" (over {} it would be {})", short.span(), self.short_rate(short))
        })
    }

    fn rate_from_base(&self) -> String {
        format!(
            "from the base year {} it would be {}",
            self.base.start.year,
            self.short_rate(self.base)
        )
    }

    /// No way fits; the rate may be off by no more than its last digit. Reported against the nearest way, or
    /// else against the base year.
    fn none(&self) -> (Status, &Way<'_>, String) {
        let gap = |way: &Way<'_>| way.band.gap(&self.printed);
        let ways = self.ways.iter().filter(|way| way.counting != Counting::Short);
        let nearest = ways.min_by(|one, other| gap(one).cmp(&gap(other))).unwrap_or(self.base);
        let last_digit = &self.printed.high - &self.printed.low;
        if gap(nearest) <= last_digit {
            let other = if nearest.counting == Counting::Base {
                String::new()
            } else {
                format!("{}; ", self.rate_from_base())
            };
            let detail = format!(
                "{} misses what the sizes give by no more than one unit of its last digit, rounding allowed for: {} is {}; {other}keep \
                 to the sizes, for {}",
                self.claim(),
                self.sizes(nearest),
                self.rate(nearest),
                self.stated_end()
            );
            return (Status::Warn, nearest, detail);
        }
        let detail = format!(
            "{} fits no way of counting: {} is {}{}; they contradict each other: {}{}",
            self.claim(),
            self.sizes(self.base),
            self.rate(self.base),
            self.others(),
            self.stated_end(),
            self.hint()
        );
        (Status::Fail, self.base, detail)
    }

    /// What the other ways of counting give.
    fn others(&self) -> String {
        let rate = |way: &Way<'_>| way.implied.percent().to_fixed(self.decimals() + 1);
        let other = |way: &Way<'_>| match way.counting {
            Counting::Short => format!("{} % {}", rate(way), way.counted()),
            _ => format!("{} % from {} on", rate(way), way.start.year),
        };
        let others: Vec<String> = self.ways.iter().skip(1).map(other).collect();
        if others.is_empty() { String::new() } else { format!(" (or {})", others.join(", or ")) }
    }

    /// A rate that was written as a fraction is a likely slip.
    fn hint(&self) -> String {
        let percent = Band { low: self.printed.low.shifted(2), high: self.printed.high.shifted(2) };
        if !self.ways.iter().any(|way| way.band.meets(&percent)) {
            return String::new();
        }
        format!("; {} % would fit, and a rate is in percent", self.stated.figure.value().shifted(2))
    }
}
