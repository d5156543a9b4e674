//! `aiinfra batch`

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::slice;
use std::thread;

use aiinfra::batch::{self, Answer, Batch, FaultyRow, Header, Options, Syntax, Trouble};
use aiinfra::render::{FORMATS, Format, USUAL_DIGITS};
use aiinfra::wording::{self, Names};
use aiinfra::{
    Cell, Column, Error, Follow, Horizon, Layout, Note, RowsNote, Scale, Scenario, Trajectory,
    Unit, Year,
};
use clap::{Arg, Args, ColorChoice};

use super::{ArgumentsSpec, CommandSpec, Group, Reply, Run};
use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{check_ends, one_of, parsed};
use crate::cli::args::terms;
use crate::cli::failure::Failure;
use crate::cli::io::destination::{Destination, Reading};
use crate::cli::io::input;
use crate::cli::io::output;
use crate::cli::io::progress::Progress;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "batch",
    group: Group::WhatIf,
    summary: "scenarios by the million",
    about: "Millions of scenarios: CSV in, the same CSV with their sizes out",
    arguments: ArgumentsSpec::of::<Arguments>(),
};

const EXAMPLES: &str = "  printf 'scenario,cagr\\nbear,20\\nbull,33\\n' | aiinfra batch --digits 2
  printf 'base;target\\n51;2030=300\\n' | aiinfra batch --from 2029 --layout long
  printf 'cagr\\n20\\n33\\n' | aiinfra batch --on-error skip --format ndjson";

const REMARKS: &str = "\
The file needs at least one of the columns base (a size in the base year), cagr (percent per year), target (a size, \
or YEAR=SIZE), growth (2027=5;2028=7, or 2025..2028=35), actual (2025=62;2026=80bn) and shape (steps, fade=10 or \
ceiling=600bn). A row has cagr, target or \
neither; an empty cell takes the report's own figure. In growth and actual, a semicolon, | or a blank separates years. \
Other columns are copied unchanged, and empty lines are dropped. For a spreadsheet (--excel, --decimal-comma), a cell \
that would run as a formula gets an apostrophe.
Numbers have a decimal point, or with --decimal-comma a comma. A size without a unit is in the report's unit, \
whatever --unit says.
The output is csv with the separator of the input (with --decimal-comma, semicolons), tsv or ndjson.";

#[derive(Args)]
#[command(before_help = EXAMPLES, after_help = REMARKS)]
struct Arguments {
    /// Scenarios in CSV with a header; - or nothing reads stdin
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    file: PathBuf,

    /// Show years from this one
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    from: Option<Year>,

    /// Show years up to this one
    #[arg(long, value_name = "YEAR", value_parser = parsed::<Year>)]
    to: Option<Year>,

    /// Separator between cells: a character, or tab [default: the header's comma, semicolon or tab]
    #[arg(long, value_name = "CHAR", allow_hyphen_values = true, value_parser = delimiter)]
    delimiter: Option<u8>,

    /// For rows with neither cagr nor target: follow the published sizes, or the stated CAGR
    #[arg(long, alias = "path", default_value = "sizes", value_parser = one_of(Follow::ALL.iter().copied(), Follow::names))]
    follow: Follow,

    /// At a row that cannot be answered: stop and exit 2, or skip the row, report it at the end, exit 1
    #[arg(long, default_value = "stop", value_parser = one_of(OnError::ALL, OnError::names))]
    on_error: OnError,

    /// Number of threads, 1 to 64; the output is the same [default: one per core, up to 8]
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OnError {
    Stop,
    Skip,
}

impl OnError {
    const ALL: [Self; 2] = [Self::Stop, Self::Skip];

    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Stop => &["stop"],
            Self::Skip => &["skip"],
        }
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte]
            if byte.is_ascii_punctuation()
                && !matches!(byte, b'"' | b'.' | b'-' | b'+' | b'=' | b'%') =>
        {
            Ok(*byte)
        }
        _ => Err("expected one character that is not part of a number, such as ; or |, or tab"
            .to_owned()),
    }
}

const MOST_THREADS: usize = 64;

fn threads(text: &str) -> Result<usize, String> {
    let threads = text.parse().ok().filter(|threads| (1..=MOST_THREADS).contains(threads));
    threads.ok_or_else(|| format!("expected a whole number from 1 to {MOST_THREADS}"))
}

/// More threads would wait for the one that writes.
const USUAL_THREADS: usize = 8;

const EXPECTED: &str =
    "a CSV file with at least one of the columns base, cagr, target, growth, actual and shape";

/// The names of a layout. Version 1 called a row for each year tidy.
const fn layout_names(layout: Layout) -> &'static [&'static str] {
    match layout {
        Layout::Wide => &["wide"],
        _ => &["long", "tidy"],
    }
}

/// The formats that can be written row by row.
fn formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|format| matches!(format.name, "csv" | "tsv" | "ndjson"))
}

impl Run for Arguments {
    fn keeps_terms(&self) -> Option<&'static str> {
        Some("the rows are in the report's own terms")
    }

    fn narrowed(argument: Arg) -> Arg {
        let argument = terms::hidden(argument);
        match argument.get_id().as_str() {
            "format" => argument
                .help("Output format [default: csv with the input's separator, or the extension of the output file]")
                .value_parser(one_of(formats(), |format| slice::from_ref(&format.name))),
            "digits" => argument.help("Decimals, 0 to 20 [default: full precision]"),
            "verbose" => argument.help("Print notes to stderr"),
            // Its notes are always full, and it draws no charts.
            "notes" | "scale" | "width" | "height" | "ascii" => argument.hide(true),
            "layout" => argument
                .help("A column for each year, or a row for each [default: wide]")
                .value_parser(one_of([Layout::Wide, Layout::Long], layout_names)),
            _ => argument,
        }
    }

    fn inputs(&self) -> Vec<&Path> {
        vec![&self.file]
    }

    fn run(&self, global: &Global) -> Result<Reply, Failure> {
        if let Some(option) = global.picture.first() {
            return Err(Failure::OnlyRows { option });
        }
        if global.reads_stdin() && input::is_stdin(&self.file) {
            return Err(Failure::StdinTwice);
        }
        if input::is_stdin(&self.file) && io::stdin().is_terminal() {
            output::tell(&[
                "Reading scenarios from the keyboard; press Ctrl-D to finish.".to_owned()
            ]);
        }
        let session = global.session()?;
        let (mut blocks, stamp) = input::open(&self.file, EXPECTED)?;
        let header = blocks
            .header(self.delimiter)
            .map_err(|trouble| self.trouble(trouble, 1))?
            .ok_or_else(|| input::unreadable(&self.file, "it is empty", EXPECTED))?;
        let options = self.options(global, session.scale.unit, &header)?;
        // Check the options first: an error in them must not be reported as one in the file.
        check_ends(self.from, self.to, session.market.forecast_period())?;
        let years = options.years(&session.market)?;
        let own = Scenario { follow: self.follow, ..Scenario::default() };
        let own = own.trajectory(&session.market)?;
        let explanation =
            if global.explain { explanation(&own, years, &session)? } else { Vec::new() };
        let at_file = |error| Failure::at(input::name(&self.file), error);
        let contradiction = session.contradiction().map(Note::from);
        let batch = Batch::new(&header, session.market, &options).map_err(at_file)?;
        let warnings: Vec<String> = batch.look_alikes().iter().map(ToString::to_string).collect();
        output::tell(&warnings);
        let notes = if global.verbose { batch.notes()? } else { Vec::new() };
        let notes: Vec<Note> = contradiction.into_iter().chain(notes).collect();
        let mut writer = Writer::new(self, global, header.lines())?;
        let mut ended = writer.write(batch.header());
        if ended.is_continue() {
            let run = batch::run(&batch, blocks, self.threads(), |rows| writer.take(rows));
            ended = match run {
                Ok(ended) => ended,
                Err(trouble) => {
                    writer.tell_faults();
                    ControlFlow::Break(End::Failure(self.trouble(trouble, writer.lines + 1)))
                }
            };
        }
        match ended {
            ControlFlow::Break(End::Failure(failure)) => Err(failure),
            ControlFlow::Break(End::Unread) => Ok(Reply::Written { is_whole: true }),
            ControlFlow::Continue(()) => {
                stamp.check(&self.file).inspect_err(|_| writer.tell_faults())?;
                let is_whole = writer.finish()?;
                output::tell(&explanation);
                output::tell_notes(&notes, &Scale { digits: USUAL_DIGITS, ..session.scale });
                Ok(Reply::Written { is_whole })
            }
        }
    }
}

/// Returns how rows are computed, with and without their own growth.
fn explanation(
    own: &Trajectory,
    years: Horizon,
    session: &Session,
) -> Result<Vec<String>, Failure> {
    let row = |year: Year| Ok(vec![Cell::Year(year), Cell::from(&own.traced(year)?)]);
    let rows = years.years().map(row).collect::<Result<aiinfra::Rows, Error>>()?;
    let columns = vec![Column::year(), session.money("value")];
    let note = Note::Rows(RowsNote::Formulas { base_year: session.market.base().year });
    let names = Names::Options.into();
    let mut lines = vec![wording::note(&note, &session.scale, names)];
    let table = session.table(columns, rows, [note]);
    lines.extend(wording::explanation(&table, session.scale.digits, names)?);
    Ok(lines)
}

impl Arguments {
    fn options(&self, global: &Global, unit: Unit, header: &Header) -> Result<Options, Failure> {
        let syntax = match output::format(global)?.map(|format| format.name) {
            None => Syntax::AsRead,
            // A CSV file may have semicolons, but not tabs.
            Some("csv") if global.decimal_comma => Syntax::Separated(b';'),
            Some("csv") if header.separator() == b'\t' => Syntax::Separated(b','),
            Some("csv") => Syntax::AsRead,
            Some("tsv") => Syntax::Separated(b'\t'),
            Some("ndjson") => Syntax::Json,
            Some(format) => return Err(Failure::NotStreamed { format }),
        };
        Ok(Options {
            follow: self.follow,
            from: self.from,
            to: self.to,
            layout: match global.layout {
                None | Some(Layout::Wide) => batch::Layout::Wide,
                Some(_) => batch::Layout::Long,
            },
            syntax,
            unit: Some(unit),
            digits: global.digits,
            decimal_comma: global.decimal_comma,
            excel: global.excel,
            skips_faults: self.on_error == OnError::Skip,
        })
    }

    fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(|| cores().min(USUAL_THREADS))
    }

    fn trouble(&self, trouble: Trouble, line: u64) -> Failure {
        match trouble {
            Trouble::Input(fault) => input::unreadable(&self.file, &fault.to_string(), EXPECTED),
            Trouble::Endless | Trouble::Open => {
                Failure::Endless { file: input::name(&self.file), line, fault: trouble.to_string() }
            }
        }
    }
}

/// Why a run ended early.
enum End {
    /// The reader closed the pipe.
    Unread,
    Failure(Failure),
}

/// Writes and counts rows.
struct Writer {
    file: String,
    destination: Destination,
    progress: Progress,
    color: ColorChoice,
    skips_faults: bool,
    decimal_comma: bool,
    lines: u64,
    rows: u64,
    left_out: u64,
    faults: Vec<Failure>,
}

impl Writer {
    /// Starts to write; `lines` is the number of lines in the header.
    fn new(arguments: &Arguments, global: &Global, lines: u64) -> Result<Self, Failure> {
        let destination = Destination::open(global)?.for_rows();
        Ok(Self {
            file: input::name(&arguments.file),
            progress: Progress::new(destination.is_stdout()),
            destination,
            color: global.color(),
            skips_faults: arguments.on_error == OnError::Skip,
            decimal_comma: global.decimal_comma,
            lines,
            rows: 0,
            left_out: 0,
            faults: Vec::new(),
        })
    }

    fn write(&mut self, bytes: &[u8]) -> ControlFlow<End> {
        match self.destination.write(bytes) {
            Ok(Reading::On) => ControlFlow::Continue(()),
            Ok(Reading::Stopped) => ControlFlow::Break(End::Unread),
            Err(failure) => ControlFlow::Break(End::Failure(failure)),
        }
    }

    /// Writes the rows of a block. The first one with an error ends the run, unless such rows are skipped.
    fn take(&mut self, rows: &mut Answer) -> ControlFlow<End> {
        self.write(rows.as_bytes())?;
        let mut faults =
            std::mem::take(&mut rows.faults).into_iter().map(|FaultyRow { line, error }| {
                let place = format!("{}: line {}", self.file, self.lines + line);
                Failure::in_row(place, error, self.decimal_comma)
            });
        if self.skips_faults {
            self.faults.extend(faults.take(Answer::MOST_FAULTS - self.faults.len()));
        } else if let Some(failure) = faults.next() {
            self.progress.finish();
            return ControlFlow::Break(End::Failure(failure));
        }
        self.lines += rows.lines;
        self.rows += rows.rows;
        self.left_out += rows.left_out;
        self.progress.add(rows.read, rows.rows);
        ControlFlow::Continue(())
    }

    fn tell_faults(&mut self) {
        self.progress.finish();
        self.faults.iter().for_each(|fault| fault.report(self.color));
    }

    /// Reports skipped rows. Returns whether there are none.
    fn finish(mut self) -> Result<bool, Failure> {
        self.tell_faults();
        self.destination.finish()?;
        if self.left_out > 0 {
            let (left_out, every) = (self.left_out, self.left_out + self.rows);
            let is_more = self.left_out > Answer::MOST_FAULTS as u64;
            let more = if is_more { "; the first ten are listed above" } else { "" };
            Failure::LeftOut { file: self.file, left_out, every, more }.report(self.color);
        }
        Ok(self.left_out == 0)
    }
}
