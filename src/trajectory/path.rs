//! Which of a report's figures a forecast keeps.

/// Which of the report's own figures a forecast keeps.
///
/// A report's sizes and its printed growth rate rarely agree to the last digit; a forecast can keep
/// either.
///
/// ```
/// assert_eq!(aiinfra::GrowthPath::default(), aiinfra::GrowthPath::Endpoints);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum GrowthPath {
    /// Through every published size, at a constant rate between two of them.
    #[default]
    Endpoints,
    /// From the base at the growth rate that the report states.
    Stated,
}

impl GrowthPath {
    /// Every path, the usual one first.
    ///
    /// ```
    /// # use aiinfra::GrowthPath;
    /// assert_eq!(GrowthPath::ALL.iter().map(|each| each.name()).collect::<Vec<_>>(), ["endpoints", "stated"]);
    /// ```
    pub const ALL: &'static [Self] = &[Self::Endpoints, Self::Stated];

    /// The name by which it is chosen and shown.
    ///
    /// ```
    /// # use aiinfra::GrowthPath;
    /// assert_eq!(GrowthPath::Stated.name(), "stated");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Endpoints => "endpoints",
            Self::Stated => "stated",
        }
    }

    /// The path that is not this one.
    ///
    /// ```
    /// use aiinfra::GrowthPath;
    ///
    /// assert_eq!(GrowthPath::Endpoints.other(), GrowthPath::Stated);
    /// ```
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Endpoints => Self::Stated,
            Self::Stated => Self::Endpoints,
        }
    }
}
