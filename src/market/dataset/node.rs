//! A table of a dataset, from which what is made of it is read key by key.

use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{DatasetFault, Error, Expected, Missing, Table, What};

use super::broken;
use super::document::Document;

/// What a key holds.
pub(super) struct Form<Value> {
    /// What is said where the key is missing.
    pub(super) expected: Expected,
    /// The value, or an error that says what would be right.
    pub(super) read: fn(&DeValue<'_>) -> Result<Value, Error>,
}

/// Makes something of a whole document, or tells every fault that was found on the way.
pub(super) fn read<Made>(
    text: &str,
    make: impl FnOnce(&Node<'_>) -> Noting<Made>,
) -> Result<Made, Error> {
    let read = broken::before_flood(text);
    let (tree, unparsed) = DeTable::parse_recoverable(read);
    let document = Document::new(read, unparsed, read.len() == text.len());
    let made = Node::new(&document, None, 0, tree.get_ref()).close(make);
    let faults = document.every_fault();
    match made {
        Ok(made) if faults.is_empty() => Ok(made),
        _ => Err(Error::several(faults)),
    }
}

/// The fault has been noted in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted;

/// What was made, unless a fault was noted on the way.
pub(super) type Noting<Made> = Result<Made, Noted>;

/// A table of the document.
pub(super) struct Node<'a> {
    document: &'a Document<'a>,
    /// Which one it is; none for the document itself.
    name: Option<Table>,
    at: usize,
    table: &'a DeTable<'a>,
    /// The keys that were asked for.
    known: RefCell<Vec<&'static str>>,
}

impl<'a> Node<'a> {
    fn new(
        document: &'a Document<'a>,
        name: Option<Table>,
        at: usize,
        table: &'a DeTable<'a>,
    ) -> Self {
        Self { document, name, at, table, known: RefCell::default() }
    }

    /// Makes something of this table, and notes every key that was not asked for.
    fn close<Made>(self, make: impl FnOnce(&Self) -> Noting<Made>) -> Noting<Made> {
        let made = make(&self);
        let known = self.known.borrow();
        for key in self.table.keys() {
            let name = key.get_ref();
            if !known.iter().any(|known| name == known) {
                let error = Error::unread(What::Key(""), name, known.iter().copied());
                self.note(key.span().start, true, error);
            }
        }
        made
    }

    fn note(&self, at: usize, may_follow: bool, error: Error) {
        let error = match &self.name {
            Some(table) => error.at(table.clone()),
            None => error,
        };
        self.document.note(at, may_follow, error);
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().push(key);
        self.table.get(key)
    }

    fn place(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }

    /// Notes a fault at that key, or at the whole table where it has no such key.
    pub(super) fn wrong<Made>(&self, key: &'static str, error: Error) -> Noting<Made> {
        self.note(self.place(key), false, error);
        Err(Noted)
    }

    /// Notes the same, unless a broken line may be the reason.
    pub(super) fn wrong_unless_broken<Made>(
        &self,
        key: &'static str,
        error: Error,
    ) -> Noting<Made> {
        self.note(self.place(key), true, error);
        Err(Noted)
    }

    /// The result's value, unless its error is noted at that key.
    pub(super) fn check<Made>(
        &self,
        key: &'static str,
        result: Result<Made, Error>,
    ) -> Noting<Made> {
        result.or_else(|error| self.wrong(key, error))
    }

    fn missing<Made>(&self, what: Missing, expected: Expected) -> Noting<Made> {
        self.note(self.at, true, Error::missing(what, expected));
        Err(Noted)
    }

    /// The value of a key that has to be there.
    pub(super) fn required<Value>(&self, key: &'static str, form: &Form<Value>) -> Noting<Value> {
        match self.optional(key, form)? {
            Some(value) => Ok(value),
            None => self.missing(Missing::Key(key), form.expected.clone()),
        }
    }

    /// The value of a key that may be left out.
    pub(super) fn optional<Value>(
        &self,
        key: &'static str,
        form: &Form<Value>,
    ) -> Noting<Option<Value>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let error = match (form.read)(value.get_ref()) {
            Ok(value) => return Ok(Some(value)),
            Err(error) => error,
        };
        let written = match value.get_ref().as_str() {
            Some(text) => text,
            None => self.document.text.get(value.span()).unwrap_or_default(),
        };
        let expected = error.expected().unwrap_or(&form.expected).clone();
        let error = Error::invalid(What::Key(key), written.trim(), expected);
        match value.span().is_empty() {
            // The parser puts such a value where there is none, as after `==`.
            true => self.wrong_unless_broken(key, error),
            false => self.wrong(key, error),
        }
    }

    /// What is made of a table that has to be there.
    pub(super) fn required_table<Made>(
        &self,
        key: &'static str,
        expected: Expected,
        make: impl FnOnce(&Node<'_>) -> Noting<Made>,
    ) -> Noting<Made> {
        match self.table(key, make)? {
            Some(made) => Ok(made),
            None => self.missing(Missing::Table(Table::One(key)), expected),
        }
    }

    /// What is made of a table that may be left out.
    pub(super) fn table<Made>(
        &self,
        key: &'static str,
        make: impl FnOnce(&Node<'_>) -> Noting<Made>,
    ) -> Noting<Option<Made>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.get_ref().as_table() {
            Some(table) => {
                let name = Table::One(key);
                Node::new(self.document, Some(name), value.span().start, table)
                    .close(make)
                    .map(Some)
            }
            None => self.wrong(key, DatasetFault::NotTable(Table::One(key)).into()),
        }
    }

    /// What is made of each table of a list, which may be left out.
    pub(super) fn tables<Made>(
        &self,
        key: &'static str,
        mut make: impl FnMut(&Node<'_>) -> Noting<Made>,
    ) -> Noting<Vec<Made>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let name = match &self.name {
            None => Table::Each(key),
            Some(outer) => Table::Inside(Box::new(outer.clone()), key),
        };
        let expected = || DatasetFault::NotTable(name.clone()).into();
        let Some(list) = value.get_ref().as_array() else { return self.wrong(key, expected()) };
        let mut made = Vec::new();
        for value in list.iter() {
            let at = value.span().start;
            made.push(match value.get_ref().as_table() {
                Some(table) => {
                    let node = Node::new(self.document, Some(name.clone()), at, table);
                    node.close(|node| make(node))
                }
                None => {
                    self.note(at, false, expected());
                    Err(Noted)
                }
            });
        }
        // Not before every table has been read.
        made.into_iter().collect()
    }
}
