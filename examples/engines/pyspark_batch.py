"""Computes a folder of scenarios with Spark.

    python3 pyspark_batch.py SCENARIOS SIZES [--format csv|parquet] [--cores 2]

Each file in the folder SCENARIOS becomes one file in the folder SIZES, with a column for each year appended.
"""

import argparse
import os
import sys

import aiinfra
import pandas
import pyarrow
from pyarrow import csv
from pyspark.sql import SparkSession
from pyspark.sql.types import DoubleType, StringType, StructField, StructType

DIGITS = 2
INPUTS = ["base", "cagr"]  # what `batch` reads; the other columns stay as they are
YEARS = aiinfra.batch(b"cagr\n").decode().strip().split(",")[1:]


def add_sizes(frames, type_of_size):
    as_type = csv.ConvertOptions(column_types=dict.fromkeys(YEARS, type_of_size))
    for frame in frames:
        rows = pyarrow.BufferOutputStream()
        # `batch` drops empty lines. With a column that is never empty, there are none.
        inputs = pyarrow.Table.from_pandas(frame[INPUTS].assign(row=0), preserve_index=False)
        csv.write_csv(inputs, rows, csv.WriteOptions(quoting_style="none"))
        answer = aiinfra.batch(rows.getvalue(), digits=DIGITS, threads=1)
        sizes = csv.read_csv(pyarrow.BufferReader(answer), convert_options=as_type)
        yield pandas.concat([frame, sizes.select(YEARS).to_pandas()], axis="columns")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios")
    parser.add_argument("sizes")
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv")
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master(f"local[{options.cores}]")
        .config("spark.sql.files.openCostInBytes", "128m")  # a task for each file, however small
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    if options.format == "csv":
        # In a CSV file a size is text, exactly as `batch` prints it.
        in_spark, in_arrow = StringType(), pyarrow.string()
    else:
        in_spark, in_arrow = DoubleType(), pyarrow.float64()
    # Otherwise Spark expects a backslash before a quote, cuts rows at line ends within quotes, and trims what it writes.
    spaces = {"ignoreLeadingWhiteSpace": False, "ignoreTrailingWhiteSpace": False}
    as_written = {"header": True, "escape": '"', "multiLine": True, **spaces}
    scenarios = session.read.format(options.format).options(**as_written).load(options.scenarios)
    schema = StructType(scenarios.schema.fields + [StructField(year, in_spark) for year in YEARS])
    sizes = scenarios.mapInPandas(lambda frames: add_sizes(frames, in_arrow), schema)
    sizes.write.format(options.format).options(**as_written).save(options.sizes)
