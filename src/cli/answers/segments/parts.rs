//! The rows of `segments`: parts of the market, and what they add up to.

use std::sync::Arc;

use aiinfra::{
    Amount, Cell, Denomination, Dimension, Divided, Division, Error, Expressed, Horizon, Indicator,
    Rows, Sizes, Totals, Traced, Year,
};

/// Every dimension divided in every year that is shown.
#[derive(Clone)]
pub(super) struct Parts(Arc<Shown>);

struct Shown {
    dimensions: Vec<Divided>,
    /// The dimensions in every year from the first one on, if an indicator looks back.
    histories: Vec<Divided>,
    indicators: Vec<Indicator>,
    years: Vec<Year>,
    base: Year,
    /// The number of parts of each dimension, and whether they make a whole.
    counts: Vec<(usize, bool)>,
    denomination: Denomination,
}

impl Parts {
    pub(super) fn new(
        to_divide: &[(&Dimension, Division)],
        expressed: Expressed<'_>,
        years: &[Year],
        indicators: Vec<Indicator>,
    ) -> Result<Self, Error> {
        let (trajectory, denomination) = (expressed.trajectory(), expressed.denomination().clone());
        let over = |years: &[Year]| {
            let each = to_divide.iter();
            each.map(|(dimension, division)| division.over(dimension, trajectory, years))
                .collect::<Result<Vec<Divided>, Error>>()
        };
        let looks_back =
            indicators.iter().any(|one| !matches!(one, Indicator::Share | Indicator::Size));
        let base = trajectory.base_year();
        let last = years.last().copied().unwrap_or(base).max(base);
        let until_last: Vec<Year> =
            Horizon::new(trajectory.horizon().first(), last)?.years().collect();
        let histories = if looks_back { over(&until_last)? } else { Vec::new() };
        let dimensions = over(years)?;
        let counts = dimensions.iter().map(|one| (one.parts(), one.has_whole())).collect();
        let years = years.to_vec();
        let shown = Shown { dimensions, histories, indicators, years, base, counts, denomination };
        // Rows are computed on demand, when it is too late for an error.
        shown.check()?;
        Ok(Self(shown.into()))
    }

    /// Dimension by dimension, segment by segment in the report's order, and each year by year.
    pub(super) fn rows(&self) -> Rows {
        let count = self.0.dimensions.iter().map(Divided::count).sum();
        let parts = self.clone();
        Rows::made(count, move |place| parts.0.row(place))
    }

    /// The rows with the total of each dimension after its segments.
    pub(super) fn with_totals(&self) -> Totals {
        let series = self.0.series();
        let (parts, years) = (self.clone(), self.0.years.len());
        let row = move |place: usize| {
            let year = place.checked_rem(years).unwrap_or_default();
            parts.0.row_of_series(place.checked_div(years).unwrap_or_default(), year)
        };
        Totals { series, rows: Rows::made(series * years, row) }
    }
}

impl Shown {
    fn check(&self) -> Result<(), Error> {
        if !self.histories.is_empty() {
            for place in 0..self.series() {
                self.row_of_series(place, self.years.len().saturating_sub(1))?;
            }
        }
        Ok(())
    }

    /// The number of parts and totals.
    fn series(&self) -> usize {
        self.counts.iter().map(|(parts, is_whole)| parts + usize::from(*is_whole)).sum()
    }

    /// The row at an index of the rows without totals.
    fn row(&self, mut place: usize) -> Result<Vec<Cell>, Error> {
        for (at, divided) in self.dimensions.iter().enumerate() {
            if let Some((year, part)) = divided.part(place) {
                let order = divided.order(place);
                let name = Cell::named(part.id(), part.name());
                let amounts = |indicator| match indicator {
                    Indicator::Share => Ok(Cell::from(part.share())),
                    Indicator::Size => self.size(part.size(), year),
                    _ => self.indicator(indicator, at, Some(order), year),
                };
                return self.cells(divided.dimension(), name, year, amounts);
            }
            place -= divided.count();
        }
        Ok(Vec::new())
    }

    /// The row of a segment, or of a total, in a year.
    fn row_of_series(&self, mut order: usize, year_place: usize) -> Result<Vec<Cell>, Error> {
        let Some(year) = self.years.get(year_place).copied() else { return Ok(Vec::new()) };
        for (at, (divided, (parts, is_whole))) in
            self.dimensions.iter().zip(&self.counts).enumerate()
        {
            let series = parts + usize::from(*is_whole);
            if order < series {
                let own = Some(order).filter(|order| order < parts);
                let part = own.and_then(|order| divided.part_in(order, year_place));
                let name = part.as_ref().map_or_else(
                    || Cell::named("total", "Total"),
                    |part| Cell::named(part.id(), part.name()),
                );
                let wholes = |_| self.amount(divided.whole(year_place).map(Traced::from), year);
                let of_whole = Sizes { first: year, base: year, size: &wholes, market: &wholes };
                let cell = |indicator: Indicator| match (indicator, &part) {
                    (Indicator::Share, Some(part)) => Ok(Cell::from(part.share())),
                    (Indicator::Size, Some(part)) => self.size(part.size(), year),
                    (Indicator::Share | Indicator::Size, None) => {
                        Ok(indicator.of(year, &of_whole)?.map_or(Cell::Empty, Cell::Figure))
                    }
                    _ => self.indicator(indicator, at, own, year),
                };
                return self.cells(divided.dimension(), name, year, cell);
            }
            order -= series;
        }
        Ok(Vec::new())
    }

    fn cells(
        &self,
        dimension: &Dimension,
        name: Cell,
        year: Year,
        cell: impl Fn(Indicator) -> Result<Cell, Error>,
    ) -> Result<Vec<Cell>, Error> {
        let first = [Cell::named(&dimension.id, &dimension.name), name, Cell::Year(year)];
        let measured = self.indicators.iter().map(|indicator| cell(*indicator));
        first.into_iter().map(Ok).chain(measured).collect()
    }

    /// An amount of a year in the answer's terms.
    fn amount(
        &self,
        amount: Option<Traced<Amount>>,
        year: Year,
    ) -> Result<Option<Traced<Amount>>, Error> {
        amount.map(|amount| self.denomination.amount(&amount, year)).transpose()
    }

    fn size(&self, size: Option<&Traced<Amount>>, year: Year) -> Result<Cell, Error> {
        Ok(Cell::from(self.amount(size.cloned(), year)?.as_ref()))
    }

    /// An indicator of a part, or else of the total.
    fn indicator(
        &self,
        indicator: Indicator,
        dimension: usize,
        order: Option<usize>,
        year: Year,
    ) -> Result<Cell, Error> {
        let Some(history) = self.histories.get(dimension) else { return Ok(Cell::Empty) };
        let first = history.years().next().unwrap_or(year);
        let place = |year: Year| usize::from(year.number().saturating_sub(first.number()));
        let whole = |year| -> Result<Option<Traced<Amount>>, Error> {
            self.amount(history.whole(place(year)).map(Traced::from), year)
        };
        let size = |year| match order.and_then(|order| history.part_in(order, place(year))) {
            Some(part) => self.amount(part.size().cloned(), year),
            None => whole(year),
        };
        let base = self.base;
        let figure = indicator.of(year, &Sizes { first, base, size: &size, market: &whole })?;
        Ok(figure.map_or(Cell::Empty, Cell::Figure))
    }
}
