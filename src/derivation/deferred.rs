//! Values that are computed on demand.

use std::sync::LazyLock;

use crate::decimal::Estimate;

use super::Traceable;

/// The value of a figure.
pub(super) enum Value<Quantity> {
    /// A value that is given or has been computed.
    Computed(Quantity),
    /// A value whose estimate is enough to print it. It is computed when somebody asks for the rest.
    Deferred(Estimate, LazyLock<Quantity, Compute<Quantity>>),
}

type Compute<Quantity> = Box<dyn FnOnce() -> Quantity + Send>;

impl<Quantity> Value<Quantity> {
    /// Returns the value that `compute` returns, computed at once if there is no estimate of it.
    pub(super) fn new(
        estimate: Option<Estimate>,
        compute: impl FnOnce() -> Quantity + Send + 'static,
    ) -> Self {
        match estimate {
            Some(estimate) => Self::Deferred(estimate, LazyLock::new(Box::new(compute))),
            None => Self::Computed(compute()),
        }
    }

    pub(super) fn get(&self) -> &Quantity {
        match self {
            Self::Computed(value) => value,
            Self::Deferred(_, value) => value,
        }
    }
}

impl<Quantity: Traceable> Value<Quantity> {
    /// Returns an estimate of the number. `None` if it is zero.
    pub(super) fn estimate(&self) -> Option<Estimate> {
        match self {
            Self::Computed(value) => value.number().estimate(),
            Self::Deferred(estimate, _) => Some(*estimate),
        }
    }
}
