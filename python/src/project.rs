//! The function `project`.

use std::thread;

use aiinfra::Input;
use aiinfra::batch::Projection;
use aiinfra::error::{Fault, Place};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyAnyMethods, PyByteArray, PyDict, PyDictMethods, PyMemoryView};
use pyo3::{Bound, PyAny, PyErr, PyRef, PyResult, Python, pyfunction};

use crate::batch::threads_of;
use crate::error::value_error;
use crate::market::Market;
use crate::values::Value;

/// The size in every year for a base and a growth rate, or for columns of them.
///
/// `base` is in the market's unit and `cagr` in percent per year; both are floats, or doubles in an object with the
/// buffer protocol, such as `array.array("d")` or an array of NumPy. A column of pandas, polars or pyarrow is taken as
/// NumPy has it. The answer is a dictionary from each year to a `memoryview` of doubles, which all of these take as they
/// are; each size is the double nearest to the exact value. The interpreter is not locked meanwhile, and the rows are
/// divided among `threads`, by default one for each core, up to eight.
///
/// >>> import array
/// >>> sizes = aiinfra.project(46.73, array.array("d", [20, 33]), from_=2033)
/// >>> {year: column.tolist() for year, column in sizes.items()}
/// {2033: [241.11653584896, 608.499953989926], 2034: [289.339843018752, 809.3049388066016]}
#[pyfunction]
#[pyo3(signature = (base, cagr, *, market=None, from_=None, to=None, threads=None))]
pub(crate) fn project<'py>(
    py: Python<'py>,
    base: &Bound<'py, PyAny>,
    cagr: &Bound<'py, PyAny>,
    market: Option<PyRef<'py, Market>>,
    from_: Option<Value>,
    to: Option<Value>,
    threads: Option<i64>,
) -> PyResult<Bound<'py, PyDict>> {
    let market = Market::or_embedded(market)?;
    let first = from_.map(|year| year.parse(Input::From)).transpose()?;
    let last = to.map(|year| year.parse(Input::To)).transpose()?;
    let projection = Projection::new(market, first, last).map_err(value_error)?;
    let (base, cagr) = (Doubles::of(base)?, Doubles::of(cagr)?);
    let rows = match (base.count(), cagr.count()) {
        (Some(bases), Some(rates)) if bases != rates => {
            return Err(PyValueError::new_err(format!(
                "{bases} values in `base` and {rates} in `cagr`: expected as many of each"
            )));
        }
        (Some(rows), _) | (None, Some(rows)) => rows,
        (None, None) => 1,
    };
    let threads = threads_of(threads)?;
    let columns = py.detach(|| columns(&projection, &base, &cagr, rows, threads))?;
    let answer = PyDict::new(py);
    for (year, column) in projection.years().iter().zip(columns) {
        let bytes = PyByteArray::new(py, &column);
        let doubles = PyMemoryView::from(&bytes)?.call_method1("cast", ("d",))?;
        answer.set_item(year.number(), doubles)?;
    }
    Ok(answer)
}

/// One number, or the bytes of a column of them.
enum Doubles {
    One(f64),
    Column(PyBackedBytes),
}

const WIDTH: usize = size_of::<f64>();

impl Doubles {
    fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        // The protocol itself is not part of the stable interface of Python 3.10, but a view is.
        let view = match PyMemoryView::from(object) {
            Ok(view) => view,
            Err(_) if object.hasattr("__array__")? => {
                PyMemoryView::from(&object.call_method0("__array__")?)?
            }
            Err(_) => return object.extract().map(Self::One),
        };
        let format: String = view.getattr("format")?.extract()?;
        let bytes: PyBackedBytes = view.call_method0("tobytes")?.extract().map_err(PyErr::from)?;
        let is_bytes = matches!(format.as_str(), "b" | "B" | "c");
        // In an array, bytes are small whole numbers.
        let is_raw = is_bytes && !object.hasattr("__array__")? && !object.hasattr("typecode")?;
        let has_doubles = matches!(format.as_str(), "d" | "<d" | "=d")
            || is_raw && bytes.len().is_multiple_of(WIDTH);
        match view.getattr("ndim")?.extract()? {
            0 => object.extract().map(Self::One),
            1 if has_doubles => Ok(Self::Column(bytes)),
            1 => Err(PyTypeError::new_err(format!(
                "values of the format '{format}': expected doubles, such as array.array('d') or numpy.float64"
            ))),
            dimensions => Err(PyTypeError::new_err(format!(
                "values in {dimensions} dimensions: expected a single column"
            ))),
        }
    }

    fn count(&self) -> Option<usize> {
        match self {
            Self::One(_) => None,
            Self::Column(bytes) => Some(bytes.len() / WIDTH),
        }
    }

    fn get(&self, row: usize) -> f64 {
        match self {
            Self::One(number) => *number,
            Self::Column(bytes) => {
                let (doubles, _) = bytes.as_chunks();
                doubles.get(row).map_or(f64::NAN, |bytes| f64::from_ne_bytes(*bytes))
            }
        }
    }
}

/// The bytes of a column for each year.
fn columns(
    projection: &Projection,
    base: &Doubles,
    cagr: &Doubles,
    rows: usize,
    threads: usize,
) -> PyResult<Vec<Vec<u8>>> {
    let years = projection.years().len();
    let mut columns = vec![vec![0; rows * WIDTH]; years];
    let share = rows.div_ceil(threads.max(1)).max(FEWEST);
    let mut parts: Vec<Vec<&mut [u8]>> = Vec::new();
    parts.resize_with(rows.div_ceil(share), Vec::new);
    for column in &mut columns {
        for (part, bytes) in parts.iter_mut().zip(column.chunks_mut(share * WIDTH)) {
            part.push(bytes);
        }
    }
    let fill = |(at, part): (usize, Vec<&mut [u8]>)| {
        let first = at * share;
        fill(projection, |row| (base.get(first + row), cagr.get(first + row)), first, part)
    };
    let mut parts = parts.into_iter().enumerate();
    let own = parts.next();
    thread::scope(|scope| {
        let others: Vec<_> = parts.map(|part| scope.spawn(move || fill(part))).collect();
        own.map_or(Ok(()), fill)?;
        others.into_iter().try_for_each(|other| match other.join() {
            Ok(filled) => filled,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })?;
    Ok(columns)
}

/// A thread takes longer to start than fewer rows to compute.
const FEWEST: usize = 10_000;

/// Fills some rows of every column.
fn fill(
    projection: &Projection,
    inputs: impl Fn(usize) -> (f64, f64),
    first: usize,
    mut columns: Vec<&mut [u8]>,
) -> PyResult<()> {
    let mut sizes = vec![0.0; columns.len()];
    let rows = columns.first().map_or(0, |column| column.len() / WIDTH);
    let mut places: Vec<_> =
        columns.iter_mut().map(|column| column.chunks_exact_mut(WIDTH)).collect();
    for row in 0..rows {
        let (base, cagr) = inputs(row);
        projection.sizes(base, cagr, &mut sizes).map_err(|error| {
            let place = Place::Column(format!("index {}", first + row));
            value_error(Fault::Placed { place, error }.into())
        })?;
        for (size, place) in sizes.iter().zip(&mut places) {
            if let Some(bytes) = place.next() {
                bytes.copy_from_slice(&size.to_ne_bytes());
            }
        }
    }
    Ok(())
}
