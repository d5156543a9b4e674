//! Scenarios whose last two known sizes have something else than constant growth between them.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

use crate::derivation::{Evidence, Traced};
use crate::error::{Error, ExpectedShape, Setting, What};
use crate::input::Input;
use crate::market::Market;
use crate::quantity::{Money, Year};
use crate::trajectory::{Curve, Follow, Onward, Shape, TracedShape};

use super::{Outlook, Scenario};

impl Scenario {
    /// Returns whether there is another shape than constant growth.
    pub(super) fn bends(&self) -> bool {
        !matches!(self.shape, Shape::Growth)
    }

    /// Returns whether a shape is all that changes, so that every published size is kept.
    pub(super) fn only_bends(&self) -> bool {
        self.bends() && matches!(self.outlook, Outlook::OwnGrowth) && !self.changes_growth()
    }

    /// Returns whether a base, an actual or growth of a single year changes what later years grow from.
    fn changes_growth(&self) -> bool {
        self.base.is_some() || !self.actuals.is_empty() || !self.growth.is_empty()
    }

    /// Returns whether the shape leads to a published size.
    pub(super) fn leads_to_published(
        &self,
        known: &BTreeMap<Year, Traced<Money>>,
        market: &Market,
    ) -> bool {
        let is_later = known.keys().next_back().is_some_and(|year| *year > market.base().year);
        self.only_bends() && self.follow == Follow::Sizes && is_later
    }

    /// Returns how the market grows after the last known size, given how it would with constant growth.
    pub(super) fn along_shape(
        &self,
        onward: Onward,
        known: &BTreeMap<Year, Traced<Money>>,
        market: &Market,
    ) -> Result<Onward, Error> {
        if !self.bends() {
            return Ok(onward);
        }
        if !matches!(onward, Onward::Same) {
            return Err(self.no_later_size(market));
        }
        self.check_growth_after(known.keys().nth_back(1).copied())?;
        Ok(Onward::Along(self.traced_shape()))
    }

    fn traced_shape(&self) -> TracedShape {
        match &self.shape {
            Shape::Growth => Shape::Growth,
            Shape::Steps => Shape::Steps,
            Shape::Fade(rate) => Shape::Fade(self.given(rate, Input::Shape)),
            Shape::Ceiling(size) => Shape::Ceiling(self.given(size, Input::Shape)),
        }
    }

    fn shape_setting(&self) -> Setting {
        self.setting(Setting::new(Input::Shape, self.shape.to_string()))
    }

    /// Checks that no year after this one has its own growth, since the shape sets it.
    fn check_growth_after(&self, from: Option<Year>) -> Result<(), Error> {
        let Some(from) = from else { return Ok(()) };
        let Some((year, _)) = self.growth.range((Excluded(from), Unbounded)).next() else {
            return Ok(());
        };
        let growth = self.setting(Input::Growth(year.number()));
        let expected = ExpectedShape::NoGrowth { after: from.number() };
        Err(Error::clash(growth, self.shape_setting(), expected))
    }

    /// The error names the setting because of which no later size is known.
    fn no_later_size(&self, market: &Market) -> Error {
        let expected = ExpectedShape::LaterSize { after: self.last_known_year(market).number() };
        let actual = self.actuals.keys().next_back().map(|year| Input::Actual(year.number()));
        let base = self.base.as_ref().map(|_| Input::Base);
        let input = match &self.outlook {
            Outlook::Cagr(_) => Some(Input::Cagr),
            _ => actual.or(base),
        };
        let setting = match (input, self.follow, self.growth.keys().next()) {
            (Some(input), ..) => self.setting(input),
            (None, Follow::Cagr, _) => Setting::new(Input::Follow, self.follow.name()),
            (None, Follow::Sizes, Some(year)) => {
                let before_last = market.points().iter().rev().nth(1).map(|point| point.year);
                if let Err(error) = self.check_growth_after(before_last) {
                    return error;
                }
                self.setting(Input::Growth(year.number()))
            }
            // The report has only one size.
            (None, Follow::Sizes, None) => {
                return Error::invalid(What::Shape, &self.shape, expected);
            }
        };
        Error::clash(setting, self.shape_setting(), expected)
    }
}

/// Returns the name of a curve for programs.
pub(super) fn kind(curve: &Curve) -> &'static str {
    match (curve.fade(), curve.ceiling()) {
        (Some(_), _) => "fading-growth",
        (None, Some(_)) => "ceiling",
        (None, None) => "equal-steps",
    }
}

/// Returns the figures of a curve, each with a name.
pub(super) fn figures(curve: &Curve) -> Vec<(&'static str, Evidence)> {
    let step = curve.step().map(|step| ("step", Evidence::from(&step)));
    let fade = curve.fade().into_iter().flat_map(|[first, last]| {
        [("first_rate", Evidence::from(first)), ("last_rate", Evidence::from(last))]
    });
    let ceiling = curve.ceiling().map(|ceiling| ("ceiling", Evidence::from(ceiling)));
    let years = [("from", curve.from().into()), ("to", curve.to().into())];
    step.into_iter().chain(fade).chain(ceiling).chain(years).collect()
}
