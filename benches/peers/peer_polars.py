"""Computes every scenario's sizes for 2024–2034 with polars: peer_polars.py IN OUT"""

import sys

import polars

source, target = sys.argv[1:]
base, growth = polars.col("base"), 1 + polars.col("cagr") / 100
sizes = [(base * growth.pow(i)).alias(str(2024 + i)) for i in range(11)]
polars.scan_csv(source).select("scenario", *sizes).sink_csv(target, float_precision=2)
