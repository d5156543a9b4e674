//! An input, its two ends, and the sizes at them.

use crate::derivation::Traced;
use crate::quantity::{Amount, GrowthRate, Money, Ratio, Year};
use crate::trajectory::Follow;

/// How far an input moves the size of a year.
///
/// ```
/// use aiinfra::{Market, Sensitivity, Unit};
///
/// let market = Market::embedded()?;
/// let ranking = Sensitivity::new(&market, "2034".parse()?).ranking()?;
/// let rounding = &ranking.swings[1];
/// assert_eq!(rounding.cause.id(), "published.2034");
/// assert_eq!(rounding.low.size.value().in_unit(Unit::Billion), "502.415".parse()?);
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Swing {
    /// The input.
    pub cause: Cause,
    /// Its low end. Of two alternatives, this is the one with the lower size.
    pub low: End,
    /// Its high end.
    pub high: End,
    /// The highest size minus the lowest.
    pub swing: Traced<Amount>,
    /// The swing as a fraction of the forecast.
    pub share: Traced<Ratio>,
}

/// An end of an input, and the size there.
///
/// ```
/// use aiinfra::sensitivity::Choice;
/// use aiinfra::{Market, Sensitivity};
///
/// let market = Market::embedded()?;
/// let ranking = Sensitivity::new(&market, "2030".parse()?).ranking()?;
/// assert!(matches!(ranking.swings[0].high.choice, Choice::EqualSteps));
/// # Ok::<(), aiinfra::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct End {
    /// What the input is there.
    pub choice: Choice,
    /// The size in the year asked about, in the terms of the answer.
    pub size: Traced<Money>,
}

/// An input of a forecast that may differ.
///
/// ```
/// use aiinfra::sensitivity::Cause;
///
/// assert_eq!(Cause::Report { name: "Straits Research".to_owned() }.id(), "report.Straits Research");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Cause {
    /// A published size, which stands for every value that rounds to it, or for a published range.
    Size {
        /// The size.
        size: Traced<Money>,
        /// Its year.
        year: Year,
    },
    /// The stated CAGR, likewise.
    Rate {
        /// The rate.
        rate: Traced<GrowthRate>,
    },
    /// The published sizes or the stated CAGR.
    Follow {
        /// Which of the two the forecast follows.
        follow: Follow,
    },
    /// Constant growth or equal steps between two known sizes.
    Steps {
        /// The year of the first size.
        from: Year,
        /// The year of the second size.
        to: Year,
    },
    /// The forecast of another report.
    Report {
        /// The name that distinguishes the report.
        name: String,
    },
    /// A given interval for the base.
    Base {
        /// The base year.
        year: Year,
    },
    /// A given interval for the growth rate.
    Cagr,
}

/// What an input is at one of its ends.
///
/// ```
/// use aiinfra::sensitivity::Choice;
///
/// assert_eq!(Choice::ConstantGrowth.name(), Some("growth"));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Choice {
    /// A size, in the report's own terms.
    Size(Traced<Money>),
    /// A growth rate.
    Rate(Traced<GrowthRate>),
    /// The figures that the forecast follows.
    Follow(Follow),
    /// Equal growth between two known sizes.
    ConstantGrowth,
    /// Equal steps between two known sizes.
    EqualSteps,
    /// The report of that name.
    Report(String),
}

impl Swing {
    /// Returns the swing between two ends, and its share of the forecast.
    pub(super) fn new(cause: Cause, [low, high]: [End; 2], forecast: &Traced<Money>) -> Self {
        let is_rising = high.size.value() >= low.size.value();
        let (least, most) = if is_rising { (&low, &high) } else { (&high, &low) };
        let swing = most.size.difference(&least.size);
        let share = swing.of(forecast);
        Self { cause, low, high, swing, share }
    }

    /// Returns whether the input makes a difference.
    pub(super) fn has_effect(&self) -> bool {
        self.swing.value().number().is_positive()
    }
}

impl Cause {
    /// Returns the name for programs: `published.2024`, `published.cagr`, `follow`, `steps`, `report.NAME`, `base` or
    /// `cagr`.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Size { year, .. } => format!("published.{year}"),
            Self::Rate { .. } => "published.cagr".to_owned(),
            Self::Follow { .. } => "follow".to_owned(),
            Self::Steps { .. } => "steps".to_owned(),
            Self::Report { name } => format!("report.{name}"),
            Self::Base { .. } => "base".to_owned(),
            Self::Cagr => "cagr".to_owned(),
        }
    }

    /// Returns whether the report itself leaves the input open. The others are asked about.
    #[must_use]
    pub fn is_of_report(&self) -> bool {
        match self {
            Self::Size { .. } | Self::Rate { .. } | Self::Follow { .. } | Self::Steps { .. } => {
                true
            }
            Self::Report { .. } | Self::Base { .. } | Self::Cagr => false,
        }
    }
}

impl Choice {
    /// Returns the name for programs; `None` for a quantity.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Size(_) | Self::Rate(_) => None,
            Self::Follow(follow) => Some(follow.name()),
            Self::ConstantGrowth => Some("growth"),
            Self::EqualSteps => Some("steps"),
            Self::Report(name) => Some(name),
        }
    }
}
