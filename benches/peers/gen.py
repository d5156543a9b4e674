"""Writes ROWS random what-if scenarios, the same on every run: gen.py ROWS FILE"""

import random
import sys

rows, path = int(sys.argv[1]), sys.argv[2]
random.seed(7)
with open(path, "w") as file:
    file.write("scenario,base,cagr\n")
    for row in range(rows):
        base = random.uniform(30, 60)
        cagr = random.uniform(5, 45)
        file.write(f"s{row},{base:.2f},{cagr:.2f}\n")
