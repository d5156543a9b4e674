"""Compares the speed of `aiinfra batch` with that of its peers, and checks that all give the same answers.

    cargo build --release
    python3 benches/peers/run.py              # compare with polars, DuckDB, mawk, gawk and cat
    python3 benches/peers/run.py --scaling    # aiinfra only, from a thousand rows to twenty million
    python3 benches/peers/run.py --startup    # one forecast, compared with an empty Rust program
    python3 benches/peers/run.py --ranges     # one range, compared with Squiggle and numpy, which draw samples
    python3 benches/peers/run.py --consensus  # the median of 100 and of 1,000 reports, compared with pandas

The comparison uses random what-if scenarios (gen.py). Every contender computes each scenario's sizes for the
years 2024–2034, to two decimals, from one CSV file to another. Contenders take turns in rounds, and each ratio
compares two runs of the same round, so that other load on the machine affects both. Times are those of whole
processes, including the start of Python and the import of polars or DuckDB.

The script prints a Markdown table of medians. For each peer, it then reports the cells that differ from
aiinfra's, and which side agrees with exact decimal arithmetic (check.py). A peer that is not installed is
reported and skipped.

--ranges reports the error of the 90th percentile beside each time. Every round gives the peers another seed. Squiggle
needs node, and NODE_PATH if the package @quri/squiggle-lang is in a folder that node does not search by itself.

--consensus makes datasets of random reports (gen_reports.py). pandas reads them, or the same sizes from one CSV file.
The script compares the statistics that both print.

Linux only. The files go to a temporary folder (in TMPDIR, if set), which is removed at the end. They take
0.7 GB for a million rows, and 4.5 GB for --scaling.

Exit code: 0 on success, 1 if an answer is wrong, 2 if something cannot be run.
"""

import argparse
import ctypes
import datetime
import filecmp
import itertools
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Context, Decimal
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
BUILT = HERE.parents[1] / "target/release/aiinfra"
PR_SET_CHILD_SUBREAPER = 36
RANGE = "range --base 40..55 --cagr 20..33 --year 2034 --quantiles 10,50,90 --format csv".split()
CONSENSUS = "consensus --year 2030".split()
REPORTS = 100, 1_000
EXACT_P90 = Decimal("738.831146627276808537482646178039581414")  # of RANGE, from an independent calculation


class CannotRun(Exception):
    """A required program is missing or fails."""


class Run(NamedTuple):
    wall: float  # seconds
    cpu: float  # seconds, user and system
    peak: float  # megabytes


@dataclass
class Contender:
    title: str
    command: list
    output: Path
    names_output: bool = False  # whether the command opens the file itself; otherwise its stdout goes there
    runs: list = field(default_factory=list)

    def medians(self):
        return Run(*map(median, zip(*self.runs)))


@dataclass
class Estimator:
    title: str
    command: list
    takes_seed: bool = True  # whether a seed is the last argument
    times: list = field(default_factory=list)  # milliseconds
    errors: list = field(default_factory=list)  # of the 90th percentile, in percent


# Measuring


def adopt_orphans():
    """Makes this process adopt every descendant whose parent ends."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def measure(contender):
    """Runs a contender once and measures it from the start of its process to the end."""
    contender.output.unlink(missing_ok=True)
    os.sync()  # otherwise the disk may still be busy with the previous output
    # Linux includes the memory of the parent process in a program's peak, and Python uses more than some
    # contenders. A small shell therefore starts the program and exits, and we adopt it (adopt_orphans).
    command = ["/bin/sh", "-c", '"$@" &', "sh", *contender.command]
    with open(os.devnull if contender.names_output else contender.output, "wb") as stdout:
        start = time.perf_counter()
        shell = subprocess.Popen(command, stdout=stdout, start_new_session=True)
        try:
            shell.wait()
            _, status, usage = os.wait4(-1, 0)
            wall = time.perf_counter() - start
        finally:
            with suppress(ProcessLookupError):  # the normal case, unless we were interrupted
                os.killpg(shell.pid, signal.SIGKILL)
    if status:
        raise CannotRun(f"{contender.title} failed with exit code {os.waitstatus_to_exitcode(status)}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def take_turns(contenders, rounds):
    """Runs every contender once per round. An extra first round warms up and does not count."""
    for number in range(rounds + 1):
        report(f"  round {number} of {rounds}" if number else "  warm-up")
        for contender in contenders:
            run = measure(contender)
            if number:
                contender.runs.append(run)


def spread(ratios):
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


# The contenders


def version(*command):
    """Returns the version that a program prints, or None if it does not run."""
    try:
        printed = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    except OSError:
        return None
    found = re.search(r"\d+(\.\d+)+", printed)
    return found and found[0]


def module_version(module):
    return version(sys.executable, "-c", f"import {module}; print({module}.__version__)")


def aiinfra(program, source, output):
    """Yields the program with its default number of threads, and with one."""
    title = f"aiinfra {version(program, '--version')}"
    command = [program, "batch", source, "--digits", "2"]
    yield Contender(title, command, output)
    yield Contender(f"{title}, 1 thread", [*command, "--threads", "1"], output.with_suffix(".single.csv"))


def peers(source, folder):
    """Yields the peers that are installed and reports the others."""
    for name, module in [("polars", "polars"), ("DuckDB", "duckdb")]:
        if found := module_version(module):
            output = folder / f"{module}.csv"
            command = [sys.executable, HERE / f"peer_{module}.py", source, output]
            yield Contender(f"{name} {found}", command, output, names_output=True)
        else:
            print(f"{name} is not installed and is left out (pip install {module}).\n")
    for name, asked in [("mawk", ["-W", "version"]), ("gawk", ["--version"])]:
        if found := version(name, *asked):
            command = [name, "-f", HERE / "peer.awk", source]
            yield Contender(f"{name} {found}", command, folder / f"{name}.csv")
        else:
            print(f"{name} is not installed and is left out (apt install {name}).\n")


def beside_peers(program, folder, rows, rounds):
    """Measures and compares all contenders, and returns whether all answers are right."""
    source = generate(folder, rows)
    ours, single = aiinfra(program, source, folder / "aiinfra.csv")
    others = list(peers(source, folder))
    floor = Contender("`cat` of the result", ["cat", ours.output], folder / "cat.csv")
    contenders = [ours, single, *others, floor]
    take_turns(contenders, rounds)

    titles = ", ".join(contender.title for contender in (ours, *others))
    print(f"{rows:,} rows, median of {rounds} rounds, ratios from lowest to highest. {machine()}, {titles}.")
    lines = []
    for contender in contenders:
        middle = contender.medians()
        turns = list(zip(contender.runs, ours.runs))
        wall_ratio = spread([run.wall / our.wall for run, our in turns])
        cpu_ratio = spread([run.cpu / our.cpu for run, our in turns])
        figures = f"{middle.wall:.3f}", f"{middle.cpu:.3f}", f"{middle.peak:.1f}"
        lines.append([contender.title, *figures, wall_ratio, cpu_ratio])
    table(["contender", "wall s", "CPU s", "peak MB", "wall ratio", "CPU ratio"], lines)

    same = filecmp.cmp(ours.output, single.output, shallow=False)
    print("1 thread and several give", "the same file." if same else "ERROR: different files.", flush=True)
    check = [sys.executable, HERE / "check.py", source, *(contender.output for contender in (ours, *others))]
    return subprocess.run(check).returncode == 0 and same


# aiinfra only


def scaling(program, folder, largest, rounds):
    """Measures files from a thousand rows up, with one thread and with the default number."""
    with open(generate(folder, 1_000_000)) as file:
        heading, *scenarios = file
    source, output = folder / "some.csv", folder / "aiinfra.csv"
    lines = []
    for rows in [*(size for size in (1_000, 10_000, 100_000, 1_000_000) if size < largest), largest]:
        report(f"{rows:,} rows")
        with open(source, "w") as file:
            file.write(heading)
            file.writelines(itertools.islice(itertools.cycle(scenarios), rows))
        default, single = aiinfra(program, source, output)
        take_turns([single, default], rounds)
        for threads, (wall, cpu, peak) in [("1", single.medians()), ("default", default.medians())]:
            figures = f"{wall:.3f}", f"{cpu:.3f}", f"{cpu / rows * 1e6:.3f}", f"{rows / wall:,.0f}", f"{peak:.1f}"
            lines.append([f"{rows:,}", threads, *figures])
    print(f"aiinfra alone, median of {rounds} rounds. {machine()}.")
    table(["rows", "threads", "wall s", "CPU s", "CPU s a million rows", "rows a second", "peak MB"], lines)


def startup(program, folder, turns):
    """Measures one forecast, compared with a program that does nothing."""
    source, empty = folder / "empty.rs", folder / "empty"
    source.write_text("fn main() {}\n")
    try:
        subprocess.run(["rustc", "-O", source, "-o", empty], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotRun(f"the empty program needs rustc: {error}") from error
    forecast = [program, "forecast", "--year", "2030"]
    pairs = [(milliseconds(forecast), milliseconds([empty])) for _ in range(turns)]
    names = "`aiinfra forecast --year 2030`", "an empty Rust program"
    print(f"From start to end, median of {turns} turns. {machine()}.")
    table(["program", "wall ms"], [[name, f"{median(times):.2f}"] for name, times in zip(names, zip(*pairs))])
    print(f"Ratio, median of the turns: {median(ours / least for ours, least in pairs):.2f}.")


# One range


def samplers():
    """Yields the programs that sample a range, if they are installed, and reports the others."""
    script = HERE / "peer_squiggle.mjs"
    if found := version("node", script):
        for draws in 1_000, 1_000_000:  # the first is its default
            yield Estimator(f"Squiggle {found}, {draws:,} draws", ["node", script, str(draws)])
    else:
        print("Squiggle is not installed and is left out (npm install @quri/squiggle-lang, then set NODE_PATH).\n")
    if found := module_version("numpy"):
        command = [sys.executable, HERE / "peer_numpy.py", "1000000"]
        yield Estimator(f"numpy {found}, 1,000,000 draws", command)
    else:
        print("numpy is not installed and is left out (pip install numpy).\n")


def error_of_last(output):
    """Returns by what percentage the last number of an output misses the 90th percentile."""
    printed = Decimal(re.findall(r"\d+(?:\.\d+)?", output.read_text())[-1])
    # A number whose digits are all right has no error, however few they are.
    rounded = EXACT_P90.quantize(printed, context=Context(prec=60))
    return abs(printed / rounded - 1) * 100


def ranges(program, folder, rounds):
    """Measures the range of one model, beside programs that sample it, with the error of each."""
    ours = Estimator(f"aiinfra {version(program, '--version')}", [program, *RANGE], takes_seed=False)
    contenders = [ours, *samplers()]
    output = folder / "quantiles"
    for number in range(rounds + 1):
        for contender in contenders:
            seed = [str(number)] if contender.takes_seed else []
            taken = milliseconds([*contender.command, *seed], output)
            if number:  # the first round warms up
                contender.times.append(taken)
                contender.errors.append(error_of_last(output))
    print(f"`aiinfra {' '.join(RANGE)}`, median of {rounds} rounds. {machine()}.")
    lines = []
    for contender in contenders:
        ratios = [theirs / our for theirs, our in zip(contender.times, ours.times)]
        errors = [f"{error:.3f}" if error else "0" for error in (median(contender.errors), max(contender.errors))]
        lines.append([contender.title, f"{median(contender.times):.1f}", spread(ratios), *errors])
    table(["program", "wall ms", "wall ratio", "median error of P90 in %", "largest error in %"], lines)
    return not any(ours.errors)


# Several reports


def consenters(program, folder, reports):
    """Yields the programs that compute statistics over reports, if they are installed, and reports the others."""
    source, sizes = folder / f"{reports}", folder / f"{reports}.csv"
    subprocess.run([sys.executable, HERE / "gen_reports.py", str(reports), source, sizes], check=True)
    # Otherwise, the embedded report would be one of them.
    ours = [program, *CONSENSUS, source, "--data", source / "0000.toml"]
    title = f"aiinfra {version(program, '--version')}"
    yield Contender(f"{title}, CSV", [*ours, "--format", "csv"], folder / f"{reports}-aiinfra.csv")
    yield Contender(f"{title}, every report with its check", ours, folder / f"{reports}-aiinfra.txt")
    if found := module_version("pandas"):
        for title, read in [("datasets", source), ("one CSV file", sizes)]:
            command = [sys.executable, HERE / "peer_pandas.py", read, "2030"]
            yield Contender(f"pandas {found}, from {title}", command, folder / f"{read.name}-pandas.csv")
    elif reports == min(REPORTS):
        print("pandas is not installed and is left out (pip install pandas).\n")


def differs(ours, theirs):
    """Returns whether two files with statistics differ by more than binary floating point explains."""
    numbers = [[float(cell) for cell in path.read_text().splitlines()[1].split(",")] for path in (ours, theirs)]
    return any(abs(one - other) > 1e-12 * abs(other) for one, other in zip(*numbers, strict=True))


def consensus(program, folder, rounds):
    """Measures the statistics over reports, and returns whether pandas has the same."""
    fewer, more = (list(consenters(program, folder, reports)) for reports in REPORTS)
    take_turns([*fewer, *more], rounds)
    print(f"`aiinfra {' '.join(CONSENSUS)} FOLDER`, median of {rounds} rounds. {machine()}.")
    lines = []
    for few, many in zip(fewer, more):
        walls = [f"{contender.medians().wall * 1000:.1f}" for contender in (few, many)]
        ratios = [run.wall / our.wall for run, our in zip(many.runs, more[0].runs)]
        lines.append([many.title, *walls, f"{many.medians().peak:.1f}", spread(ratios)])
    sizes = [f"{reports:,} reports, wall ms" for reports in REPORTS]
    table(["program", *sizes, "peak MB", "wall ratio"], lines)
    wrong = [peer.title for ours, _, *peers in (fewer, more) for peer in peers if differs(ours.output, peer.output)]
    print("ERROR: different statistics: " + ", ".join(wrong) if wrong else "All print the same statistics.")
    return not wrong


# Shared helpers


def milliseconds(command, output=os.devnull):
    """Returns the wall time of one run in milliseconds. The output goes to a file, or is discarded."""
    stdout = [(os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=stdout)
    _, status = os.waitpid(process, 0)
    taken = time.perf_counter() - start
    if status:
        raise CannotRun(f"{' '.join(map(str, command))} failed")
    return taken * 1000


def generate(folder, rows):
    source = folder / "scenarios.csv"
    subprocess.run([sys.executable, HERE / "gen.py", str(rows), source], check=True)
    return source


def machine():
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    rustc = version("rustc", "--version") or "not found"
    return (
        f"{datetime.date.today()}, {model[1] if model else platform.machine()}, "
        f"{len(os.sched_getaffinity(0))} cores, Linux {platform.release()}, rustc {rustc}"
    )


def table(heading, lines):
    """Prints a Markdown table with text in the first column and numbers in the others."""
    rule = ["---", *["---:"] * (len(heading) - 1)]
    print("", *(f"| {' | '.join(line)} |" for line in [heading, rule, *lines]), "", sep="\n")


def report(progress):
    print(progress, file=sys.stderr, flush=True)


def positive(text):
    if int(text) < 1:
        raise ValueError
    return int(text)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--rows", type=positive, default=1_000_000, metavar="N", help="scenarios, beside the peers (1000000)")
    usual = "5; --consensus: 15; --ranges: 50"
    add("--rounds", type=positive, metavar="N", help=f"rounds, after one that does not count ({usual})")
    alone = parser.add_mutually_exclusive_group().add_argument
    alone("--scaling", action="store_true", help="aiinfra alone, from a thousand rows up")
    alone("--startup", type=positive, nargs="?", const=200, metavar="N", help="one forecast, N times (200)")
    alone("--ranges", action="store_true", help="one range, beside programs that draw samples, and their errors")
    alone("--consensus", action="store_true", help="statistics over 100 and 1,000 reports, beside pandas")
    add("--largest", type=positive, default=20_000_000, metavar="N", help="the most rows of --scaling (20000000)")
    built = os.environ.get("AIINFRA_BIN", BUILT)
    add("--program", type=Path, default=built, metavar="PATH", help="not target/release/aiinfra (or set AIINFRA_BIN)")
    return parser.parse_args()


def main():
    chosen = arguments()
    rounds = chosen.rounds or (50 if chosen.ranges else 15 if chosen.consensus else 5)
    adopt_orphans()
    program = chosen.program.resolve()
    try:
        if not program.is_file():
            raise CannotRun(f"there is no {program}: run cargo build --release first, or give --program")
        with tempfile.TemporaryDirectory(prefix="aiinfra-peers-") as name:
            folder = Path(name)
            if chosen.scaling:
                scaling(program, folder, chosen.largest, rounds)
            elif chosen.startup:
                startup(program, folder, chosen.startup)
            elif chosen.ranges:
                if not ranges(program, folder, rounds):
                    report("run.py: aiinfra's 90th percentile is wrong")
                    return 1
            elif chosen.consensus:
                if not consensus(program, folder, rounds):
                    return 1
            elif not beside_peers(program, folder, chosen.rows, rounds):
                return 1
    except CannotRun as error:
        report(f"run.py: {error}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
