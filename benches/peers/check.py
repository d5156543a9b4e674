"""Checks the sizes from aiinfra against exact decimal arithmetic, and those from its peers against aiinfra.

    check.py SCENARIOS OURS THEIRS...

SCENARIOS is the output of gen.py, OURS the output of `aiinfra batch` for it, and each of THEIRS the output of
a peer. The script prints a line for each. The exit code is 1 if aiinfra is wrong anywhere, or if a peer differs
from aiinfra by more than one unit of the last digit.
"""

import itertools
import sys
from decimal import ROUND_HALF_UP, Decimal, getcontext
from pathlib import Path

YEARS = [str(year) for year in range(2024, 2035)]
CENT = Decimal("0.01")


def exact_sizes(base, cagr):
    """Yields a scenario's size in each year, computed exactly and then rounded half up."""
    size, growth = Decimal(base), 1 + Decimal(cagr) / 100
    for _ in YEARS:
        yield str(size.quantize(CENT, ROUND_HALF_UP))
        size *= growth


def exact_lines(scenarios):
    """Yields the lines that aiinfra should print: each input line with its sizes appended."""
    yield ",".join([next(scenarios), *YEARS])
    for line in scenarios:
        _, base, cagr = line.split(",")
        yield ",".join([line, *exact_sizes(base, cagr)])


def is_exact(scenarios, ours):
    """Returns whether every size from aiinfra is exact."""
    count, wrong, first = -1, 0, ""  # -1 because the header has no sizes
    with open(scenarios) as scenarios, open(ours) as ours:
        expected = exact_lines(line.rstrip("\n") for line in scenarios)
        lines = (line.rstrip("\n") for line in ours)
        for line, right in itertools.zip_longest(lines, expected, fillvalue="nothing"):
            count += 1
            if line != right:
                wrong += 1
                first = first or f"{line} where it should say {right}"
    if wrong:
        print(f"ERROR: aiinfra: {wrong:,} lines are not those of exact arithmetic, the first: {first}")
    else:
        print(f"aiinfra: exact decimal arithmetic agrees with all {count * len(YEARS):,} cells.")
    return not wrong


def differences(ours, theirs):
    """Yields, for each line, the sizes that differ: ours, theirs and the exact one."""
    for our_line, their_line in zip(ours, theirs, strict=True):
        scenario, base, cagr, sizes = our_line.split(",", 3)
        found = []
        if their_line != f"{scenario},{sizes}":
            their_scenario, *their_sizes = their_line.rstrip("\n").split(",")
            if their_scenario != scenario:
                raise ValueError(f"{their_scenario} stands where {scenario} should")
            pairs = zip(sizes.rstrip("\n").split(","), their_sizes, strict=True)
            for year, (our_size, their_size) in enumerate(pairs):
                if our_size != their_size and Decimal(our_size) != Decimal(their_size):  # 59.30 equals 59.3
                    found.append((our_size, their_size, list(exact_sizes(base, cagr))[year]))
        yield found


def agrees(ours, theirs):
    """Returns whether a peer differs from aiinfra by at most one unit, and only where the peer is wrong."""
    lines = differ = far = upheld = 0
    try:
        with open(ours) as our_lines, open(theirs) as their_lines:
            if our_lines.readline() != their_lines.readline().replace("scenario,", "scenario,base,cagr,"):
                raise ValueError("the headings are not alike")
            for found in differences(our_lines, their_lines):
                lines += 1
                for our_size, their_size, exact_size in found:
                    differ += 1
                    far += abs(Decimal(our_size) - Decimal(their_size)) > CENT
                    upheld += our_size == exact_size
    except (ValueError, ArithmeticError) as error:
        print(f"ERROR: {theirs.stem}: not the rows and columns of aiinfra: {error}")
        return False
    agreed = not far and upheld == differ
    by = f"{far:,} of them by more than 0.01" if far else "by 0.01"
    verdict = f", {by}; exact arithmetic agrees with aiinfra in {upheld:,}" if differ else ""
    print(f"{'' if agreed else 'ERROR: '}{theirs.stem}: of {lines * len(YEARS):,} cells {differ:,} differ{verdict}.")
    return agreed


def main():
    scenarios, ours, *theirs = map(Path, sys.argv[1:])
    getcontext().prec = 60  # enough for every digit after ten years of growth
    verdicts = [is_exact(scenarios, ours), *(agrees(ours, peer) for peer in theirs)]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
