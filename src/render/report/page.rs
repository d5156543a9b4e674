//! The sections of the page, in order.

use std::collections::HashMap;

use crate::derivation::{Basis, Derivation};
use crate::error::Error;
use crate::notes::Note;
use crate::quantity::Year;
use crate::render::markup::{escaped, sentence, text};
use crate::render::{Style, USUAL_NOTES, people};
use crate::scenario;
use crate::table::{About, Cell, Grid, Layout, Table};
use crate::wording::report::{self as words, Case, Section};
use crate::wording::{self, Footnotes, Verbosity};

use super::{DimensionTables, Report};

/// A page under construction.
pub(super) struct Page<'a> {
    pub(super) report: &'a Report,
    pub(super) style: Style,
    pub(super) footnotes: Footnotes,
    /// The sections so far.
    sections: Vec<Section>,
    pub(super) body: String,
    /// The number of tables and of charts so far, for their ids.
    pub(super) tables: usize,
    pub(super) charts: usize,
    /// Whether some figure on the page is published, and whether some figure is given.
    pub(super) has_marks: [bool; 2],
    /// Where the key to the marks belongs in the body.
    key_place: usize,
    /// The warnings so far, none of which is repeated.
    warnings: Vec<String>,
}

/// The styles of the page, without those of charts.
const STYLE: &str = include_str!("page.css");

/// The policy of the page: nothing is loaded, and nothing is run.
fn policy() -> &'static str {
    "default-src 'none'; style-src 'unsafe-inline'"
}

impl<'a> Page<'a> {
    pub(super) fn new(report: &'a Report, style: Style) -> Self {
        let table = &report.forecast;
        let digits = table.scale(style.digits).digits;
        Self {
            report,
            style,
            footnotes: Footnotes::new(table.unit, digits, style.names.into()),
            sections: Vec::new(),
            body: String::new(),
            tables: 0,
            charts: 0,
            has_marks: [false; 2],
            key_place: 0,
            warnings: Vec::new(),
        }
    }

    /// Returns the whole page.
    pub(super) fn written(mut self) -> Result<String, Error> {
        let years = self.years()?;
        self.headline(&years)?;
        self.forecast()?;
        self.segments()?;
        self.comparison()?;
        self.range()?;
        self.check()?;
        self.derivations()?;
        self.sources()?;
        // Only now are all marks known.
        let key = self.key();
        self.body.insert_str(self.key_place, &key);
        Ok(self.document(&years))
    }

    fn document(&self, years: &[(Year, Cell)]) -> String {
        let about = &self.report.forecast.about;
        let market = escaped(&about.market);
        let span = years.first().zip(years.last()).map(|((first, _), (last, _))| (*first, *last));
        let edition = about.edition.as_deref();
        let byline = span.map(|span| words::byline(&about.publisher, edition, span));
        let links = self.sections.iter().map(|section| {
            format!("<li><a href=\"#{}\">{}</a></li>\n", section.id(), text(&section.heading()))
        });
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{market}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n\
             <header>\n<h1>{}</h1>\n<p class=\"byline\">{}</p>\n</header>\n\
             <nav aria-label=\"{}\">\n<ul>\n{}</ul>\n</nav>\n<main>\n{}</main>\n\
             <footer>\n<p>{}</p>\n</footer>\n</body>\n</html>\n",
            policy(),
            super::charts::style(),
            text(&about.market),
            text(&byline.unwrap_or_default()),
            words::contents(),
            links.collect::<String>(),
            self.body,
            text(&words::footer(env!("CARGO_PKG_VERSION"))),
        )
    }

    fn section(
        &mut self,
        section: Section,
        content: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let id = section.id();
        let heading = text(&section.heading());
        self.body += &format!(
            "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{heading}</h2>\n"
        );
        self.sections.push(section);
        content(self)?;
        self.body += "</section>\n";
        Ok(())
    }

    fn paragraph(&mut self, class: &str, html: &str) {
        self.body += &match class {
            "" => format!("<p>{html}</p>\n"),
            _ => format!("<p class=\"{class}\">{html}</p>\n"),
        };
    }

    /// The sizes of the forecast by year.
    fn years(&self) -> Result<Vec<(Year, Cell)>, Error> {
        let rows = self.report.forecast.rows.iter().map(|row| {
            let row = row?;
            let year = row.iter().find_map(|cell| match cell {
                Cell::Year(year) => Some(*year),
                _ => None,
            });
            let is_figure = |cell: &&Cell| matches!(cell, Cell::Figure(_));
            Ok(year.zip(row.iter().find(is_figure).cloned()))
        });
        Ok(rows.collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
    }

    /// An amount as a sentence writes it: `USD 502.42 billion`.
    fn amount(&self, cell: &Cell) -> String {
        let table = &self.report.forecast;
        let number = crate::render::cells::for_people(cell, table.unit, self.style);
        let prices = table.prices.map(|year| format!(" ({year} prices)")).unwrap_or_default();
        format!("{} {number} {}{prices}", table.currency, table.unit)
    }

    /// The last size, with what it rests on.
    fn headline(&mut self, years: &[(Year, Cell)]) -> Result<(), Error> {
        let table = &self.report.forecast;
        let Some((year, cell)) = years.last() else { return Ok(()) };
        let Cell::Figure(figure) = cell else { return Ok(()) };
        let case = match &*table.about.scenario {
            "forecast" => Case::Forecast,
            About::STATED_CAGR => Case::StatedCagr,
            _ => Case::WhatIf,
        };
        self.section(Section::Headline { year: *year, case }, |page| {
            let amount = page.amount(cell);
            let number = page.linked(&text(&amount), figure, Some(year.to_string()));
            page.paragraph("headline", &number);
            let mut basis = text(&words::basis(figure));
            if let (Basis::Computed, Some(number)) =
                (figure.basis(), page.footnotes.number(figure, None))
            {
                basis += &format!(" <a href=\"#n{number}\">{}</a>", words::see_note(number));
            }
            if let Some(own) = page.own_forecast(*year, figure)? {
                basis.push(' ');
                basis += &text(&words::own_forecast(*year, &page.amount(&own)));
            }
            page.paragraph("", &basis);
            page.notes(table);
            Ok(())
        })
    }

    /// The size of the report's own forecast, if the page shows another one.
    fn own_forecast(&self, year: Year, shown: &Derivation) -> Result<Option<Cell>, Error> {
        let Some(table) = &self.report.comparison else { return Ok(None) };
        let Grid { rows, .. } = people(table, self.style)?;
        for row in rows.iter() {
            if let [Cell::Year(of), own @ Cell::Figure(figure), ..] = &*row?
                && *of == year
                && figure.number() != shown.number()
            {
                return Ok(Some(own.clone()));
            }
        }
        Ok(None)
    }

    fn forecast(&mut self) -> Result<(), Error> {
        let table = &self.report.forecast;
        self.section(Section::Chart, |page| page.chart(table))?;
        self.section(Section::Years, |page| {
            let grid = people(table, page.style)?;
            page.key_place = page.body.len();
            page.table(table, &grid, words::sizes(), None)?;
            page.notes(table);
            Ok(())
        })
    }

    fn segments(&mut self) -> Result<(), Error> {
        let dimensions = &self.report.dimensions;
        if dimensions.is_empty() {
            return Ok(());
        }
        self.section(Section::Segments, |page| {
            dimensions.iter().try_for_each(|dimension| page.dimension(dimension))
        })
    }

    fn dimension(&mut self, dimension: &DimensionTables) -> Result<(), Error> {
        let DimensionTables { name, sizes, shares } = dimension;
        self.body += &format!("<h3>{}</h3>\n", text(name));
        // Without a size of the whole, there are only shares; without shares, only names.
        if has_figures(sizes)? {
            self.chart(sizes)?;
            let grid = sizes.grid(Layout::Wide)?;
            let unit = grid.caption.clone().unwrap_or_default();
            self.table(sizes, &grid, &words::sizes_by(name, &unit), None)?;
        }
        self.table(shares, &shares.grid(Layout::Wide)?, &words::shares_by(name), None)?;
        self.notes(sizes);
        Ok(())
    }

    fn comparison(&mut self) -> Result<(), Error> {
        let Some(table) = &self.report.comparison else { return Ok(()) };
        self.section(Section::Scenarios, |page| {
            page.chart(table)?;
            let grid = people(table, page.style)?;
            page.table(table, &grid, words::scenarios(), None)?;
            page.notes(table);
            Ok(())
        })
    }

    fn range(&mut self) -> Result<(), Error> {
        let Some(table) = &self.report.range else { return Ok(()) };
        self.section(Section::Range, |page| {
            page.chart(table)?;
            let grid = people(table, page.style)?;
            let unit = grid.caption.clone().unwrap_or_default();
            let labels = grid.columns.iter().map(|column| column.label.as_str());
            let percentages: Vec<&str> =
                labels.filter_map(|label| label.strip_prefix('P')).collect();
            page.table(table, &grid, &words::range(&unit, &percentages), None)?;
            page.notes(table);
            Ok(())
        })
    }

    fn check(&mut self) -> Result<(), Error> {
        let table = &self.report.check;
        self.section(Section::Check, |page| {
            let grid = people(table, page.style)?;
            page.table(table, &grid, words::findings(), None)?;
            page.notes(table);
            Ok(())
        })
    }

    fn derivations(&mut self) -> Result<(), Error> {
        let rows = self.places()?;
        self.section(Section::Derivations, |page| {
            let table = &page.report.forecast;
            let prices = table.prices.map(|year| format!(", {year} prices")).unwrap_or_default();
            let unit = format!("{} {}{prices}", table.currency, table.unit);
            page.paragraph("", &text(&words::before_notes(&unit)));
            page.list_notes(&rows);
            if let Some(call) = &page.report.workbook {
                page.paragraph(
                    "",
                    &format!("{} <code>{}</code>", words::workbook(), escaped(call)),
                );
            }
            Ok(())
        })
    }

    /// The row of each published figure among the sources, by its id.
    fn places(&self) -> Result<HashMap<String, usize>, Error> {
        let mut places = HashMap::new();
        for (place, row) in self.report.sources.rows.iter().enumerate() {
            if let Some(Cell::Text(id)) = row?.first() {
                places.insert(id.clone(), place);
            }
        }
        Ok(places)
    }

    fn sources(&mut self) -> Result<(), Error> {
        let table = &self.report.sources;
        self.section(Section::Sources, |page| {
            let sources = table.notes.iter().filter(|note| is_source(note));
            let sources: Vec<Note> = sources.cloned().collect();
            page.sentences(&sources, table, Verbosity::Full);
            let grid = people(table, page.style)?;
            page.table(table, &grid, words::published(), Some("s"))?;
            page.notes(table);
            Ok(())
        })
    }

    /// What is published, computed and assumed in a table. The source has a section of its own.
    fn notes(&mut self, table: &Table) {
        let asked = self.style.notes.unwrap_or(USUAL_NOTES);
        let is_shown = |note: &&Note| match asked {
            // A warning is never left out.
            Verbosity::None => note.is_warning(),
            _ => !is_source(note),
        };
        let notes: Vec<Note> = table.notes.iter().filter(is_shown).cloned().collect();
        // Short notes refer to the full ones for what more than a few scenarios assume, and a page can't be asked again.
        let scenarios = notes.iter().filter(|note| matches!(note, Note::Scenarios { .. })).count();
        let is_full = asked == Verbosity::None || scenarios > wording::FEW_SCENARIOS;
        let verbosity = if is_full { Verbosity::Full } else { asked };
        self.sentences(&notes, table, verbosity);
    }

    fn sentences(&mut self, notes: &[Note], table: &Table, verbosity: Verbosity) {
        let warnings = notes.iter().filter(|note| note.is_warning()).count();
        let (scale, names) = (table.scale(self.style.digits), self.style.names.into());
        let sentences = wording::paragraphs(notes, verbosity, &scale, names);
        for (place, words) in sentences.into_iter().enumerate() {
            let is_warning = place < warnings;
            if is_warning && self.warnings.contains(&words) {
                continue;
            }
            self.paragraph(if is_warning { "warning" } else { "note" }, &sentence(&words));
            if is_warning {
                self.warnings.push(words);
            }
        }
    }
}

fn has_figures(table: &Table) -> Result<bool, Error> {
    for row in table.rows.iter() {
        if row?.iter().any(|cell| matches!(cell, Cell::Figure(_))) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a note says where figures come from.
fn is_source(note: &Note) -> bool {
    matches!(note, Note::Scenario(scenario::Note::Source { .. }))
}
