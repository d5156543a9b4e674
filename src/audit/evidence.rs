//! The kind and named figures of each finding, for programs.

use crate::derivation::Evidence;
use crate::quantity::Year;

use super::detail::{ConstantGrowth, Detail, Fit, StatedGrowth};
use super::verdict::{
    Divided, Extent, Fastest, Largest, MissingShares, Oddity, ShareSum, SizesAndWhole, SumAndMarket,
};

type Figures = Vec<(&'static str, Evidence)>;

impl Detail {
    /// Returns the finding's kind, as an identifier for programs.
    ///
    /// ```
    /// use aiinfra::{Market, audit};
    ///
    /// let findings = audit::check(&Market::embedded()?)?;
    /// assert_eq!(findings[0].detail.kind(), "shares-fall-short");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Growth(growth) => match growth.fit {
                Fit::Within(_) => "growth-fits",
                Fit::Near(_) => "growth-nearly-fits",
                Fit::Nowhere { .. } => "growth-contradicts",
            },
            Self::GrowthIncomparable { .. } => "growth-incomparable",
            Self::UnpublishedStart { .. } => "growth-from-unpublished-size",
            Self::PeriodAgrees { .. } => "period-agrees",
            Self::PeriodDiffers { .. } => "period-differs",
            Self::OnPath { .. } => "on-path",
            Self::OffPath { .. } => "off-path",
            Self::Shares { shares, .. } => match shares.missing {
                None if shares.exceeds => "shares-exceed-whole",
                None => "shares-add-up",
                Some(_) => "shares-fall-short",
            },
            Self::Largest { verdict, .. } => match verdict {
                Largest::Agrees { .. } => "largest-agrees",
                Largest::Beaten { .. } => "largest-beaten",
            },
            Self::Fastest { verdict, .. } => match verdict {
                Fastest::Agrees { .. } => "fastest-agrees",
                Fastest::Beaten { .. } => "fastest-beaten",
                Fastest::BelowWhole { .. } => "fastest-below-market",
            },
            Self::SegmentGrowth { comparison, .. } => match comparison {
                SumAndMarket::Agree => "segments-agree",
                SumAndMarket::Contradict => "segments-contradict",
                SumAndMarket::LeaveNothing | SumAndMarket::Leave { .. } => "segments-leave-a-rest",
            },
            Self::SegmentSizes { comparison, .. } => match comparison {
                SizesAndWhole::Agree => "sizes-agree",
                SizesAndWhole::Above => "sizes-exceed-whole",
                SizesAndWhole::Leave { .. } => "sizes-leave-a-rest",
            },
            Self::Drift { agrees: true, .. } => "drift-agrees",
            Self::Drift { agrees: false, .. } => "drift-differs",
            Self::OddSeries { .. } => "odd-series",
        }
    }

    /// Returns the finding's figures by name.
    ///
    /// ```
    /// use aiinfra::{Market, Evidence, audit};
    ///
    /// let findings = audit::check(&Market::embedded()?)?;
    /// let figures = findings[0].detail.figures();
    /// let (name, Evidence::Figure(sum)) = &figures[3] else { unreachable!() };
    /// assert_eq!((*name, sum.number()), ("sum", "0.86".parse()?));
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn figures(&self) -> Vec<(&'static str, Evidence)> {
        match self {
            Self::Growth(growth) => growth.figures(),
            Self::GrowthIncomparable { rate, year, .. } => {
                vec![("stated_rate", rate.into()), ("year", (*year).into())]
            }
            Self::UnpublishedStart { rate, year, start, before, growth, .. } => vec![
                ("stated_rate", rate.into()),
                ("year", (*year).into()),
                ("start", start.into()),
                ("before_year", before.0.into()),
                ("before", (&before.1).into()),
                ("growth", growth.into()),
            ],
            Self::PeriodAgrees { years, .. } => vec![("stated", period(*years))],
            Self::PeriodDiffers { stated, sizes, .. } => {
                vec![("stated", period(*stated)), ("sizes", period(*sizes))]
            }
            Self::OnPath { years, path } => {
                [("years", years.as_slice().into())].into_iter().chain(path.figures()).collect()
            }
            Self::OffPath { size, year, constant, path, .. } => {
                let own = [
                    ("value", size.into()),
                    ("year", (*year).into()),
                    ("constant_growth", constant.into()),
                ];
                own.into_iter().chain(path.figures()).collect()
            }
            Self::Shares { dimension, .. }
            | Self::Largest { dimension, .. }
            | Self::Fastest { dimension, .. }
            | Self::SegmentGrowth { dimension, .. }
            | Self::SegmentSizes { dimension, .. }
            | Self::Drift { dimension, .. } => {
                dimension.figures().into_iter().chain(self.in_dimension()).collect()
            }
            Self::OddSeries { series, oddities, .. } => {
                let years = oddities.iter().map(Oddity::year).collect();
                vec![("series", name(series)), ("years", Evidence::Years(years))]
            }
        }
    }

    /// Returns the figures of a finding about a dimension, without the dimension's name.
    fn in_dimension(&self) -> Figures {
        match self {
            Self::Shares { shares, .. } => shares.figures(),
            Self::Largest { segment, extent, verdict, .. } => {
                let own = [("segment", name(segment)), extent.named("share", "size")];
                own.into_iter().chain(verdict.figures()).collect()
            }
            Self::Fastest { dimension, segment, rate, verdict } => {
                let own = [("segment", name(segment)), ("rate", rate.into())];
                let whole_rate = dimension.key("market_rate", "whole_rate");
                own.into_iter().chain(verdict.figures(whole_rate)).collect()
            }
            Self::SegmentGrowth { dimension, from, to, sum, total, comparison } => {
                let own = [
                    ("from", (*from).into()),
                    ("to", (*to).into()),
                    ("sum", sum.into()),
                    (dimension.key("market", "whole"), total.into()),
                ];
                own.into_iter().chain(comparison.figures()).collect()
            }
            Self::SegmentSizes { dimension, year, count, sum, total, comparison, .. } => {
                let own = [
                    ("year", (*year).into()),
                    ("count", Evidence::Count(*count)),
                    ("sum", sum.into()),
                    (dimension.key("market", "whole"), total.into()),
                ];
                own.into_iter().chain(comparison.figures()).collect()
            }
            Self::Drift { segment, start, end, implied, stated, .. } => {
                let own = [
                    ("segment", name(segment)),
                    ("from", start.0.into()),
                    start.1.named("start_share", "start"),
                    ("to", end.0.into()),
                    end.1.named("end_share", "end"),
                    ("implied_rate", implied.into()),
                    ("stated_rate", stated.into()),
                ];
                own.into()
            }
            _ => Vec::new(),
        }
    }
}

fn period((from, to): (Year, Year)) -> Evidence {
    Evidence::Years(vec![from, to])
}

fn name(name: &str) -> Evidence {
    Evidence::Name(name.to_owned())
}

impl Divided {
    fn figures(&self) -> Figures {
        let of = self.of.iter().map(|of| ("of", name(of)));
        [("dimension", name(&self.dimension))].into_iter().chain(of).collect()
    }

    /// Returns the name of a figure of the whole: of the market, or of a segment.
    fn key(&self, of_market: &'static str, of_segment: &'static str) -> &'static str {
        if self.of.is_none() { of_market } else { of_segment }
    }
}

impl Extent {
    /// Returns the figure under one of two names: that of a share or that of a size.
    fn named(&self, share: &'static str, size: &'static str) -> (&'static str, Evidence) {
        match self {
            Self::Share(figure) => (share, figure.into()),
            Self::Size(figure) => (size, figure.into()),
        }
    }
}

impl ShareSum {
    fn figures(&self) -> Figures {
        let own = [
            ("year", self.year.into()),
            ("count", Evidence::Count(self.count)),
            ("sum", (&self.sum).into()),
        ];
        let missing = self.missing.iter().flat_map(|MissingShares { rest, unshared, .. }| {
            [("rest", rest.into()), ("unshared", Evidence::Names(unshared.clone()))]
        });
        own.into_iter().chain(missing).collect()
    }
}

impl Largest {
    fn figures(&self) -> Figures {
        match self {
            Self::Agrees { hidden, .. } => {
                hidden.iter().map(|rest| rest.named("rest", "rest")).collect()
            }
            Self::Beaten { segment, extent } => {
                vec![("largest", name(segment)), extent.named("largest_share", "largest_size")]
            }
        }
    }
}

impl Fastest {
    fn figures(&self, whole_rate: &'static str) -> Figures {
        match self {
            Self::Agrees { whole, .. } => {
                whole.iter().map(|whole| (whole_rate, whole.into())).collect()
            }
            Self::Beaten { segment, rate } => {
                vec![("fastest", name(segment)), ("fastest_rate", rate.into())]
            }
            Self::BelowWhole { whole } => vec![(whole_rate, whole.into())],
        }
    }
}

impl StatedGrowth {
    fn figures(&self) -> Figures {
        let candidate = match self.fit {
            Fit::Within(counting) | Fit::Near(counting) => self.counted(counting),
            Fit::Nowhere { .. } => &self.base,
        };
        let ((from, start), (to, end)) = (&candidate.start, &candidate.end);
        let end_at = self.stated_end.iter().map(|end| ("stated_end", end.into()));
        let own = [
            ("stated_rate", (&self.rate).into()),
            ("counting", name(candidate.counting.name())),
            ("from", (*from).into()),
            ("start", start.into()),
            ("to", (*to).into()),
            ("end", end.into()),
            ("years", (&candidate.years).into()),
            ("implied_rate", (&candidate.implied).into()),
        ];
        own.into_iter().chain(end_at).collect()
    }
}

impl ConstantGrowth {
    fn figures(&self) -> Figures {
        vec![
            ("from", self.from.into()),
            ("to", self.to.into()),
            ("constant_rate", (&self.rate).into()),
        ]
    }
}

impl SumAndMarket {
    fn figures(&self) -> Figures {
        match self {
            Self::Leave { rest, rate, .. } => {
                vec![("rest", rest.into()), ("rest_rate", rate.into())]
            }
            Self::Agree | Self::Contradict | Self::LeaveNothing => Vec::new(),
        }
    }
}

impl SizesAndWhole {
    fn figures(&self) -> Figures {
        match self {
            Self::Leave { rest, unpublished } => {
                let rest = rest.iter().map(|rest| ("rest", rest.into()));
                rest.chain([("unpublished", Evidence::Names(unpublished.clone()))]).collect()
            }
            Self::Agree | Self::Above => Vec::new(),
        }
    }
}
