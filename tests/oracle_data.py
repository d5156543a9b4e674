"""Makes the data in tests/data that the tests of ranges, shapes, and consensus compare the program with.

    python3 tests/oracle_data.py REFERENCE

REFERENCE is the path of reference.py, a calculation in decimals of sixty digits that shares no code with the
project. It is not part of this repository, and neither the tests nor the program need it: the data files are kept.
The seed is fixed, so the same reference gives the same bytes. It takes half a minute and needs Python 3.11.

ranges.csv has 10,000 random models of an uncertain market size. `quantile` is the size below which the market is
with `probability` percent. `reach` is the probability, as a fraction, that the market is at or above `size`. Without a
high end, the base or the growth rate is certain, at the low end. `independent` is 1 if every year draws its own
rate. Both answers have 25 significant digits.

normal.csv has 400 quantiles of the standard normal distribution, to 45 significant digits.

shapes.csv has 2,000 sizes in one `year` of a market that goes from `start` to `end`, with 25 significant digits.
Years count from 0, the year of `start`; `years` is the year of `end`. `shape` is the name in `--shape`, and
`parameter` what follows the equal sign there.

consensus.csv has the statistics over the reports of published.csv about the same market, for each year that at least
two of them cover. Every report counts, growth is constant between its sizes, and it covers the years from its first
size to its last. Sizes are in the currency and unit of the market's first report, and the spread is the distance
between the quartiles in percent of the median, all with 25 significant digits.

consensus_scores.csv has the size and the modified z-score of each report by its `id`, for each year that at least five
reports about a market cover.
"""

import csv
import functools
import importlib.util
import random
import sys
from decimal import Context, Decimal
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
MODELS, NORMAL_QUANTILES, SHAPES = 10_000, 400, 2_000
USUAL_PROBABILITIES = ["5", "10", "25", "50", "75", "90", "95"]
USUAL_WITHIN = ["90", "90", "90", "80", "95", "50"]
NORMAL_PROBABILITIES = (
    "0.001 0.01 0.1 1 2.5 5 10 20 25 33.3 40 50 60 66.7 75 80 90 95 97.5 99 99.9 99.99 99.999 "
    "0.000001 99.999999 49.999999 50.000001"
).split()
UNITS = {"million": Decimal("0.001"), "billion": Decimal(1), "trillion": Decimal(1000)}  # in billions
SUFFIXES = {"mn": "million", "bn": "billion", "tn": "trillion"}
FEWEST_REPORTS, FEWEST_SCORED = 2, 5
FARTHEST = 7  # in standard deviations; the reference's normal_cdf is for less than 8


def load(path):
    """Imports the reference, and lets it compute each normal quantile only once."""
    spec = importlib.util.spec_from_file_location("reference", path)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    reference.normal_quantile = functools.cache(reference.normal_quantile)
    return reference


# Writing numbers


def to_digits(value, digits):
    """Writes a number in full, rounded to so many significant digits."""
    return f"{Context(prec=digits).plus(value):f}"


def in_full(value):
    """Writes a number with 25 significant digits, without zeros at the end of its decimals."""
    return without_zeros(to_digits(value, 25))


def short(number, decimals):
    """Writes a number with at most so many decimals, as a person would."""
    text = without_zeros(f"{number:.{decimals}f}")
    return "0" if text == "-0" else text


def without_zeros(text):
    """Removes the zeros at the end of a decimal fraction."""
    return text.rstrip("0").rstrip(".") if "." in text else text


# Ranges


def random_base(draw):
    """Returns the ends of a base interval as texts, the second empty if the base is certain."""
    low = 10 ** draw.uniform(-0.3, 3.7)
    decimals = draw.choice([0, 1, 2, 2]) if low > 20 else draw.choice([1, 2, 3])
    return interval(draw, low, low * draw.choice([0.001, 0.05, 0.2, 0.5, 1, 4]) * draw.random(), decimals)


def random_growth(draw):
    """Returns the ends of an interval of growth rates in percent as texts, the second empty if it is certain."""
    low = draw.choice([draw.uniform(-30, 110), draw.uniform(0, 40)])
    width = draw.choice([0.01, 2, 10, 25]) * draw.random()
    return interval(draw, low, min(width, 120 - low), draw.choice([0, 1, 2, 2]))


def interval(draw, low, width, decimals):
    kind = draw.random()
    if kind < 0.15:
        return short(low, decimals), ""
    if kind < 0.2:  # a few units in the third decimal, as in 46.729..46.731
        low = round(low, 3)
        return short(low, 3), short(low + draw.randint(1, 5) / 1000, 3)
    low_text, high_text = short(low, decimals), short(low + width, decimals)
    if Decimal(high_text) <= Decimal(low_text):
        high_text = short(float(low_text) + 10**-decimals, decimals)
    return low_text, high_text


def random_within(draw):
    if draw.random() < 0.7:
        return draw.choice(USUAL_WITHIN)
    return short(draw.choice([draw.uniform(0.1, 99.99), draw.uniform(50, 99), draw.uniform(99, 99.99)]), 2)


def random_probability(draw):
    if draw.random() < 0.6:
        return draw.choice(USUAL_PROBABILITIES)
    return short(draw.choice([draw.uniform(0.01, 99.99), draw.uniform(0.01, 1), draw.uniform(99, 99.99)]), 2)


def size_near(draw, mean, deviation):
    """Returns a size to reach as text. One in seven is so far out that reaching it is all but certain or impossible."""
    far = draw.random() < 0.15
    while True:
        distance = draw.choice([-1, 1]) * draw.uniform(5, FARTHEST) if far else draw.gauss(0, 1.5)
        size = (mean + Decimal(distance) * deviation).exp()
        # As few digits as keep the size near the distance that was drawn, and at least three.
        digits = max(3, 2 - deviation.adjusted() + draw.randint(0, 2))
        text = without_zeros(to_digits(size, digits))
        if Decimal(text) > 0 and abs((Decimal(text).ln() - mean) / deviation) <= FARTHEST:
            return text


def model(reference, draw):
    """Returns a row of ranges.csv, or None if nothing in it is uncertain."""
    base, growth = random_base(draw), random_growth(draw)
    within, years, independent = random_within(draw), draw.randint(1, 30), draw.random() < 0.3
    correlation = short(draw.uniform(-1, 1), 2) if draw.random() < 0.25 else "0"
    if draw.random() < 0.02:
        correlation = draw.choice(["-1", "1"])
    if not (base[1] or growth[1]):
        return None
    if not (base[1] and growth[1]):
        correlation = "0"
    independent = independent and growth[1] != ""
    # The reference takes an interval of one value as certain: its deviation is 0.
    ends = [tuple(end or pair[0] for end in pair) for pair in (base, growth)]
    given = (*ends, years, within, independent, correlation)
    mean, deviation = reference.spread(*given)
    # A correlation of -1 can cancel all uncertainty, and a wide interval that holds only seldom says nothing.
    if not Decimal("1e-9") < deviation < 4:
        return None
    probability, size = random_probability(draw), size_near(draw, mean, deviation)
    quantile = reference.size_quantile(Decimal(probability) / 100, *given)
    reach = reference.reach(size, *given)
    question = [within, years, int(independent), correlation, probability]
    return [*base, *growth, *question, to_digits(quantile, 25), size, to_digits(reach, 25)]


def ranges(reference):
    draw = random.Random(19)
    yield (
        "base_low,base_high,cagr_low,cagr_high,within,years,independent,correlation,probability,quantile,size,reach"
    ).split(",")
    made = 0
    while made < MODELS:
        if row := model(reference, draw):
            made += 1
            yield row


# The normal quantile


def normal(reference):
    draw = random.Random(20)
    yield "probability_pct", "quantile"
    chosen = dict.fromkeys(NORMAL_PROBABILITIES)  # a set that keeps its order
    while len(chosen) < NORMAL_QUANTILES:
        close_to_0 = 10 ** draw.uniform(-6, 0)
        probability = draw.choice([draw.uniform(0, 100), draw.uniform(0, 100), close_to_0, 100 - close_to_0])
        text = short(probability, draw.randint(1, 6))
        if 0 < Decimal(text) < 100:
            chosen[text] = None
    for text in chosen:
        quantile = reference.normal_quantile(Decimal(text) / 100)
        yield text, to_digits(quantile, 45) if Decimal(text) != 50 else "0"


# Shapes


def shaped(reference, draw):
    """Returns a row of shapes.csv, or None if no path of that shape exists."""
    start = Decimal(short(10 ** draw.uniform(-0.3, 3.5), draw.choice([1, 2, 2])))
    years = draw.randint(2, 25)
    factor = draw.choice([1 + draw.expovariate(0.4), 1 + draw.expovariate(0.1), draw.uniform(0.05, 1)])
    end = Decimal(short(float(start) * factor, 2))
    year = draw.randint(0, years)
    if min(start, end) <= 0:
        return None
    shape = draw.choice(["steps", "fade", "ceiling"])
    if shape == "steps":
        parameter, size = "", reference.equal_steps(start, end, years, year)
    elif shape == "fade":
        parameter = short(draw.choice([draw.uniform(-30, 60), draw.uniform(0, 25)]), draw.choice([0, 1, 2]))
        path = functools.partial(reference.fading, start, end, years, Decimal(parameter) / 100)
        if abs(path(years) / end - 1) > Decimal("1e-40"):  # growth would begin outside the reference's limits
            return None
        size = path(year)
    else:
        highest = max(start, end)
        above = draw.choice([1 + draw.random() / 10, 1 + draw.random(), 1 + draw.expovariate(0.1)])
        parameter = short(float(highest) * above, draw.choice([0, 1, 2]))
        if Decimal(parameter) <= highest:
            return None
        size = reference.logistic(start, end, years, parameter, year)
    return [start, end, years, shape, parameter, year, to_digits(size, 25)]


def shapes(reference):
    draw = random.Random(21)
    yield "start,end,years,shape,parameter,year,size".split(",")
    made = 0
    while made < SHAPES:
        if row := shaped(reference, draw):
            made += 1
            yield row


# Consensus


def reports_by_market():
    """Returns the reports of each market, in the order of published.csv."""
    markets = {}
    with open(DATA / "published.csv", newline="") as file:
        for report in csv.DictReader(file):
            markets.setdefault(report["market"], []).append(report)
    return markets


def size_in(unit, report, column):
    """Returns a published size in `unit`. A size can have a unit of its own, as in 1.3tn."""
    text = report[column]
    number, own = (text[:-2], SUFFIXES[text[-2:]]) if text[-2:] in SUFFIXES else (text, report["unit"])
    return Decimal(number) * UNITS[own] / UNITS[unit]


def sizes_by_year(reference, report, unit):
    """Returns a report's size in each year that it covers."""
    which = [name for name in ("base", "next", "end") if report[f"{name}_year"]]
    points = [(int(report[f"{name}_year"]), size_in(unit, report, f"{name}_value")) for name in which]
    known = dict(points)
    years = range(min(known), max(known) + 1)
    return {year: known.get(year) or reference.through_points(points, year) for year in years}


def panels(reference, fewest):
    """Yields each market's first report, and the size of each report by its id in each year that `fewest` cover."""
    for reports in reports_by_market().values():
        first = reports[0]
        if any(report["currency"] != first["currency"] for report in reports):
            raise ValueError(f"{first['market']}: reports in several currencies")
        sizes = {report["id"]: sizes_by_year(reference, report, first["unit"]) for report in reports}
        for year in sorted(set().union(*sizes.values())):
            covering = {name: by_year[year] for name, by_year in sizes.items() if year in by_year}
            if len(covering) >= fewest:
                yield first, year, covering


def consensus(reference):
    yield "market,currency,unit,year,reports,min,p25,median,p75,max,spread_pct".split(",")
    for report, year, sizes in panels(reference, FEWEST_REPORTS):
        p25, p50, p75 = (reference.percentile(sizes.values(), percent) for percent in (25, 50, 75))
        statistics = min(sizes.values()), p25, p50, p75, max(sizes.values()), (p75 - p25) / p50 * 100
        place = report["market"], report["currency"], report["unit"], year, len(sizes)
        yield *place, *map(in_full, statistics)


def consensus_scores(reference):
    yield "market", "year", "id", "size", "z"
    for report, year, sizes in panels(reference, FEWEST_SCORED):
        for (name, size), score in zip(sizes.items(), reference.modified_z(sizes.values())):
            yield report["market"], year, name, in_full(size), in_full(score)


FILES = {
    "normal.csv": normal,
    "shapes.csv": shapes,
    "consensus.csv": consensus,
    "consensus_scores.csv": consensus_scores,
    "ranges.csv": ranges,
}


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    reference = load(sys.argv[1])
    for name, rows in FILES.items():
        with open(DATA / name, "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows(reference))
        print(f"wrote {DATA / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
