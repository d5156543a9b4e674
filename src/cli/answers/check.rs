//! Whether the report's figures agree with each other.

use aiinfra::audit::{Finding, Rule, Status, Value};
use aiinfra::scenario::source;
use aiinfra::wording::{self, Names};
use aiinfra::{Cell, CheckNote, Column, Market, Note, Origin, Rows, Scale, Table, View};

use crate::cli::args::columns::rated;
use crate::cli::args::global::Session;

/// How findings are shown.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    /// Whether warnings count as failures.
    pub(crate) is_strict: bool,
    /// Whether people see every pass.
    pub(crate) is_verbose: bool,
    /// How inputs are named.
    pub(crate) names: Names,
}

/// Returns the findings about the session's market.
pub(crate) fn table(session: &Session, findings: &[Finding], shown: Shown) -> Table {
    let rows = |findings: &mut dyn Iterator<Item = &Finding>| {
        findings.map(|finding| row(finding, &session.scale, shown.names)).collect::<Rows>()
    };
    // The worst finding comes last, where a terminal keeps it in sight; passes go into a note.
    let has_news = findings.iter().any(|finding| finding.status > Status::Pass);
    let shows_passes = shown.is_verbose || !has_news;
    let is_shown = |finding: &&Finding| shows_passes || finding.status > Status::Pass;
    let mut in_view: Vec<&Finding> = findings.iter().filter(is_shown).collect();
    in_view.sort_by_key(|finding| finding.status);
    let view = view(rows(&mut in_view.into_iter()));
    let table = session.table_without_notes(columns(), rows(&mut findings.iter()));
    let notes = notes(findings, shown.is_strict, shows_passes, &session.market);
    Table { view, notes, ..table }
}

fn row(finding: &Finding, scale: &Scale, names: Names) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        text(finding.rule.name()),
        rated(finding.status),
        text(&finding.subject),
        value(&finding.stated),
        value(&finding.computed),
        Cell::Text(wording::finding(finding, scale, names.into())),
    ]
}

fn value(value: &Value) -> Cell {
    match value {
        Value::Printed(figure) => match figure.origin() {
            Origin::Published(citation) => Cell::Printed(citation.figure.digits().to_owned()),
            _ => Cell::Figure(figure.clone()),
        },
        Value::Figure(figure) => Cell::Figure(figure.clone()),
        Value::Text(text) => Cell::Text(text.clone()),
        _ => Cell::Empty,
    }
}

fn columns() -> Vec<Column> {
    let text = |key: &str| Column::text(key, key);
    vec![
        text("rule").series(),
        text("status"),
        text("subject").series(),
        text("stated").measure(),
        text("computed").measure(),
        text("detail"),
    ]
}

/// The view for people. Its sentences contain both values.
fn view(rows: Rows) -> View {
    let columns = vec![
        (1, Column::text("status", "Status")),
        (0, Column::text("rule", "Rule").minor()),
        (5, Column::text("detail", "Finding")),
    ];
    View::Chosen { columns, rows }
}

fn notes(findings: &[Finding], is_strict: bool, shows_passes: bool, market: &Market) -> Vec<Note> {
    let with = |status: Status| findings.iter().filter(move |finding| finding.status == status);
    let counts = Status::ALL.iter().map(|status| (*status, with(*status).count())).collect();
    let is_found = |rule: &&Rule| findings.iter().any(|finding| finding.rule == **rule);
    let unasked: Vec<Rule> = Rule::ALL.iter().filter(|rule| !is_found(rule)).copied().collect();
    let passes = |rule: &Rule| {
        let count = with(Status::Pass).filter(|finding| finding.rule == *rule).count();
        (*rule, count)
    };
    let passes: Vec<(Rule, usize)> =
        Rule::ALL.iter().map(passes).filter(|(_, count)| *count > 0).collect();
    let mut notes = Vec::new();
    if !unasked.is_empty() {
        notes.push(Note::Check(CheckNote::Unasked(unasked)));
    }
    notes.extend([Note::Check(CheckNote::Bands), source(market).into()]);
    if !passes.is_empty() && !shows_passes {
        notes.push(Note::Check(CheckNote::Passes(passes)));
    }
    // The last line stays in sight.
    notes.push(Note::Check(CheckNote::Findings { counts, is_strict }));
    notes
}
