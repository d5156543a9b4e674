//! Calls whose answers are workbooks with numbers: every command, and what each of its options adds.
//!
//! No given number is whole and small, so that it differs from every number of years.

const FORECAST: [&str; 40] = [
    "forecast",
    "forecast --year 2030",
    "forecast --cagr 30.5",
    "forecast --base 50 --from 2027",
    "forecast --base 50 --keep end",
    "forecast --actual 2025=62",
    "forecast --actual 2025=62 --keep end --year 2026,2031,2034",
    "forecast --actual 2025=62 --actual 2027=88.8 --cagr 27.5",
    "forecast --target 2030=300 --growth 2027=12.5",
    "forecast --target 655.5",
    "forecast --growth 2026..2028=35.5",
    "forecast --growth 2027=-12.5 --keep end",
    "forecast --follow cagr",
    "forecast --follow cagr --actual 2025=62",
    "forecast --shape steps",
    "forecast --shape fade=12.5",
    "forecast --shape ceiling=612.5",
    "forecast --shape fade=-3.5 --target 2031=222.2",
    "forecast --extend 2040",
    "forecast --extend 2038 --shape fade=13.5",
    "forecast --extend 2038 --shape ceiling=733",
    "forecast --columns size,growth,change,index,cumulative,cagr",
    "forecast --columns size,growth,change,index,cumulative,cagr --shape steps --extend 2036",
    "forecast --columns index,cagr --year 2030",
    "forecast --columns cumulative --from 2031",
    "forecast --currency EUR --exchange EUR=1.085",
    "forecast --currency EUR --exchange EUR=1.085 --actual 2025=62 --columns size,growth,change,index,cumulative,cagr",
    "forecast --deflate 2.55",
    "forecast --deflate 2.55 --prices 2030 --columns size,growth,change,index,cumulative,cagr",
    "forecast --deflate tests/data/price_index.csv",
    "forecast --deflate tests/data/price_index.csv --prices 2027 --unit million --digits 3",
    "forecast --deflate 2.55 --currency GBP --exchange GBP=1.275 --shape fade=14.5",
    "forecast --unit million",
    "forecast --unit trillion --digits 6",
    "forecast --layout wide",
    "forecast --layout long --columns size,growth,change,index,cumulative,cagr",
    "forecast --layout tidy --columns size,growth,change,index,cumulative,cagr",
    "forecast --layout tidy --deflate 2.55 --currency EUR --exchange EUR=1.085",
    "forecast --data examples/markets/example-ai-servers.toml",
    "forecast --data examples/markets/precedence-ai.toml --columns size,growth,change,index,cumulative,cagr",
];

const SEGMENTS: [&str; 21] = [
    "segments",
    "segments region",
    "segments region --year 2030",
    "segments region --from 2024",
    "segments technology --year 2024,2030 --columns size,share,growth,change,index,cumulative,cagr,contribution",
    "segments --from 2032 --layout long",
    "segments --from 2033 --layout wide",
    "segments --year 2033 --layout tidy --columns size,share,growth,change,index,cumulative,cagr,contribution",
    "segments end-use --normalize",
    "segments end-use --normalize --from 2024",
    "segments deployment --segment-cagr cloud=35.5 --year 2034",
    "segments deployment --segment-cagr cloud=35.5 --from 2024",
    "segments deployment --segment-cagr cloud=35.5 --total sum --from 2024",
    "segments deployment --segment-share cloud=45.5 --year 2029",
    "segments deployment --segment-share cloud=45.5 --from 2024 --columns size,share,growth,contribution",
    "segments region --cagr 31.5 --from 2032",
    "segments region --actual 2025=62 --keep end --shape steps --from 2024 --columns size,growth",
    "segments region --year 2030 --currency EUR --exchange EUR=1.085 --deflate 2.55",
    "segments --data examples/markets/example-ai-servers.toml --from 2025",
    "segments --data examples/markets/example-ai-servers.toml --from 2025 --layout tidy --columns size,share,growth,change,index,cumulative,cagr,contribution",
    "segments --data examples/markets/example-ai-servers.toml --segment-cagr published --total sum --from 2025",
];

const COMPARE: [&str; 18] = [
    "compare --scenario bear=20.5 --scenario bull=33.5",
    "compare --scenario bear=20.5 --scenario bull=33.5 --year 2034",
    "compare --scenario bear=20.5 --scenario bull=33.5 --year 2030,2034 --layout long",
    "compare --scenario bear=20.5 --scenario bull=33.5 --no-delta --from 2031 --layout wide",
    "compare --scenario bear=20.5 --scenario bull=33.5 --from 2033 --layout tidy",
    "compare --scenario bear=20.5 --no-delta",
    "compare --scenario bear=20.5 --columns size,growth,change,index,cumulative,cagr",
    "compare --target 2032=444.4 --columns size,growth,change,index,cumulative,cagr --layout long --shape fade=13.5",
    "compare --cagr 20.5..30.5:5 --follow cagr",
    "compare --cagr 20.5,31.5 --actual 2025=62",
    "compare --scenarios tests/data/scenarios.csv",
    "compare --scenarios tests/data/scenarios.csv --layout long --columns size,growth,change,index,cumulative,cagr",
    "compare --actual 2025=62",
    "compare --target 2030=300 --year 2034 --baseline-name published",
    "compare --with examples/markets/straits.toml examples/markets/coherent.toml --year 2030",
    "compare --with examples/markets/straits.toml examples/markets/coherent.toml",
    "compare --with examples/markets/straits.toml examples/markets/fortune-ai-infrastructure.toml --from 2028 --layout long --columns size,growth,change,index,cumulative,cagr",
    "compare --scenario bear=20.5 --currency EUR --exchange EUR=1.085 --deflate 2.55",
];

const SWEEP: [&str; 8] = [
    "sweep --cagr 20.5,26.81,30.5 --base 42.5,46.73,51.5",
    "sweep --cagr 20.5..35.5:5 --base 42.5..51.5:3 --year 2030",
    "sweep --cagr 20.5,30.5 --base 42.5,51.5 --shape steps --year 2030",
    "sweep --cagr 20.5,30.5 --base 42.5,51.5 --shape fade=13.5 --year 2030",
    "sweep --cagr -5.5..5.5:2.2 --base 40.5bn,50.5bn --layout long",
    "sweep --cagr 20.5,30.5 --base 42.5,51.5 --layout tidy",
    "sweep --cagr 20.5,30.5 --base 42.5,51.5 --layout wide --unit million",
    "sweep --cagr 20.5,30.5 --base 42.5,51.5 --year 2030 --currency EUR --exchange EUR=1.085 --deflate 2.55",
];

const GOAL: [&str; 6] = [
    "goal 333.3 --year 2030",
    "goal 1.05tn --year 2034 --follow cagr",
    "goal 502.42 --year 2034 --actual 2025=62",
    "goal 333.3 --year 2030 --deflate 2.55 --currency EUR --exchange EUR=1.085",
    "goal 333.3 --year 2030 --layout tidy",
    "goal 333.3 --year 2031 --shape fade=13.5",
];

const WHEN: [&str; 11] = [
    "when 255.5",
    "when 255.5 --follow cagr",
    "when 0.55tn --cagr 30.5",
    "when 1.75tn",
    "when 41.5 --cagr=-5.5% --below",
    "when 450.5 --shape ceiling=612.5",
    "when 255.5 --shape steps",
    "when 255.5 --shape fade=13.5",
    "when 255.5 --actual 2025=62 --layout tidy",
    "when 255.5 --deflate 2.55",
    "when 255.5 --currency EUR --exchange EUR=1.085",
];

const CAGR: [&str; 6] = [
    "cagr 46.73 502.42 10",
    "cagr --start 46.73 --end 255.5 --rate 26.81",
    "cagr --start 964.5bn --years 2 --rate=-5.5%",
    "cagr --end 255.5 --years 4.5 --rate 26.81",
    "cagr --from 2026 --to 2030",
    "cagr --from 2026 --to 2030 --follow cagr",
];

const RANGE: [&str; 12] = [
    "range --base 40.5..55.5 --cagr 20.5..33.5 --year 2030",
    "range --base 40.5..55.5 --cagr 20.5..33.5 --year 2030 --reach 222.2",
    "range --base 40.5..55.5 --cagr 20.5..33.5 --reach 222.2 --layout tidy",
    "range --cagr 20.5..33.5 --quantiles 12.5,50,87.5 --independent-years",
    "range --cagr 20.5..33.5 --within 100 --year 2034",
    "range --base 40.5..55.5 --cagr 20.5..33.5 --within 100",
    "range --base 45.5..50.5bn --within 82.5",
    "range --actual 2025=62 --cagr 20.5..33.5",
    "range --base 40.5..55.5 --cagr 20.5..33.5 --correlation -0.45 --reach 222.2 --from 2026",
    "range --base 40.5..55.5 --cagr 20.5..33.5 --correlation 0.45 --within 82.5 --quantiles 1,99 --year 2034",
    "range --base 40.5..55.5 --cagr 20.5..33.5 --independent-years --correlation 0.35 --layout long",
    "range --base 40.5..55.5 --cagr 20.5..33.5 --deflate 2.55 --currency EUR --exchange EUR=1.085 --reach 222.2",
];

const SENSITIVITY: [&str; 6] = [
    "sensitivity --year 2030",
    "sensitivity --year 2030 --base 40.5..55.5 --cagr 20.5..33.5",
    "sensitivity --year 2030 --with examples/markets/straits.toml examples/markets/coherent.toml",
    "sensitivity --year 2034 --follow cagr",
    "sensitivity --year 2031 --base 40.5..55.5 --cagr 20.5..33.5 --currency EUR --exchange EUR=1.085",
    "sensitivity --year 2031 --base 40.5..55.5 --deflate 2.55",
];

const CONSENSUS: [&str; 8] = [
    "consensus examples/markets",
    "consensus examples/markets --year 2030",
    "consensus examples/markets --from 2030 --layout wide",
    "consensus examples/markets --from 2031 --layout long",
    "consensus examples/markets --from 2031 --layout tidy",
    "consensus examples/markets --year 2030 --without Reportify",
    "consensus examples/markets --year 2030 --currency EUR --exchange EUR=1.085 --deflate 2.55",
    "consensus examples/markets --year 2030 --layout tidy",
];

const TRACK: [&str; 5] = [
    "track --actual 2025=62",
    "track examples/editions --data examples/editions/gartner-ai-chips-2024-05.toml",
    "track examples/editions --data examples/editions/fortune-ai-2023.toml",
    "track examples/editions/gartner-public-cloud-2023-07.toml examples/editions/gartner-public-cloud-2023-11.toml --data examples/editions/gartner-public-cloud-2023-07.toml --year 2024",
    "track examples/editions --data examples/editions/gartner-ai-chips-2024-05.toml --unit million",
];

/// Returns the calls of every command.
pub(crate) fn calls() -> Vec<&'static str> {
    let commands: [&[&str]; 11] = [
        &FORECAST,
        &SEGMENTS,
        &COMPARE,
        &SWEEP,
        &GOAL,
        &WHEN,
        &CAGR,
        &RANGE,
        &SENSITIVITY,
        &CONSENSUS,
        &TRACK,
    ];
    commands.concat()
}
