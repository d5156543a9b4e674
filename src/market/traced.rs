//! A report's figures with their source.

use std::sync::Arc;

use crate::derivation::{Citation, Traceable, Traced};
use crate::error::Error;
use crate::quantity::{Figure, GrowthRate, Money, Share, Unit, Year};

use super::dimension::PublishedShare;
use super::{Dimension, KnownPoint, Market, Segment, StatedCagr};

impl Market {
    /// Returns a published size with its source.
    ///
    /// ```
    /// # use aiinfra::Basis;
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.traced(market.base()).basis(), Basis::Published);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn traced(&self, point: &KnownPoint) -> Traced<Money> {
        traced_size(&self.report, point.id(), point, self.unit)
    }

    /// Returns the stated CAGR with its source, if the report states one.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// assert_eq!(market.traced_cagr().unwrap().value(), &"26.81".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn traced_cagr(&self) -> Option<Traced<GrowthRate>> {
        let stated = self.cagr()?;
        let (id, years) = (StatedCagr::ID.to_owned(), (stated.from, stated.to));
        let place = stated.source.as_ref();
        let printed = Printed { report: &self.report, id, figure: &stated.figure, years, place };
        Some(printed.rate(&stated.rate))
    }
}

/// Returns a published size. Its figure has the unit `unit` if it is printed without one.
pub(super) fn traced_size(
    report: &Arc<str>,
    id: String,
    point: &KnownPoint,
    unit: Unit,
) -> Traced<Money> {
    let years = (Some(point.year), Some(point.year));
    let place = point.source.as_ref();
    let unit = point.figure.unit().unwrap_or(unit);
    let end = |figure: &Figure| Money::from_figure(figure, unit);
    let printed = Printed { report, id, figure: &point.figure, years, place };
    printed.traced(&point.size, Some(unit), end)
}

/// A figure as a report prints it.
struct Printed<'a> {
    report: &'a Arc<str>,
    id: String,
    figure: &'a Figure,
    years: (Option<Year>, Option<Year>),
    place: Option<&'a String>,
}

impl Printed<'_> {
    fn rate(&self, rate: &GrowthRate) -> Traced<GrowthRate> {
        self.traced(rate, None, |figure| figure.digits().parse())
    }

    /// Returns the figure with its source. The midpoint of a range is computed from its ends.
    fn traced<Q: Traceable>(
        &self,
        value: &Q,
        unit: Option<Unit>,
        end: impl Fn(&Figure) -> Result<Q, Error>,
    ) -> Traced<Q> {
        let cited = |value: Q, figure: &Figure, suffix: &str| {
            let citation = Citation {
                report: Arc::clone(self.report),
                id: format!("{}{suffix}", self.id),
                figure: figure.clone(),
                unit,
                years: self.years,
                place: self.place.cloned(),
            };
            Traced::published(value, citation)
        };
        if let Some([low, high]) = self.figure.range()
            && let (Ok(least), Ok(most)) = (end(low), end(high))
        {
            let ends = [cited(least, low, LOW), cited(most, high, HIGH)];
            let [low, high] = ends;
            return Traced::midpoint(&low, &high, value.clone());
        }
        cited(value.clone(), self.figure, "")
    }
}

/// The ends of the ids of the two ends of a range.
pub(super) const LOW: &str = ".low";
pub(super) const HIGH: &str = ".high";

impl Dimension {
    /// Returns one of a segment's published shares with its source.
    #[must_use]
    pub fn traced_printed(&self, segment: &Segment, share: &PublishedShare) -> Traced<Share> {
        let printed = Printed {
            report: &self.context.report,
            id: self.id_of_share(segment, share.year),
            figure: &share.figure,
            years: (Some(share.year), Some(share.year)),
            place: segment.source.as_ref(),
        };
        printed.traced(&share.share, None, |figure| figure.digits().parse())
    }

    /// Returns one of a segment's published sizes with its source.
    #[must_use]
    pub fn traced_size(&self, segment: &Segment, point: &KnownPoint) -> Traced<Money> {
        let id = self.id_of_size(segment, point.year);
        let point = KnownPoint { source: segment.source.clone(), ..point.clone() };
        traced_size(&self.context.report, id, &point, self.context.unit)
    }

    /// Returns a segment's published CAGR with its source, if it has one.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// let region = market.dimension("region")?;
    /// assert!(region.traced_cagr(region.segment("europe")?).is_none());
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn traced_cagr(&self, segment: &Segment) -> Option<Traced<GrowthRate>> {
        let (rate, figure) = segment.cagr.as_ref()?;
        let printed = Printed {
            report: &self.context.report,
            id: self.id_of_cagr(segment),
            figure,
            years: (None, None),
            place: segment.source.as_ref(),
        };
        Some(printed.rate(rate))
    }
}
