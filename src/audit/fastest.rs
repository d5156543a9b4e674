//! Checks the segment that the report calls the fastest growing.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, Market, Segment};
use crate::quantity::{Figure, GrowthRate};

use super::division::divided;
use super::largest::{Ranked, called_and_highest, is_by_rounding};
use super::verdict::Fastest;
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

pub(super) fn cagr(segment: &Segment) -> Option<&Figure> {
    segment.cagr.as_ref().map(|(_, figure)| figure)
}

/// Checks that the segment called the fastest growing has the highest CAGR and grows no slower than the whole.
pub(super) fn check(dimension: &Dimension, market: &Market) -> Result<Option<Finding>, Error> {
    let ranked = Ranked::by(&dimension.segments, cagr);
    let named = called_and_highest(&ranked, dimension.fastest.as_ref());
    let Some([called, highest]) = named else { return Ok(None) };
    let rates = [called, highest].map(|one| dimension.traced_cagr(one.segment));
    let [Some(rate), Some(most)] = rates else { return Ok(None) };
    let growth = whole_growth(dimension, market)?;
    let is_slow = |(lowest, _): &(Decimal, _)| called.band.high < *lowest;
    let [own, other] = [called, highest].map(|one| &one.segment);
    let verdict = if own.id != other.id {
        Fastest::Beaten { segment: other.name.clone(), rate: most }
    } else if let Some((_, whole)) = growth.clone().filter(is_slow) {
        Fastest::BelowWhole { whole }
    } else {
        let is_by_rounding = is_by_rounding(&ranked, called);
        Fastest::Agrees { is_by_rounding, whole: growth.map(|(_, whole)| whole) }
    };
    let agrees = matches!(verdict, Fastest::Agrees { .. });
    Ok(Some(Finding {
        rule: Rule::Fastest,
        status: if agrees { Status::Pass } else { Status::Fail },
        subject: dimension.id.clone(),
        stated: Value::Text(own.name.clone()),
        computed: Value::Text(other.name.clone()),
        detail: Detail::Fastest {
            dimension: divided(dimension),
            segment: own.name.clone(),
            rate,
            verdict,
        },
    }))
}

/// Returns the lowest CAGR of what the dimension divides, in percent per year, that the report's figures allow, along
/// with the CAGR as given.
fn whole_growth(
    dimension: &Dimension,
    market: &Market,
) -> Result<Option<(Decimal, Traced<GrowthRate>)>, Error> {
    let Some(parent) = &dimension.of else { return market_growth(market) };
    let segment = parent.segment()?;
    let lowest = cagr(segment).map(|figure| Band::of(figure).low);
    Ok(lowest.zip(parent.dimension.traced_cagr(segment)))
}

/// Returns the lowest market CAGR, in percent per year, that the report's figures allow, along with the CAGR as given.
fn market_growth(market: &Market) -> Result<Option<(Decimal, Traced<GrowthRate>)>, Error> {
    let stated = market
        .cagr()
        .and_then(|stated| Some((Band::of(&stated.figure).low, market.traced_cagr()?)));
    let [first, .., last] = market.points_from_base() else { return Ok(stated) };
    let years = Traced::between(first.year, last.year);
    let implied = Traced::implied(&market.traced(first), &market.traced(last), &years)?;
    let (start, end) = (Band::of_point(first, market), Band::of_point(last, market));
    let joining = (start.growth(&end, years.value(), implied.value()).low, implied);
    Ok(stated.into_iter().chain([joining]).min_by(|(one, _), (other, _)| one.cmp(other)))
}
