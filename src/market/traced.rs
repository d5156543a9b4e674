//! A report's figures with their source.

use std::sync::Arc;

use crate::derivation::{Citation, Traced};
use crate::quantity::{Figure, GrowthRate, Money, Share, Year};

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
        let years = (Some(point.year), Some(point.year));
        let id = point.id();
        let citation = Citation {
            unit: Some(self.printed_unit(point)),
            ..citation(&self.report, id, &point.figure, years, point.source.as_ref())
        };
        Traced::published(point.size.clone(), citation)
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
        let years = (stated.from, stated.to);
        let id = StatedCagr::ID.to_owned();
        let citation = citation(&self.report, id, &stated.figure, years, stated.source.as_ref());
        Some(Traced::published(stated.rate.clone(), citation))
    }
}

impl Dimension {
    /// Returns a segment's published share with its source, if it has one.
    ///
    /// ```
    /// # let market = aiinfra::Market::embedded()?;
    /// let region = market.dimension("region")?;
    /// let share = region.traced_share(region.segment("europe")?).unwrap();
    /// assert_eq!(share.value(), &"25".parse()?);
    /// # Ok::<(), aiinfra::Error>(())
    /// ```
    #[must_use]
    pub fn traced_share(&self, segment: &Segment) -> Option<Traced<Share>> {
        let (share, figure) = segment.share.as_ref()?;
        let years = (Some(self.year), Some(self.year));
        let id = self.id_of(segment);
        let citation = citation(&self.report, id, figure, years, segment.source.as_ref());
        Some(Traced::published(share.clone(), citation))
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
        let id = self.id_of_cagr(segment);
        let citation = citation(&self.report, id, figure, (None, None), segment.source.as_ref());
        Some(Traced::published(rate.clone(), citation))
    }
}

fn citation(
    report: &Arc<str>,
    id: String,
    figure: &Figure,
    years: (Option<Year>, Option<Year>),
    place: Option<&String>,
) -> Citation {
    Citation {
        report: Arc::clone(report),
        id,
        figure: figure.clone(),
        unit: None,
        years,
        place: place.cloned(),
    }
}
