"""Compares the modes of `aiinfra batch` with polars and with each other, and measures `sweep` and `compare`.

    cargo build --release
    python3 benches/peers/modes.py

Each mode reads a million scenarios from a CSV file and writes eleven years of each to another. As in run.py, the
contenders take turns, and a ratio compares two runs of the same round. polars does the same in the same mode. The last
two modes, and the grid and the scenarios of `compare`, have no peer: they are measured beside the plain rows.

Linux only. The files go to a temporary folder (in TMPDIR, if set). They take 2 GB for a million rows.
"""

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from run import BUILT, HERE, CannotRun, Contender, adopt_orphans, machine, module_version, positive, report
from run import spread, table, take_turns, version

GRID = "--cagr 5..54.95:0.05 --base 20..69.95:0.05".split()  # a thousand of each
SCENARIOS = 20_000


def write(path, heading, rows, line):
    random.seed(7)
    with open(path, "w") as file:
        file.write(heading + "\n")
        for row in range(rows):
            base, cagr, target = random.uniform(30, 60), random.uniform(5, 45), random.uniform(200, 900)
            file.write(line.format(row=row, base=base, cagr=cagr, target=target) + "\n")
    return path


def modes(program, folder, rows):
    """Yields the title of each mode, the contender, and its peer's arguments if it has one."""
    plain = write(folder / "plain.csv", "scenario,base,cagr", rows, "s{row},{base:.2f},{cagr:.2f}")
    targets = write(folder / "targets.csv", "scenario,base,target", rows, "s{row},{base:.2f},{target:.2f}")
    bases = write(folder / "bases.csv", "scenario,base", rows, "s{row},{base:.2f}")
    quoted = write(folder / "quoted.csv", "scenario,base,cagr", rows, '"s{row}","{base:.2f} bn","{cagr:.2f}%"')
    few = write(folder / "few.csv", "scenario,base,cagr", SCENARIOS, "s{row},{base:.2f},{cagr:.2f}")
    for title, command, peer in [
        ("two decimals", ["batch", plain, "--digits", "2"], None),
        ("full precision", ["batch", plain], ["full", plain]),
        ("targets, two decimals", ["batch", targets, "--digits", "2"], ["targets", targets]),
        ("bases alone, two decimals", ["batch", bases, "--digits", "2"], ["bases", bases]),
        ("quotes, units and percent signs", ["batch", quoted, "--digits", "2"], None),
        ("ndjson, two decimals", ["batch", plain, "--digits", "2", "--format", "ndjson"], None),
        ("`sweep` of 1,000 by 1,000", ["sweep", *GRID, "--format", "csv"], None),
        (f"`compare` of {SCENARIOS:,} scenarios", ["compare", "--scenarios", few, "--format", "csv"], None),
    ]:
        output = folder / f"{len(title)}.out"
        ours = Contender(title, [program, *command], output)
        script = [sys.executable, HERE / "peer_polars_modes.py"]
        theirs = peer and Contender("polars", [*script, *peer, folder / "peer.csv"], folder / "peer.csv", True)
        yield ours, theirs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--rows", type=positive, default=1_000_000, metavar="N", help="scenarios (1000000)")
    add("--rounds", type=positive, default=9, metavar="N", help="rounds, after one that does not count (9)")
    add("--program", type=Path, default=os.environ.get("AIINFRA_BIN", BUILT), metavar="PATH")
    chosen = parser.parse_args()
    adopt_orphans()
    program = chosen.program.resolve()
    polars = module_version("polars")
    if polars is None:
        raise CannotRun("modes.py compares with polars: pip install polars")
    with tempfile.TemporaryDirectory(prefix="aiinfra-modes-") as name:
        pairs = list(modes(program, Path(name), chosen.rows))
        take_turns([one for pair in pairs for one in pair if one], chosen.rounds)
        plain = pairs[0][0]
        lines = []
        for ours, theirs in pairs:
            middle = ours.medians()
            peer = [run.wall / our.wall for run, our in zip(theirs.runs, ours.runs)] if theirs else None
            beside = [our.wall / run.wall for run, our in zip(plain.runs, ours.runs)]
            polars_wall = f"{theirs.medians().wall:.3f}" if theirs else ""
            figures = f"{middle.wall:.3f}", f"{middle.cpu:.3f}", f"{middle.peak:.1f}", polars_wall
            lines.append([ours.title, *figures, spread(peer) if peer else "", spread(beside)])
        title = f"{version(program, '--version')}, polars {polars}"
        print(f"{chosen.rows:,} rows, median of {chosen.rounds} rounds. {machine()}, aiinfra {title}.")
        heading = ["mode", "wall s", "CPU s", "peak MB", "polars wall s", "polars ratio", "time relative to first row"]
        table(heading, lines)


if __name__ == "__main__":
    try:
        main()
    except CannotRun as error:
        report(f"modes.py: {error}")
        sys.exit(2)
