//! Reads a dataset's tables key by key, collecting errors.

use std::borrow::Cow;
use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{DatasetFault, Error, Expected, ExpectedKey, Missing, Table, What};
use crate::quantity::Year;

use super::broken;
use super::document::Document;

/// The type of a key's value.
pub(super) struct ValueType<Value> {
    /// What the error for a missing key says was expected.
    pub(super) expected: Expected,
    /// Parses the value. The error says what is valid.
    pub(super) parse: fn(&DeValue<'_>) -> Result<Value, Error>,
}

/// Reads a whole document with `parse`. On failure, returns every error found.
pub(super) fn read<T>(text: &str, parse: impl FnOnce(&Node<'_>) -> Checked<T>) -> Result<T, Error> {
    let read = broken::parseable_prefix(text);
    let (tree, parse_errors) = DeTable::parse_recoverable(read);
    let document = Document::new(read, parse_errors, read.len() == text.len());
    let parsed = Node::new(&document, None, 0, tree.get_ref()).read_with(parse);
    let errors = document.into_errors();
    match parsed {
        Ok(parsed) if errors.is_empty() => Ok(parsed),
        _ => Err(Error::several(errors)),
    }
}

/// Stands for an error already recorded in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct ErrorRecorded;

/// A value, or proof that an error was recorded.
pub(super) type Checked<T> = Result<T, ErrorRecorded>;

/// A table of the document.
pub(super) struct Node<'a> {
    document: &'a Document<'a>,
    /// The table's name; `None` for the document itself.
    name: Option<Table>,
    at: usize,
    table: &'a DeTable<'a>,
    /// The keys read so far; any others are unknown.
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

    /// Reads this table with `parse`, then records an error for each key that `parse` did not read.
    fn read_with<T>(self, parse: impl FnOnce(&Self) -> Checked<T>) -> Checked<T> {
        let parsed = parse(&self);
        let known = self.known.borrow();
        for key in self.table.keys() {
            let name = key.get_ref();
            if !known.iter().any(|known| name == known) {
                let error = Error::unread(What::Key(""), name, known.iter().copied());
                self.record(key.span().start, true, error);
            }
        }
        parsed
    }

    fn record(&self, at: usize, may_follow: bool, error: Error) {
        let error = match &self.name {
            Some(table) => error.at(table.clone()),
            None => error,
        };
        self.document.record(at, may_follow, error);
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().push(key);
        self.table.get(key)
    }

    /// Returns the position of a key's value, or of the table if the key is missing.
    pub(super) fn place(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }

    /// Records an error at this key, or at the table if the key is missing.
    pub(super) fn fail<T>(&self, key: &'static str, error: Error) -> Checked<T> {
        self.fail_at(self.place(key), error)
    }

    /// Records an error at this position.
    pub(super) fn fail_at<T>(&self, at: usize, error: Error) -> Checked<T> {
        self.record(at, false, error);
        Err(ErrorRecorded)
    }

    /// Records an error at this key, unless an invalid line may have caused it.
    pub(super) fn fail_unless_invalid_toml<T>(
        &self,
        key: &'static str,
        error: Error,
    ) -> Checked<T> {
        self.record(self.place(key), true, error);
        Err(ErrorRecorded)
    }

    /// Returns the result's value, or records its error at this key.
    pub(super) fn check<T>(&self, key: &'static str, result: Result<T, Error>) -> Checked<T> {
        result.or_else(|error| self.fail(key, error))
    }

    fn missing<T>(&self, what: Missing, expected: Expected) -> Checked<T> {
        self.record(self.at, true, Error::missing(what, expected));
        Err(ErrorRecorded)
    }

    /// Returns the value of a required key.
    pub(super) fn required<Value>(
        &self,
        key: &'static str,
        value_type: &ValueType<Value>,
    ) -> Checked<Value> {
        match self.optional(key, value_type)? {
            Some(value) => Ok(value),
            None => self.missing(Missing::Key(key), value_type.expected.clone()),
        }
    }

    /// Returns the value of an optional key.
    pub(super) fn optional<Value>(
        &self,
        key: &'static str,
        value_type: &ValueType<Value>,
    ) -> Checked<Option<Value>> {
        self.get(key).map(|value| self.value(key, value, value_type)).transpose()
    }

    /// Returns the values of an optional table with years as its keys, in order.
    pub(super) fn by_year<Value>(
        &self,
        key: &'static str,
        value_type: &ValueType<Value>,
    ) -> Checked<Vec<(Year, Value)>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let at = value.span().start;
        let invalid = |text: &str, at| -> Checked<(Year, Value)> {
            let error = Error::invalid(What::Key(key), text, ExpectedKey::ByYear);
            self.record(at, false, error);
            Err(ErrorRecorded)
        };
        let Some(table) = value.get_ref().as_table().filter(|table| !table.is_empty()) else {
            let text = self.document.text.get(value.span()).unwrap_or_default();
            return invalid(text, at).map(|one| vec![one]);
        };
        let entry = |(year, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
            let Ok(of) = year.get_ref().parse() else {
                return invalid(year.get_ref(), year.span().start);
            };
            Ok((of, self.value(key, value, value_type)?))
        };
        let entries: Vec<Checked<(Year, Value)>> = table.iter().map(entry).collect();
        let mut entries: Vec<(Year, Value)> = entries.into_iter().collect::<Checked<_>>()?;
        entries.sort_by_key(|(year, _)| *year);
        Ok(entries)
    }

    /// Parses the value of a key, or records the error.
    fn value<Value>(
        &self,
        key: &'static str,
        value: &Spanned<DeValue<'_>>,
        value_type: &ValueType<Value>,
    ) -> Checked<Value> {
        let error = match (value_type.parse)(value.get_ref()) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let written = match value.get_ref().as_str() {
            Some(text) => text,
            None => self.document.text.get(value.span()).unwrap_or_default(),
        };
        let expected = error.expected().unwrap_or(&value_type.expected).clone();
        let error = Error::invalid(What::Key(key), written.trim(), expected);
        // The parser inserts an empty value where one is missing, for example after `==`.
        self.record(value.span().start, value.span().is_empty(), error);
        Err(ErrorRecorded)
    }

    /// Reads a required table with `parse`.
    pub(super) fn required_table<T>(
        &self,
        key: &'static str,
        expected: Expected,
        parse: impl FnOnce(&Node<'_>) -> Checked<T>,
    ) -> Checked<T> {
        match self.table(key, parse)? {
            Some(parsed) => Ok(parsed),
            None => self.missing(Missing::Table(Table::One(key)), expected),
        }
    }

    /// Reads an optional table with `parse`.
    pub(super) fn table<T>(
        &self,
        key: &'static str,
        parse: impl FnOnce(&Node<'_>) -> Checked<T>,
    ) -> Checked<Option<T>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.get_ref().as_table() {
            Some(table) => {
                let name = Table::One(key);
                Node::new(self.document, Some(name), value.span().start, table)
                    .read_with(parse)
                    .map(Some)
            }
            None => self.fail(key, DatasetFault::NotTable(Table::One(key)).into()),
        }
    }

    /// Reads each table of an optional list with `parse`.
    pub(super) fn tables<T>(
        &self,
        key: &'static str,
        mut parse: impl FnMut(&Node<'_>) -> Checked<T>,
    ) -> Checked<Vec<T>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let name = match &self.name {
            None => Table::Each(key),
            Some(outer) => Table::Inside(Box::new(outer.clone()), key),
        };
        let expected = || DatasetFault::NotTable(name.clone()).into();
        let Some(list) = value.get_ref().as_array() else { return self.fail(key, expected()) };
        let mut parsed = Vec::new();
        for value in list.iter() {
            let at = value.span().start;
            parsed.push(match value.get_ref().as_table() {
                Some(table) => {
                    let node = Node::new(self.document, Some(name.clone()), at, table);
                    node.read_with(|node| parse(node))
                }
                None => {
                    self.record(at, false, expected());
                    Err(ErrorRecorded)
                }
            });
        }
        // Fail only after reading every table, so that all errors are recorded.
        parsed.into_iter().collect()
    }
}
