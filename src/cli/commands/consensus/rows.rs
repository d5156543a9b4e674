//! The rows of `consensus`: a size for each report and year, and the statistics of each year.

use aiinfra::consensus::{Member, Summary, Survey};
use aiinfra::{Cell, Column, Grid, Money, Ratio, Totals, Traced, View};

use crate::cli::args::columns::rated;
use crate::cli::args::global::Session;

/// The reports and the statistics.
pub(super) struct Rows<'a> {
    pub(super) survey: &'a Survey,
    pub(super) summaries: &'a [Summary],
    pub(super) session: &'a Session,
}

/// A statistic in the rows after the reports: the size, its distance from the median, and the spread.
type Statistic = (&'static str, fn(&Summary) -> [Cell; 3]);

/// The statistics, in the order of the rows.
const STATISTICS: &[Statistic] = &[
    ("Lowest", |year| size(&year.lowest, year)),
    ("Lower quartile", |year| size(&year.lower_quartile, year)),
    ("Median", |year| [Cell::from(&year.median), Cell::Empty, Cell::Empty]),
    ("Upper quartile", |year| size(&year.upper_quartile, year)),
    ("Highest", |year| size(&year.highest, year)),
    ("Interquartile range", |year| {
        [Cell::from(&year.quartile_distance), Cell::Empty, Cell::from(&year.spread)]
    }),
];

/// The names of the statistics.
pub(super) fn statistics() -> impl Iterator<Item = &'static str> {
    STATISTICS.iter().map(|(name, _)| *name)
}

/// The index of the column with sizes, by which people see the reports sorted.
const SIZE: usize = 3;

fn size(size: &Traced<Money>, year: &Summary) -> [Cell; 3] {
    let distance: Traced<Ratio> = size.change(&year.median);
    [Cell::from(size), Cell::from(&distance), Cell::Empty]
}

impl Rows<'_> {
    /// The columns of the reports.
    pub(super) fn columns(&self) -> Vec<Column> {
        vec![
            Column::text("report", "Publisher").series(),
            Column::text("edition", "Edition"),
            Column::year(),
            self.session.money("value"),
            Column::percent("from_median", "From median").minor(),
            Column::percent("spread", "Spread").minor(),
            Column::text("check", "Check"),
            Column::text("size_basis", "Basis"),
        ]
    }

    /// The rows of the reports, with an empty size for years that a report doesn't cover.
    pub(super) fn of_reports(&self) -> Vec<Vec<Cell>> {
        let members = self.survey.members.iter().enumerate();
        members.flat_map(|(at, member)| self.of_report(at, member)).collect()
    }

    fn of_report(&self, at: usize, member: &Member) -> Vec<Vec<Cell>> {
        let row = |summary: &Summary| {
            let forecast = summary.forecast_of(at);
            vec![
                Cell::Text(member.name().to_owned()),
                member
                    .report()
                    .market
                    .edition()
                    .map_or(Cell::Empty, |edition| Cell::Text(edition.to_string())),
                Cell::Year(summary.year),
                Cell::from(forecast.map(|forecast| &forecast.size)),
                Cell::from(forecast.map(|forecast| &forecast.distance)),
                Cell::Empty,
                rated(member.status()),
                basis(forecast.map(|forecast| &forecast.size)),
            ]
        };
        self.summaries.iter().map(row).collect()
    }

    /// The rows of the reports and of the statistics.
    pub(super) fn with_statistics(&self) -> Totals {
        let mut rows = self.of_reports();
        for (name, cells) in STATISTICS {
            rows.extend(self.summaries.iter().map(|summary| {
                let [size, distance, spread] = cells(summary);
                let name = Cell::Text((*name).to_owned());
                let year = Cell::Year(summary.year);
                vec![name, Cell::Empty, year, size, distance, spread, Cell::Empty, Cell::Empty]
            }));
        }
        Totals { series: self.survey.members.len() + STATISTICS.len(), rows: rows.into() }
    }

    /// What people see of a single year: the reports from the highest size to the lowest, and then the statistics.
    pub(super) fn view(&self) -> View {
        let mut rows = self.of_reports();
        rows.sort_by_key(|row| match row.get(SIZE) {
            Some(Cell::Figure(figure)) => std::cmp::Reverse(Some(figure.number())),
            _ => std::cmp::Reverse(None),
        });
        let statistics = self.with_statistics().rows;
        let reports = rows.len();
        rows.extend(statistics.iter().skip(reports).filter_map(|row| Some(row.ok()?.to_vec())));
        let columns = self.columns().into_iter().enumerate();
        // The year is in the notes, and so is the spread.
        let is_shown =
            |(_, column): &(usize, Column)| !["year", "spread_pct"].contains(&column.key.as_str());
        View::Chosen { columns: columns.filter(is_shown).collect(), rows: rows.into() }
    }

    /// The currency and the unit of the amounts, as headings have them.
    pub(super) fn unit(&self) -> String {
        self.session.money("value").label
    }

    /// A row for each year, with its statistics.
    pub(super) fn summary(&self) -> Grid {
        let money = |what: &str, label: &str| self.session.money_of(what, label);
        let columns = vec![
            Column::year(),
            Column::number("reports", "Reports"),
            money("min", "Lowest").bound(),
            money("p25", "Lower quartile").bound(),
            money("median", "Median").bound(),
            money("p75", "Upper quartile").bound(),
            money("max", "Highest").bound(),
            Column::percent("spread", "Spread"),
        ];
        let rows: Vec<Vec<Cell>> = self.summaries.iter().map(summary).collect();
        Grid { caption: None, columns, rows: rows.into() }
    }
}

fn summary(summary: &Summary) -> Vec<Cell> {
    vec![
        Cell::Year(summary.year),
        Cell::Exact(summary.count().derivation()),
        Cell::from(&summary.lowest),
        Cell::from(&summary.lower_quartile),
        Cell::from(&summary.median),
        Cell::from(&summary.upper_quartile),
        Cell::from(&summary.highest),
        Cell::from(&summary.spread),
    ]
}

/// Whether the report prints the size, as a word.
fn basis(size: Option<&Traced<Money>>) -> Cell {
    size.map_or(Cell::Empty, |size| Cell::Text(size.basis().name().to_owned()))
}
