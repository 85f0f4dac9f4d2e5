"""Curves of what was measured at several sizes, as an SVG picture with a text alternative; both scales are logarithmic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 400, 64, 120, 24, 44
COLOURS = ("#1b6ca8", "#b3421a", "#2f7d32", "#7a3e9d", "#8a6d00", "#555555")


def drawn(sizes: Sequence[int], curves: Mapping[str, Sequence[float]], unit: str) -> str:
    """The picture; `curves`: name -> its values, one a size, all above zero."""
    values = [value for curve in curves.values() for value in curve]
    low, high = log10(min(values)), log10(max(values))
    first, last = log10(sizes[0]), log10(sizes[-1])

    def x(size: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(size) - first) / max(last - first, 1e-9)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (log10(value) - low) / max(high - low, 1e-9)

    parts = [f'<text x="{LEFT}" y="16">{escape(unit)}</text>']
    parts += [f'<text x="{x(size):.0f}" y="{HEIGHT - 16}" text-anchor="middle">{size:,}</text>' for size in sizes]
    for value in _marks(low, high):
        parts.append(f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value:g}</text>')
    for colour, (name, curve) in zip(COLOURS, curves.items(), strict=False):
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in zip(sizes, curve, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        told = f"{escape(name)} {curve[-1]:.2f}"
        parts.append(f'<text x="{WIDTH - RIGHT + 8}" y="{y(curve[-1]) + 4:.1f}" fill="{colour}">{told}</text>')
    title = "; ".join(f"{name}: {', '.join(f'{value:.2f}' for value in curve)}" for name, curve in curves.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif"'
        f' font-size="12"><title>{escape(unit)} at {", ".join(f"{size:,}" for size in sizes)} articles: {escape(title)}'
        f'</title><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _marks(low: float, high: float) -> list[float]:
    """Round values between two powers of ten."""
    marks = [factor * 10.0**power for power in range(-4, 5) for factor in (1, 2, 5)]
    return [mark for mark in marks if 10**low <= mark <= 10**high]
