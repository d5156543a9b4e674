"""Samples the size in 2034 with numpy, and prints its 10th, 50th and 90th percentile: peer_numpy.py DRAWS SEED"""

import math
import sys
from statistics import NormalDist

import numpy

draws, seed = map(int, sys.argv[1:])
random = numpy.random.default_rng(seed)
z = NormalDist().inv_cdf(0.95)  # 90% of a normal distribution lies within this many deviations


def lognormal(low, high):
    low, high = math.log(low), math.log(high)
    return random.lognormal((low + high) / 2, (high - low) / (2 * z), draws)


sizes = lognormal(40, 55) * lognormal(1.20, 1.33) ** 10
print(*numpy.quantile(sizes, [0.1, 0.5, 0.9]), sep=",")
