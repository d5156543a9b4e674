"""Measures each engine with a million scenarios in 1, 2, 4 and 8 files, and `aiinfra batch` alone with one file.

    python3 examples/engines/measure.py [--rows 1000000] [--rounds 5] [--format csv|parquet]

It prints a Markdown table of medians: the wall time of whole processes in seconds, from files to files, then their CPU
time. The engines take turns, so that other load on the machine affects all of them. The time for a thousand scenarios in
one file is mostly the start. `aiinfra` always reads CSV.

Linux only. It needs what the tests need.
"""

import argparse
import contextlib
import ctypes
import datetime
import itertools
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import scenarios

HERE = Path(__file__).parent
ENGINES = ["polars_batch", "duckdb_batch", "duckdb_pipe", "dask_batch", "pyspark_batch"]
FEW = 1_000
PARTITIONS = [1, 2, 4, 8]
PR_SET_CHILD_SUBREAPER = 36


def command(engine, source, target, kind):
    if engine == "aiinfra":
        return ["aiinfra", "batch", source, "--digits", "2", "-o", target]
    return [sys.executable, HERE / f"{engine}.py", source, target, "--format", kind]


def adopt_orphans():
    """Makes this process adopt every descendant whose parent ends, such as Spark's virtual machine."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(engine, source, target, kind):
    """Returns the wall time until the program ends, and the CPU time of all its processes."""
    used, start = cpu_seconds(), time.perf_counter()
    subprocess.run(command(engine, source, target, kind), check=True, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    return wall, cpu_seconds() - used


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    options = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for rows, parts in [(FEW, 1), *((options.rows, parts) for parts in PARTITIONS)]:
            scenarios.write(folder / f"{rows}-{parts}", rows, parts, options.format)
        for rows in FEW, options.rows:
            scenarios.write(folder / f"alone-{rows}", rows, 1, "csv")
        runs = {}
        for name in folder.glob("alone-*"):
            runs["aiinfra", int(name.name.split("-")[1]), 1] = name / "part-0.csv"
        for engine, parts in itertools.product(ENGINES, PARTITIONS):
            runs[engine, options.rows, parts] = folder / f"{options.rows}-{parts}"
            runs[engine, FEW, 1] = folder / f"{FEW}-1"
        taken = {run: [] for run in runs}
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            for run, source in runs.items():
                taken[run].append(measured(run[0], source, folder / "target", options.format))
    print(f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, {options.rounds} rounds")
    print(f"| engine | {FEW:,} rows | {' | '.join(f'{parts} files' for parts in PARTITIONS)} | CPU, few | CPU, most |")
    print("| --- |" + " ---: |" * (3 + len(PARTITIONS)))
    for engine in ["aiinfra", *ENGINES]:
        few = engine, FEW, 1
        columns = [few, *((engine, options.rows, parts) for parts in PARTITIONS)]
        walls = [f"{median(wall for wall, _ in taken[run]):.2f}" if run in taken else "" for run in columns]
        most = max(run for run in taken if run[0] == engine and run[1] == options.rows)
        cpus = [f"{median(cpu for _, cpu in taken[run]):.2f}" for run in (few, most)]
        print(f"| {' | '.join([engine, *walls, *cpus])} |")


if __name__ == "__main__":
    main()
