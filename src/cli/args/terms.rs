//! The currency and the prices that an answer is expressed in.

use std::path::{Path, PathBuf};

use aiinfra::panel::{self, Filed, LeftOut, Reason};
use aiinfra::{
    Currency, Denomination, Exchange, Factor, GrowthRate, Inflation, Input, Market, Note,
    PriceIndex, Prices, Traced, Warning, Year, warning,
};
use clap::Arg;

use crate::cli::args::global::{Global, Session};
use crate::cli::args::shared::{given, given_options, parsed};
use crate::cli::failure::Failure;
use crate::cli::io::input;

/// The option for the currency of an answer, or of a new dataset.
pub(crate) const CURRENCY: &str = "currency";

/// The options, by their ids.
const OPTIONS: [&str; 4] = [CURRENCY, "exchange", "deflate", "prices"];

/// The rate at which prices rise, or the file of a price index.
#[derive(Clone, Debug)]
pub(crate) enum Deflator {
    Rate(GrowthRate),
    File(PathBuf),
}

/// A clap parser for a rate or a file.
pub(crate) fn deflator(text: &str) -> Result<Deflator, String> {
    let is_numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%');
    match parsed(text) {
        Ok(rate) => Ok(Deflator::Rate(rate)),
        Err(expected) if text != "-" && text.chars().all(is_numeric) => {
            Err(format!("{expected}, or a CSV file with the columns year,index"))
        }
        Err(_) => Ok(Deflator::File(text.into())),
    }
}

/// A clap parser for `CUR=RATE`.
pub(crate) fn exchange_rate(text: &str) -> Result<(Currency, Factor), String> {
    let (currency, rate) =
        text.split_once('=').ok_or("expected a currency and a rate, such as EUR=1.08")?;
    Ok((parsed(currency.trim())?, parsed(rate.trim())?))
}

/// Hides the options from the help of a command that refuses them.
pub(crate) fn hidden(argument: Arg) -> Arg {
    let is_hidden = OPTIONS.contains(&argument.get_id().as_str());
    argument.hide(is_hidden)
}

/// A report, and how its figures are expressed.
pub(crate) struct Other {
    /// The name of its file, or an empty text for the embedded report.
    pub(crate) file: String,
    pub(crate) market: Market,
    pub(crate) denomination: Denomination,
}

impl Other {
    /// Returns a name that distinguishes it from the others and from its own market: its publisher, with the market if
    /// needed, and with its date if it is one of several editions.
    pub(crate) fn name(&self, others: &[Self], own: &Market) -> String {
        let publisher = self.market.publisher();
        let mut alike: Vec<&Market> = others.iter().map(|other| &other.market).collect();
        alike.retain(|market| market.publisher() == publisher);
        let editions = alike.iter().filter(|market| market.scope() == self.market.scope()).count();
        let has_own_name = alike.iter().all(|market| market.name() == own.name());
        if editions > 1 {
            let name = if has_own_name { publisher.to_owned() } else { self.long_name() };
            return format!("{name} ({})", panel::date(&self.market));
        }
        let is_other_edition = own.publisher() == publisher
            && own.scope() == self.market.scope()
            && panel::date(own) != panel::date(&self.market);
        if is_other_edition {
            return format!("{publisher} ({})", panel::date(&self.market));
        }
        let is_of_name = |market: &&&Market| market.name() == self.market.name();
        if alike.iter().filter(is_of_name).count() > 1 {
            return format!("{} ({})", self.long_name(), self.market.scope());
        }
        let is_only = alike.len() == 1 && own.publisher() != publisher;
        if is_only && has_own_name { publisher.to_owned() } else { self.long_name() }
    }

    /// Returns its publisher and market.
    pub(crate) fn long_name(&self) -> String {
        format!("{}, {}", self.market.publisher(), self.market.name())
    }
}

/// The rates at which only sizes of other reports are converted, each once.
pub(crate) fn exchanges<'a>(
    others: impl Iterator<Item = &'a Denomination>,
    session: &Session,
) -> Vec<Note> {
    let mut told = vec![session.market.currency()];
    let mut notes = Vec::new();
    for exchange in others.filter_map(Denomination::exchange) {
        if !told.contains(&&exchange.from) {
            told.push(&exchange.from);
            notes.push(Note::Exchanged { exchange: exchange.clone(), is_other: true });
        }
    }
    notes
}

impl Global {
    /// The options that ask for other terms than the report's.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &'static str> {
        given_options([
            (CURRENCY, self.currency.is_some()),
            ("exchange", !self.exchange.is_empty()),
            ("deflate", self.deflate.is_some()),
            ("prices", self.prices.is_some()),
        ])
    }

    /// The file of the price index, if there is one.
    pub(crate) fn index_file(&self) -> Option<&Path> {
        match &self.deflate {
            Some(Deflator::File(file)) => Some(file),
            _ => None,
        }
    }

    /// Sets the terms of the session's answer, and returns those of other reports. Each needs an exchange rate if its
    /// currency is another.
    pub(crate) fn express(
        &self,
        session: &mut Session,
        others: Vec<Filed>,
    ) -> Result<Vec<Other>, Failure> {
        if self.terms().next().is_none() && others.is_empty() {
            return Ok(Vec::new());
        }
        let terms = self.terms_of(session, others)?;
        if let Some(report) = terms.without_rate.first() {
            return Err(Failure::Currency {
                file: report.file.clone(),
                theirs: report.market.currency().clone(),
                ours: terms.answer,
            });
        }
        terms.rates.check_used(&terms.answer)?;
        Ok(terms.reports)
    }

    /// Sets the terms of the session's answer, and returns those of reports. Leaves out those without an exchange rate.
    ///
    /// The session's own report may be among them; it gets the terms of the session.
    pub(crate) fn express_all(
        &self,
        session: &mut Session,
        reports: Vec<Filed>,
    ) -> Result<(Vec<Other>, Vec<LeftOut>), Failure> {
        let terms = self.terms_of(session, reports)?;
        terms.rates.check_used(&terms.answer)?;
        let no_rate = |report: &Filed| {
            let currency = report.market.currency().clone();
            LeftOut::new(report, Reason::NoRate { currency })
        };
        Ok((terms.reports, terms.without_rate.iter().map(no_rate).collect()))
    }

    fn terms_of(&self, session: &mut Session, reports: Vec<Filed>) -> Result<Terms, Failure> {
        let own = session.market.currency().clone();
        let answer = self.currency.clone().unwrap_or_else(|| own.clone());
        let mut rates = Rates::new(&self.exchange)?;
        let prices = self.real_prices(session.market.base().year)?;
        let exchange = rates.of_report(&own, &answer)?;
        session.denomination = Denomination::new(exchange.clone(), prices.clone());
        let (mut expressed, mut without_rate) = (Vec::new(), Vec::new());
        for report in reports {
            let exchange = match report.market.currency() {
                currency if *currency == own => exchange.clone(),
                currency if *currency == answer => None,
                currency => match rates.of_other(currency, &answer) {
                    Some(exchange) => Some(exchange),
                    None => {
                        without_rate.push(report);
                        continue;
                    }
                },
            };
            let denomination = Denomination::new(exchange, prices.clone());
            let Filed { file, market } = report;
            expressed.push(Other { file, market, denomination });
        }
        Ok(Terms { reports: expressed, without_rate, rates, answer })
    }

    fn real_prices(&self, base_year: Year) -> Result<Option<Prices>, Failure> {
        let inflation = match (&self.deflate, self.prices) {
            (None, None) => return Ok(None),
            (None, Some(year)) => return Err(Failure::PricesAlone { year }),
            (Some(Deflator::Rate(rate)), _) => Inflation::Rate(given(rate.clone(), Input::Deflate)),
            (Some(Deflator::File(file)), _) => {
                let text = input::read(file, "a CSV file with the columns year,index")?;
                Inflation::Index(PriceIndex::read(&text, &input::name(file))?)
            }
        };
        Ok(Some(Prices { year: self.prices.unwrap_or(base_year), inflation }))
    }

    /// What looks like a slip in the inflation rate.
    pub(super) fn small_inflation(&self) -> Option<Warning> {
        match &self.deflate {
            Some(Deflator::Rate(rate)) => warning::small_rate(rate),
            _ => None,
        }
    }
}

/// The terms of an answer, and the reports in them.
struct Terms {
    reports: Vec<Other>,
    /// The reports without an exchange rate.
    without_rate: Vec<Filed>,
    rates: Rates,
    answer: Currency,
}

/// The exchange rates that were given.
struct Rates {
    given: Vec<(Currency, Traced<Factor>)>,
    used: Vec<Currency>,
}

impl Rates {
    fn new(rates: &[(Currency, Factor)]) -> Result<Self, Failure> {
        let mut own: Vec<(Currency, Traced<Factor>)> = Vec::new();
        for (currency, rate) in rates {
            if own.iter().any(|(other, _)| other == currency) {
                let option = format!("exchange {currency}");
                return Err(Failure::clash(&option, &option, "one rate for each currency"));
            }
            let input = Input::Exchange(currency.to_string());
            own.push((currency.clone(), given(rate.clone(), input)));
        }
        Ok(Self { given: own, used: Vec::new() })
    }

    /// The rate of a currency, which is then in use.
    fn of(&mut self, currency: &Currency) -> Option<Traced<Factor>> {
        let (_, rate) = self.given.iter().find(|(other, _)| other == currency)?;
        if !self.used.contains(currency) {
            self.used.push(currency.clone());
        }
        Some(rate.clone())
    }

    /// How the report's own figures are converted.
    fn of_report(&mut self, from: &Currency, to: &Currency) -> Result<Option<Exchange>, Failure> {
        if from == to {
            return Ok(None);
        }
        let (rate, divides) = match self.of(to) {
            Some(rate) => (rate, true),
            None => {
                let missing = || Failure::NoRate { from: from.clone(), to: to.clone() };
                (self.of(from).ok_or_else(missing)?, false)
            }
        };
        Ok(Some(Exchange { from: from.clone(), to: to.clone(), rate, divides }))
    }

    /// How the figures of another report are converted, if there is a rate of its currency.
    fn of_other(&mut self, from: &Currency, to: &Currency) -> Option<Exchange> {
        let rate = self.of(from)?;
        Some(Exchange { from: from.clone(), to: to.clone(), rate, divides: false })
    }

    fn check_used(&self, answer: &Currency) -> Result<(), Failure> {
        let unused = self.given.iter().find(|(currency, _)| !self.used.contains(currency));
        let Some((currency, _)) = unused else { return Ok(()) };
        let currency = currency.clone();
        Err(match self.used.first() {
            None if currency == *answer => Failure::RateOfAnswer { currency },
            None => Failure::RateAlone { currency, answer: answer.clone() },
            Some(used) => {
                Failure::RateUnused { currency, used: used.clone(), answer: answer.clone() }
            }
        })
    }
}
