//! Tests of pages and pictures as a browser shows them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use super::pages::tables;
use super::program::{command, is_installed, shell};

const CHROMIUM: &str = "chromium";

/// A report with every section.
const WHOLE: &str = "report --base 40..55 --cagr 20..33 --scenario bear=20 --scenario bull=33";

/// A folder with what a browser opens.
struct Desk(TempDir);

impl Desk {
    /// Returns a folder, unless there is no browser to open its files.
    fn new() -> Option<Self> {
        is_installed(CHROMIUM).then(|| Self(tempfile::tempdir().unwrap()))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes an answer into a file.
    fn answer(&self, call: &str, name: &str) {
        let output = command()
            .args(call.split_whitespace())
            .arg("-o")
            .arg(self.path(name))
            .current_dir(self.0.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{call}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Opens a file, with what the browser writes to its log.
    fn open(&self, name: &str, arguments: &[&str]) -> Output {
        let profile = tempfile::tempdir().unwrap();
        Command::new(CHROMIUM)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args(["--disable-background-networking", "--disable-component-update"])
            .args(["--disable-sync", "--hide-scrollbars", "--enable-logging=stderr"])
            // Nothing can be reached, so that a page that tries is told apart from one that doesn't.
            .arg("--host-resolver-rules=MAP * ~NOTFOUND")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(arguments)
            .arg(format!("file://{}", self.path(name).display()))
            .output()
            .unwrap()
    }

    /// Opens a file in a window of that size.
    fn visit(&self, name: &str, (width, height): (u32, u32)) -> Visit {
        let (log, image) = (self.path("net.json"), self.path("screenshot.png"));
        let arguments = [
            format!("--log-net-log={}", log.display()),
            format!("--screenshot={}", image.display()),
            format!("--window-size={width},{height}"),
        ];
        let arguments: Vec<&str> =
            arguments.iter().map(String::as_str).chain(["--dump-dom"]).collect();
        let output = self.open(name, &arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let console = said.lines().filter(|line| line.contains(":CONSOLE")).map(str::to_owned);
        Visit {
            dom: String::from_utf8(output.stdout).unwrap(),
            console: console.collect(),
            requests: requests(&log),
            image: fs::metadata(&image).unwrap().len(),
        }
    }

    /// Returns the size of a screenshot of a blank page.
    fn blank(&self) -> u64 {
        self.write("blank.html", "<!doctype html><title>x</title>");
        self.visit("blank.html", SIZE).image
    }

    /// Returns a number that a script measures in a page of that width. The page itself has no script: it is in a frame.
    fn measured(&self, name: &str, width: u32, script: &str) -> String {
        let page = fs::read_to_string(self.path(name)).unwrap();
        let page = page.replace('&', "&amp;").replace('"', "&quot;");
        let frame = format!(
            "<!doctype html><iframe width=\"{width}\" height=\"800\" style=\"border:0\" srcdoc=\"{page}\"></iframe>\
             <output></output><script>const frame = document.querySelector('iframe'); frame.onload = () => {{\
             const page = frame.contentDocument, view = frame.contentWindow;\
             document.querySelector('output').textContent = (() => {{ {script} }})(); }}</script>"
        );
        self.write("frame.html", &frame);
        let dom = self.visit("frame.html", SIZE).dom;
        let (_, output) = dom.rsplit_once("<output>").unwrap();
        output.split_once("</output>").unwrap().0.to_owned()
    }
}

/// What became of a file in the browser.
struct Visit {
    /// The page as the browser holds it.
    dom: String,
    /// What the browser says on its console.
    console: Vec<String>,
    /// The addresses that the page asked for.
    requests: Vec<String>,
    /// The size of a screenshot in bytes.
    image: u64,
}

impl Visit {
    /// Checks that the page shows something, asks for nothing, and gives the browser no reason to complain.
    fn check(&self, blank: u64, name: &str) {
        assert_eq!((&self.console, &self.requests), (&Vec::new(), &Vec::new()), "{name}");
        assert!(
            self.image > 3 * blank,
            "{name}: {} bytes, and {blank} for a blank page",
            self.image
        );
    }
}

/// A window.
const SIZE: (u32, u32) = (720, 420);

/// The addresses that pages asked for, from the browser's log. The browser itself asks its maker for news.
fn requests(log: &Path) -> Vec<String> {
    let log: Value = serde_json::from_str(&fs::read_to_string(log).unwrap()).unwrap();
    let events = log["events"].as_array().unwrap();
    let urls = events.iter().filter_map(|event| event["params"]["url"].as_str());
    let is_own =
        |url: &&str| ["googleapis.com", "google.com"].iter().any(|host| url.contains(host));
    let is_outside = |url: &&str| url.contains("://") && !url.starts_with("file:");
    let mut urls: Vec<String> =
        urls.filter(is_outside).filter(|url| !is_own(url)).map(str::to_owned).collect();
    urls.dedup();
    urls
}

#[test]
fn the_browser_tells_of_requests_and_violations() {
    let Some(desk) = Desk::new() else { return };
    let image = "<!doctype html><title>x</title><p>x<img src=\"https://example.com/a.png\">";
    desk.write("asks.html", image);
    assert_eq!(desk.visit("asks.html", SIZE).requests, ["https://example.com/a.png"]);
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
    desk.write("forbidden.html", &image.replace("<title>", &format!("{policy}<title>")));
    let visit = desk.visit("forbidden.html", SIZE);
    assert_eq!((visit.console.len(), visit.requests.len()), (1, 0), "{:?}", visit.console);
    desk.write("wide.html", "<!doctype html><div style=\"width:500px\">x</div>");
    assert_eq!(desk.measured("wide.html", 360, OVERFLOW), "508 of 360");
}

/// The width of a page, and of its window.
const OVERFLOW: &str =
    "return page.documentElement.scrollWidth + ' of ' + page.documentElement.clientWidth;";

#[test]
fn a_report_is_shown_whole_and_asks_for_nothing() {
    let Some(desk) = Desk::new() else { return };
    desk.answer(WHOLE, "report.html");
    let visit = desk.visit("report.html", SIZE);
    visit.check(desk.blank(), "report");
    // The browser holds the text of every cell.
    let page = fs::read_to_string(desk.path("report.html")).unwrap();
    let cells = |page: &str| {
        let tables = tables(page).into_values();
        tables.flat_map(|table| table.rows).flatten().collect::<Vec<String>>()
    };
    assert_eq!(cells(&visit.dom), cells(&page));
    assert!(cells(&page).len() > 400);
}

#[test]
fn a_report_fits_a_phone() {
    let Some(desk) = Desk::new() else { return };
    desk.answer(WHOLE, "report.html");
    for width in [320, 360, 800] {
        assert_eq!(desk.measured("report.html", width, OVERFLOW), format!("{width} of {width}"));
    }
    // Captions wrap within what is visible of a wide table, and the headline is a line with its note.
    assert_eq!(desk.measured("report.html", 360, CUT_CAPTIONS), "0 of 13");
    let lines = "return page.querySelector('.headline a').getClientRects().length;";
    assert_eq!(desk.measured("report.html", 360, lines), "1");
}

/// The number of captions that reach beyond the box of their table, and of all captions.
const CUT_CAPTIONS: &str = "const spans = [...page.querySelectorAll('caption span')], right = e => e.getBoundingClientRect().right;\
    return spans.filter(e => right(e) > right(e.closest('.box')) + 1).length + ' of ' + spans.length;";

#[test]
fn a_report_prints_without_cut_rows() {
    let Some(desk) = Desk::new() else { return };
    if !is_installed("pdftotext") {
        return;
    }
    desk.answer(WHOLE, "report.html");
    let file = desk.path("report.pdf");
    desk.open(
        "report.html",
        &[&format!("--print-to-pdf={}", file.display()), "--no-pdf-header-footer"],
    );
    let answer = shell("pdftotext -bbox report.pdf - && pdfinfo report.pdf", desk.0.path());
    let number = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.parse().unwrap()
    };
    let (mut pages, mut height, mut words, mut labels) = (0, 0.0, 0, 0);
    for line in answer.stdout.lines().map(str::trim) {
        if line.starts_with("<page") {
            pages += 1;
            height = number(line, "height");
        } else if line.starts_with("<word") {
            words += 1;
            // A cut line would reach into the margin, which is 16 mm.
            let (top, bottom) = (number(line, "yMin"), number(line, "yMax"));
            assert!(top > 40.0 && bottom < height - 40.0, "page {pages} of {height}: {line}");
            // A label in a chart is in type of at least 8 points, whose lines are 8.9 points high.
            let is_label = line.ends_with(">600</word>");
            assert!(!is_label || bottom - top > 8.9, "{line}");
            labels += usize::from(is_label);
        }
    }
    assert!(answer.stdout.contains("A4"), "{}", answer.stderr);
    assert!((8..=16).contains(&pages), "{pages} pages");
    assert!(words > 2000 && labels > 4, "{words} words, {labels} labels");
}

/// A report whose names are meant to do harm.
fn hostile() -> String {
    let long = "A name of two hundred characters ".repeat(6);
    let unbroken = "Wide".repeat(50);
    format!(
        r#"
market = {{ name = "</title><script>document.title='gone'</script>", publisher = "\"><img src=x onerror=alert(1)>", currency = "USD", unit = "billion" }}
value = [
  {{ year = 2024, size = "10", source = "<svg onload=alert(2)>" }},
  {{ year = 2030, size = "20", source = "&lt;b&gt; שנת 2030 (x)" }},
]
[[dimension]]
id = "kind"
name = "שלום <b>"
year = 2024
segments = [
  {{ id = "a", name = "</text></svg><script>alert(3)</script>", share = "40" }},
  {{ id = "b", name = "{long}", share = "30" }},
  {{ id = "c", name = "{unbroken}", share = "20" }},
  {{ id = "d", name = "مرحبا 12 عالم", share = "10" }},
]
"#
    )
}

#[test]
fn hostile_names_do_nothing() {
    let Some(desk) = Desk::new() else { return };
    desk.write("hostile.toml", &hostile());
    let calls = [
        ("report --data hostile.toml", "page.html"),
        ("segments --data hostile.toml --from 2024", "table.html"),
        ("sources --data hostile.toml", "sources.html"),
        ("segments kind --data hostile.toml --from 2024", "layers.svg"),
        ("segments kind --data hostile.toml", "bars.svg"),
    ];
    let blank = desk.blank();
    for (call, name) in calls {
        desk.answer(call, name);
        let visit = desk.visit(name, SIZE);
        visit.check(blank, name);
        for element in ["<script", "<img", "onload=\"", "onerror=\""] {
            assert!(!visit.dom.contains(element), "{name}: {element}");
        }
    }
    assert_eq!(desk.measured("page.html", 360, OVERFLOW), "360 of 360");
}

#[test]
fn every_kind_of_picture_is_shown() {
    let Some(desk) = Desk::new() else { return };
    let calls = [
        "forecast",
        "forecast --year 2030",
        "compare --scenario bear=20 --scenario bull=33",
        "segments region --from 2024",
        "segments region",
        "range --base 40..55 --cagr 20..33",
        "range --base 40..55 --year 2030",
        "sensitivity --base 40..55 --year 2030",
        "sweep --cagr 20..30:5 --base 40,45,50",
        "goal 300 --year 2030",
        "when 250",
    ];
    let blank = desk.blank();
    for call in calls {
        desk.answer(call, "picture.svg");
        let visit = desk.visit("picture.svg", SIZE);
        visit.check(blank, call);
        assert!(visit.dom.contains("</svg>"), "{call}");
    }
}
