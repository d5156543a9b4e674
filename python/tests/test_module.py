"""The module answers as the command does, and says what is wrong."""

import array
import csv
import decimal
import inspect
import io
import pathlib
import pickle
import random
import re
import threading
import time
import types

import numpy
import pandas
import polars
import pyarrow
import pytest

import aiinfra
from conftest import ROOT

MARKET = aiinfra.Market.embedded()
STRAITS = ROOT / "examples/markets/straits.toml"

# A call of the module, and the same of the command.
SAME = [
    (lambda m: m.forecast(), "forecast"),
    (lambda m: m.forecast(unit="million", year=[2030, 2026]), "forecast --unit million --year 2026,2030"),
    (lambda m: m.forecast(actual={2025: 62}, keep="end"), "forecast --actual 2025=62 --keep end"),
    (lambda m: m.forecast(cagr=26.81, base="50bn", extend=2040), "forecast --cagr 26.81 --base 50bn --extend 2040"),
    (lambda m: m.forecast(target={2030: 300}, growth={2027: 10}), "forecast --target 2030=300 --growth 2027=10"),
    (lambda m: m.forecast(target=600.5, growth={"2025..2027": 35}), "forecast --target 600.5 --growth 2025..2027=35"),
    (lambda m: m.forecast(follow="cagr", to=2028), "forecast --follow cagr --to 2028"),
    (lambda m: m.forecast(shape="fade=10"), "forecast --shape fade=10"),
    (lambda m: m.segments(), "segments"),
    (lambda m: m.segments("end-use", normalize=True, year=2030), "segments end-use --normalize --year 2030"),
    (
        lambda m: m.segments("deployment", segment_cagr={"cloud": 35}, total="sum", from_=2024),
        "segments deployment --segment-cagr cloud=35 --total sum --from 2024",
    ),
    (
        lambda m: m.segments("deployment", segment_share={"cloud": 45.5}, year=2029, cagr=20),
        "segments deployment --segment-share cloud=45.5 --year 2029 --cagr 20",
    ),
    (lambda m: m.compare({"bear": 20, "bull": 33.3}), "compare --scenario bear=20,bull=33.3"),
    (lambda m: m.compare({"bear": 20}, actual={2025: 62}), "compare --scenario bear=20 --actual 2025=62"),
    (lambda m: m.compare({"what-if": {"base": 50}}, year=2034), "compare --base 50 --year 2034"),
    (lambda m: m.check(), "check"),
    (lambda m: m.range(cagr=(20, 33)), "range --cagr 20..33"),
    (
        lambda m: m.range(cagr="20..33", base=(40, 55), correlation=-0.5, reach=300, quantiles=[2.5, 97.5]),
        "range --cagr 20..33 --base 40..55 --correlation -0.5 --reach 300 --quantiles 2.5,97.5",
    ),
    (lambda m: m.range(base=(40, 55), cagr=30, within=80), "range --base 40..55 --cagr 30 --within 80"),
    (lambda m: m.range(cagr=(20, 33), within=100), "range --cagr 20..33 --within 100"),
    (lambda m: m.range(cagr=(20, 33), independent_years=True), "range --cagr 20..33 --independent-years"),
]


def texts(columns):
    """The cells of an answer as the command writes them in CSV."""

    def text(value):
        if value is None:
            return ""
        shortest = decimal.Decimal(repr(value)) if isinstance(value, float) else value
        return str(format(shortest, "f").removesuffix(".0") if isinstance(value, float) else value)

    rows = zip(*columns.values(), strict=True)
    return [list(columns), *([text(value) for value in row] for row in rows)]


@pytest.mark.parametrize(("call", "arguments"), SAME, ids=[arguments for _, arguments in SAME])
def test_columns_are_those_of_the_command(command, call, arguments):
    output = command(*arguments.split(), "--format", "csv").decode()
    expected = list(csv.reader(io.StringIO(output)))
    found = texts(call(MARKET))
    if arguments == "check":
        # Sentences name inputs as each interface has them.
        expected, found = ([row[:5] for row in rows] for rows in (expected, found))
    assert found == expected


def test_consensus_is_that_of_the_command(command):
    names = ["straits.toml", "fortune-ai-infrastructure.toml"]
    files = [ROOT / "examples/markets" / name for name in names]
    output = command("consensus", *files, "--format", "csv").decode()
    others = [aiinfra.Market.from_toml(file) for file in files]
    assert texts(MARKET.consensus(others)) == list(csv.reader(io.StringIO(output)))
    without = MARKET.consensus(others, year=2030, without="Straits Research")
    assert without["reports"] == [2.0]


def test_market_from_text_and_path():
    text = STRAITS.read_text()
    reprs = {repr(aiinfra.Market.from_toml(source)) for source in (text, STRAITS, str(STRAITS))}
    assert len(reprs) == 1
    market = aiinfra.Market.from_toml(text)
    assert (market.publisher, market.currency, market.unit) == ("Straits Research", "USD", "billion")


def test_numbers_mean_their_shortest_decimal():
    sizes = [MARKET.forecast(year=2026, cagr=cagr)["value_usd_billion"] for cagr in (26.81, "26.81%", decimal.Decimal("26.81"), numpy.float64(26.81), numpy.float32(26.81))]
    assert all(size == sizes[0] for size in sizes)
    exact = MARKET.forecast(year=2025, cagr=26.81, decimal=True)["value_usd_billion"]
    assert exact == [decimal.Decimal("46.73") * decimal.Decimal("1.2681")]


def test_every_frame_takes_the_columns():
    for answer in (MARKET.segments(), MARKET.segments(decimal=True), MARKET.check(), MARKET.range(cagr=(20, 33))):
        rows = len(next(iter(answer.values())))
        assert pandas.DataFrame(answer).shape == (rows, len(answer))
        assert polars.DataFrame(answer).shape == (rows, len(answer))
        assert pyarrow.table(answer).shape == (rows, len(answer))
    sizes = aiinfra.project(46.73, array.array("d", [20.0, 33.0]))
    assert pandas.DataFrame(sizes)[2034].dtype == "float64"
    named = {str(year): column for year, column in sizes.items()}
    assert polars.DataFrame(named)["2034"].dtype == polars.Float64
    assert pyarrow.table(named)["2034"].type == pyarrow.float64()
    assert numpy.asarray(sizes[2034]).dtype == numpy.float64


REFUSED = [
    (lambda: MARKET.forecast(year=2040), "year `2040`: expected a year from 2024 to 2034, the years of the forecast; to go further, pass extend=2040"),
    (lambda: MARKET.forecast(cagr="lots"), "`cagr=`: growth rate `lots`: expected a percentage per year above -100 and up to 1000000, such as 26.81 or -5%"),
    (lambda: MARKET.forecast(cagr=float("nan")), "`cagr=`: growth rate `NaN`: expected"),
    (lambda: MARKET.forecast(cagr=20, target=300), "`cagr=` and `target=` together: expected one of them"),
    (lambda: MARKET.forecast(year=2030, from_=2026), "`year=` and `from_=` together: expected one of them"),
    (lambda: MARKET.forecast(actual={2035: 5}), "`actual=`: year `2035`: expected a year from"),
    (lambda: MARKET.forecast(actual={2034: 62}, keep="end"), "`actual={2034: ...}` with `keep='end'`: expected actuals before 2034, or keep='growth'"),
    (lambda: MARKET.forecast(actual={2025: 62, "2025": 63}), "`actual={2025: ...}` with `actual={2025: ...}`: expected each year once"),
    (lambda: MARKET.forecast(actual={2031: 300}, target={2030: 250}), "`actual={2031: ...}` with `target={2030: ...}`: expected a target after"),
    (lambda: MARKET.forecast(keep="ends"), "keep='ends': expected 'growth' or 'end'"),
    (lambda: MARKET.forecast(unit="dozen"), "unit='dozen': expected 'million' or 'billion' or 'trillion'"),
    (lambda: MARKET.segments("regions"), "no dimension `regions`; did you mean `region`?"),
    (lambda: MARKET.segments(segment_cagr={"clod": 5}), "no segment `clod`; did you mean `cloud`?"),
    (lambda: MARKET.segments(segment_cagr={"cloud": 5}, segment_share={"cloud": 40}), "`segment_cagr=` and `segment_share=` together"),
    (lambda: MARKET.segments(segment_cagr="published"), "segment_cagr='published': expected rates"),
    (lambda: MARKET.compare({"forecast": 20}), "scenario `forecast`: expected another name, because the forecast has this one"),
    (lambda: MARKET.range(cagr=20), "nothing is uncertain: expected an interval, such as cagr=(20, 33)"),
    (lambda: MARKET.range(cagr=(33, 20)), "`cagr=`: interval `33..20`: expected"),
    (lambda: MARKET.range(cagr=(20, 33), target=300), "`cagr=` and `target=` together: expected one of them"),
    (lambda: MARKET.range(cagr=(20, 33), within=100, reach=300), "`within=100` with `reach=`: expected less than 100"),
    (lambda: MARKET.range(cagr=(20, 33), actual={2034: 600}), "`cagr=`: interval `20..33`: expected a year after 2034 without its own growth"),
    (lambda: MARKET.range(cagr=[20, 33], growth={"2025..2034": 10}, within=100), "`cagr=`: interval `20..33`: expected a year after 2024"),
    (lambda: MARKET.forecast(year=[]), "`year=`: expected at least one year"),
    (lambda: MARKET.forecast(extend=2034), "`extend=`: year `2034`: expected"),
    (lambda: MARKET.forecast(target={2040: 5}), "the years of the forecast; to go further, pass extend=2040"),
    (lambda: MARKET.forecast(target={2030: 300, 2032: 400}), "`target=`: expected one year with its size"),
    (lambda: MARKET.compare({}, cagr="lots"), "`cagr=`: growth rate `lots`: expected"),
    (lambda: MARKET.consensus([aiinfra.Market.from_toml(STRAITS)], year=2033), "year `2033`: expected a year from 2024 to 2032"),
    (lambda: MARKET.consensus([]), "too few reports about `ai-infrastructure` in USD: expected at least two"),
    (lambda: aiinfra.Market.from_toml("a = 1"), "expected"),
    (lambda: aiinfra.batch(b""), "no rows: expected rows with at least one of the columns base"),
    (lambda: aiinfra.batch(b"cagr\n20\nlots\n"), "line 3: cagr: growth rate `lots`: expected a percentage"),
    (lambda: aiinfra.batch(b"cagr\n20\n", to=2050), "`to=`: year `2050`: expected a year from 2024 to 2034"),
    (lambda: aiinfra.batch(b"cagr\n20\n", digits=21), "`digits=21`: expected a whole number from 0 to 20"),
    (lambda: aiinfra.batch(b"cagr\n20\n", digits=-1), "`digits=-1`: expected a whole number from 0 to 20"),
    (lambda: aiinfra.batch(b"cagr\n20\n", threads=0), "`threads=0`: expected a whole number from 1 to 64"),
    (lambda: aiinfra.project(46.73, 20, threads=65), "`threads=65`: expected a whole number from 1 to 64"),
    (lambda: aiinfra.batch(b"cagr\n20\n", separator="ab"), "separator='ab': expected one character"),
    (lambda: aiinfra.project(46.73, array.array("d", [20.0, float("inf")])), "index 1: `cagr=`: growth rate `inf`: expected"),
    (lambda: aiinfra.project(array.array("d", [1.0]), array.array("d", [1.0, 2.0])), "1 values in `base` and 2 in `cagr`"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED, ids=[words[:40] for _, words in REFUSED])
def test_errors_say_what_would_be_right(call, words):
    with pytest.raises(ValueError) as error:
        call()
    assert words in str(error.value)
    assert "--" not in str(error.value)


def test_other_errors_are_those_of_python():
    with pytest.raises(TypeError, match=r"forecast\(\) got an unexpected keyword argument 'yaer'"):
        MARKET.forecast(yaer=2030)
    with pytest.raises(FileNotFoundError):
        aiinfra.Market.from_toml(pathlib.Path("missing.toml"))
    with pytest.raises(TypeError, match="expected doubles"):
        aiinfra.project(46.73, array.array("f", [20.0]))
    for small in (numpy.full(16, 64, numpy.uint8), array.array("B", [64] * 16), pandas.Series([20] * 8, dtype="int8")):
        with pytest.raises(TypeError, match="expected doubles"):
            aiinfra.project(46.73, small)
    with pytest.raises(TypeError, match="values in 2 dimensions: expected a single column"):
        aiinfra.project(46.73, numpy.full((2, 2), 20.0))
    with pytest.raises(TypeError, match=r"`actual=62`: expected a dictionary"):
        MARKET.forecast(actual=62)
    with pytest.raises(TypeError, match=r"compare\(\) got an unexpected keyword argument 'yaer'"):
        MARKET.compare({}, yaer=2030)


def test_a_consensus_cannot_be_extended():
    with pytest.raises(ValueError) as error:
        MARKET.consensus([aiinfra.Market.from_toml(STRAITS)], year=2034)
    assert "extend" not in str(error.value)


def test_what_ifs_may_be_any_mapping():
    expected = MARKET.forecast(actual={2025: 62})
    for actual in (types.MappingProxyType({2025: 62}), pandas.Series({2025: 62})):
        assert MARKET.forecast(actual=actual) == expected
    assert MARKET.range(cagr=[20, 33]) == MARKET.range(cagr=(20, 33))
    scenarios = types.MappingProxyType({"bear": 20, "cold": types.MappingProxyType({"cagr": 10})})
    assert MARKET.compare(scenarios) == MARKET.compare({"bear": 20, "cold": 10})


def test_markets_go_to_other_processes():
    for market in (MARKET, aiinfra.Market.from_toml(STRAITS)):
        copied = pickle.loads(pickle.dumps(market))
        assert (repr(copied), copied.forecast()) == (repr(market), market.forecast())


def test_slips_are_warnings():
    with pytest.warns(UserWarning, match="0.2"):
        MARKET.forecast(cagr=0.2)
    for call, words in (
        (lambda: MARKET.range(cagr=(0.1, 0.3)), "0.3 is 0.3% per year"),
        (lambda: MARKET.range(cagr=(20, 33), base=(40_000, 55_000)), "856 times the forecast"),
        (lambda: MARKET.range(cagr=(20, 33), quantiles=(0.1, 0.9)), "0.9"),
        (lambda: aiinfra.batch(b"base,rate\n50,20\n"), "column `rate` is copied, not used; did you mean `cagr`?"),
    ):
        with pytest.warns(UserWarning, match=re.escape(words)):
            call()
    with pytest.warns(UserWarning, match="line 3: .*\nskipped 1 of 2 rows"):
        assert aiinfra.batch(b"cagr\n20\nlots\n", to=2024, skip_errors=True) == b"cagr,2024\n20,46.73\n"


def rows(count, header="scenario,base,cagr"):
    """Scenarios as the command reads them."""
    numbers = random.Random(count)
    lines = (f"s{row},{numbers.randint(100, 99_999) / 100},{numbers.randint(-2_000, 9_000) / 100}" for row in range(count))
    return "\n".join([header, *lines, ""]).encode()


def test_a_million_rows_are_those_of_the_command(command):
    scenarios = rows(1_000_000)
    for arguments, options in (("--digits 2", {"digits": 2}), ("", {})):
        assert aiinfra.batch(scenarios, **options) == command("batch", *arguments.split(), stdin=scenarios)


def test_batch_takes_any_bytes_and_options(command):
    scenarios = b"scenario;cagr\nbear;20\nbull;33\n"
    expected = command("batch", "--from", "2030", "--layout", "long", "--unit", "million", stdin=scenarios)
    for data in (scenarios, bytearray(scenarios), memoryview(scenarios), pyarrow.py_buffer(scenarios), array.array("b", scenarios)):
        assert aiinfra.batch(data, from_=2030, layout="long", unit="million", threads=2) == expected
    with_pipes = b"cagr|note\n20|a,b\n"
    assert aiinfra.batch(with_pipes, separator="|") == command("batch", "--delimiter", "|", stdin=with_pipes)
    straits = aiinfra.Market.from_toml(STRAITS)
    assert aiinfra.batch(scenarios, market=straits) == command("batch", "--data", STRAITS, stdin=scenarios)


def test_project_has_the_nearest_doubles(command):
    scenarios = list(csv.DictReader(io.StringIO(rows(100_000).decode())))
    bases, rates = ([float(row[name]) for row in scenarios] for name in ("base", "cagr"))
    columns = aiinfra.project(numpy.array(bases), pandas.Series(rates))
    exact = csv.DictReader(io.StringIO(command("batch", stdin=rows(100_000)).decode()))
    exact = list(exact)
    for year, column in columns.items():
        # The command writes the shortest text that reads as the nearest double.
        assert column.tolist() == [float(row[str(year)]) for row in exact]


def test_project_takes_columns_of_every_kind():
    rates = [20.0, 26.81, 33.0]
    expected = aiinfra.project(50, array.array("d", rates))
    kinds = [numpy.array(rates), numpy.array([20.0, 0, 26.81, 0, 33.0, 0])[::2], pandas.Series(rates), polars.Series(rates)]
    kinds += [pyarrow.array(rates), pyarrow.array(rates).buffers()[1], memoryview(array.array("d", rates))]
    for kind in kinds:
        assert aiinfra.project(50.0, kind, threads=3) == expected
    for one in (20, numpy.float64(20), numpy.float32(20), numpy.int64(20), numpy.array(20.0)):
        assert aiinfra.project(50, one)[2034].tolist() == [expected[2034][0]]
        assert aiinfra.project(numpy.array([50.0]), one)[2034].tolist() == [expected[2034][0]]
    assert list(aiinfra.project(50, 20, from_=2030, to=2031)) == [2030, 2031]


def test_other_threads_run_meanwhile():
    scenarios, counts, stop = rows(300_000), [0], threading.Event()

    def count():
        while not stop.is_set():
            counts[0] += 1
            time.sleep(0)

    counter = threading.Thread(target=count)
    counter.start()
    before = counts[0]
    aiinfra.batch(scenarios, threads=1)
    after = counts[0]
    stop.set()
    counter.join()
    assert after > before


def test_signatures_are_whole():
    """Every keyword in a signature is accepted, with its default."""
    first = {"segments": (), "compare": ({"bear": 20},), "consensus": ([aiinfra.Market.from_toml(STRAITS)],), "range": ()}
    for name in ("forecast", "segments", "compare", "range", "consensus"):
        method = getattr(MARKET, name)
        parameters = inspect.signature(method).parameters.values()
        options = {one.name: one.default for one in parameters if one.kind is one.KEYWORD_ONLY}
        if name == "range":
            options["cagr"] = (20, 33)
        assert method(*first.get(name, ()), **options)
