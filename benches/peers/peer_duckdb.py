"""Every scenario's sizes in 2024 to 2034, by DuckDB: peer_duckdb.py IN OUT"""

import sys

import duckdb

source, target = sys.argv[1:]
sizes = ", ".join(f'round(base * pow(1 + cagr / 100, {i}), 2) "{2024 + i}"' for i in range(11))
duckdb.sql(f"copy (select scenario, {sizes} from read_csv('{source}')) to '{target}' (header)")
