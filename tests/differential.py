"""Compares two builds of `aiinfra` on random command lines.

    python3 tests/differential.py OLD NEW [--count N] [--seed S]

Both programs run the same random calls on the embedded report, on the files in examples/markets, and on random
datasets. One call in seven is invalid on purpose. Stdout, stderr, and exit codes must be equal, byte for byte. There
are two exceptions: JSON may gain the keys `basis` and `derivations`, and a note may become an object with its old text
as `text`. Numbers in JSON are compared as they are written.

The script prints the first ten differences, each with the command line and both answers, and then the total. The same
seed gives the same calls, unless examples/markets changes. The calls use the old option names `--path` and `--hold`,
which newer versions accept too.

Exit codes: 0 if all answers are equal, 1 if one differs, 2 if a program cannot be run.
"""

import argparse
import collections
import concurrent.futures
import difflib
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NEW_KEYS = {"basis", "derivations"}
DIFFERENCES_SHOWN = 10
SECONDS_PER_CALL = 60
AT_A_TIME = 2


class Call(NamedTuple):
    arguments: list
    stdin: str


class Answer(NamedTuple):
    code: int
    stdout: str
    stderr: str


class Market(NamedTuple):
    """What a random call needs to know about a dataset to ask for things that exist."""

    path: str | None  # None for the embedded report
    currency: str
    scope: str
    years: list
    sizes: list
    dimensions: dict  # from dimension id to the ids of its segments with a share
    states_rate: bool


def number(rng, low, high, decimals=None):
    """Returns a number as text, with 0 to 3 decimals unless `decimals` is given."""
    decimals = rng.choice([0, 0, 1, 2, 2, 3]) if decimals is None else decimals
    return f"{rng.uniform(low, high):.{decimals}f}"


def chance(rng, probability):
    return rng.random() < probability


# Datasets


def random_dataset(rng):
    """Returns a dataset that `check` can read."""
    first = rng.randrange(1990, 2031)
    years = [first]
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
        years.append(years[-1] + rng.randrange(1, 9))
    lines = [
        "[market]",
        f'name = "{rng.choice(["Widgets", "Robots & parts", "Señalización", "AI | chips"])}"',
        'publisher = "Example Research"',
        f'currency = "{rng.choice(["USD", "USD", "USD", "EUR"])}"',
        f'unit = "{rng.choice(["million", "billion", "billion", "trillion"])}"',
    ]
    size = rng.uniform(20, 200)
    for year in years:
        lines += ["[[value]]", f"year = {year}", f'size = "{size:.{rng.choice([1, 2, 2, 3])}f}"']
        if chance(rng, 0.5):
            lines.append(f'source = "page {year % 50}"')
        # Markets may also shrink.
        size = max(size * rng.uniform(0.9, 1.5) ** rng.randrange(1, 5), 10)
    lines += random_stated_rate(rng, years)
    for at in range(rng.choice([0, 1, 1, 2, 3])):
        lines += random_dimension(rng, at, years)
    if chance(rng, 0.3):
        points = ", ".join(f'{{ year = {first + at}, value = "{number(rng, -5, 90)}" }}' for at in range(4))
        lines += ["[[series]]", 'id = "users"', 'name = "Users"', 'unit = "percent"', f"points = [{points}]"]
    if chance(rng, 0.3):
        lines += ["[[figure]]", 'id = "exports"', 'name = "Exports"', f'value = "{number(rng, 0, 99)}"']
        lines.append('unit = "percent"')
    return "\n".join(lines) + "\n"


def random_stated_rate(rng, years):
    """Returns the stated CAGR, whose period may start late. A market with one size always has one."""
    alone = len(years) == 1
    if not alone and chance(rng, 0.3):
        return []
    lines = ["[cagr]", f'rate = "{number(rng, -3, 45)}"']
    last = years[0] + rng.randrange(2, 12) if alone else years[-1]
    if chance(rng, 0.5):
        lines.append(f"from = {rng.randrange(years[0], last)}")
    if alone or chance(rng, 0.5):
        lines.append(f"to = {last}")
    return lines


def random_dimension(rng, at, years):
    """Returns a dimension whose shares add up to 100, to less, or to slightly more because of rounding."""
    count = rng.randrange(1, 6)
    parts = [rng.uniform(0.05, 1) for _ in range(count)]
    reached = rng.choice([100, 100, 100, 85, 99.5])
    step = Decimal(rng.choice(["1", "0.1", "0.01"]))
    segments = []
    for segment, part in enumerate(parts):
        share = Decimal(reached * part / sum(parts)).quantize(step, ROUND_HALF_UP)
        entry = f'id = "part-{segment}", name = "Part {segment} of {at}"'
        if chance(rng, 0.93):
            entry += f', share = "{share}"'
        if chance(rng, 0.3):
            entry += f', cagr = "{number(rng, -5, 40)}"'
        segments.append(f"  {{ {entry} }},")
    named = f"part-{rng.randrange(count)}"
    # Most reports give shares for the base year.
    year = years[0] if chance(rng, 0.8) else rng.choice(years)
    lines = ["[[dimension]]", f'id = "split-{at}"', f'name = "Split {at}"', f"year = {year}"]
    if chance(rng, 0.4):
        lines += [f'largest = "{named}"', f'fastest = "{named}"']
    return [*lines, "segments = [", *segments, "]"]


def market(path, text):
    """Returns what the calls need to know about that dataset."""
    data = tomllib.loads(text)
    values = data["value"]
    stated = data.get("cagr", {})
    last = max(values[-1]["year"], stated.get("to", 0) if len(values) == 1 else 0)
    dimensions = {
        dimension["id"]: [segment["id"] for segment in dimension["segments"] if "share" in segment]
        for dimension in data.get("dimension", [])
    }
    # Of a range, the low end is near enough.
    sizes = [size["low"] if isinstance(size, dict) else size for size in (value["size"] for value in values)]
    years = list(range(values[0]["year"], last + 1))
    header = data["market"]
    scope = header.get("scope", header["name"])
    return Market(path, header["currency"], scope, years, sizes, dimensions, bool(stated))


def write_markets(rng, folder, count):
    """Writes the datasets into the folder and returns their descriptions, the embedded report first."""
    markets = [market(None, "".join(
        (ROOT / "data/ai-infrastructure" / name).read_text()
        for name in ["sizes.toml", "details.toml"]
    ))]
    texts = {file.name: file.read_text() for file in sorted((ROOT / "examples/markets").glob("*.toml"))}
    texts |= {f"random-{at}.toml": random_dataset(rng) for at in range(count)}
    for name, text in texts.items():
        (folder / name).write_text(text)
        markets.append(market(name, text))
    return markets


# Calls


def size(rng, market, low=0.5, high=3):
    """Returns a size near the market's own, sometimes with its own unit."""
    published = float("".join(c for c in rng.choice(market.sizes) if c.isdigit() or c == "."))
    return number(rng, max(published * low, 1), published * high + 2) + rng.choice(["", "", "", "", "", "", "bn", "mn", "tn"])


def percent(rng, low=-10, high=60):
    return number(rng, low, high) + rng.choice(["", "", "%"])


def a_year(rng, market):
    return rng.choice(market.years)


def years(rng, market):
    """Returns `--year`, or `--from` and `--to`, or neither."""
    kind = rng.randrange(6)
    if kind == 0:
        return ["--year", str(a_year(rng, market))]
    if kind == 1:
        chosen = sorted({a_year(rng, market) for _ in range(3)})
        return ["--year", ",".join(map(str, chosen))]
    if kind == 2:
        return ["--from", str(a_year(rng, market))]
    if kind == 3:
        return ["--to", str(a_year(rng, market))]
    if kind == 4:
        first, last = sorted([a_year(rng, market), a_year(rng, market)])
        return ["--from", str(first), "--to", str(last)]
    return []


def what_ifs(rng, market, has_rates=False):
    """Returns what-ifs that can usually be combined. `has_rates` means that the call already has growth rates."""
    arguments = []
    first, *later = market.years
    if chance(rng, 0.3):
        return arguments
    actual = first
    if later and chance(rng, 0.3):
        known = sorted(rng.sample(later, min(len(later), rng.choice([1, 1, 2]))))
        actual = known[-1]
        arguments += ["--actual", ",".join(f"{year}={size(rng, market)}" for year in known)]
    elif chance(rng, 0.35):
        arguments += ["--base", size(rng, market)]
    after = [year for year in market.years if year > actual]
    kind = rng.randrange(4)
    if has_rates and chance(rng, 0.9):
        pass
    elif kind == 0:
        arguments.append(f"--cagr={percent(rng)}")
    elif kind == 1 and after:
        year = "" if chance(rng, 0.4) else f"{rng.choice(after)}="
        arguments += ["--target", year + size(rng, market, 0.8)]
    elif kind == 2 and arguments:
        arguments += ["--hold", rng.choice(["end", "end", "rate"])]
    if after and chance(rng, 0.25):
        grown = rng.sample(after, min(len(after), rng.choice([1, 1, 2])))
        arguments += [part for year in grown for part in ["--growth", f"{year}={percent(rng)}"]]
    if chance(rng, 0.25):
        arguments += ["--path", "stated" if market.states_rate else "endpoints"]
    return arguments


def forecast(rng, market, _):
    return [*years(rng, market), *what_ifs(rng, market)], ""


def segments(rng, market, _):
    arguments = []
    if market.dimensions:
        dimension = rng.choice(list(market.dimensions))
        ids = market.dimensions[dimension]
        if chance(rng, 0.8):
            arguments.append(dimension)
        for segment in rng.sample(ids, min(len(ids), rng.choice([0, 0, 1, 1, 2]))):
            if chance(rng, 0.6):
                arguments += ["--segment-cagr", f"{segment}={percent(rng, -5, 40)}"]
            else:
                arguments += ["--segment-share", f"{segment}={number(rng, 1, 60)}"]
    if chance(rng, 0.3):
        arguments += ["--total", rng.choice(["sum", "sum", "fixed"])]
    if chance(rng, 0.3):
        arguments.append("--normalize")
    return [*arguments, *years(rng, market), *what_ifs(rng, market)], ""


def cagr(rng, market, _):
    known = {
        "--start": size(rng, market),
        "--end": size(rng, market),
        "--years": rng.choice([str(rng.randrange(1, 30)), number(rng, 0.5, 30)]),
        "--rate": percent(rng),
    }
    known.pop(rng.choice(list(known)))
    return [f"{option}={value}" for option, value in known.items()], ""


def goal(rng, market, _):
    reached = market.years[-1] if chance(rng, 0.4) else a_year(rng, market)
    return [size(rng, market), "--year", str(reached), *what_ifs(rng, market)], ""


def when(rng, market, _):
    return [size(rng, market, 0.5, 5), *what_ifs(rng, market)], ""


def compare(rng, market, markets):
    arguments = years(rng, market)
    if chance(rng, 0.25):
        alike = [
            other for other in markets[1:]
            if (other.currency, other.scope) == (market.currency, market.scope) and market.years[-1] in other.years
        ]
        others = rng.sample(alike or markets[1:], 1) if chance(rng, 0.9) else rng.sample(markets[1:], 2)
        return [*arguments, *[part for other in others for part in ["--with", other.path]]], ""
    has_rates = chance(rng, 0.6)
    if has_rates:
        rates = rng.choice([f"{rng.randrange(5, 20)}..{rng.randrange(20, 40)}:5", f"{percent(rng)},{percent(rng)}"])
        arguments.append(f"--cagr={rates}")
    for name in rng.sample(["bear", "bull", "middle"], rng.randrange(0 if has_rates else 1, 3)):
        arguments += ["--scenario", f"{name}={percent(rng)}"]
    if chance(rng, 0.15):
        arguments += ["--scenarios", "scenarios.csv"]
    return [*arguments, *what_ifs(rng, market, has_rates=True)], ""


def sweep(rng, market, _):
    rates = rng.choice([f"{rng.randrange(-5, 20)}..{rng.randrange(20, 40)}:5", f"{percent(rng)},{percent(rng)}"])
    bases = ",".join(size(rng, market) for _ in range(rng.randrange(1, 4)))
    year = ["--year", str(a_year(rng, market))] if chance(rng, 0.5) else []
    return [f"--cagr={rates}", f"--base={bases}", *year], ""


def check(rng, _market, _):
    return ["--strict"] if chance(rng, 0.2) else [], ""


def sources(_rng, _market, _):
    return [], ""


def batch(rng, market, _):
    arguments = []
    if chance(rng, 0.3):
        arguments += ["--from", str(a_year(rng, market))]
    elif chance(rng, 0.2):
        arguments += ["--to", str(a_year(rng, market))]
    for option, values, probability in [
        ("--layout", ["tidy", "wide"], 0.4),
        ("--path", ["stated" if market.states_rate else "endpoints"], 0.25),
        ("--on-error", ["skip", "skip", "stop"], 0.4),
        ("--threads", ["1", "3"], 0.3),
    ]:
        if chance(rng, probability):
            arguments += [option, rng.choice(values)]
    return arguments, random_rows(rng, market)


def random_rows(rng, market):
    """Returns what-ifs as CSV, sometimes with an invalid row."""
    separator = rng.choice([",", ",", ";", "\t"])
    cells = {
        "scenario": lambda: rng.choice(["bear", "bull", "=1+1", '"a, b; c"', "é"]),
        "base": lambda: rng.choice(["", size(rng, market)]),
        "cagr": lambda: rng.choice(["", percent(rng)]),
        "target": lambda: rng.choice(["", f"{market.years[-1]}={size(rng, market, 0.8)}"]),
    }
    header = rng.choice(
        [["cagr"], ["base"], ["scenario", "cagr"], ["base", "cagr"], ["scenario", "base", "target"], ["target"]]
    )
    lines = [separator.join(header)]
    for _ in range(rng.randrange(1, 12)):
        row = [cells[name]() for name in header]
        if chance(rng, 0.03):
            row[-1] = rng.choice(["abc", "-150", "0", "1e9", '"'])
        lines.append(separator.join(row))
    return rng.choice(["\n", "\n", "\r\n"]).join(lines) + "\n"


COMMANDS = {
    # The weights: commands with more options are called more often.
    forecast: 6,
    segments: 8,
    cagr: 1,
    goal: 3,
    when: 3,
    compare: 5,
    sweep: 3,
    check: 2,
    sources: 1,
    batch: 4,
}


def global_options(rng, command):
    arguments = []
    formats = ["csv", "tsv", "ndjson"] if command is batch else ["table", "csv", "tsv", "json", "ndjson", "markdown"]
    written = rng.choice(formats)
    if chance(rng, 0.9):
        arguments += ["--format", written]
    if chance(rng, 0.75):
        arguments += ["--digits", "20"]
    elif chance(rng, 0.4):
        arguments += ["--digits", str(rng.randrange(20))]
    if chance(rng, 0.3):
        arguments += ["--unit", rng.choice(["million", "billion", "trillion"])]
    if written in ("csv", "tsv") and chance(rng, 0.2):
        arguments.append(rng.choice(["--excel", "--decimal-comma"]))
    if chance(rng, 0.3):
        arguments.append("--verbose")
    if chance(rng, 0.05):
        arguments += ["--color", "always"]
    return arguments


def spoil(rng, arguments, market):
    """Makes a call invalid in one way."""
    wrong = rng.choice(
        [
            ["--year", str(market.years[-1] + rng.randrange(1, 50))],
            ["--year", "20x0"],
            ["--year", str(market.years[0]), "--from", str(market.years[0])],
            ["--from", str(market.years[0] - 1)],
            ["--base", "-5"],
            ["--base", "0"],
            ["--cagr=-100"],
            ["--cagr", "much"],
            ["--cagr", "20", "--target", "500"],
            ["--cagr", "20", "--hold", "end"],
            ["--actual", f"{market.years[0]}=50"],
            ["--actual", f"{market.years[-1]}=50,{market.years[-1]}=60"],
            ["--actual", "2025"],
            ["--target", "=5"],
            ["--growth", f"{market.years[0]}=5"],
            ["--growth", "2027"],
            ["--path", "middle"],
            ["--hold", "both"],
            ["--segment-cagr", "nobody=5"],
            ["--segment-share", "nobody=500"],
            ["--segment-share", "part-0=100", "--segment-share", "part-1=50"],
            ["--total", "all"],
            ["--digits", "21"],
            ["--unit", "thousand"],
            ["--data", "missing.toml"],
            ["--data", "scenarios.csv"],
            ["--data", "broken.toml"],
            ["--with", "missing.toml"],
            ["--scenarios", "missing.csv"],
            ["--scenario", "bear"],
            ["--yaer", "2030"],
            ["--start", "0"],
            ["--years", "1001"],
            ["too", "many", "words"],
            ["--excel", "--format", "json"],
            ["-o", "missing-folder/answer.csv"],
        ]
    )
    return [*arguments, *wrong]


def random_call(rng, markets):
    command = rng.choices(list(COMMANDS), COMMANDS.values())[0]
    chosen = markets[0] if chance(rng, 0.3) else rng.choice(markets)
    own, stdin = command(rng, chosen, markets)
    arguments = [command.__name__, *own, *global_options(rng, command)]
    if chosen.path:
        arguments += ["--data", chosen.path]
    if chance(rng, 0.15):
        arguments = spoil(rng, arguments, chosen)
    return Call(arguments, stdin)


# Comparing


def run(program, call, folder):
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    try:
        done = subprocess.run(
            [program, *call.arguments],
            input=call.stdin.encode(),
            capture_output=True,
            cwd=folder,
            env=environment,
            timeout=SECONDS_PER_CALL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(None, "", f"no answer after {SECONDS_PER_CALL} seconds\n")
    stdout, stderr = (stream.decode(errors="backslashreplace") for stream in (done.stdout, done.stderr))
    return Answer(done.returncode, stdout, stderr)


def parsed(text):
    """Parses JSON, keeping the digits of numbers as written."""

    def kept(digits):
        return ("number", digits)

    return json.loads(text, parse_int=kept, parse_float=kept)


def without_new(value):
    """Removes the keys that the new program may add, and replaces notes with their text."""
    if isinstance(value, list):
        return [without_new(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: without_new(item) for key, item in value.items() if key not in NEW_KEYS}
    if isinstance(value.get("notes"), list):
        kept["notes"] = [note["text"] if isinstance(note, dict) else note for note in value["notes"]]
    return kept


def in_order(value):
    """Converts objects to lists, so that comparing them also compares the order of keys."""
    if isinstance(value, list):
        return [in_order(item) for item in value]
    if isinstance(value, dict):
        return [(key, in_order(item)) for key, item in value.items()]
    return value


def same_json(old, new):
    try:
        return in_order(parsed(old)) == in_order(without_new(parsed(new)))
    except (ValueError, KeyError, TypeError):
        return False


def same_stdout(old, new):
    if old == new:
        return True
    if not old.startswith("{"):
        return False
    if old.startswith("{\n"):
        return same_json(old, new)
    lines = old.splitlines(), new.splitlines()
    return len(lines[0]) == len(lines[1]) and all(map(same_json, *lines))


def same(old, new):
    return (old.code, old.stderr) == (new.code, new.stderr) and same_stdout(old.stdout, new.stdout)


def shown(call, old, new):
    """Returns the call as a user would type it, and how the answers differ."""
    line = shlex.join(["aiinfra", *call.arguments])
    if call.stdin:
        line = f"printf %s {shlex.quote(call.stdin)} | {line}"
    parts = [line]
    for what, was, is_now in zip(["exit code", "stdout", "stderr"], old, new):
        if was == is_now:
            continue
        was, is_now = f"{was}\n".splitlines(), f"{is_now}\n".splitlines()
        changes = list(difflib.unified_diff(was, is_now, f"old {what}", f"new {what}", n=1, lineterm=""))
        parts += changes[:40] + (["..."] if len(changes) > 40 else [])
    return "\n".join(parts) + "\n"


def write_other_files(folder, markets):
    (folder / "scenarios.csv").write_text("scenario,base,cagr,target\nlow,,12.5,\nhigh,60,,\nnone,,,90\n")
    whole = (folder / markets[-1].path).read_text()
    (folder / "broken.toml").write_text(whole.replace('size = "', 'size = "about ') + '[cagrs]\nrate = "5"\n')


def compare_programs(options, folder):
    """Runs all calls on both programs and yields each call with both answers."""
    rng = random.Random(options.seed)
    markets = write_markets(rng, folder, min(max(options.count // 20, 20), 400))
    write_other_files(folder, markets)
    calls = [random_call(rng, markets) for _ in range(options.count)]

    def both(call):
        return call, run(options.old, call, folder), run(options.new, call, folder)

    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        yield from pool.map(both, calls)


def program(path):
    found = shutil.which(path)
    if not found:
        raise argparse.ArgumentTypeError(f"`{path}`: expected a program that can be run")
    return os.path.abspath(found)


def main():
    parser = argparse.ArgumentParser(description="Compares two builds of aiinfra on random command lines.")
    parser.add_argument("old", type=program, metavar="OLD")
    parser.add_argument("new", type=program, metavar="NEW")
    parser.add_argument("--count", type=int, default=5000, metavar="N", help="how many calls [default: 5000]")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="what the calls follow from [default: 1]")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="aiinfra-differential-"))
    codes = collections.Counter()
    differences = 0
    for call, old, new in compare_programs(options, folder):
        codes[old.code] += 1
        if not same(old, new):
            differences += 1
            if differences <= DIFFERENCES_SHOWN:
                print(shown(call, old, new))
    by_code = ", ".join(f"{count} with exit code {code}" for code, count in sorted(codes.items(), key=str))
    print(f"{options.count} calls ({by_code}), seed {options.seed}: {differences} differences")
    if differences:
        print(f"The datasets are in {folder}.")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
