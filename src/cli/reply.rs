//! The answer of a command, before it is written.

use std::borrow::Cow;

use aiinfra::Table;
use clap::builder::StyledStr;

/// The answer of a command.
pub(crate) enum Reply {
    /// A table. To a yes-or-no question, it answers yes.
    Table(Table),
    /// A table that answers no.
    No(Table),
    /// A page in HTML.
    Page(Vec<u8>),
    /// A dataset. Its currency is that of the option.
    Dataset(String),
    /// Text that has no other format.
    Text(Cow<'static, str>),
    /// Text for people, with terminal styles.
    Help(StyledStr),
    /// The command has already written its answer, or as much of it as there was.
    Written { is_whole: bool },
}

impl From<Table> for Reply {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
