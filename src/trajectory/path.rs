//! Which of a report's figures a forecast keeps.

/// Which of the report's own figures a forecast keeps.
///
/// A report's sizes and its printed growth rate rarely agree to the last digit; a forecast can keep
/// either.
///
/// ```
/// assert_eq!(aiinfra::Path::default(), aiinfra::Path::Endpoints);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Path {
    /// Through every published size, at a constant rate between two of them.
    #[default]
    Endpoints,
    /// From the base at the growth rate that the report states.
    Stated,
}

impl Path {
    /// Every path, the usual one first.
    ///
    /// ```
    /// # use aiinfra::Path;
    /// assert!(Path::ALL.contains(&Path::Stated));
    /// ```
    pub const ALL: &'static [Self] = &[Self::Endpoints, Self::Stated];

    /// The name by which it is chosen and shown.
    ///
    /// ```
    /// # use aiinfra::Path;
    /// assert_eq!(Path::Stated.name(), "stated");
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
    /// use aiinfra::Path;
    ///
    /// assert_eq!(Path::Endpoints.other(), Path::Stated);
    /// ```
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Endpoints => Self::Stated,
            Self::Stated => Self::Endpoints,
        }
    }
}
