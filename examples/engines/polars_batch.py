"""Computes a folder of scenarios with polars.

    python3 polars_batch.py SCENARIOS SIZES [--format csv|parquet]

Each file in the folder SCENARIOS becomes one file in the folder SIZES, with a column for each year appended.
POLARS_MAX_THREADS limits the cores.
"""

import argparse
from pathlib import Path

import aiinfra
import polars
import pyarrow
from pyarrow import csv

DIGITS = 2
INPUTS = ["base", "cagr"]  # what `batch` reads; the other columns stay as they are
YEARS = aiinfra.batch(b"cagr\n").decode().strip().split(",")[1:]


def add_sizes(frame):
    # Not with polars, whose own reader and writer wait for the threads that this function is called on.
    rows = pyarrow.BufferOutputStream()
    # `batch` drops empty lines. With a column that is never empty, there are none.
    inputs = frame.select(INPUTS).with_columns(row=0).to_arrow()
    csv.write_csv(inputs, rows, csv.WriteOptions(quoting_style="none"))
    answer = aiinfra.batch(rows.getvalue(), digits=DIGITS, threads=1)
    as_text = csv.ConvertOptions(column_types=dict.fromkeys(YEARS, pyarrow.string()))
    sizes = csv.read_csv(pyarrow.BufferReader(answer), convert_options=as_text)
    return frame.hstack(polars.from_arrow(sizes.select(YEARS)))


def computed(path, kind):
    if kind == "csv":
        # In a CSV file a size is text, exactly as `batch` prints it.
        scenarios = polars.scan_csv(path, infer_schema=False)
    else:
        scenarios = polars.scan_parquet(path)
    schema = {**scenarios.collect_schema(), **dict.fromkeys(YEARS, polars.String)}
    sizes = scenarios.map_batches(add_sizes, schema=schema, streamable=True)
    return sizes if kind == "csv" else sizes.cast(dict.fromkeys(YEARS, polars.Float64))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", type=Path)
    parser.add_argument("sizes", type=Path)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    options = parser.parse_args()

    paths = sorted(options.scenarios.glob(f"*.{options.format}"))
    if not paths:
        raise SystemExit(f"no *.{options.format} in {options.scenarios}")
    options.sizes.mkdir()
    files = []
    for path in paths:
        sizes = computed(path, options.format)
        write = sizes.sink_csv if options.format == "csv" else sizes.sink_parquet
        files.append(write(options.sizes / path.name, lazy=True))
    polars.collect_all(files, engine="streaming")
