//! What a command answers, before it is written.

use std::borrow::Cow;

use aiinfra::Table;
use clap::builder::StyledStr;

/// What a command answers.
pub(crate) enum Reply {
    /// A table, which answers yes where it was a question.
    Table(Table),
    /// A table that answers no.
    No(Table),
    /// A text that has no other format.
    Text(Cow<'static, str>),
    /// A text for people, with terminal styles.
    Help(StyledStr),
    /// Nothing more: the command has written its answer as it came about, or what there was of it.
    Written { is_whole: bool },
}

impl From<Table> for Reply {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
