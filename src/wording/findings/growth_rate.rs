//! Which way of counting years makes the stated growth rate right.

use crate::audit::{Band, CountedGrowth, Counting, Fit, StatedGrowth};
use crate::decimal::{Decimal, MOST_DIGITS};
use crate::derivation::Traced;
use crate::error::Setting;
use crate::input::Input;
use crate::quantity::{GrowthRate, Money, Scale, Year};
use crate::wording::Spelling;
use crate::wording::written::{period, printed, rate};

use super::{beside, figure};

pub(super) fn growth(growth: &StatedGrowth, scale: &Scale, spelling: Spelling) -> String {
    let decimals = figure(growth.rate.origin()).map_or(0, |figure| figure.decimals());
    let sentence = Sentence { growth, decimals, scale, spelling };
    match &growth.fit {
        Fit::Within(counting) => sentence.fitting(growth.counted(*counting)),
        Fit::Near(counting) => sentence.near(growth.counted(*counting)),
        Fit::Nowhere { as_fraction } => sentence.nowhere(as_fraction.as_ref()),
    }
}

pub(super) fn incomparable(
    stated: &Traced<GrowthRate>,
    of: (Option<Year>, Option<Year>),
    year: Year,
) -> String {
    format!(
        "the stated {} % a year is{}, and no size of {year} is published: it cannot be held against the sizes",
        rate(stated),
        period(of)
    )
}

/// What is told, and how.
struct Sentence<'a> {
    growth: &'a StatedGrowth,
    /// How many decimals the stated rate has.
    decimals: u8,
    scale: &'a Scale,
    spelling: Spelling,
}

impl Sentence<'_> {
    fn fitting(&self, way: &CountedGrowth) -> String {
        let (claim, sizes, rate) = (self.claim(), self.sizes(way), self.rate(way));
        match way.counting {
            Counting::Base => format!(
                "{claim} fits {sizes}: {rate}{}; the sizes and the rate can be used together",
                self.miscount()
            ),
            Counting::Next | Counting::Period => format!(
                "{claim} fits {sizes}: {rate}; apply it from {} on, for {}, and {}",
                way.start.0,
                self.rate_from_base(),
                self.stated_end()
            ),
            Counting::Short => format!(
                "{claim} fits only if {} to {} is counted as {}; {} is {}; {}",
                way.start.0,
                way.end.0,
                span(way),
                self.sizes(&self.growth.base),
                self.rate(&self.growth.base),
                self.stated_end()
            ),
        }
    }

    fn near(&self, nearest: &CountedGrowth) -> String {
        let other = if nearest.counting == Counting::Base {
            String::new()
        } else {
            format!("{}; ", self.rate_from_base())
        };
        format!(
            "{} misses what the sizes give by no more than one unit of its last digit, rounding allowed for: {} is {}; {other}keep \
             to the sizes, for {}",
            self.claim(),
            self.sizes(nearest),
            self.rate(nearest),
            self.stated_end()
        )
    }

    fn nowhere(&self, as_fraction: Option<&Decimal>) -> String {
        let hint =
            as_fraction.map(|percent| format!("; {percent} % would fit, and a rate is in percent"));
        format!(
            "{} fits no way of counting: {} is {}{}; they contradict each other: {}{}",
            self.claim(),
            self.sizes(&self.growth.base),
            self.rate(&self.growth.base),
            self.others(),
            self.stated_end(),
            hint.unwrap_or_default()
        )
    }

    /// `the stated 26.81 % a year, 26.805 to 26.815 % before rounding,`
    fn claim(&self) -> String {
        let Band { low, high } = &self.growth.band;
        format!(
            "the stated {} % a year, {low} to {high} % before rounding,",
            rate(&self.growth.rate)
        )
    }

    /// `USD 46.73 billion in 2024 to USD 502.42 billion in 2034`
    fn sizes(&self, way: &CountedGrowth) -> String {
        let size = |(year, size): &(Year, Traced<Money>)| {
            format!("{} in {year}", printed(size, self.scale))
        };
        format!("{} to {}", size(&way.start), size(&way.end))
    }

    /// `26.808 % over 10 years, 26.8067 to 26.8096 % before rounding`
    fn rate(&self, way: &CountedGrowth) -> String {
        let (low, high) = ends(&way.band, self.decimals + 2);
        format!(
            "{} % {}, {low} to {high} % before rounding",
            way.implied.value().percent().to_fixed(self.decimals + 1),
            counted(way),
        )
    }

    /// The rate of a way, with as many digits as the stated one.
    fn short_rate(&self, way: &CountedGrowth) -> String {
        format!("{} %", way.implied.value().percent().to_fixed(self.decimals))
    }

    /// What growth at the stated rate would make of the base, beside the published end.
    fn stated_end(&self) -> String {
        let ((first, _), (last, size)) = (&self.growth.base.start, &self.growth.base.end);
        let end = match &self.growth.stated_end {
            Some(end) => beside(size, self.scale).write(end.value()),
            None if self.growth.rate.value().fraction().is_positive() => {
                "more than any market".to_owned()
            }
            None => "next to nothing".to_owned(),
        };
        let path = self.spelling.setting(&Setting::new(Input::Path, "stated"));
        let size = printed(size, self.scale);
        format!(
            "at the stated rate the {first} size would reach {end} by {last} ({path}), not {size}"
        )
    }

    /// What a year too few would make of the rate.
    fn miscount(&self) -> String {
        let mut others = self.growth.others.iter();
        let short = others.find(|way| way.counting == Counting::Short);
        short.map_or_else(String::new, |short| {
            format!(" (over {} it would be {})", span(short), self.short_rate(short))
        })
    }

    fn rate_from_base(&self) -> String {
        let base = &self.growth.base;
        format!("from the base year {} it would be {}", base.start.0, self.short_rate(base))
    }

    /// What the other ways of counting give.
    fn others(&self) -> String {
        let other = |way: &CountedGrowth| {
            let rate = way.implied.value().percent().to_fixed(self.decimals + 1);
            match way.counting {
                Counting::Short => format!("{rate} % {}", counted(way)),
                _ => format!("{rate} % from {} on", way.start.0),
            }
        };
        let others: Vec<String> = self.growth.others.iter().map(other).collect();
        if others.is_empty() { String::new() } else { format!(" (or {})", others.join(", or ")) }
    }
}

/// `over 10 years`
fn counted(way: &CountedGrowth) -> String {
    let counting = if way.counting == Counting::Short { "if counted as" } else { "over" };
    format!("{counting} {}", span(way))
}

/// `10 years`
fn span(way: &CountedGrowth) -> String {
    let years = way.years.value().number();
    if *years == Decimal::from(1) { "1 year".to_owned() } else { format!("{years} years") }
}

/// The ends of a band, with at least so many decimals and as many more as it takes to tell them apart.
fn ends(band: &Band<Decimal>, decimals: u8) -> (String, String) {
    let ends = |decimals| (band.low.to_fixed(decimals), band.high.to_fixed(decimals));
    let apart = (decimals..=MOST_DIGITS).map(ends).find(|(low, high)| low != high);
    apart.unwrap_or_else(|| ends(decimals))
}
