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

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios")
    parser.add_argument("sizes", type=Path)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()

    options.sizes.mkdir()
    files = f"{options.scenarios}/*.{options.format}"
    if options.format == "csv":
        # In a CSV file a size is text, exactly as `batch` prints it.
        scenarios, sizes = f"read_csv('{files}', all_varchar = true)", "read_csv(?, all_varchar = true)"
    else:
        scenarios, sizes = f"read_parquet('{files}')", "read_csv(?)"
    session = duckdb.connect(config={"threads": options.cores})
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as threads:
        asked, answered = f"{folder}/asked.csv", f"{folder}/answered.csv"
        os.mkfifo(asked)
        os.mkfifo(answered)
        batch = subprocess.Popen(f"aiinfra batch --digits {DIGITS} < {asked} > {answered}", shell=True)
        ask = f"COPY (FROM {scenarios}) TO '{asked}' (FORMAT csv)"
        asking = threads.submit(session.cursor().execute, ask)
        result = f"{options.sizes}/sizes.{options.format}"
        session.execute(f"COPY (FROM {sizes}) TO '{result}' (FORMAT {options.format})", [answered])
        asking.result()
        if batch.wait():
            raise SystemExit(batch.returncode)
