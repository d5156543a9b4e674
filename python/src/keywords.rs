//! Keyword arguments.

use pyo3::exceptions::PyTypeError;
use pyo3::types::{PyAnyMethods, PyDict, PyDictMethods};
use pyo3::{Bound, PyAny, PyResult, Python};

use crate::values::Value;

/// The keyword arguments of a call. Each is taken out by whoever reads it; `None` is the same as nothing.
pub(crate) struct Keywords<'py> {
    function: &'static str,
    pub(crate) rest: Bound<'py, PyDict>,
}

impl<'py> Keywords<'py> {
    /// The arguments of a function, whose name is for the message about an unknown one.
    pub(crate) fn of(
        py: Python<'py>,
        function: &'static str,
        given: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Self> {
        let rest = given.map_or_else(|| Ok(PyDict::new(py)), |given| given.copy())?;
        Ok(Self { function, rest })
    }

    pub(crate) fn take(&self, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(value) = self.rest.get_item(name)? else { return Ok(None) };
        self.rest.del_item(name)?;
        Ok(Some(value).filter(|value| !value.is_none()))
    }

    pub(crate) fn value(&self, name: &str) -> PyResult<Option<Value>> {
        self.take(name)?.map(|value| value.extract()).transpose()
    }

    pub(crate) fn flag(&self, name: &str) -> PyResult<bool> {
        Ok(self.take(name)?.map(|value| value.is_truthy()).transpose()?.unwrap_or_default())
    }

    /// Checks that every argument has been taken out.
    pub(crate) fn finish(&self) -> PyResult<()> {
        match self.rest.keys().try_iter()?.next() {
            Some(name) => Err(PyTypeError::new_err(format!(
                "{}() got an unexpected keyword argument '{}'",
                self.function,
                name?.str()?
            ))),
            None => Ok(()),
        }
    }
}
