//! `aiinfra check`

use aiinfra::audit::{self, Finding, Rule, Status, Value};
use aiinfra::{Cell, Column, Grid, Rows, Table, Tone};
use clap::Args;

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
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
        let findings = audit::check(&session.market, &session.scale)?;
        let limit = if self.strict { Status::Warn } else { Status::Fail };
        let is_no = findings.iter().any(|finding| finding.status >= limit);
        let table = Table {
            grid: Some(grid(&findings)),
            ..session.table(
                ["rule", "status", "subject", "stated", "computed", "detail"]
                    .map(|key| Column::text(key, key))
                    .into(),
                findings.iter().map(|finding| row(finding, session)).collect::<Rows>(),
                notes(&findings, self.strict, session),
            )
        };
        Ok(if is_no { Reply::No(table) } else { Reply::Table(table) })
    }
}

fn row(finding: &Finding, session: &Session) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        text(finding.rule.name()),
        rated(finding.status),
        text(&finding.subject),
        value(&finding.stated, session),
        value(&finding.computed, session),
        text(&finding.detail),
    ]
}

fn value(value: &Value, session: &Session) -> Cell {
    match value {
        Value::None => Cell::Empty,
        Value::Printed(percent) => Cell::Printed(percent.clone()),
        Value::Percent(percent) => Cell::Number(percent.clone()),
        Value::Size(size) => Cell::Number(size.in_unit(session.scale.unit)),
        Value::Text(text) => Cell::Text(text.clone()),
    }
}

fn rated(status: Status) -> Cell {
    let tone = match status {
        Status::Pass => Tone::Good,
        Status::Note => Tone::Notable,
        Status::Warn => Tone::Doubtful,
        Status::Fail => Tone::Bad,
    };
    Cell::Rated { text: status.name().to_owned(), tone }
}

/// For people, who find both values in the sentence.
fn grid(findings: &[Finding]) -> Grid {
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |finding: &Finding| {
        vec![rated(finding.status), text(finding.rule.name()), text(&finding.detail)]
    };
    Grid {
        columns: vec![
            Column::text("status", "Status"),
            Column::text("rule", "Rule").minor(),
            Column::text("detail", "Finding"),
        ],
        rows: findings.iter().map(row).collect(),
    }
}

fn notes(findings: &[Finding], strict: bool, session: &Session) -> Vec<String> {
    let count =
        |status: &Status| findings.iter().filter(|finding| finding.status == *status).count();
    let counts: Vec<String> =
        Status::ALL.iter().map(|status| format!("{} {}", count(status), status.name())).collect();
    let strictly = if strict { "; warnings count as failures (strict)" } else { "" };
    let all = match findings.len() {
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    let mut notes = vec![format!("{all}: {}{strictly}.", counts.join(", "))];
    let is_found = |rule: &Rule| findings.iter().any(|finding| finding.rule == *rule);
    let unasked: Vec<&str> =
        Rule::ALL.iter().filter(|rule| !is_found(rule)).map(|rule| rule.name()).collect();
    if !unasked.is_empty() {
        notes.push(format!("Nothing found, or no figures to check, for: {}.", unasked.join(", ")));
    }
    notes.push("Each figure stands for every value that rounds to it as printed.".to_owned());
    notes.push(session.market.citation());
    notes
}
