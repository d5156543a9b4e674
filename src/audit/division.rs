//! The segments of a dimension in a year, with the sizes that their figures allow.

use crate::decimal::Decimal;
use crate::derivation::Traced;
use crate::error::Error;
use crate::market::{Dimension, KnownPoint, Market, Segment};
use crate::quantity::{Amount, Figure, Money, Share, Unit, Year};

use super::path_band::PathBand;
use super::verdict::Divided;
use crate::band::Band;

/// The unit of the bands.
pub(super) const UNIT: Unit = Unit::Million;

/// A size, with the sizes in millions that its figures allow.
#[derive(Clone)]
pub(super) struct Measured {
    pub(super) size: Traced<Amount>,
    pub(super) band: Band<Decimal>,
}

impl Measured {
    fn new(size: &Traced<Money>, band: &Band<Money>) -> Self {
        let band = Band { low: band.low.in_unit(UNIT), high: band.high.in_unit(UNIT) };
        Self { size: size.into(), band }
    }

    /// Returns the market's size in a year: published, or else on the path through the published sizes.
    fn of_market(market: &Market, year: Year) -> Result<Option<Self>, Error> {
        if let Some(point) = market.points().iter().find(|point| point.year == year) {
            let size = market.traced(point);
            return Ok(Some(Self::new(&size, &Band::of_point(point, market))));
        }
        if !market.horizon().contains(year) {
            return Ok(None);
        }
        let points: Vec<&KnownPoint> = market.points().iter().collect();
        let path = PathBand::through(&points, market)?;
        Ok(Some(Self::new(&path.printed.traced(year)?, &path.sizes(year)?)))
    }

    /// Returns a share of this size.
    fn part(&self, share: &Traced<Share>, figure: &Figure) -> Self {
        let of = |size: &Decimal, percent: &Decimal| size * &percent.shifted(-2);
        let percent = Band::of_share(figure);
        let band = Band {
            low: of(&self.band.low, &percent.low),
            high: of(&self.band.high, &percent.high),
        };
        Self { size: self.size.times(share), band }
    }

    /// Returns the band as sizes of a market. If an end is not a valid size, `printed` replaces it.
    pub(super) fn sizes(&self, printed: &Money) -> Band<Money> {
        let size = |number| Money::new(number, UNIT).unwrap_or_else(|_| printed.clone());
        Band { low: size(&self.band.low), high: size(&self.band.high) }
    }
}

/// A dimension in one year.
#[derive(Clone, Copy)]
pub(super) struct Division<'a> {
    pub(super) dimension: &'a Dimension,
    pub(super) market: &'a Market,
    pub(super) year: Year,
}

impl<'a> Division<'a> {
    /// Returns the size of the whole: the market's, or that of the segment that the dimension divides. Returns none if
    /// the report has no figure for it in this year.
    pub(super) fn whole(&self) -> Result<Option<Measured>, Error> {
        let Some(parent) = &self.dimension.of else {
            return Measured::of_market(self.market, self.year);
        };
        let above = Division { dimension: &parent.dimension, ..*self };
        let segment = parent.segment()?;
        // Its printed size does not need the whole of its own dimension.
        let whole = match segment.share_in(self.year) {
            Some(_) => above.whole()?,
            None => None,
        };
        Ok(above.part(segment, whole.as_ref()))
    }

    /// Returns the size of a segment of this whole: its printed size, or its printed share of the whole.
    pub(super) fn part(&self, segment: &Segment, whole: Option<&Measured>) -> Option<Measured> {
        if let Some(point) = segment.size_in(self.year) {
            let size = self.dimension.traced_size(segment, point);
            return Some(Measured::new(&size, &Band::of_point(point, self.market)));
        }
        let share = segment.share_in(self.year)?;
        let traced = self.dimension.traced_printed(segment, share);
        whole.map(|whole| whole.part(&traced, &share.figure))
    }

    /// Returns whether the report prints the size of any segment for this year.
    pub(super) fn has_sizes(&self) -> bool {
        self.dimension.segments.iter().any(|segment| segment.size_in(self.year).is_some())
    }

    /// Returns whether the report prints a share or a size of the segment for this year.
    pub(super) fn is_published(&self, segment: &Segment) -> bool {
        segment.share_in(self.year).is_some() || segment.size_in(self.year).is_some()
    }

    /// Returns the names of the segments without a share or a size for this year.
    pub(super) fn unpublished(&self) -> Vec<String> {
        let segments: &'a [Segment] = &self.dimension.segments;
        let missing = segments.iter().filter(|segment| !self.is_published(segment));
        missing.map(|segment| segment.name.clone()).collect()
    }

    /// Returns the subject of a finding about this year, among several years of the dimension.
    pub(super) fn id(&self) -> String {
        format!("{}.{}", self.dimension.id, self.year)
    }
}

/// Returns the sum of sizes, or `None` if there are none.
pub(super) fn sum_of(sizes: Vec<Traced<Amount>>) -> Option<Traced<Amount>> {
    Traced::<Amount>::sum(move || sizes.clone())
}

/// Returns the names of a dimension and of what it divides.
pub(super) fn divided(dimension: &Dimension) -> Divided {
    let parent = dimension.of.as_ref().and_then(|parent| parent.segment().ok());
    Divided { dimension: dimension.name.clone(), of: parent.map(|segment| segment.name.clone()) }
}
