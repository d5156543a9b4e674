//! The function `batch`.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::thread;

use aiinfra::batch::{Answer, Batch, Blocks, FaultyRow, Layout, LookAlike, Options, Trouble, run};
use aiinfra::error::{Fault, Place};
use aiinfra::{Error, Follow, Input};
use pyo3::exceptions::PyValueError;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyAnyMethods, PyBytes, PyMemoryView};
use pyo3::{Bound, PyAny, PyErr, PyRef, PyResult, Python, pyfunction};

use crate::error::{at, value_error, warn};
use crate::market::Market;
use crate::values::{Value, chosen, unit as unit_of, whole};

const EXPECTED: &str =
    "rows with at least one of the columns base, cagr, target, growth, actual and shape";

const USUAL_THREADS: usize = 8;

/// Millions of scenarios: rows with a header in, the same rows with their sizes out, as the command `aiinfra batch` has
/// them, byte for byte.
///
/// `data` is CSV in bytes, or in any object with the buffer protocol, with at least one of the columns `base`, `cagr`,
/// `target`, `growth`, `actual` and `shape`. `digits` is the number of decimals, by default all. With `layout="long"`,
/// each year has a row. `separator` is that of the cells, by default the header's comma, semicolon or tab. `from_` and
/// `to` are the first and the last year, and `unit` is that of the sizes. `follow` says what rows without a growth rate
/// follow: the published `"sizes"` or the stated `"cagr"`. With `skip_errors=True`, rows with errors are left out and
/// the first ten are a warning. The interpreter is not locked meanwhile, and the rows are divided among `threads`, by
/// default one for each core, up to eight.
///
/// >>> aiinfra.batch(b"base,cagr\n50,30\n", digits=1, to=2026)
/// b'base,cagr,2024,2025,2026\n50,30,50.0,65.0,84.5\n'
/// >>> aiinfra.batch(b"cagr\nlots\n")
/// Traceback (most recent call last):
/// ValueError: line 2: cagr: growth rate `lots`: expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%
#[pyfunction]
#[pyo3(signature = (data, *, digits=None, layout="wide", separator=None, from_=None, to=None, follow="sizes", unit=None, skip_errors=false, market=None, threads=None))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn batch<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    digits: Option<i64>,
    layout: &str,
    separator: Option<&str>,
    from_: Option<Value>,
    to: Option<Value>,
    follow: &str,
    unit: Option<&str>,
    skip_errors: bool,
    market: Option<PyRef<'py, Market>>,
    threads: Option<i64>,
) -> PyResult<Bound<'py, PyBytes>> {
    let market = Market::or_embedded(market)?;
    let first = from_.map(|year| year.parse(Input::From)).transpose()?;
    let last = to.map(|year| year.parse(Input::To)).transpose()?;
    let options = Options {
        digits: digits.map(|digits| whole("digits", digits, 0..=20)).transpose()?,
        follow: chosen("follow", follow, Follow::ALL, Follow::name)?,
        from: first,
        to: last,
        layout: chosen("layout", layout, Layout::ALL, Layout::name)?,
        unit: unit.map(unit_of).transpose()?,
        skips_faults: skip_errors,
        ..Options::default()
    };
    let separator = separator.map(delimiter).transpose()?;
    let threads = threads_of(threads)?;
    let input = bytes(data)?;
    let answered = py.detach(|| answer(input, market, &options, separator, threads))?;
    answered.warn(py)?;
    Ok(PyBytes::new(py, &answered.bytes))
}

/// Returns the bytes of any object with the buffer protocol.
fn bytes(data: &Bound<'_, PyAny>) -> PyResult<PyBackedBytes> {
    match data.cast::<PyBytes>() {
        Ok(bytes) => Ok(bytes.clone().into()),
        // The protocol itself is not part of the stable interface of Python 3.10.
        Err(_) => PyMemoryView::from(data)?.call_method0("tobytes")?.extract().map_err(PyErr::from),
    }
}

fn delimiter(text: &str) -> PyResult<u8> {
    match text.as_bytes() {
        b"\t" => Ok(b'\t'),
        [byte] if byte.is_ascii_punctuation() && !b"\".-+=%".contains(byte) => Ok(*byte),
        _ => Err(PyValueError::new_err(format!(
            "separator='{text}': expected one character that is not part of a number, such as ; or |, or a tab"
        ))),
    }
}

/// By default, one for each core. More threads would wait for the one that delivers.
pub(crate) fn threads_of(given: Option<i64>) -> PyResult<usize> {
    let usual = || thread::available_parallelism().map_or(1, usize::from).min(USUAL_THREADS);
    given.map_or_else(|| Ok(usual()), |threads| whole("threads", threads, 1..=64))
}

/// The answer to all rows.
#[derive(Default)]
struct Answered {
    bytes: Vec<u8>,
    look_alikes: Vec<LookAlike>,
    lines: u64,
    rows: u64,
    left_out: u64,
    /// The first errors.
    faults: Vec<String>,
}

fn answer(
    input: PyBackedBytes,
    market: aiinfra::Market,
    options: &Options,
    separator: Option<u8>,
    threads: usize,
) -> PyResult<Answered> {
    let mut answered = Answered::default();
    let length = input.len();
    let mut blocks = Blocks::new(Cursor::new(input));
    let header = blocks.header(separator).map_err(|trouble| unread(&trouble, 1))?;
    let header =
        header.ok_or_else(|| PyValueError::new_err(format!("no rows: expected {EXPECTED}")))?;
    for (input, year) in [(Input::From, options.from), (Input::To, options.to)] {
        if let Some(year) = year {
            market.forecast_period().check(year).map_err(at(input))?;
        }
    }
    let batch = Batch::new(&header, market, options).map_err(value_error)?;
    answered.look_alikes = batch.look_alikes().to_vec();
    answered.bytes.reserve(2 * length);
    answered.bytes.extend_from_slice(batch.header());
    answered.lines = header.lines();
    let (caller, mut delivered) = (thread::current().id(), 0_u64);
    let ended = run(&batch, blocks, threads, |rows| {
        answered.add(rows, options.skips_faults)?;
        delivered += 1;
        // Ctrl-C. To attach to the interpreter takes time if other threads are using it.
        if delivered.is_multiple_of(100) && thread::current().id() == caller {
            Python::attach(|py| py.check_signals())
                .map_or_else(ControlFlow::Break, ControlFlow::Continue)?;
        }
        ControlFlow::Continue(())
    });
    match ended {
        Ok(ControlFlow::Continue(())) => Ok(answered),
        Ok(ControlFlow::Break(error)) => Err(error),
        Err(trouble) => Err(unread(&trouble, answered.lines + 1)),
    }
}

fn unread(trouble: &Trouble, line: u64) -> PyErr {
    PyValueError::new_err(format!("line {line}: {trouble}"))
}

impl Answered {
    fn add(&mut self, rows: &mut Answer, skips_faults: bool) -> ControlFlow<PyErr> {
        self.bytes.extend_from_slice(rows.as_bytes());
        for FaultyRow { line, error } in rows.faults.drain(..) {
            let place = Place::Line(self.lines + line);
            let error: Error = Fault::Placed { place, error }.into();
            if !skips_faults {
                return ControlFlow::Break(PyValueError::new_err(error.to_string()));
            }
            if self.faults.len() < Answer::MOST_FAULTS {
                self.faults.push(error.to_string());
            }
        }
        self.lines += rows.lines;
        self.rows += rows.rows;
        self.left_out += rows.left_out;
        ControlFlow::Continue(())
    }

    /// Warns of columns that are not read, and of skipped rows.
    fn warn(&self, py: Python<'_>) -> PyResult<()> {
        for column in &self.look_alikes {
            warn(py, &column.to_string())?;
        }
        if self.left_out == 0 {
            return Ok(());
        }
        let every = self.left_out + self.rows;
        let skipped = format!("skipped {} of {every} rows", self.left_out);
        let text: Vec<String> = self.faults.iter().cloned().chain([skipped]).collect();
        warn(py, &text.join("\n"))
    }
}
