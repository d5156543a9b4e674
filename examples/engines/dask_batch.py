"""Computes a folder of scenarios with Dask.

    python3 dask_batch.py SCENARIOS SIZES [--format csv|parquet] [--cores 2]

Each file in the folder SCENARIOS becomes one file in the folder SIZES, with a column for each year appended.
"""

import argparse

import aiinfra
import dask
import dask.dataframe
import pandas
import pyarrow
from pyarrow import csv

DIGITS = 2
INPUTS = ["base", "cagr"]  # what `batch` reads; the other columns stay as they are
YEARS = aiinfra.batch(b"cagr\n").decode().strip().split(",")[1:]


def add_sizes(frame, type_of_size):
    rows = pyarrow.BufferOutputStream()
    # `batch` drops empty lines. With a column that is never empty, there are none.
    inputs = pyarrow.Table.from_pandas(frame[INPUTS].assign(row=0), preserve_index=False)
    csv.write_csv(inputs, rows, csv.WriteOptions(quoting_style="none"))
    answer = aiinfra.batch(rows.getvalue(), digits=DIGITS, threads=1)
    as_type = csv.ConvertOptions(column_types=dict.fromkeys(YEARS, type_of_size))
    sizes = csv.read_csv(pyarrow.BufferReader(answer), convert_options=as_type)
    sizes = sizes.select(YEARS).to_pandas().set_index(frame.index)
    return pandas.concat([frame, sizes], axis="columns")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios")
    parser.add_argument("sizes")
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()

    dask.config.set(scheduler="processes", num_workers=options.cores)
    if options.format == "csv":
        # In a CSV file a size is text, exactly as `batch` prints it.
        as_text = {"dtype": str, "keep_default_na": False, "na_values": ""}
        scenarios = dask.dataframe.read_csv(f"{options.scenarios}/*.csv", blocksize=None, **as_text)
        columns = {**scenarios.dtypes, **dict.fromkeys(YEARS, "string")}
        sizes = scenarios.map_partitions(add_sizes, pyarrow.string(), meta=columns)
        sizes.to_csv(f"{options.sizes}/part-*.csv", index=False)
    else:
        scenarios = dask.dataframe.read_parquet(options.scenarios, split_row_groups=False)
        columns = {**scenarios.dtypes, **dict.fromkeys(YEARS, "float64")}
        sizes = scenarios.map_partitions(add_sizes, pyarrow.float64(), meta=columns)
        sizes.to_parquet(options.sizes, write_index=False)
