//! Checks a dimension's shares against the whole, and the segment called the largest.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::market::{Dimension, Segment};
use crate::quantity::{Figure, Ratio};

use super::verdict::{Largest, MissingShares, ShareSum};
use super::{Detail, Finding, Rule, Status, Value};
use crate::band::Band;

/// Checks that the shares sum to 100%. A sum above 100% beyond rounding is already an error in the dataset.
pub(super) fn shares(dimension: &Dimension) -> Option<Finding> {
    if !dimension.has_shares() {
        return None;
    }
    let count = dimension.segments.iter().filter_map(share).count();
    let (sum, whole) = (share_sum(dimension), Traced::whole());
    let computed = Value::Figure(sum.derivation());
    let percent = sum.value().percent();
    let missing = (!reach_whole(dimension)).then(|| MissingShares {
        rest: whole.less(&sum),
        unshared: without_share(dimension),
        is_fraction: percent.is_positive() && percent <= Decimal::from(1),
    });
    let status = if missing.is_none() { Status::Pass } else { Status::Warn };
    let shares = ShareSum { year: dimension.year, count, sum, missing };
    Some(Finding {
        rule: Rule::Shares,
        status,
        subject: dimension.id.clone(),
        stated: Value::Figure(whole.derivation()),
        computed,
        detail: Detail::Shares { dimension: dimension.name.clone(), shares },
    })
}

/// Returns the sum of the published shares.
pub(super) fn share_sum(dimension: &Dimension) -> Traced<Ratio> {
    let shares = dimension.segments.iter().filter_map(|segment| dimension.traced_share(segment));
    Traced::<Ratio>::sum(&shares.map(|share| Traced::from(&share)).collect::<Vec<_>>())
}

/// Reports whether the published shares sum to 100%, allowing for rounding.
pub(super) fn reach_whole(dimension: &Dimension) -> bool {
    &dimension.share_sum().percent() + &dimension.share_rounding_in(dimension.year)
        >= Decimal::from(100)
}

fn without_share(dimension: &Dimension) -> Vec<String> {
    let segments = dimension.segments.iter().filter(|segment| !segment.is_sized());
    segments.map(|segment| segment.name.clone()).collect()
}

pub(super) fn share(segment: &Segment) -> Option<&Figure> {
    segment.shares.first().map(|share| &share.figure)
}

/// Returns the segment with this id and the segment with the highest figure, or `None` if the former has no figure.
pub(super) fn called_and_highest<'a>(
    dimension: &'a Dimension,
    id: Option<&String>,
    figure: fn(&Segment) -> Option<&Figure>,
) -> Option<[(&'a Segment, &'a Figure); 2]> {
    let with_figure =
        || dimension.segments.iter().filter_map(|segment| Some((segment, figure(segment)?)));
    let called = with_figure().find(|(segment, _)| Some(&segment.id) == id)?;
    let mut highest = called;
    for (segment, printed) in with_figure() {
        // Figures that may have been equal before rounding don't contradict the report.
        if Band::of(printed).low >= Band::of(called.1).high && printed.value() > highest.1.value() {
            highest = (segment, printed);
        }
    }
    Some([called, highest])
}

/// Reports whether any printed figure exceeds `called`, assuming that rounding explains it.
pub(super) fn is_by_rounding(
    dimension: &Dimension,
    called: &Figure,
    figure: fn(&Segment) -> Option<&Figure>,
) -> bool {
    let mut all = dimension.segments.iter().filter_map(figure);
    all.any(|other| other.value() > called.value())
}

/// Checks that the segment called the largest has the largest share.
pub(super) fn largest(dimension: &Dimension) -> Option<Finding> {
    let [(called, figure), (highest, _)] =
        called_and_highest(dimension, dimension.largest.as_ref(), share)?;
    let agrees = called.id == highest.id;
    let verdict = if agrees {
        let rest = Traced::whole().less(&share_sum(dimension));
        Largest::Agrees {
            is_by_rounding: is_by_rounding(dimension, figure, share),
            hidden: Some(rest).filter(|rest| rest.value().percent() > *figure.value()),
        }
    } else {
        Largest::Beaten { segment: highest.name.clone(), share: dimension.traced_share(highest)? }
    };
    Some(Finding {
        rule: Rule::Largest,
        status: if agrees { Status::Pass } else { Status::Fail },
        subject: dimension.id.clone(),
        stated: Value::Text(called.name.clone()),
        computed: Value::Text(highest.name.clone()),
        detail: Detail::Largest {
            dimension: dimension.name.clone(),
            segment: called.name.clone(),
            share: dimension.traced_share(called)?,
            verdict,
        },
    })
}
