"""Writes REPORTS random datasets about one market, the same on every run: gen_reports.py REPORTS FOLDER CSV

FOLDER gets a TOML file for each report, and CSV the same published sizes in one file. Some reports end before 2030.
"""

import random
import sys
from pathlib import Path

count, folder, table = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
random.seed(20)


def published():
    """Returns the sizes of a report by year, in USD billion as printed."""
    base, last, growth = random.randint(2021, 2025), random.randint(2029, 2035), random.uniform(1.12, 1.45)
    first = random.uniform(20, 90) * growth ** (base - 2024)
    sizes = {base: first, last: first * growth ** (last - base)}
    if random.random() < 0.3:
        sizes[base + 1] = first * growth * random.uniform(0.95, 1.05)
    return {year: f"{sizes[year]:.2f}" for year in sorted(sizes)}


def dataset(publisher, sizes):
    """Returns a dataset, with the CAGR that its sizes imply."""
    first, *_, last = sizes
    cagr = ((float(sizes[last]) / float(sizes[first])) ** (1 / (last - first)) - 1) * 100
    values = "".join(f'[[value]]\nyear = {year}\nsize = "{size}"\n\n' for year, size in sizes.items())
    return (
        f'[market]\nname = "AI infrastructure"\npublisher = "{publisher}"\n'
        f'source = "https://example.com/{first}/{last}"\ncurrency = "USD"\nunit = "billion"\n\n'
        f'{values}[cagr]\nrate = "{cagr:.2f}"\nfrom = {first}\nto = {last}\n'
    )


folder.mkdir(parents=True)
with open(table, "w") as file:
    file.write("publisher,year,size\n")
    for number in range(count):
        publisher, sizes = f"Publisher {number:04}", published()
        (folder / f"{number:04}.toml").write_text(dataset(publisher, sizes))
        file.writelines(f"{publisher},{year},{size}\n" for year, size in sizes.items())
