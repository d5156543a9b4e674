//! Tests of pictures in SVG: everything in them is read back.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use super::drawn::{Element, Placed, parse};
use super::program::{Answer, command, commands, csv, examples, is_installed, run, stdout};
use super::random::Random;

/// Finds texts that overlap or leave the picture, as the browser measures them.
const MEASURE: &str = r#"
const found = [];
for (const svg of document.querySelectorAll("svg")) {
  const call = svg.parentNode.title;
  const boxes = [...svg.querySelectorAll("text")].map(text => {
    const box = text.getBBox(), size = parseFloat(getComputedStyle(text).fontSize);
    const y = Number(text.getAttribute("y"));
    return { text: text.textContent, left: box.x, right: box.x + box.width, top: y - .72 * size, bottom: y + .2 * size };
  });
  for (const [place, one] of boxes.entries()) {
    if (one.left < 0 || one.right > svg.viewBox.baseVal.width) found.push(`${call}: ${one.text} leaves`);
    for (const other of boxes.slice(place + 1)) {
      const apart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      if (!apart) found.push(`${call}: ${one.text} overlaps ${other.text}`);
    }
  }
}
const fill = getComputedStyle(document.querySelector("text")).fill;
document.body.textContent = `${document.querySelectorAll("*").length} [${found.join("|")}] ${fill}`;
"#;

/// The elements that a picture is made of. None of them loads or runs anything.
const ELEMENTS: [&str; 11] =
    ["svg", "title", "desc", "style", "rect", "path", "circle", "g", "text", "tspan", "line"];

fn drawn(arguments: &str) -> Element {
    parse(&stdout(&format!("{arguments} --format svg")))
}

/// Runs the program in a folder, with arguments that may contain spaces.
fn run_in(folder: &std::path::Path, arguments: &[&str]) -> Answer {
    command().args(arguments).current_dir(folder).output().unwrap().into()
}

/// Checks what holds for every picture.
fn inspect(svg: &str, what: &str) -> Element {
    let root = parse(svg);
    assert_eq!((root.name.as_str(), root.get("role")), ("svg", "img"), "{what}");
    assert_eq!(root.get("xmlns"), "http://www.w3.org/2000/svg");
    assert!(svg.ends_with("</svg>\n"), "{what}");
    let (width, height) = (root.number("width"), root.number("height"));
    assert_eq!(root.get("viewBox"), format!("0 0 {width} {height}"), "{what}");
    let ids: Vec<&str> =
        root.all().iter().filter_map(|one| one.attributes.get("id")).map(|id| &**id).collect();
    assert_eq!(root.get("aria-labelledby").split(' ').collect::<Vec<_>>(), ids, "{what}");
    for element in root.all() {
        assert!(ELEMENTS.contains(&&*element.name), "{what}: {}", element.name);
        check_attributes(element, what);
        for (x, y) in points(element) {
            let is_inside = (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
            assert!(is_inside, "{what}: {x} {y} in {element:?}");
        }
    }
    check_texts(&root.texts(), (width, height), what);
    root
}

/// Numbers have one decimal at most, and nothing refers to anything.
fn check_attributes(element: &Element, what: &str) {
    for (name, value) in &element.attributes {
        assert!(!name.starts_with("on") && !name.contains("href"), "{what}: {name}");
        assert!(!value.contains("url(") && !value.contains("javascript"), "{what}: {value}");
        let is_number = ["x", "y", "cx", "cy", "r", "d", "width", "height"].contains(&&**name);
        let numbers = value.split(|c: char| c == ' ' || c.is_ascii_alphabetic());
        for number in numbers.filter(|number| is_number && !number.is_empty()) {
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let is_plain = number.parse::<f64>().is_ok_and(f64::is_finite);
            assert!(is_plain && decimals <= 1 && number != "-0", "{what}: {number} in {value}");
        }
    }
}

/// The outermost points of an element.
fn points(element: &Element) -> Vec<(f64, f64)> {
    let number = |name: &str| element.attributes.get(name).map_or(0.0, |one| one.parse().unwrap());
    match element.name.as_str() {
        "path" => element.points(),
        "rect" => {
            let (x, y) = (number("x"), number("y"));
            vec![(x, y), (x + number("width"), y + number("height"))]
        }
        "circle" => {
            let (x, y, radius) = (number("cx"), number("cy"), number("r"));
            vec![(x - radius, y - radius), (x + radius, y + radius)]
        }
        _ => Vec::new(),
    }
}

/// No text leaves the page or overlaps another one.
fn check_texts(texts: &[Placed], (width, height): (f64, f64), what: &str) {
    // Rounded coordinates.
    const NEAR: f64 = 0.2;
    for (place, text) in texts.iter().enumerate() {
        let is_inside = text.left >= -NEAR
            && text.right <= width + NEAR
            && text.top >= -NEAR
            && text.bottom <= height + NEAR;
        assert!(is_inside, "{what}: {text:?} leaves the page");
        for other in texts.iter().skip(place + 1) {
            let is_apart = text.right <= other.left + NEAR
                || other.right <= text.left + NEAR
                || text.bottom <= other.top + NEAR
                || other.bottom <= text.top + NEAR;
            assert!(is_apart, "{what}: {text:?} overlaps {other:?}");
        }
    }
}

/// The examples in the help of every command that yields sizes, without options that a picture has no use for.
fn pictured_examples() -> Vec<String> {
    let names = "forecast compare segments range sensitivity consensus sweep goal when";
    let mut found = Vec::new();
    for name in names.split(' ') {
        assert!(commands().iter().any(|command| command == name), "{name}");
        for call in examples(&stdout(&format!("{name} --help"))) {
            let Some(call) = call.trim().strip_prefix("aiinfra ") else { continue };
            let call = call.split(" -o ").next().unwrap();
            let call = call.replace(" --layout wide", "").replace(" --format csv", "");
            let with_folder = |word: &str| match word {
                _ if word.ends_with(".toml") => format!("examples/markets/{word}"),
                _ => word.to_owned(),
            };
            let call: Vec<String> = call.split(' ').map(with_folder).collect();
            let call = call.join(" ");
            if !call.contains('"') {
                found.push(call);
            }
        }
    }
    assert!(found.len() > 35, "{found:?}");
    found
}

/// The scale of the sizes: the pixels of two numbers on its axis.
fn size_axis(root: &Element) -> Vec<(f64, f64)> {
    let group =
        root.named("g").into_iter().find(|group| group.get("text-anchor") == "end").unwrap();
    let grid = root.named("path")[0].points();
    let lines: BTreeSet<String> = grid.iter().map(|(_, y)| y.to_string()).collect();
    assert_eq!(lines.len(), group.children.len());
    let mut heights: Vec<f64> = lines.iter().map(|y| y.parse().unwrap()).collect();
    heights.sort_by(f64::total_cmp);
    let number = |text: &Element| text.text.replace(',', "").parse::<f64>().unwrap();
    let mut numbers: Vec<f64> = group.children.iter().map(number).collect();
    numbers.sort_by(|one, other| other.total_cmp(one));
    numbers.into_iter().zip(heights).collect()
}

/// Returns the pixel of a number, by two ticks.
fn pixel(ticks: &[(f64, f64)], number: f64, map: impl Fn(f64) -> f64) -> f64 {
    let ((one, at_one), (other, at_other)) = (ticks[0], *ticks.last().unwrap());
    let share = (map(number) - map(one)) / (map(other) - map(one));
    at_one + share * (at_other - at_one)
}

/// The paths that are drawn as lines of that color.
fn lines<'a>(root: &'a Element, color: &str) -> Vec<&'a Element> {
    let paths = root.named("path").into_iter();
    paths
        .filter(|path| {
            path.attributes.get("stroke").is_some_and(|stroke| stroke == color)
                && path.attributes.contains_key("stroke-linejoin")
        })
        .collect()
}

#[test]
fn every_example_is_drawn_soundly_at_every_size() {
    let sizes = ["", "--width 360 --height 300", "--width 1400 --height 800", "--width 240"];
    for call in pictured_examples() {
        for size in sizes {
            let what = format!("{call} --format svg {size}");
            let answer = run(&what);
            if size.contains("300") && answer.code == Some(2) {
                assert!(
                    answer.stderr.contains("so that every row is readable"),
                    "{}",
                    answer.stderr
                );
                continue;
            }
            assert_eq!(answer.code, Some(0), "{what}: {}", answer.stderr);
            inspect(&answer.stdout, &what);
            assert!(answer.stdout.len() < 15_000, "{what}: {}", answer.stdout.len());
        }
    }
}

#[test]
fn points_lie_where_the_numbers_put_them() {
    for (arguments, is_log) in [
        ("forecast", false),
        ("forecast --scale log", true),
        ("forecast --shape fade=10 --width 1400 --height 800", false),
        ("forecast --target 2030=300 --growth 2027=10 --scale log --width 300", true),
        ("forecast --columns growth", false),
        ("forecast --cagr=-20 --width 333 --height 299", false),
    ] {
        let root = drawn(arguments);
        let [call, ..] = arguments.split(" --scale").collect::<Vec<_>>()[..] else { panic!() };
        let call = call.split(" --width").next().unwrap();
        let rows = csv(&format!("{call} --digits 20"));
        let place =
            rows[0].iter().position(|name| name.starts_with("value") || name.contains("growth"));
        let is_growth = arguments.contains("columns growth");
        let place = place.filter(|_| !is_growth).unwrap_or(1);
        let ticks = size_axis(&root);
        let map = |number: f64| if is_log { number.ln() } else { number };
        let path = lines(&root, "#005EA8");
        let points = path[0].points();
        let values: Vec<f64> = rows[1..].iter().filter_map(|row| row[place].parse().ok()).collect();
        assert_eq!(points.len(), values.len(), "{arguments}");
        let (left, right) = (points[0].0, points.last().unwrap().0);
        let count = values.len() as f64 - 1.0;
        for (at, ((x, y), value)) in points.iter().zip(&values).enumerate() {
            let expected = pixel(&ticks, *value, map);
            assert!((y - expected).abs() < 0.15, "{arguments}: {value} at {y}, not {expected}");
            let expected = left + (right - left) * at as f64 / count;
            assert!((x - expected).abs() < 0.15, "{arguments}: {x}, not {expected}");
        }
    }
}

#[test]
fn the_subtitle_names_the_measure_before_what_divides_it() {
    for (arguments, subtitle) in [
        ("segments region --columns share --year 2030", "Share by region in 2030, %"),
        ("segments region --columns growth --from 2030", "Growth by region, %"),
        ("segments region --columns change --year 2030", "Change by region in 2030, USD billion"),
        ("segments region --columns index --from 2030", "Index by region, 2024 = 100"),
        ("compare --cagr 20,30 --columns growth --deflate 2", "Real growth by scenario, %"),
        ("forecast --columns growth", "Growth %"),
    ] {
        let texts: Vec<String> = drawn(arguments).texts().into_iter().map(|one| one.text).collect();
        assert!(texts.iter().any(|text| text == subtitle), "{arguments}: {texts:?}");
    }
}

#[test]
fn constant_growth_is_straight_on_a_log_scale() {
    let root = drawn("compare --scenario bear=20 --scenario bull=33 --scale log");
    for color in ["#005EA8", "#C8500A", "#0B4F3A"] {
        let points = lines(&root, color)[0].points();
        let ((x, y), (last_x, last_y)) = (points[0], *points.last().unwrap());
        for (at_x, at_y) in &points {
            let expected = y + (last_y - y) * (at_x - x) / (last_x - x);
            assert!((at_y - expected).abs() < 0.15, "{color}: {at_y}, not {expected}");
        }
    }
}

#[test]
fn labels_are_the_digits_of_the_table() {
    for (arguments, expected) in [
        ("forecast", vec!["46.73", "502.42"]),
        ("forecast --digits 6", vec!["46.730000", "502.420000"]),
        ("forecast --unit million", vec!["46,730.00", "502,420.00"]),
        ("compare --scenario bear=20 --scenario bull=33", vec!["bear 289.34", "bull 809.30"]),
        ("segments region --year 2030", vec!["North America", "75.78", "58.29"]),
        (
            "segments region --from 2024",
            vec!["Total 502.42", "North America 195.94", "LAMEA 30.15"],
        ),
        ("range --cagr 20..33", vec!["P95 809.30", "Forecast 502.42", "Median 483.91"]),
        ("goal 300 --year 2030", vec!["Goal 300.00"]),
        ("sensitivity --year 2030", vec!["Forecast 194.30", "320.14"]),
        ("consensus examples/markets --year 2030", vec!["194.30", "230.03", "208.72"]),
        ("sweep --cagr 20..35:5 --base 42..51:3 --year 2030", vec!["35% 308.73", "42", "51"]),
    ] {
        let texts: Vec<String> =
            drawn(arguments).texts().into_iter().map(|placed| placed.text).collect();
        for label in expected {
            assert!(texts.iter().any(|text| text == label), "{arguments}: {label} in {texts:?}");
        }
    }
}

#[test]
fn published_and_given_values_have_marks() {
    let count = |arguments: &str| {
        let root = drawn(arguments);
        let diamonds = root.named("path").into_iter();
        let diamonds = diamonds.filter(|path| path.get("d").ends_with('Z')).count();
        (root.named("circle").len(), diamonds)
    };
    assert_eq!(count("forecast"), (2, 0));
    assert_eq!(count("forecast --actual 2025=62"), (1, 1));
    // The scenarios share their base.
    assert_eq!(count("compare --scenario bear=20 --scenario bull=33"), (2, 0));
    assert_eq!(count("forecast --year 2025 --year 2026"), (0, 0));
}

#[test]
fn bars_are_as_long_as_their_values() {
    let root = drawn("segments region --year 2030");
    let bars: Vec<f64> = root.named("rect")[1..].iter().map(|bar| bar.number("width")).collect();
    let rows = csv("segments region --year 2030 --digits 20");
    let place = rows[0].iter().position(|name| name.starts_with("value")).unwrap();
    let values: Vec<f64> = rows[1..].iter().map(|row| row[place].parse().unwrap()).collect();
    assert_eq!(bars.len(), 4);
    for (bar, value) in bars.iter().zip(&values) {
        let expected = bars[0] * value / values[0];
        assert!((bar - expected).abs() < 0.15, "{bar}, not {expected}");
    }
}

/// A market with names that would do harm if they were not escaped.
fn hostile() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(200);
    let names = [
        "<script>alert(1)</script>",
        "שוק התשתיות של בינה מלאכותית (2030)",
        "👩‍👩‍👧‍👦👩🏽‍🚀🇩🇪🇫🇷👩‍👩‍👧‍👦👩🏽‍🚀🇩🇪🇫🇷👩‍👩‍👧‍👦👩🏽‍🚀🇩🇪🇫🇷👩‍👩‍👧‍👦👩🏽‍🚀🇩🇪🇫🇷",
        long.as_str(),
        "a \\\" onload=\\\"x & ]]> ' c",
        "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
    ];
    let segment = |(place, name): (usize, &&str)| {
        format!("{{ id = \"s{place}\", name = \"{name}\", share = {} }}", 8 + place * 3)
    };
    let segments: Vec<String> = names.iter().enumerate().map(segment).collect();
    let data = format!(
        "[market]\nname = \"</title><script>x</script> & {long}\"\npublisher = \"<b> שוק\"\n\
         currency = \"USD\"\nunit = \"billion\"\n[[value]]\nyear = 2024\nsize = \"46.73\"\n\
         [[value]]\nyear = 2034\nsize = \"502.42\"\n[[dimension]]\nid = \"region\"\n\
         name = \"<i>Region\"\nyear = 2024\nsegments = [{}]\n",
        segments.join(", ")
    );
    fs::write(folder.path().join("hostile.toml"), data).unwrap();
    folder
}

#[test]
fn hostile_names_do_nothing() {
    let folder = hostile();
    for call in ["forecast", "segments --normalize", "segments --normalize --from 2024"] {
        for width in ["240", "360", "720", "1500"] {
            let mut arguments: Vec<&str> = call.split(' ').collect();
            arguments.extend(["--data", "hostile.toml", "--format", "svg", "--width", width]);
            let answer = run_in(folder.path(), &arguments);
            assert_eq!(answer.code, Some(0), "{call}: {}", answer.stderr);
            let root = inspect(&answer.stdout, call);
            assert!(root.get("aria-labelledby") == "title desc");
            for text in root.texts() {
                let is_cut_in_two =
                    text.text.contains("\u{200d}…") || text.text.starts_with('\u{301}');
                assert!(!is_cut_in_two, "{text:?}");
            }
        }
    }
}

#[test]
fn the_same_call_gives_the_same_bytes() {
    for call in ["forecast", "compare --cagr 20..40:1", "consensus examples/markets --year 2030"] {
        let once = stdout(&format!("{call} --format svg"));
        assert_eq!(once, stdout(&format!("{call} --format svg")), "{call}");
    }
    assert!(stdout("compare --scenario a=20 --scenario b=33 --format svg").len() < 6_000);
}

#[test]
fn what_a_picture_cannot_show_is_refused() {
    for (arguments, sentence) in [
        (
            "segments region --year 2030 --format svg --scale log",
            "error: `--scale log`: expected a linear scale, because bars start at zero\n",
        ),
        (
            "sensitivity --year 2030 --format svg --scale log",
            "error: `--scale log`: expected a linear scale, because bars start at zero\n",
        ),
        (
            "forecast --cagr=-5 --columns growth --format svg --scale log",
            "error: `--scale log` for the value -5.00: expected values above 0, or a linear scale\n",
        ),
    ] {
        let answer = run(arguments);
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert_eq!(answer.stderr, sentence, "{arguments}");
    }
}

#[test]
fn a_height_that_is_too_low_says_which_one_is_enough() {
    for call in ["segments", "consensus examples/markets --year 2030", "sensitivity --year 2030"] {
        for width in [240, 720, 2000] {
            let at = |height: u32| {
                run(&format!("{call} --format svg --width {width} --height {height}"))
            };
            let answer = at(200);
            if answer.code == Some(0) {
                continue;
            }
            let (_, least) = answer.stderr.split_once("expected at least ").unwrap();
            let least = least.split(',').next().unwrap().parse().unwrap();
            let enough = at(least);
            assert_eq!(enough.code, Some(0), "{call} {width} {least}: {}", enough.stderr);
            inspect(&enough.stdout, call);
            assert_eq!(at(least - 1).code, Some(2), "{call} {width} {least}");
        }
    }
}

#[test]
fn notes_are_cut_and_warnings_are_not() {
    let call = "compare --with examples/markets/straits.toml examples/markets/coherent.toml --format svg --width 400 --height 300";
    let root = drawn(call.split(" --format svg").next().unwrap());
    let description = &root.named("desc")[0].text;
    let narrow = parse(&stdout(call));
    assert_eq!(narrow.named("desc")[0].text, *description);
    let texts: Vec<String> = narrow.texts().into_iter().map(|placed| placed.text).collect();
    let all = texts.join(" ");
    let (warning, _) = description.split_once(" Assumes").unwrap();
    assert!(warning.starts_with("Warning: ") && all.contains(warning), "{warning}\n{all}");
    assert!(texts.last().is_some() && texts.iter().any(|text| text.ends_with('…')), "{all}");
}

#[test]
fn values_of_every_magnitude_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, publisher: &str, (first, last): (&str, &str)| {
        let data = format!(
            "[market]\nname = \"M\"\npublisher = \"{publisher}\"\ncurrency = \"USD\"\nunit = \"billion\"\n\
             [[value]]\nyear = 2024\nsize = \"{first}\"\n[[value]]\nyear = 2027\nsize = \"{last}\"\n"
        );
        fs::write(folder.path().join(name), data).unwrap();
    };
    let pairs = [
        ("5", "5"),
        ("5", "5.0000000000000001"),
        ("5", "5.0001"),
        ("999999999999.0000001", "999999999999.0000002"),
        ("0.000000001", "0.000000002"),
        ("0.000001", "999999"),
        ("999999999999", "1"),
        ("0.00000001", "0.00000001"),
    ];
    for sizes in pairs {
        write("one.toml", "One", sizes);
        write("two.toml", "Two", (sizes.1, sizes.0));
        for call in [
            "forecast",
            "compare --with two.toml",
            "consensus two.toml --year 2027",
            "range --cagr 1..1.00001 --year 2027",
        ] {
            for scale in ["linear", "log"] {
                for width in ["240", "720", "3000"] {
                    let what = format!(
                        "{call} --data one.toml --format svg --digits 9 --width {width} --scale {scale}"
                    );
                    let answer = run_in(folder.path(), &what.split(' ').collect::<Vec<_>>());
                    assert_eq!(answer.code, Some(0), "{what} {sizes:?}: {}", answer.stderr);
                    let root = inspect(&answer.stdout, &format!("{what} {sizes:?}"));
                    let is_tick =
                        |text: &Placed| text.text.starts_with(|c: char| c.is_ascii_digit());
                    assert!(
                        root.texts().into_iter().filter(is_tick).count() > 3,
                        "{what} {sizes:?}"
                    );
                }
            }
        }
    }
}

/// Opens a page in a browser, and returns its text after its script ran.
fn opened(page: &str, options: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, page).unwrap();
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", folder.path().join("user").display()))
        .args(options)
        .arg("--dump-dom")
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8(output.stdout).unwrap();
    let (_, body) = dom.split_once("<body>").expect("a body");
    body.split("</body>").next().unwrap().trim().to_owned()
}

#[test]
fn a_browser_finds_no_texts_that_overlap() {
    if !is_installed("chromium") {
        return;
    }
    let start = "<!doctype html><meta charset=utf-8><body>";
    let script = format!("<script>{MEASURE}</script>");
    let two = "<svg viewBox='0 0 50 50'><text x=0 y=9>one</text><text x=9 y=12>other</text></svg>";
    let answer = opened(&format!("{start}<div title=two>{two}</div>{script}"), &[]);
    assert!(answer.contains("[two: one overlaps other]"), "{answer}");
    let mut page = start.to_owned();
    for call in pictured_examples() {
        for size in ["", "--width 360", "--width 240", "--width 1400 --height 800"] {
            let svg = run(&format!("{call} --format svg {size}")).stdout;
            page += &format!("<div title='{call} {size}'>{svg}</div>\n");
        }
    }
    page += &script;
    for (options, text) in [
        (vec![], "rgb(27, 31, 36)"),
        (vec!["--blink-settings=preferredColorScheme=0"], "rgb(236, 238, 241)"),
    ] {
        let answer = opened(&page, &options);
        let (count, rest) = answer.split_once(' ').unwrap();
        assert!(count.parse::<u32>().unwrap() > 5_000 && rest == format!("[] {text}"), "{answer}");
    }
}

/// The brightness of a color such as `#005EA8`, as the contrast of text is defined by it.
fn luminance(color: &str) -> f64 {
    let channel = |at: usize| {
        let share = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn texts_stand_out_from_the_page_in_both_themes() {
    let root = drawn("compare --cagr 10..35:5");
    let style = &root.named("style")[0].text;
    let dark = |class: &str| {
        let (_, rule) = style.split_once(&format!("svg .{class}{{fill:")).expect(class);
        rule[..7].to_owned()
    };
    let page = root.named("rect")[0];
    let mut colors = BTreeSet::new();
    for element in root.all() {
        if ["text", "g"].contains(&&*element.name) && element.attributes.contains_key("fill") {
            colors.insert((element.get("fill").to_owned(), element.get("class").to_owned()));
        }
    }
    assert!(colors.len() >= 7, "{colors:?}");
    for (light, class) in colors {
        for (color, page) in [(light, page.get("fill").to_owned()), (dark(&class), dark("fp"))] {
            let (one, other) = (luminance(&color), luminance(&page));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{color} on {page}: {contrast}");
        }
    }
}

/// A dataset with random figures.
fn random_data(random: &mut Random) -> String {
    let decimals = random.within(0..=4);
    let mut size = |least: u64, most: u64| {
        let digits = random.within(least..=most);
        let whole = random.next() % 10_u64.pow(digits as u32) + 1;
        match decimals {
            0 => whole.to_string(),
            _ => format!("{whole}.{:0width$}", random.next() % 10, width = decimals as usize),
        }
    };
    let (first, last) = (size(1, 9), size(1, 9));
    let span = random.within(1..=60);
    let count = random.within(1..=14);
    let name = |random: &mut Random| {
        let length = random.within(1..=9);
        let words = ["Asia", "and", "Österreich", "a", "中国市场", "systems", "W.W.W.", "שוק"];
        let word = |_| words[random.next() as usize % words.len()];
        (0..length).map(word).collect::<Vec<_>>().join(" ")
    };
    let segments: Vec<String> = (0..count)
        .map(|place| {
            let share = random.within(0..=100 / count);
            format!("{{ id = \"s{place}\", name = \"{} {place}\", share = {share} }}", name(random))
        })
        .collect();
    format!(
        "[market]\nname = \"{}\"\npublisher = \"{} {}\"\nscope = \"same\"\ncurrency = \"USD\"\n\
         unit = \"billion\"\n[[value]]\nyear = 2000\nsize = \"{first}\"\n[[value]]\nyear = {}\nsize = \"{last}\"\n\
         [[dimension]]\nid = \"region\"\nname = \"Region\"\nyear = 2000\nsegments = [{}]\n",
        name(random),
        name(random),
        random.within(0..=1_000_000),
        2000 + span,
        segments.join(", ")
    )
}

/// A random question about such a dataset.
fn random_question(random: &mut Random) -> String {
    let (one, other) = (random.within(0..=40), random.within(41..=90));
    let year = 2001 + random.within(0..=20);
    let digits = random.within(0..=6);
    let question = match random.within(0..=16) {
        0 => "forecast".to_owned(),
        1 => format!("forecast --from {year} --to {}", year + one),
        2 => format!("compare --cagr {one},{other},-{one}.5"),
        3 => format!("compare --cagr 1..{other}:{}", 1 + one),
        4 => "segments --normalize".to_owned(),
        5 => format!("segments --normalize --from 2000 --to {year}"),
        6 => format!("range --cagr {one}..{other}"),
        7 => format!("range --cagr {one}..{other} --year {year} --quantiles 1,10,50,90,99"),
        8 => format!("sensitivity --year {year} --cagr -{one}..{other}"),
        9 => format!("sweep --cagr -{one}..{other}:{} --base {one}.5,{other}", 3 + one),
        10 => format!("goal {other} --year {year}"),
        11 => format!("when {other}"),
        12 => "compare --with others".to_owned(),
        13 => format!("compare --with others --year {year}"),
        14 => format!("consensus others --year {year}"),
        15 => format!("consensus others --from {year}"),
        _ => format!("forecast --columns growth --shape fade={one}"),
    };
    let scale = if random.within(0..=2) == 0 { " --scale log" } else { "" };
    format!("{question} --digits {digits}{scale}")
}

#[test]
fn random_pictures_are_sound() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random(21);
    let mut drawn = 0;
    for seed in 0..400 {
        fs::write(folder.path().join("market.toml"), random_data(&mut random)).unwrap();
        let others = folder.path().join("others");
        drop(fs::remove_dir_all(&others));
        fs::create_dir(&others).unwrap();
        for other in 0..random.within(1..=12) {
            fs::write(others.join(format!("{other}.toml")), random_data(&mut random)).unwrap();
        }
        let question = random_question(&mut random);
        let width = match random.within(0..=3) {
            0 => 240,
            1 => random.within(240..=500),
            2 => random.within(500..=1500),
            _ => random.within(1500..=4000),
        };
        let height = match random.within(0..=2) {
            0 => String::new(),
            1 => format!(" --height {}", random.within(200..=600)),
            _ => format!(" --height {}", random.within(600..=3000)),
        };
        let what = format!("{question} --data market.toml --format svg --width {width}{height}");
        let answer = run_in(folder.path(), &what.split(' ').collect::<Vec<_>>());
        if answer.code != Some(0) && answer.stdout.is_empty() {
            // What a forecast or a scale cannot show is refused, in one sentence.
            assert_eq!((answer.code, answer.stdout.as_str()), (Some(2), ""), "{seed} {what}");
            continue;
        }
        drawn += 1;
        let data = fs::read_to_string(folder.path().join("market.toml")).unwrap();
        inspect(&answer.stdout, &format!("{seed}: {what}\n{data}"));
    }
    assert!(drawn > 200, "{drawn}");
}

fn texts(root: &Element) -> Vec<String> {
    root.texts().into_iter().map(|placed| placed.text).collect()
}

#[test]
fn labels_of_lines_that_end_early_have_their_year() {
    let call = "compare --with examples/markets/straits.toml examples/markets/coherent.toml";
    for size in ["", " --width 360 --height 300", " --width 1400 --height 800"] {
        let texts = texts(&drawn(&format!("{call}{size}")));
        // The name may be cut; the year is not.
        let has = |start: &str, end: &str| {
            texts.iter().any(|text| text.starts_with(start) && text.ends_with(end))
        };
        assert!(has("Straits Res", ", 2032"), "{size}: {texts:?}");
        assert!(has("Coheren", ", 2033"), "{size}: {texts:?}");
        assert!(!has("", ", 2034"), "{size}: {texts:?}");
    }
    let texts = texts(&drawn("compare --scenario bear=20 --scenario bull=33"));
    assert!(texts.contains(&"bear 289.34".to_owned()), "{texts:?}");
}

#[test]
fn intervals_start_at_zero() {
    let left_tick = |arguments: &str| {
        let placed = drawn(arguments).texts();
        let ticks = placed.into_iter().filter(|text| text.text.parse::<f64>().is_ok());
        ticks.min_by(|one, other| one.left.total_cmp(&other.left)).unwrap().text
    };
    assert_eq!(left_tick("range --cagr 20..33 --year 2030"), "0");
    assert_ne!(left_tick("range --cagr 20..33 --year 2030 --scale log"), "0");
    // Reports differ by less than their sizes.
    assert_ne!(left_tick("consensus examples/markets --year 2030"), "0");
}

#[test]
fn years_that_are_left_out_are_not_joined_by_solid_lines() {
    for (call, dots) in [
        ("compare --scenario bear=20 --scenario bull=33 --year 2030,2034", 6),
        ("forecast --year 2025,2030", 2),
        // The median and the forecast.
        ("range --cagr 20..33 --year 2026,2030,2034", 6),
    ] {
        let root = drawn(call);
        assert_eq!(root.named("circle").len(), dots, "{call}");
        let joined = root.named("path").into_iter().filter(|path| {
            let is_line = path.attributes.contains_key("stroke-linejoin");
            is_line && path.get("fill") == "none" && !path.attributes.contains_key("stroke-opacity")
        });
        let joined: Vec<&Element> = joined.collect();
        assert!(!joined.is_empty());
        for path in joined {
            assert_eq!((path.get("stroke-dasharray"), path.get("stroke-width")), ("1 4", "1.5"));
        }
    }
    assert!(!stdout("forecast --format svg").contains("stroke-dasharray"));
    let edges = |call: &str| {
        let root = drawn(call);
        let edges = root.named("path").into_iter().filter(|path| {
            let points = path.points();
            points.len() == 2 && points[0].0 == points[1].0
        });
        edges.count()
    };
    assert_eq!(edges("range --cagr 20..33 --year 2026,2030,2034"), 3);
    assert_eq!(edges("segments region --year 2026,2030,2034"), 1);
    assert_eq!(edges("segments region --from 2024"), 0);
}

/// The inner values of a single line that are written at it.
#[test]
fn published_and_given_values_are_labeled_where_there_is_room() {
    let sizes = ["", " --width 360 --height 300", " --width 1400 --height 800", " --width 240"];
    for (call, values) in [
        ("forecast", vec!["46.73"]),
        ("forecast --actual 2025=62", vec!["62.00", "46.73"]),
        ("forecast --actual 2025=30 --actual 2026=90", vec!["90.00", "30.00", "46.73"]),
        ("forecast --target 2030=300 --growth 2027=10", vec!["300.00", "46.73"]),
        ("forecast --cagr=-20", vec!["46.73"]),
        ("goal 300 --year 2030", vec!["46.73"]),
        ("goal 60 --year 2030", vec!["46.73"]),
        ("when 60", vec!["46.73"]),
    ] {
        for size in sizes {
            for scale in ["linear", "log"] {
                let what = format!("{call}{size} --scale {scale}");
                let root = drawn(&what);
                let placed = root.texts();
                let labels: Vec<&Placed> =
                    placed.iter().filter(|text| values.contains(&&*text.text)).collect();
                if size.is_empty() && call.starts_with("forecast") && !call.contains("=30") {
                    assert!(labels.iter().any(|text| text.text == values[0]), "{what}");
                }
                check_free(&root, &labels, &what);
            }
        }
    }
    let texts = texts(&drawn("forecast --actual 2025=62"));
    assert!(
        texts.contains(&"62.00".to_owned()) && texts.contains(&"46.73".to_owned()),
        "{texts:?}"
    );
}

/// No line and no mark is under the texts.
fn check_free(root: &Element, labels: &[&Placed], what: &str) {
    let is_mark = |element: &&&Element| {
        let is_diamond = || element.attributes.get("d").is_some_and(|path| path.ends_with('Z'));
        element.name == "circle" || is_diamond()
    };
    let all = root.all();
    for text in labels {
        for mark in all.iter().filter(is_mark) {
            let points = points(mark);
            let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, 0.0_f64, 0.0_f64);
            for (x, y) in points {
                (left, top) = (left.min(x), top.min(y));
                (right, bottom) = (right.max(x), bottom.max(y));
            }
            let is_apart = text.right <= left
                || right <= text.left
                || text.bottom <= top + 1.0
                || bottom <= text.top + 1.0;
            assert!(is_apart, "{what}: {text:?} on {mark:?}");
        }
        for line in lines(root, "#005EA8").into_iter().chain(lines(root, "#C8500A")) {
            for pair in line.points().windows(2) {
                for step in 0..=100 {
                    let share = f64::from(step) / 100.0;
                    let x = pair[0].0 + share * (pair[1].0 - pair[0].0);
                    let y = pair[0].1 + share * (pair[1].1 - pair[0].1);
                    let is_on = text.left < x && x < text.right && text.top < y && y < text.bottom;
                    assert!(!is_on, "{what}: {text:?} on the line at {x} {y}");
                }
            }
        }
    }
}

#[test]
fn layers_have_their_total_on_top() {
    let placed = drawn("segments region --from 2024").texts();
    let top =
        |start: &str| placed.iter().find(|text| text.text.starts_with(start)).expect(start).top;
    assert!(top("Total 502.42") < top("North America 195.94"));
}

#[test]
fn the_caption_says_what_every_scenario_assumes() {
    let scenarios = ["a=10", "b=15", "c=20", "d=25", "e=30", "f=33"];
    let options: Vec<String> =
        scenarios.iter().map(|scenario| format!("--scenario {scenario}")).collect();
    let root = drawn(&format!("compare {}", options.join(" ")));
    let texts: Vec<String> = root.texts().into_iter().map(|placed| placed.text).collect();
    let all = texts.join(" ");
    for scenario in scenarios {
        let (name, rate) = scenario.split_once('=').unwrap();
        assert!(all.contains(&format!("{name}: assumes {rate}% per year")), "{scenario}: {all}");
    }
    assert!(!all.contains("more scenarios") && all.contains("Cervicorn Consulting, AI"), "{all}");
}
