//! Findings about the sizes of segments, and their growth between two years.

use crate::audit::{Extent, SizesAndWhole};
use crate::derivation::Traced;
use crate::quantity::{Amount, GrowthRate, Money, Ratio, Scale, Year};
use crate::wording::written::{distance, listed, percent_range, printed};

use super::{beside, figure, parts};

/// The sum of the segments' sizes in a year.
pub(super) struct Sum<'a> {
    pub(super) year: Year,
    /// The number of segments in the sum.
    pub(super) count: usize,
    /// The number of those with a share instead of a size.
    pub(super) shares: usize,
    pub(super) sum: &'a Traced<Amount>,
    /// The size and the name of the whole.
    pub(super) total: (&'a Traced<Money>, String),
}

impl Sum<'_> {
    pub(super) fn sentence(&self, comparison: &SizesAndWhole, scale: &Scale) -> String {
        let (total, name) = &self.total;
        let whole = format!("{name}'s {}", printed(total, scale));
        let scale = &beside(total, scale);
        let verdict = match comparison {
            SizesAndWhole::Above => format!(
                "{}{whole}, more than rounding explains; a figure is wrong, or the segments overlap",
                self.sum
                    .size()
                    .map_or("not ".to_owned(), |size| distance(size.value(), total.value()))
            ),
            SizesAndWhole::Leave { rest, unpublished } => {
                let rest = rest.as_ref().map(|rest| scale.write(rest.value()));
                let rest = rest.as_deref().unwrap_or("nothing");
                let what = match unpublished.as_slice() {
                    [] => "what is not itemized".to_owned(),
                    names => listed(names),
                };
                format!("which leaves {rest} of {whole} for {what}")
            }
            SizesAndWhole::Agree => format!("which matches {whole}"),
        };
        let sum = match self.sum.size() {
            Ok(size) => printed(&size, scale),
            Err(_) => parts::sum(self.sum, total, scale),
        };
        format!("{} {sum}, {verdict}", self.subject())
    }

    fn subject(&self) -> String {
        let year = self.year;
        match (self.count, self.shares) {
            (1, _) => format!("the only published size for {year} is"),
            (count, 0) => format!("the {count} published sizes for {year} add up to"),
            (count, _) => format!("the {count} published sizes and shares for {year} add up to"),
        }
    }
}

/// The growth between the figures of a segment for two years, and its CAGR.
pub(super) fn drift(
    segment: &str,
    [start, end]: [&(Year, Extent); 2],
    implied: &Traced<GrowthRate>,
    (stated, agrees): (&Traced<GrowthRate>, bool),
    scale: &Scale,
) -> String {
    let known = |(year, size): &(Year, Extent)| format!("{} in {year}", extent(size, scale));
    let decimals = figure(stated.origin()).map_or(0, |figure| figure.decimals());
    let implied = implied.value().percent().to_fixed(decimals.saturating_add(1));
    let stated = percent_range(stated);
    let verdict = if agrees {
        format!("which matches the stated CAGR of {stated}%")
    } else {
        format!(
            "not the stated {stated}%, and rounding does not explain the difference. The report does not say which \
             years this CAGR covers; prefer the figures for {} and {}",
            start.0, end.0
        )
    };
    format!(
        "the figures for {segment}, {} and {}, imply growth of {implied}% per year, {verdict}",
        known(start),
        known(end)
    )
}

/// A share in percent or a size, as printed.
pub(super) fn extent(extent: &Extent, scale: &Scale) -> String {
    match extent {
        Extent::Size(size) => printed(size, scale),
        Extent::Share(share) => format!("{}%", share_percent(share)),
    }
}

fn share_percent(share: &Traced<Ratio>) -> String {
    figure(share.origin())
        .map_or_else(|| share.value().percent().to_string(), |figure| figure.digits().to_owned())
}
