"""Writes a folder of random what-if scenarios, the same on every run, in files of about equal size.

    python3 scenarios.py FOLDER [--rows 1000000] [--partitions 8] [--format csv|parquet]
"""

import argparse
import random
from pathlib import Path

import polars

NAMES = ["bear", "base", "bull", "bull, late", 'the "boom"', "NA", "Überraschung"]
SHARE_EMPTY = 0.02  # of the growth rates; an empty cell takes the report's own


def scenarios(rows):
    chance = random.Random(7)
    names = [f"{chance.choice(NAMES)} {row}" for row in range(rows)]
    bases = [round(chance.uniform(30, 60), 2) for _ in range(rows)]
    rates = [round(chance.uniform(5, 45), 2) for _ in range(rows)]
    rates = [None if chance.random() < SHARE_EMPTY else rate for rate in rates]
    return polars.DataFrame({"scenario": names, "base": bases, "cagr": rates})


def write(folder, rows, partitions, kind):
    folder.mkdir(parents=True)
    table = scenarios(rows)
    for part in range(partitions):
        start, end = rows * part // partitions, rows * (part + 1) // partitions
        piece, path = table[start:end], folder / f"part-{part}.{kind}"
        if kind == "csv":
            piece.write_csv(path)
        else:
            piece.write_parquet(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    options = parser.parse_args()
    write(options.folder, options.rows, options.partitions, options.format)
