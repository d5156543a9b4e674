//! The Python module `aiinfra`: a thin layer over the library.

mod answer;
mod batch;
mod compare;
mod consensus;
mod error;
mod keywords;
mod market;
mod project;
mod range;
mod segments;
mod values;
mod what_if;

use pyo3::pymodule;

/// A forecasting calculator for published market figures.
///
/// >>> import aiinfra
/// >>> aiinfra.Market.embedded().forecast(year=2030)
/// {'year': [2030], 'value_usd_billion': [194.302...], 'growth_pct': [26.808...]}
/// >>> print(aiinfra.batch(b"scenario,cagr\nbear,20\nbull,33\n", digits=2, from_=2033).decode(), end="")
/// scenario,cagr,2033,2034
/// bear,20,241.12,289.34
/// bull,33,608.50,809.30
#[pymodule(name = "aiinfra")]
mod python_module {
    #[pymodule_export]
    use crate::batch::batch;
    #[pymodule_export]
    use crate::market::Market;
    #[pymodule_export]
    use crate::project::project;
}
