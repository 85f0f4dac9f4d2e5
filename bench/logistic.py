"""Logistic regression of a few measures, by Newton's method; enough for some 100,000 examples."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

RIDGE = 1.0
"""What keeps weights of standardised measures small: the strength of a ridge penalty."""
STEPS = 12


def fit(rows: Sequence[Sequence[float]], truths: Sequence[bool], importance: Sequence[float]) -> list[float]:
    """The start and the weight of each measure, in units of the measure: log-odds of a truth.

    Newton-Raphson on the penalised likelihood (Hastie, Tibshirani, Friedman 2009, section 4.4.1). Costs
    STEPS x examples x measures squared.
    """
    count = len(rows[0])
    total = sum(importance)
    means = [sum(w * row[k] for row, w in zip(rows, importance, strict=True)) / total for k in range(count)]
    spreads = [
        (sum(w * (row[k] - means[k]) ** 2 for row, w in zip(rows, importance, strict=True)) / total) ** 0.5 or 1.0
        for k in range(count)
    ]
    standard = [(1.0, *((row[k] - means[k]) / spreads[k] for k in range(count))) for row in rows]
    weights = [0.0] * (count + 1)
    for _ in range(STEPS):
        step = _step(standard, truths, importance, weights)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
    slopes = [weight / spread for weight, spread in zip(weights[1:], spreads, strict=True)]
    return [weights[0] - sum(slope * mean for slope, mean in zip(slopes, means, strict=True)), *slopes]


def _step(
    rows: Sequence[tuple[float, ...]], truths: Sequence[bool], importance: Sequence[float], weights: list[float]
) -> list[float]:
    size = len(weights)
    slope = [0.0] + [-RIDGE * weight for weight in weights[1:]]
    curve = [[RIDGE if j == k > 0 else 0.0 for k in range(size)] for j in range(size)]
    for row, truth, w in zip(rows, truths, importance, strict=True):
        p = 1 / (1 + exp(-max(-30.0, min(30.0, sum(a * b for a, b in zip(weights, row, strict=True))))))
        error, doubt = w * (truth - p), w * p * (1 - p)
        for j, value in enumerate(row):
            slope[j] += error * value
            scaled, line = doubt * value, curve[j]
            for k in range(j + 1):
                line[k] += scaled * row[k]
    for j in range(size):
        for k in range(j):
            curve[k][j] = curve[j][k]
    return _solved(curve, slope)


def _solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """The solution of linear equations, by elimination with the largest pivot first."""
    rows = [[*line, value] for line, value in zip(matrix, values, strict=True)]
    size = len(rows)
    for k in range(size):
        best = max(range(k, size), key=lambda j: abs(rows[j][k]))
        rows[k], rows[best] = rows[best], rows[k]
        for j in range(k + 1, size):
            factor = rows[j][k] / rows[k][k]
            rows[j] = [a - factor * b for a, b in zip(rows[j], rows[k], strict=True)]
    found = [0.0] * size
    for k in reversed(range(size)):
        found[k] = (rows[k][size] - sum(rows[k][j] * found[j] for j in range(k + 1, size))) / rows[k][k]
    return found
