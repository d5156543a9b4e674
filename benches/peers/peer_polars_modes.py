"""Computes sizes for 2024–2034 with polars, as one mode of batch does: peer_polars_modes.py MODE IN OUT"""

import sys

import polars

mode, source, target = sys.argv[1:]
base = polars.col("base")
growth = {
    "full": 1 + polars.col("cagr") / 100,
    "targets": (polars.col("target") / base).pow(1 / 10),
    "bases": polars.lit((502.42 / 46.73) ** (1 / 10)),
}[mode]
sizes = [(base * growth.pow(i)).alias(str(2024 + i)) for i in range(11)]
digits = None if mode == "full" else 2
polars.scan_csv(source).select("scenario", *sizes).sink_csv(target, float_precision=digits)
