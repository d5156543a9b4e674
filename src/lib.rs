//! A forecasting calculator for published market figures.
//!
//! A market report prints a few figures: a size today, a size ten years on, a growth rate, some shares. From
//! them, this crate computes a size for every year, of the market and of its segments, and answers what-ifs. It
//! says what was published, computed and assumed, and checks whether a report's figures agree. The program
//! `aiinfra` is built on it.
//!
//! # A worked example
//!
//! One report is embedded; [`Market::from_toml`] reads any other.
//!
//! ```
//! use aiinfra::audit::{self, Status};
//! use aiinfra::wording::{self, Spelling};
//! use aiinfra::{Basis, Division, Market, Money, Scenario, Unit, Year};
//!
//! // The published figures.
//! let market = Market::embedded()?;
//! let scale = market.scale(Unit::Billion, 2); // how sentences write amounts
//! let (base, last) = (market.base(), market.horizon().last());
//! assert_eq!((base.year.number(), scale.write(&base.size)), (2024, "USD 46.73 billion".to_owned()));
//!
//! // Do they agree? There is no contradiction; the worst finding is a warning about shares that add up to 86%.
//! let findings = audit::check(&market)?;
//! assert_eq!((findings[0].status, &*findings[0].subject), (Status::Warn, "end-use"));
//!
//! // The forecast and what it rests on.
//! let published = Scenario::default();
//! let forecast = published.trajectory(&market)?;
//! let year: Year = "2030".parse()?;
//! assert_eq!(scale.write(&forecast.size(year)?), "USD 194.30 billion");
//! let note = published.notes(&market, year)?.swap_remove(0).into();
//! let text = wording::note(&note, &scale, Spelling::default());
//! assert!(text.starts_with("Computed at 26.808% per year"));
//!
//! // How the forecast is computed.
//! let size = forecast.traced(year)?;
//! assert_eq!((size.basis(), forecast.traced(last)?.basis()), (Basis::Computed, Basis::Published));
//! let formula = wording::in_full(&size.derivation(), Unit::Billion);
//! assert_eq!(formula, "46.73 × (1 + ((502.42 / 46.73)^(1/10) − 1))^6");
//!
//! // A what-if: the actual for 2025 is 62. Where does that lead, and what would reaching the published end take?
//! let actual = ("2025".parse()?, Money::parse("62", Unit::Billion)?);
//! let what_if = Scenario { actuals: [actual].into(), ..Scenario::default() };
//! assert_eq!(scale.write(&what_if.trajectory(&market)?.size(last)?), "USD 525.67 billion");
//! let goal = what_if.goal(&market, last, &forecast.traced(last)?)?;
//! let percent = |rate: &aiinfra::Traced<aiinfra::GrowthRate>| rate.value().percent().to_fixed(3);
//! assert_eq!((percent(&goal.needed), percent(&goal.forecast)), ("26.172".into(), "26.808".into()));
//!
//! // The market by region.
//! let parts = Division::default().divide(market.dimension("region")?, &forecast, year)?;
//! let size = parts[0].size().map(|size| size.value().in_unit(Unit::Billion).to_fixed(2));
//! assert_eq!((parts[0].name(), size.as_deref()), ("North America", Some("75.78")));
//! # Ok::<(), aiinfra::Error>(())
//! ```
//!
//! # Where to begin
//!
//! Each of these builds on the ones before:
//!
//! 1. [`Market`] has the figures of a report: [`KnownPoint`]s, a [`StatedCagr`], [`Dimension`]s of [`Segment`]s, and
//!    [`Series`].
//! 2. [`Year`], [`Money`], [`GrowthRate`] and [`Share`] are validated quantities. A
//!    [`Figure`] is a number with its printed digits, a [`Decimal`] one with 80 digits. An [`Error`] says
//!    what was wrong and what would be right.
//! 3. [`Scenario`] says what to keep of the report and what to assume instead: which figures to [`Follow`], a base,
//!    actuals, growth, a [`Shape`] between known sizes, and an [`Outlook`] for later years.
//! 4. [`Trajectory`] is the result: a size and a growth rate for every year of a [`Horizon`], and when a
//!    size is reached. [`Course`] makes one without a report; [`growth`] has the formulas for two sizes.
//!    Its sizes are [`Traced`]: each has a [`Basis`], and a computed one also the [`Operation`] that made it. A
//!    [`Derivation`] is such a figure of any quantity.
//! 5. [`Division`] divides a trajectory into the [`Part`]s of a dimension, some with their [`Own`] growth.
//! 6. [`audit`] checks whether the figures of a report agree. [`Uncertainty`] gives the distribution of each size as a
//!    [`Spread`], and [`Sensitivity`] ranks the inputs of a size. [`panel`] selects several reports about one market,
//!    [`consensus`] has their statistics, and [`track`] compares past editions with actual sizes.
//! 7. [`batch`] answers millions of scenarios, from one CSV file to another.
//! 8. [`Table`] holds an answer: columns with roles, cells with figures, and [`Note`]s. [`wording`]
//!    turns notes, errors and derivations into English, and [`render`] writes the table in any format.
//!
//! The rest of this page is the method: what they compute and on which assumptions. Its examples are calls of
//! the program.
//!
#![doc = include_str!("../docs/method.md")]

pub mod audit;
mod band;
pub mod batch;
pub mod consensus;
pub mod counting;
mod curve;
mod decimal;
mod denomination;
mod derivation;
pub mod error;
pub mod growth;
mod indicator;
mod input;
mod market;
mod notes;
pub mod panel;
mod quantity;
mod range;
pub mod render;
pub mod scenario;
mod segments;
pub mod sensitivity;
mod spreadsheet;
mod table;
pub mod track;
mod trajectory;
pub mod warning;
mod wide;
pub mod wording;

pub use decimal::Decimal;
pub use denomination::{Denomination, Exchange, Inflation, PriceIndex, Prices};
pub use derivation::{
    Basis, Citation, Derivation, Evidence, Given, Interner, Measure, Operation, Origin,
    SortedSizes, Statistic, Terms, Traceable, Traced,
};
pub use error::{Error, is_active};
pub use indicator::{Indicator, Sizes};
pub use input::Input;
pub use market::{
    Bound, Dimension, Fact, KnownPoint, Market, Parent, Published, PublishedShare, Segment, Series,
    SeriesPoint, StatedCagr, Subject, id_of_name,
};
pub use notes::{CheckNote, GoalNote, Note, ReachedNote, RowsNote};
pub use quantity::{
    Amount, Coefficient, Coverage, Currency, Edition, Factor, Figure, GrowthRate, Horizon,
    Interval, List, Money, Points, Probability, Ratio, Scale, Share, Unit, Year, Years,
};
pub use range::{Distribution, RangeNote, Spread, Uncertainty};
pub use scenario::{Goal, Outlook, Scenario};
pub use segments::{
    Divided, Division, DivisionFact, DivisionNote, Later, Others, Own, Part, Rescaled,
    SizesOfSegments, Total,
};
pub use sensitivity::Sensitivity;
pub use table::{
    About, Cell, Column, Grid, Holds, Layout, MeasureKind, Role, Rows, Table, Tone, Totals, View,
};
pub use trajectory::{Course, Crossing, Curve, Expressed, Follow, Onward, Shape, Trajectory};
pub use warning::Warning;

/// Its examples are run with the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
