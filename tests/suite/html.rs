//! Tests of `--format html`: a table as a small document.

use std::fs;

use super::fixtures::WIDGETS;
use super::pages::{between, markdown, plain, tables};
use super::program::{run, stdout};

#[test]
fn a_document_holds_what_people_see() {
    for call in [
        "forecast",
        "segments --layout wide --from 2030",
        "compare --scenario bear=20",
        "range --cagr 20..33 --digits 4",
        "sensitivity --base 40..55 --year 2030",
        "sweep --cagr 20..30:5 --base 40,50",
        "cagr 46.73 502.42 10",
        "check",
        "sources",
    ] {
        let page = stdout(&format!("{call} --format html"));
        let (table, expected) = (tables(&page).into_values().next().unwrap(), markdown(call));
        assert_eq!(table.headings, expected.headings, "{call}");
        assert_eq!(table.rows, expected.rows, "{call}");
        assert!(
            page.starts_with(
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"
            )
        );
        assert!(page.ends_with("</html>\n"), "{call}");
        assert!(!page.contains("<script") && !page.contains("http"), "{call}");
        assert_eq!(page.matches("<table").count(), 1, "{call}");
    }
}

#[test]
fn rows_have_headers_and_numbers_are_on_the_right() {
    let page = stdout("segments region --format html");
    let (_, body) = page.split_once("<tbody>").unwrap();
    for row in between(body, "<tr>", "</tr>") {
        assert_eq!(row.matches("<th scope=\"row\"").count(), 3, "{row}");
        for cell in between(row, "<td ", "</td>") {
            assert!(cell.starts_with("style=\"text-align:right\">"), "{cell}");
        }
    }
    assert_eq!(page.matches("<th scope=\"col\"").count(), 5);
    // A calculation is about no market.
    let page = stdout("cagr 1 2 3 --format html");
    assert!(!page.contains("AI infrastructure"), "{page}");
}

#[test]
fn the_caption_says_what_the_table_shows() {
    for (call, caption) in [
        ("forecast", "AI infrastructure: Market size, USD billion"),
        ("forecast --cagr 30", "AI infrastructure: Market size, what-if, USD billion"),
        (
            "segments region --year 2030",
            "AI infrastructure: Market size by region in 2030, USD billion",
        ),
        (
            "range --cagr 20..33 --unit million",
            "AI infrastructure, what-if: Range of the market size, USD million",
        ),
        ("sources", "AI infrastructure"),
        ("check", "AI infrastructure"),
        ("cagr 1 2 3", "Computed from your inputs"),
    ] {
        let page = stdout(&format!("{call} --format html"));
        assert!(page.contains(&format!(">{caption}</caption>")), "{call}: {page}");
        assert!(page.contains(&format!("<title>{caption}</title>")), "{call}: {page}");
    }
}

#[test]
fn warnings_come_first_and_notes_follow() {
    let page = stdout("forecast --cagr 0.3 --format html");
    let paragraphs: Vec<&str> = between(&page, "<p ", "</p>").collect();
    assert!(paragraphs[0].contains("<strong>Warning: 0.3 is 0.3% per year"), "{page}");
    assert!(!paragraphs[1].contains("<strong>"), "{page}");
    assert!(
        plain(paragraphs.last().unwrap()).ends_with("Cervicorn Consulting, AI infrastructure.")
    );
    let page = stdout("forecast --data examples/markets/coherent.toml --format html");
    assert!(page.contains("See <code>check</code>.</strong>"), "{page}");
    let page = stdout("forecast --explain --format html");
    let lines = plain(between(&page, "<pre", "</pre>").next().unwrap());
    assert!(lines.contains("26.8081%  = (502.42 / 46.73)^(1/10) − 1"), "{page}");
}

#[test]
fn text_cannot_become_markup() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    let name = "name = \"<b>A&B</b> 'שלום' \\\"C\\\"\"";
    fs::write(&file, WIDGETS.replace("name = \"Red\"", name)).unwrap();
    let page = stdout(&format!("segments --data {} --format html", file.display()));
    let expected = "&lt;b&gt;A&amp;B&lt;/b&gt; <bdi>&#39;שלום</bdi>&#39; &quot;C&quot;";
    assert!(page.contains(expected), "{page}");
    // The ending chooses the format.
    let page = folder.path().join("page.htm");
    assert_eq!(run(&format!("forecast -o {}", page.display())).code, Some(0));
    assert_eq!(fs::read_to_string(page).unwrap(), stdout("forecast --format html"));
}
