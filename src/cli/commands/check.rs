//! `aiinfra check`

use aiinfra::audit::{self, Finding, Rule, Status, Value};
use aiinfra::scenario::source;
use aiinfra::wording::{self, Names};
use aiinfra::{Cell, CheckNote, Column, Market, Note, Origin, Rows, Scale, Table, Tone, View};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::Global;
use crate::cli::failure::Failure;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "check",
    group: Group::Report,
    summary: "do the figures agree?",
    about: "Do the report's figures agree with each other?",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  aiinfra check
  aiinfra check --data straits.toml
  aiinfra check --format csv";

const REMARKS: &str = "\
fail: two figures contradict each other. warn: use them with care. note: good to know. pass: they agree.
The exit code is 1 where one fails.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// Count warnings as failures
    #[arg(long)]
    strict: bool,
}

impl Run for Arguments {
    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        let session = &global.session()?;
        let findings = audit::check(&session.market)?;
        let limit = if self.strict { Status::Warn } else { Status::Fail };
        let is_no = findings.iter().any(|finding| finding.status >= limit);
        let table = Table {
            view: view(),
            ..session.table(
                columns(),
                findings.iter().map(|finding| row(finding, &session.scale)).collect::<Rows>(),
                notes(&findings, self.strict, &session.market),
            )
        };
        Ok(if is_no { Reply::No(table) } else { Reply::Table(table) })
    }
}

fn row(finding: &Finding, scale: &Scale) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        text(finding.rule.name()),
        rated(finding.status),
        text(&finding.subject),
        value(&finding.stated),
        value(&finding.computed),
        Cell::Text(wording::finding(finding, scale, Names::Options.into())),
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

fn rated(status: Status) -> Cell {
    let tone = match status {
        Status::Pass => Tone::Good,
        Status::Note => Tone::Notable,
        Status::Warn => Tone::Doubtful,
        _ => Tone::Bad,
    };
    Cell::Rated { text: status.name().to_owned(), tone }
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

/// For people, who find both values in the sentence.
fn view() -> View {
    View::Chosen(vec![
        (1, Column::text("status", "Status")),
        (0, Column::text("rule", "Rule").minor()),
        (5, Column::text("detail", "Finding")),
    ])
}

fn notes(findings: &[Finding], is_strict: bool, market: &Market) -> Vec<Note> {
    let count = |status: &Status| {
        let alike = findings.iter().filter(|finding| finding.status == *status);
        (*status, alike.count())
    };
    let counts = Status::ALL.iter().map(count).collect();
    let is_found = |rule: &&Rule| findings.iter().any(|finding| finding.rule == **rule);
    let unasked: Vec<Rule> = Rule::ALL.iter().filter(|rule| !is_found(rule)).copied().collect();
    let mut notes = vec![Note::Check(CheckNote::Findings { counts, is_strict })];
    if !unasked.is_empty() {
        notes.push(Note::Check(CheckNote::Unasked(unasked)));
    }
    notes.extend([Note::Check(CheckNote::Bands), source(market).into()]);
    notes
}
