//! Reports that don't count.

use crate::error::Setting;
use crate::input::Input;
use crate::market::id_of_name;
use crate::panel::{LeftOut, Reason};

use super::Spelling;
use super::written::{BUILT_IN, in_part};

/// Returns a sentence for each reason, with every report that doesn't count for it.
pub(super) fn left_out(reports: &[LeftOut], spelling: Spelling) -> String {
    by_reason(reports, spelling, |named| named.join("; "))
}

/// Returns a sentence for each reason, with only the first of many reports.
pub(super) fn left_out_in_part(reports: &[LeftOut], spelling: Spelling) -> String {
    by_reason(reports, spelling, |named| in_part(named, "; "))
}

fn by_reason(
    reports: &[LeftOut],
    spelling: Spelling,
    joined: impl Fn(&[String]) -> String,
) -> String {
    let mut sorted: Vec<&LeftOut> = reports.iter().collect();
    sorted.sort_by_key(|report| report.reason.order());
    let alike = sorted.chunk_by(|one, other| one.reason.order() == other.reason.order());
    let sentence = |alike: &[&LeftOut]| {
        let reason = reason(&alike.first()?.reason, spelling);
        let named: Vec<String> = alike.iter().copied().map(named).collect();
        Some(format!("Left out ({reason}): {}.", joined(&named)))
    };
    alike.filter_map(sentence).collect::<Vec<_>>().join(" ")
}

/// Returns the reason without what differs from report to report.
fn reason(reason: &Reason, spelling: Spelling) -> String {
    match reason {
        Reason::OtherScope { .. } => "about another market".to_owned(),
        Reason::Older { .. } => "not the latest edition".to_owned(),
        Reason::Repeated { .. } => "duplicate".to_owned(),
        Reason::Without => spelling.setting(&Setting::from(Input::Without)),
        Reason::NoRate { .. } => "no exchange rate".to_owned(),
        Reason::OtherYears { .. } => "no size for the years shown".to_owned(),
    }
}

/// Returns the publisher, the market and the edition, with the file and what is special about it.
fn named(report: &LeftOut) -> String {
    let LeftOut { publisher, market, edition, reason, .. } = report;
    let edition = edition.map(|edition| format!(", edition {edition}")).unwrap_or_default();
    let details = match reason {
        Reason::OtherScope { scope } if id_of_name(market) != *scope => format!(", scope {scope}"),
        Reason::Older { latest } => format!("; {latest} is later"),
        Reason::Repeated { file } => format!(", as in {}", self::file(file)),
        Reason::NoRate { currency } => format!(", {currency}"),
        Reason::OtherYears { first, last } => format!(", {first} to {last}"),
        Reason::OtherScope { .. } | Reason::Without => String::new(),
    };
    format!("{publisher}, {market}{edition} ({}{details})", file(&report.file))
}

fn file(name: &str) -> &str {
    if name.is_empty() { BUILT_IN } else { name }
}

/// Returns a sentence about reports on other markets, each with its scope.
pub(super) fn other_scopes(own: &str, reports: &[(String, String)], is_mixed: bool) -> String {
    let written = |(name, scope): &(String, String)| format!("{name} (scope {scope})");
    let named: Vec<String> = reports.iter().map(written).collect();
    let (are, market) = match reports {
        [_] => ("is", "another market"),
        _ => ("are", "other markets"),
    };
    let named = in_part(&named, "; ");
    if is_mixed {
        return format!("This doesn't apply to {named}, which {are} about {market}, not {own}.");
    }
    format!("{named} {are} about {market}, not {own}.")
}
