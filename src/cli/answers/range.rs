//! How sure the forecast is.

use aiinfra::{
    Cell, Column, Error, Expressed, Figure, Input, List, Money, Note, Outlook, Probability,
    RangeNote, Rows, Scenario, Table, Traced, Trajectory, Uncertainty, View, Warning, Year,
    scenario, warning,
};

use crate::cli::args::columns::path;
use crate::cli::args::global::Session;
use crate::cli::args::shared::{YearArguments, check_not_year, given};
use crate::cli::failure::Failure;

/// The quantiles shown if none are asked for.
const USUAL: &str = "5,25,50,75,95";

/// A forecast with intervals.
pub(crate) struct Range<'a> {
    pub(crate) session: &'a Session,
    /// The scenario without intervals.
    pub(crate) certain: Scenario,
    /// The scenario at the low ends of the intervals.
    pub(crate) low: Scenario,
    pub(crate) uncertainty: Uncertainty,
    pub(crate) years: &'a YearArguments,
    /// The quantiles to show, if they are not the usual ones.
    pub(crate) quantiles: Option<&'a List<Probability>>,
    /// A size whose probability is shown too.
    pub(crate) reach: Option<&'a Figure>,
}

impl Range<'_> {
    /// Returns the quantiles of the sizes, or their bounds.
    pub(crate) fn table(&self) -> Result<Table, Failure> {
        match self.uncertainty.coverage.is_whole() {
            true => self.bounds(),
            false => self.quantiles(),
        }
    }

    /// Returns the sizes as quantiles.
    fn quantiles(&self) -> Result<Table, Failure> {
        let Self { session, uncertainty, .. } = self;
        let spread = uncertainty.spread(&self.certain, &session.market)?;
        let medians = spread.medians().expressed(&session.denomination);
        let reach = self.size_to_reach(medians)?;
        let quantiles = self.quantiles_to_show()?;
        let scores = spread.scores(&quantiles);
        let row = |year: &Year| {
            let sizes = spread.in_terms(&session.denomination, *year)?;
            let reached = reach.iter().map(|size| Cell::from(&sizes.reach(size)));
            let quantiles = sizes.quantiles(&scores)?;
            let quantiles = quantiles.iter().map(Cell::from);
            Ok(std::iter::once(Cell::Year(*year)).chain(quantiles).chain(reached).collect())
        };
        let years = self.years(spread.medians())?;
        let rows = years.iter().map(row).collect::<Result<Rows, Error>>()?;
        let last = self.last(&years, spread.medians());
        let slip = match &reach {
            Some(size) => warning::far_off(size.value(), last, medians.traced(last)?, false),
            None => None,
        };
        let sizes = spread.in_terms(&session.denomination, last)?;
        let median = sizes.deviation.map(|_| sizes.median);
        let own = self.notes(spread.scenario(), spread.medians(), (last, median), reach.clone())?;
        let notes = slip.map(Note::from).into_iter().chain(own).collect();
        Ok(self.with_path(self.columns(&quantiles, reach.as_ref()), rows, notes))
    }

    fn quantiles_to_show(&self) -> Result<Vec<Probability>, Failure> {
        match self.quantiles {
            Some(quantiles) => Ok(quantiles.iter().cloned().collect()),
            None => Ok(USUAL.parse::<List<Probability>>()?.iter().cloned().collect()),
        }
    }

    fn columns(&self, quantiles: &[Probability], reach: Option<&Traced<Money>>) -> Vec<Column> {
        let quantile = |quantile: &Probability| {
            let percent = quantile.percent();
            let column =
                self.session.money_of(&format!("p{percent}"), &format!("P{percent}")).bound();
            // A narrow table keeps the outermost quantiles and the median.
            let is_outermost =
                [quantiles.iter().min(), quantiles.iter().max()].contains(&Some(quantile));
            if is_outermost || quantile.is_median() { column } else { column.minor() }
        };
        let reach = reach.map(|size| {
            let size = self.session.written(size.value());
            Column::number("reach_probability", &format!("At or above {size}"))
        });
        std::iter::once(Column::year()).chain(quantiles.iter().map(quantile)).chain(reach).collect()
    }

    /// Returns the lowest and the highest sizes.
    fn bounds(&self) -> Result<Table, Failure> {
        let Self { session, uncertainty, .. } = self;
        let bounds = uncertainty.bounds(&self.certain, &session.market)?;
        let [low, high] = &bounds;
        let years = self.years(low)?;
        let row = |year: &Year| {
            let size = |bound: &Trajectory| bound.expressed(&session.denomination).traced(*year);
            let [one, other] = [size(low)?, size(high)?];
            let is_turned = one.value() > other.value();
            let [low, high] = if is_turned { [other, one] } else { [one, other] };
            Ok(vec![Cell::Year(*year), Cell::from(&low), Cell::from(&high)])
        };
        let rows = years.iter().map(row).collect::<Result<Rows, Error>>()?;
        let columns = vec![
            Column::year(),
            session.money_of("lowest", "Lowest").bound(),
            session.money_of("highest", "Highest").bound(),
        ];
        let notes = self.notes(&self.low, low, (self.last(&years, low), None), None)?;
        Ok(self.with_path(columns, rows, notes))
    }

    /// Makes the table, with the sizes of the report's own forecast beside it.
    fn with_path(&self, columns: Vec<Column>, rows: Rows, notes: Vec<Note>) -> Table {
        let view = View::Captioned { unit: self.session.money("value").label };
        let scenario = self.uncertainty.for_slips(&self.certain);
        let table = self.session.scenario_table(&scenario, columns, rows, notes);
        let notes = self.small_probabilities().map(Note::from).chain(table.notes).collect();
        Table { view, notes, path: self.own_forecast(), ..table }
    }

    /// The sizes of the report's own forecast, if it has one.
    fn own_forecast(&self) -> Vec<(Year, Cell)> {
        let Self { session, certain, .. } = self;
        let (follow, extend) = (certain.follow, certain.extend);
        let own = Scenario { follow, extend, ..Scenario::default() };
        let trajectory = own.trajectory(&session.market);
        let path = trajectory.and_then(|own| path(own.expressed(&session.denomination)));
        path.unwrap_or_default()
    }

    fn years(&self, trajectory: &Trajectory) -> Result<Vec<Year>, Failure> {
        let horizon = trajectory.horizon();
        let asked = self.years.select(horizon)?;
        Ok(asked.unwrap_or_else(|| horizon.years().collect()))
    }

    fn last(&self, years: &[Year], trajectory: &Trajectory) -> Year {
        years.last().copied().unwrap_or(trajectory.horizon().last())
    }

    /// The size to reach, which is in the answer's terms.
    fn size_to_reach(&self, medians: Expressed<'_>) -> Result<Option<Traced<Money>>, Failure> {
        let unit = self.session.market.unit();
        let Some(figure) = self.reach else { return Ok(None) };
        check_not_year(figure, medians, unit, |year| format!("range --year {year} --reach 300bn"))?;
        let size =
            Money::from_figure(figure, unit).map_err(|error| Failure::at("--reach", error))?;
        Ok(Some(given(size, Input::Reach)))
    }

    /// Fractions that may be meant as percentages.
    fn small_probabilities(&self) -> impl Iterator<Item = Warning> {
        let coverage = [self.uncertainty.coverage.probability()];
        let quantiles: Vec<Probability> =
            self.quantiles.iter().flat_map(|list| list.iter()).cloned().collect();
        let slips = [&coverage[..], &quantiles].map(warning::small_probabilities);
        slips.into_iter().flatten()
    }

    /// Returns what the range rests on. The scenario and its trajectory are those of the medians, or of the low ends.
    fn notes(
        &self,
        scenario: &Scenario,
        trajectory: &Trajectory,
        (year, median): (Year, Option<Traced<Money>>),
        reach: Option<Traced<Money>>,
    ) -> Result<Vec<Note>, Failure> {
        let Self { session, certain, uncertainty, .. } = self;
        let market = &session.market;
        let is_own = !certain.assumes_anything();
        // Without intervals, there may be no forecast.
        let forecast = certain
            .trajectory(market)
            .and_then(|forecast| forecast.expressed(&session.denomination).traced(year));
        let range = Note::Range(RangeNote {
            uncertainty: uncertainty.clone(),
            base_year: market.base().year,
            from: certain.actuals.keys().last().copied().unwrap_or(market.base().year),
            year,
            median,
            reach,
            certain_from: certain.actuals.keys().next().copied(),
            forecast: forecast.ok(),
            is_own,
            keeps_growth: matches!(certain.outlook, Outlook::OwnGrowth)
                && certain.actuals.is_empty(),
        });
        let own = scenario.notes_on(trajectory, market, year)?;
        let others = own.into_iter().filter_map(|note| self.without_median(note));
        Ok(std::iter::once(range).chain(others.map(Note::from)).collect())
    }

    /// Returns the note without what holds only for the median, or for one end of an interval.
    fn without_median(&self, note: scenario::Note) -> Option<scenario::Note> {
        use scenario::{Assumption, Note};
        let Uncertainty { base, cagr, .. } = &self.uncertainty;
        let base_year = self.session.market.base().year;
        let is_from_base = |from: Year| base.is_some() && from == base_year;
        let leads_there = base.is_some() && !matches!(self.certain.outlook, Outlook::OwnGrowth);
        match note {
            Note::Assumed(Assumption::Base { .. }) if base.is_some() => None,
            Note::Assumed(Assumption::Growth { .. }) if cagr.is_some() => None,
            Note::Assumed(Assumption::Extended { .. }) if cagr.is_some() || leads_there => None,
            Note::Assumed(Assumption::MadeUp { from, .. }) if is_from_base(from) => None,
            Note::Assumed(Assumption::KeptEnd { from, end, last, is_mixed, .. })
                if is_from_base(from) =>
            {
                Some(Note::Assumed(Assumption::KeptEnd { rate: None, from, end, last, is_mixed }))
            }
            Note::Assumed(Assumption::Target { size, year, from, goes_on, is_mixed, .. })
                if is_from_base(from) =>
            {
                let rate = None;
                Some(Note::Assumed(Assumption::Target {
                    size,
                    year,
                    rate,
                    from,
                    goes_on,
                    is_mixed,
                }))
            }
            Note::Comparison(_) if !self.certain.assumes_anything() => None,
            note => Some(note),
        }
    }
}
