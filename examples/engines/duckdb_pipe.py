"""Computes a folder of scenarios with DuckDB on both sides of the command `aiinfra batch`.

    python3 duckdb_pipe.py SCENARIOS SIZES [--format csv|parquet] [--cores 2]

The files in the folder SCENARIOS become one file in the folder SIZES, with a column for each year appended. DuckDB
cannot start a command, so it writes to one named pipe and reads from another. All three work at the same time.
"""

import argparse
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

DIGITS = 2
YEARS = subprocess.check_output(["aiinfra", "batch"], input=b"cagr\n").decode().strip().split(",")[1:]

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios")
    parser.add_argument("sizes", type=Path)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()

    files = f"{options.scenarios}/*.{options.format}"
    # In a CSV file a size is text, exactly as `batch` prints it.
    read, size = ("read_csv(?, all_varchar = true)", "VARCHAR") if options.format == "csv" else ("read_parquet(?)", "DOUBLE")
    session = duckdb.connect(config={"threads": options.cores})
    given = {name: kind for name, kind, *_ in session.execute(f"DESCRIBE FROM {read}", [files]).fetchall()}
    columns = {**given, **dict.fromkeys(YEARS, size)}
    options.sizes.mkdir()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as threads:
        asked, answered = f"{folder}/asked.csv", f"{folder}/answered.csv"
        os.mkfifo(asked)
        os.mkfifo(answered)
        batch = subprocess.Popen(f"aiinfra batch --digits {DIGITS} < {asked} > {answered}", shell=True)
        ask = f"COPY (FROM {read}) TO '{asked}' (FORMAT csv)"
        asking = threads.submit(session.cursor().execute, ask, [files])
        sizes = "read_csv(?, columns = ?, header = true, auto_detect = false, quote = '\"', allow_quoted_nulls = false)"
        result = f"{options.sizes}/sizes.{options.format}"
        session.execute(f"COPY (FROM {sizes}) TO '{result}' (FORMAT {options.format})", [answered, columns])
        asking.result()
        if batch.wait():
            raise SystemExit(batch.returncode)
