"""Computes a folder of scenarios with a Python function in DuckDB.

    python3 duckdb_batch.py SCENARIOS SIZES [--format csv|parquet] [--cores 2]

The files in the folder SCENARIOS become one file in the folder SIZES, with a column for each year appended.
"""

import argparse
from pathlib import Path

import aiinfra
import duckdb
import pyarrow
from pyarrow import csv

DIGITS = 2
YEARS = aiinfra.batch(b"cagr\n").decode().strip().split(",")[1:]


def sizes(base, cagr):
    rows = pyarrow.BufferOutputStream()
    # `batch` drops empty lines. With a column that is never empty, there are none.
    inputs = pyarrow.table({"base": base, "cagr": cagr, "row": pyarrow.repeat(0, len(base))})
    csv.write_csv(inputs, rows, csv.WriteOptions(quoting_style="none"))
    answer = aiinfra.batch(rows.getvalue(), digits=DIGITS, threads=1)
    as_text = csv.ConvertOptions(column_types=dict.fromkeys(YEARS, pyarrow.string()))
    table = csv.read_csv(pyarrow.BufferReader(answer), convert_options=as_text)
    return table.select(YEARS).to_struct_array().combine_chunks()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios")
    parser.add_argument("sizes", type=Path)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()

    options.sizes.mkdir()
    session = duckdb.connect(config={"threads": options.cores})
    # In a CSV file a size is text, exactly as `batch` prints it.
    number, size = ("VARCHAR", "VARCHAR") if options.format == "csv" else ("DOUBLE", "DOUBLE")
    read = "read_csv(?, all_varchar = true)" if options.format == "csv" else "read_parquet(?)"
    years = ", ".join(f'CAST(sizes."{year}" AS {size}) AS "{year}"' for year in YEARS)
    columns = duckdb.struct_type(dict.fromkeys(YEARS, "VARCHAR"))
    session.create_function("sizes", sizes, [number, number], columns, type="arrow", null_handling="special")
    session.execute(
        f"""
        COPY (
            SELECT * EXCLUDE sizes, {years}
            FROM (SELECT *, sizes(base, cagr) AS sizes FROM {read})
        ) TO '{options.sizes}/sizes.{options.format}' (FORMAT {options.format})
        """,
        [f"{options.scenarios}/*.{options.format}"],
    )
