//! The inputs that a question adds: other reports, and intervals.

use crate::derivation::{Given, Traced};
use crate::error::Error;
use crate::input::Input;
use crate::quantity::{GrowthRate, Money};
use crate::scenario::{Outlook, Scenario};
use crate::trajectory::Trajectory;

use super::swing::{Cause, Choice, End};
use super::{LeftOut, NoSize, Ranking, Report, Sensitivity, both, lower_first};

impl Sensitivity<'_> {
    /// Adds the forecast of each other report. One that does not cover the year is left out.
    pub(super) fn add_reports(&self, ranking: &mut Ranking) {
        let end = |name: &str, size| End { choice: Choice::Report(name.to_owned()), size };
        for report in &self.reports {
            let cause = Cause::Report { name: report.name.clone() };
            match self.size_in(report) {
                Ok(size) => {
                    let own = end(self.market.publisher(), ranking.forecast.clone());
                    ranking.add(cause, lower_first([own, end(&report.name, size)]));
                }
                Err(reason) => ranking.left_out.push(LeftOut { cause, reason }),
            }
        }
    }

    /// Returns the size that another report forecasts.
    fn size_in(&self, report: &Report<'_>) -> Result<Traced<Money>, NoSize> {
        let horizon = report.market.horizon();
        if !horizon.contains(self.year) {
            return Err(NoSize::OtherYears { first: horizon.first(), last: horizon.last() });
        }
        let size = Trajectory::published(report.market, self.follow)
            .and_then(|other| other.expressed(&report.denomination).traced(self.year));
        size.map_err(|fault| NoSize::Fault(fault.into()))
    }

    /// Adds the intervals for the base and the growth rate.
    pub(super) fn add_intervals(&self, ranking: &mut Ranking) -> Result<(), Error> {
        if let Some(base) = &self.base {
            let year = self.market.base().year;
            ranking.add(Cause::Base { year }, both(base.ends(), |base| self.at_base(base))?);
        }
        if let Some(cagr) = &self.cagr {
            ranking.add(Cause::Cagr, both(cagr.ends(), |rate| self.at_rate(rate))?);
        }
        Ok(())
    }

    /// Returns the size from another base. Each year keeps its growth.
    fn at_base(&self, base: &Money) -> Result<End, Error> {
        let scenario = Scenario { base: Some(base.clone()), ..self.scenario() };
        let trajectory = scenario.trajectory(self.market)?;
        let base = Traced::given(base.clone(), Given { input: Input::Base, scenario: None });
        self.end(Choice::Size(base), &trajectory)
    }

    /// Returns the size at another growth rate from the base year on.
    fn at_rate(&self, rate: &GrowthRate) -> Result<End, Error> {
        let scenario = Scenario { outlook: Outlook::Cagr(rate.clone()), ..self.scenario() };
        let trajectory = scenario.trajectory(self.market)?;
        self.end(Choice::Rate(trajectory.traced_onward().clone()), &trajectory)
    }

    fn scenario(&self) -> Scenario {
        Scenario { follow: self.follow, ..Scenario::default() }
    }
}
