"""Writes reference.json: distribution functions, means and standard deviations of
scipy.stats at fixed points, for dists_test.go. Run it with NumPy and SciPy."""
import json

import numpy as np
from scipy import stats

def sqrt_of(dist):
    """The distribution function and moments of the root of a number."""
    grid = np.linspace(0, 1, 200001)
    x = np.sqrt(dist.ppf((grid[:-1] + grid[1:]) / 2))
    return (lambda v: dist.cdf(np.maximum(v, 0) ** 2)), x.mean(), x.std()

def plain(dist):
    return dist.cdf, dist.mean(), dist.std()

def signed(d):
    cdf, _, _ = sqrt_of(stats.beta(0.5, (d - 1) / 2))
    return (lambda v: 0.5 + 0.5 * np.sign(v) * cdf(np.abs(v))), 0.0, d ** -0.5

cases = {
    "uniform": (plain(stats.uniform(-1, 4)), -1, 3),
    "normal": (plain(stats.norm(2, 0.5)), 0, 4),
    "exponential": (plain(stats.expon(1, 2)), 1, 15),
    "beta": (plain(stats.beta(2, 5)), 0, 1),
    "beta_u": (plain(stats.beta(0.5, 0.5)), 0, 1),
    "sqrtbeta": (sqrt_of(stats.beta(1, 7.5)), 0, 1),
    "subvector": (sqrt_of(stats.beta(2, 6)), 0, 1),
    "cosine": (signed(16), -1, 1),
}
out = {}
for name, ((cdf, mean, std), lo, hi) in cases.items():
    x = np.linspace(lo, hi, 201)
    out[name] = {"x": x.tolist(), "cdf": cdf(x).tolist(), "mean": float(mean), "std": float(std)}
with open("reference.json", "w") as f:
    json.dump(out, f)
