//! What `--version` says.

use aiinfra::{Error, Market};

/// The commit that the program was built from, where that is known.
const COMMIT: Option<&str> = option_env!("AIINFRA_COMMIT");

/// The version, the commit, and the report that is embedded.
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
