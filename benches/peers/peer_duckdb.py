"""Computes every scenario's sizes for 2024–2034 with DuckDB: peer_duckdb.py IN OUT"""

import sys

import duckdb

source, target = sys.argv[1:]
sizes = ", ".join(f'round(base * pow(1 + cagr / 100, {i}), 2) "{2024 + i}"' for i in range(11))
duckdb.sql(f"copy (select scenario, {sizes} from read_csv('{source}')) to '{target}' (header)")
