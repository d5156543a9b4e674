//! The output of `--version`.

use aiinfra::{Error, Market};

/// The commit that the program was built from, if known.
const COMMIT: Option<&str> = option_env!("AIINFRA_COMMIT");

/// Returns the version, the commit, and the embedded report.
pub(super) fn long() -> Result<String, Error> {
    let market = Market::embedded()?;
    let horizon = market.horizon();
    Ok(format!(
        "aiinfra {}\ncommit: {}\ndataset: {}, {} to {}, embedded\nsource: {}; `aiinfra sources` has every figure\n",
        env!("CARGO_PKG_VERSION"),
        COMMIT.unwrap_or("not known"),
        market.name(),
        horizon.first(),
        horizon.last(),
        market.publisher(),
    ))
}
