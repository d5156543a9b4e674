//! Whether the stated CAGR matches the sizes, and how years must be counted for it to do so.

use crate::audit::{CountedGrowth, Counting, Detail, Fit, StatedGrowth};
use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Setting;
use crate::input::Input;
use crate::quantity::{GrowthRate, Money, Scale, Year};
use crate::trajectory::Follow;
use crate::wording::Spelling;
use crate::wording::written::{percent_range, period, printed, rate};

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
        "the stated CAGR of {}%{} cannot be checked, because no size for {year} is published",
        rate(stated),
        period(of)
    )
}

pub(super) fn unpublished_start(detail: &Detail, scale: &Scale) -> Option<String> {
    let Detail::UnpublishedStart { rate: stated, period: of, year, start, before, growth } = detail
    else {
        return None;
    };
    let (known_year, known) = before;
    let percent = growth.value().percent().to_grouped(1);
    let change = match percent.strip_prefix('-') {
        Some(fall) => format!("a decline of {fall}%"),
        None => format!("growth of {percent}%"),
    };
    Some(format!(
        "the stated CAGR of {}%{} starts from {year}, whose size is not published. It implies {} in {year}, {change} \
         from the published {} in {known_year}",
        rate(stated),
        period(*of),
        beside(known, scale).write(start.value()),
        printed(known, scale)
    ))
}

/// A sentence about a stated CAGR.
struct Sentence<'a> {
    growth: &'a StatedGrowth,
    /// The number of decimals of the stated rate.
    decimals: u8,
    scale: &'a Scale,
    spelling: Spelling,
}

impl Sentence<'_> {
    fn fitting(&self, way: &CountedGrowth) -> String {
        let (stated, sizes) = (self.stated(), self.sizes(way));
        match way.counting {
            Counting::Base => format!(
                "{stated} matches the sizes: {sizes} imply {}{}",
                self.implied(way),
                self.miscount()
            ),
            Counting::Next | Counting::Period => format!(
                "{stated} matches the sizes from {}, not from the base year {}: {sizes} imply {}. From {}, the sizes \
                 imply {}",
                way.start.0,
                self.growth.base.start.0,
                self.implied(way),
                self.growth.base.start.0,
                self.short_rate(&self.growth.base)
            ),
            Counting::Short => format!(
                "{stated} matches the sizes only if {} to {} is counted as {}: {} imply {}, and {}",
                way.start.0,
                way.end.0,
                span(way),
                self.sizes(&self.growth.base),
                self.implied(&self.growth.base),
                self.stated_end()
            ),
        }
    }

    fn near(&self, nearest: &CountedGrowth) -> String {
        let from_base = if nearest.counting == Counting::Base {
            String::new()
        } else {
            format!(
                "; from the base year {}, the sizes imply {}",
                self.growth.base.start.0,
                self.short_rate(&self.growth.base)
            )
        };
        format!(
            "{} is {} the {} that {} imply, a difference rounding does not explain{from_base}. Prefer the sizes: {}",
            self.stated(),
            self.distance(nearest),
            self.short_rate(nearest),
            self.sizes(nearest),
            self.stated_end()
        )
    }

    fn nowhere(&self, as_fraction: Option<&Decimal>) -> String {
        let hint = as_fraction.map(|percent| {
            format!(". A rate of {percent}% would match: rates are in percent, not fractions")
        });
        format!(
            "{} contradicts the sizes: {} imply {}{}; {}{}",
            self.stated(),
            self.sizes(&self.growth.base),
            self.implied(&self.growth.base),
            self.others(),
            self.stated_end(),
            hint.unwrap_or_default()
        )
    }

    /// `the stated CAGR of 26.81%`
    fn stated(&self) -> String {
        format!("the stated CAGR of {}%", percent_range(&self.growth.rate))
    }

    /// `USD 46.73 billion in 2024 and USD 502.42 billion in 2034`
    fn sizes(&self, way: &CountedGrowth) -> String {
        let size = |(year, size): &(Year, Traced<Money>)| {
            format!("{} in {year}", printed(size, self.scale))
        };
        format!("{} and {}", size(&way.start), size(&way.end))
    }

    /// `26.808% over 10 years`
    fn implied(&self, way: &CountedGrowth) -> String {
        let rate = way.implied.value().percent().to_fixed(self.decimals + 1);
        format!("{rate}% {}", counted(way))
    }

    /// The implied rate with as many decimals as the stated one.
    fn short_rate(&self, way: &CountedGrowth) -> String {
        format!("{}%", way.implied.value().percent().to_fixed(self.decimals))
    }

    /// How far the stated rate is from the implied one, as printed: `0.01 points below`.
    fn distance(&self, way: &CountedGrowth) -> String {
        let implied = way.implied.value().percent();
        let implied = implied.to_fixed(self.decimals).parse().unwrap_or(implied);
        let difference = &self.growth.rate.value().percent() - &implied;
        let difference = difference.to_fixed(self.decimals);
        match difference.strip_prefix('-') {
            Some(points) => format!("{points} points below"),
            None => format!("{difference} points above"),
        }
    }

    /// Where the stated rate would lead, beside the published end.
    fn stated_end(&self) -> String {
        let (last, size) = &self.growth.base.end;
        let end = match &self.growth.stated_end {
            Some(end) => beside(size, self.scale).write(end.value()),
            None if self.growth.rate.value().fraction().is_positive() => {
                "more than any market".to_owned()
            }
            None => "next to nothing".to_owned(),
        };
        let follow = self.spelling.setting(&Setting::new(Input::Follow, Follow::Cagr.name()));
        let size = printed(size, self.scale);
        format!("at the stated CAGR, the {last} size would be {end} ({follow}), not {size}")
    }

    /// What counting one year too few would imply.
    fn miscount(&self) -> String {
        let mut others = self.growth.others.iter();
        let short = others.find(|way| way.counting == Counting::Short);
        short.map_or_else(String::new, |short| {
            format!(" (or {} if counted as {})", self.short_rate(short), span(short))
        })
    }

    /// What the other ways to count years imply.
    fn others(&self) -> String {
        let other = |way: &CountedGrowth| {
            let rate = way.implied.value().percent().to_fixed(self.decimals + 1);
            match way.counting {
                Counting::Short => format!("{rate}% {}", counted(way)),
                _ => format!("{rate}% from {}", way.start.0),
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
