//! Do a dimension's shares agree with the whole, and with what the report says of them?

use crate::decimal::Decimal;
use crate::market::{Dimension, Segment};
use crate::quantity::Figure;

use super::band::Band;
use super::{Finding, Rule, Status, Value};

/// Do the shares add up to 100 %? More, beyond rounding, is refused when a dataset is read.
pub(super) fn shares(dimension: &Dimension) -> Option<Finding> {
    if !dimension.has_shares() {
        return None;
    }
    let count = dimension.segments.iter().filter_map(share).count();
    let sum = dimension.share_sum().percent();
    let is_whole = reach_whole(dimension);
    let what = match count {
        1 => format!("the one published share of {} is {sum} %", dimension.year),
        _ => format!("the {count} published shares of {} add up to {sum} %", dimension.year),
    };
    let verdict = if is_whole && sum != hundred() {
        ", which is 100 % within rounding".to_owned()
    } else if is_whole {
        String::new()
    } else {
        let rest = &hundred() - &sum;
        let hint = if sum.is_positive() && sum <= Decimal::from(1) {
            " (a share is in percent: 39, not 0.39)"
        } else {
            ""
        };
        format!(
            "; the other {rest} % of the market is not itemised{}, and a sum over the segments leaves it \
             out{hint}",
            without_share(dimension)
        )
    };
    Some(Finding {
        rule: Rule::Shares,
        status: if is_whole { Status::Pass } else { Status::Warn },
        subject: dimension.id.clone(),
        stated: super::percent(&hundred()),
        computed: super::percent(&sum),
        detail: format!("{}: {what}{verdict}", dimension.name),
    })
}

fn hundred() -> Decimal {
    Decimal::from(100)
}

/// Do the published shares add up to 100 %, or may they have before they were rounded?
pub(super) fn reach_whole(dimension: &Dimension) -> bool {
    &dimension.share_sum().percent() + &dimension.share_rounding() >= hundred()
}

fn without_share(dimension: &Dimension) -> String {
    let names: Vec<&str> = dimension
        .segments
        .iter()
        .filter(|segment| segment.share.is_none())
        .map(|segment| segment.name.as_str())
        .collect();
    match names.as_slice() {
        [] => String::new(),
        names => format!(", {} among it", names.join(" and ")),
    }
}

pub(super) fn share(segment: &Segment) -> Option<&Figure> {
    segment.share.as_ref().map(|(_, figure)| figure)
}

/// The segment of that id, and the one with the highest figure, where both are known.
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
        // Figures that may have been equal before they were rounded do not contradict the report.
        if Band::of(printed).low >= Band::of(called.1).high && printed.value() > highest.1.value() {
            highest = (segment, printed);
        }
    }
    Some([called, highest])
}

/// Where a figure is above that one and may not have been before both were rounded.
pub(super) fn by_rounding(
    dimension: &Dimension,
    called: &Figure,
    figure: fn(&Segment) -> Option<&Figure>,
) -> &'static str {
    let mut all = dimension.segments.iter().filter_map(figure);
    if all.any(|other| other.value() > called.value()) { " by more than rounding" } else { "" }
}

/// Has the segment that is called the largest the largest share?
pub(super) fn largest(dimension: &Dimension) -> Option<Finding> {
    let [(called, has), (highest, most)] =
        called_and_highest(dimension, dimension.largest.as_ref(), share)?;
    let agrees = called.id == highest.id;
    let claim = format!("{}: the report calls {} the largest", dimension.name, called.name);
    Some(Finding {
        rule: Rule::Largest,
        status: if agrees { Status::Pass } else { Status::Fail },
        subject: dimension.id.clone(),
        stated: Value::Text(called.name.clone()),
        computed: Value::Text(highest.name.clone()),
        detail: if agrees {
            let rest = &hundred() - &dimension.share_sum().percent();
            let may_hide = if rest > *has.value() {
                format!("; a larger one may be in the {rest} % that is not itemised")
            } else {
                String::new()
            };
            let rounding = by_rounding(dimension, has, share);
            let share = has.digits();
            format!("{claim}, and no published share is above its {share} %{rounding}{may_hide}")
        } else {
            format!(
                "{claim}, with a share of {} %, but {} has {} %; either the name or a share is wrong",
                has.digits(),
                highest.name,
                most.digits()
            )
        },
    })
}
