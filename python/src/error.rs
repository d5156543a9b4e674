//! Errors of the library as Python exceptions.

use std::ffi::CString;

use aiinfra::Error;
use aiinfra::error::{Fault, Place};
use aiinfra::wording::Names;
use pyo3::exceptions::{PyUserWarning, PyValueError};
use pyo3::{PyErr, PyResult, Python};

/// Returns a `ValueError` in the library's words. Inputs have the names of keyword arguments.
pub(crate) fn value_error(error: Error) -> PyErr {
    PyValueError::new_err(error.spelled(Names::Keywords.into()))
}

/// Returns the error with its place.
pub(crate) fn at(place: impl Into<Place>) -> impl FnOnce(Error) -> PyErr {
    let place = place.into();
    |error| value_error(Fault::Placed { place, error }.into())
}

/// Issues a `UserWarning`.
pub(crate) fn warn(py: Python<'_>, text: &str) -> PyResult<()> {
    let text = CString::new(text)?;
    PyErr::warn(py, &py.get_type::<PyUserWarning>(), &text, 1)
}

/// The error that there is no answer, for a reason of this layer.
pub(crate) fn no_answer(reason: impl Into<String>) -> PyErr {
    PyValueError::new_err(reason.into())
}
