"""Prints the statistics over reports in one year with pandas: peer_pandas.py FOLDER|CSV YEAR

It reads either a folder of datasets in TOML, or one CSV file with the columns publisher, year and size.
"""

import sys
import tomllib
from pathlib import Path

import numpy
import pandas

source, year = Path(sys.argv[1]), int(sys.argv[2])


def published():
    """Returns the sizes that the reports print."""
    if source.is_file():
        return pandas.read_csv(source)
    rows = []
    for path in source.glob("*.toml"):
        report = tomllib.loads(path.read_text())
        publisher = report["market"]["publisher"]
        rows += [(publisher, value["year"], float(value["size"])) for value in report["value"]]
    return pandas.DataFrame(rows, columns=["publisher", "year", "size"])


def in_year(report):
    """Returns the size at constant growth, or nothing outside the years that the report covers."""
    log = numpy.interp(year, report["year"], numpy.log(report["size"]), left=numpy.nan, right=numpy.nan)
    return numpy.exp(log)


sizes = published().groupby("publisher")[["year", "size"]].apply(in_year).dropna()
p25, median, p75 = sizes.quantile([0.25, 0.5, 0.75])
print("year,reports,min,p25,median,p75,max,spread_pct")
print(year, len(sizes), sizes.min(), p25, median, p75, sizes.max(), (p75 - p25) / median * 100, sep=",")
