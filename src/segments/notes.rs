//! What is published about a division and what is assumed, as sentences.

use std::sync::Arc;

use crate::decimal::Decimal;
use crate::error::Error;
use crate::market::{Dimension, Segment};
use crate::quantity::{Scale, Year};
use crate::trajectory::Trajectory;

use super::drift::Drift;
use super::{Division, Own, Total};

impl Division {
    /// What is published about the division and what is assumed in `years`, as sentences.
    ///
    /// ```
    /// use aiinfra::{Division, Market, Scenario, Unit};
    ///
    /// let market = Market::embedded()?;
    /// let forecast = Scenario::default().trajectory(&market)?;
    /// let scale = market.scale(Unit::Billion, 2);
    /// let offering = market.dimension("offering")?;
    /// let notes = Division::default().notes(offering, &forecast, &["2030".parse()?], &scale)?;
    /// assert_eq!(notes[0], "Offering: the report names segments and publishes no shares.");
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Division::divide`].
    pub fn notes(
        &self,
        dimension: &Dimension,
        trajectory: &Trajectory,
        years: &[Year],
        scale: &Scale,
    ) -> Result<Vec<String>, Error> {
        let mut notes = vec![self.share_note(dimension, trajectory.horizon().first())];
        if dimension.has_shares() {
            let drift = self.drift(dimension, trajectory)?;
            notes.extend(self.unused_growth(dimension));
            notes.extend(self.own_notes(dimension, &drift));
            notes.extend(self.others_note(&drift));
            if self.total == Total::Sum && drift.sums() {
                notes.push(self.sum_note(dimension, trajectory, years, scale)?);
            }
        }
        notes.extend(standing(dimension));
        Ok(notes.iter().map(|note| format!("{}: {note}", dimension.name)).collect())
    }

    fn share_note(&self, dimension: &Dimension, first: Year) -> String {
        if !dimension.has_shares() {
            return "the report names segments and publishes no shares.".to_owned();
        }
        let (year, sum) = (dimension.year, dimension.share_sum());
        let rest = &Decimal::from(1) - &sum;
        let is_whole = rest == Decimal::from(0);
        let sum = sum.percent();
        let gap = match (is_whole, self.rescales(dimension)) {
            (true, true) => "; they reach 100 %, so that there is nothing to normalize".to_owned(),
            (true, false) => String::new(),
            (false, true) if self.normalize => {
                format!("; together {sum} %, rescaled to 100 % (normalize)")
            }
            (false, true) => format!("; by their rounding they reach {sum} %, rescaled to 100 %"),
            (false, false) if rest.is_positive() => {
                format!("; they reach {sum} %, and the rest is not itemised")
            }
            (false, false) => format!("; by their rounding they reach {sum} %"),
        };
        let later = if self.own.is_empty() {
            "; assumed the same in every other year, so that each segment grows as the market does"
        } else if year != first {
            "; assumed the same until they drift"
        } else {
            ""
        };
        format!("shares as published for {year}{gap}{later}.")
    }

    /// Growth that the report publishes of segments, and that nothing here makes use of.
    fn unused_growth(&self, dimension: &Dimension) -> Option<String> {
        let unused: Vec<String> = dimension
            .segments
            .iter()
            .filter(|segment| !self.own.contains_key(&segment.id) && segment.share.is_some())
            .filter_map(|segment| Some((segment, segment.cagr.as_ref()?)))
            .map(|(segment, (_, figure))| format!("{}={}", segment.id, figure.digits()))
            .collect();
        (!unused.is_empty()).then(|| {
            format!(
                "the report prints growth of segments, which is used only where it is asked for: \
                 --segment-cagr {}.",
                unused.join(",")
            )
        })
    }

    fn own_notes(&self, dimension: &Dimension, drift: &Drift) -> Vec<String> {
        let note = |segment: &Segment| {
            Some(match self.own.get(&segment.id)? {
                Own::Cagr(rate) => format!(
                    "{} grows {} % a year from {} on, whatever the market does, assumed.",
                    segment.name,
                    rate.percent(),
                    drift.start
                ),
                Own::Share(share) => format!(
                    "the share of {} moves in a straight line to {} % in {}, assumed.",
                    segment.name,
                    share.percent(),
                    drift.trajectory.horizon().last()
                ),
            })
        };
        dimension.segments.iter().filter_map(note).collect()
    }

    /// What becomes of the other segments, and whether there is a year in which they cannot be.
    fn others_note(&self, drift: &Arc<Drift>) -> Vec<String> {
        let others = match (self.total, self.own.is_empty()) {
            (Total::Fixed, true) => None,
            (Total::Fixed, false) if drift.leaves_others() => Some(
                "what is left of the forecast is divided in proportion to the published shares of the \
                 others (total fixed).",
            ),
            (Total::Sum, true) => Some("every segment grows as the market does (total sum)."),
            (Total::Sum, false) if drift.leaves_others() => {
                Some("every other segment grows as the market does (total sum).")
            }
            _ if drift.sums() && self.total == Total::Sum => None,
            _ => Some("what the segments leave of the forecast is not itemised."),
        };
        let limit = match self.total {
            Total::Fixed => "the segments would be above the whole market",
            Total::Sum => "nothing would be left for the other segments",
        };
        let excess = drift.excess().map(|when| format!("{limit} {when}."));
        others.map(str::to_owned).into_iter().chain(excess).collect()
    }

    /// How far the sum of the segments is off the forecast in the first and the last of the years.
    fn sum_note(
        &self,
        dimension: &Dimension,
        trajectory: &Trajectory,
        years: &[Year],
        scale: &Scale,
    ) -> Result<String, Error> {
        let gap = |year: &Year| {
            let forecast = trajectory.size(*year)?;
            let parts = self.divide(dimension, trajectory, *year)?;
            let sum = parts.first().map_or(&forecast, |part| part.whole().value());
            let (written, off) = (scale.write(sum), sum.distance(&forecast));
            Ok(format!("{written} in {year}, {off}the forecast of {}", scale.write(&forecast)))
        };
        let totals: Vec<String> = match years {
            [first, .., last] => vec![gap(first)?, gap(last)?],
            one => one.iter().map(gap).collect::<Result<_, Error>>()?,
        };
        Ok(format!("the total is the sum of the segments: {}.", totals.join("; ")))
    }
}

fn standing(dimension: &Dimension) -> Option<String> {
    let name = |id: &Option<String>| {
        let segment = dimension.segments.iter().find(|segment| Some(&segment.id) == id.as_ref())?;
        Some(segment.name.clone())
    };
    let largest = name(&dimension.largest).map(|name| format!("{name} the largest"));
    let fastest = name(&dimension.fastest).map(|name| format!("{name} the fastest growing"));
    let calls: Vec<String> = largest.into_iter().chain(fastest).collect();
    (!calls.is_empty()).then(|| format!("the report calls {}.", calls.join(" and ")))
}
