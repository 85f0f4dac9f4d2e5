"""Pictures of the invented press, drawn from their names: quiet landscapes, seas, skylines and flags, as PNG. Pure.

Every row is one byte a pixel, the number of a layer, which a table for that row turns into a colour of the palette; so
a picture costs a few thousand steps and not half a million.
"""

from __future__ import annotations

import colorsys
import math
import random
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WIDTH, HEIGHT = 960, 540
_SKY_SHADES, _LAYER_SHADES = 120, 16
_SUN, _FIRST_LAYER = 1, 2
"""Numbers of layers; 0 is the sky."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Layer:
    """Something that stands before the sky: its upper edge for each column, its colours from there to the bottom."""

    tops: Sequence[int]
    upper: Colour
    lower: Colour


@dataclass(frozen=True, slots=True)
class _Sun:
    x: int
    y: int
    radius: int
    colour: Colour


@dataclass(frozen=True, slots=True)
class _Glint:
    """A short bright line on a layer: a lit window, the sun on a wave. Where that layer is hidden, so is the line."""

    x: int
    y: int
    length: int
    layer: int


@dataclass(frozen=True, slots=True)
class _Scene:
    layers: Sequence[_Layer]
    """From the farthest to the nearest."""
    glints: Sequence[_Glint] = ()


@lru_cache(maxsize=256)
def png(name: str) -> bytes:
    """The picture of a name as PNG, 960 x 540 pixels.

    What stands before the first `-` chooses the scene (`sea`, `city`, `flag`; anything else is hills); the same name
    always gives the same bytes.
    """
    chance = random.Random(name)  # noqa: S311  (colours, no secrets)
    kind = name.partition("-")[0]
    if kind == "flag":
        return _flag(chance)
    hue = chance.choice((0.04, 0.08, 0.52, 0.56, 0.6, 0.68, 0.9)) + chance.uniform(-0.02, 0.02)
    x, y, radius = chance.randrange(160, 800), chance.randrange(120, 290), chance.randrange(26, 60)
    sun = _Sun(x, y, radius, _colour(0.11, 0.25, 1.0))
    scene = {"sea": _sea, "city": _city}.get(kind, _hills)(chance, hue, sun)
    palette = [*_ramp(_colour(hue, 0.4, 0.76), _colour(hue + 0.05, 0.14, 0.98), _SKY_SHADES), sun.colour]
    for layer in scene.layers:
        palette += _ramp(layer.upper, layer.lower, _LAYER_SHADES)
    return _encode(_rows(scene, sun, glint=len(palette)), [*palette, _colour(0.12, 0.3, 0.98)])


def _rows(scene: _Scene, sun: _Sun, *, glint: int) -> list[bytes]:
    """Palette indices, a row at a time: each column keeps the number of the frontmost layer that has begun."""
    begins: list[list[tuple[int, int]]] = [[] for _ in range(HEIGHT)]
    for number, layer in enumerate(scene.layers, _FIRST_LAYER):
        for x, top in enumerate(layer.tops):
            begins[min(max(top, 0), HEIGHT - 1)].append((x, number))
    glints: dict[int, list[_Glint]] = {}
    for each in scene.glints:
        glints.setdefault(each.y, []).append(each)
    starts = [min(layer.tops) for layer in scene.layers]
    row, rows = bytearray(WIDTH), []
    for y in range(HEIGHT):
        for x, number in begins[y]:
            row[x] = max(row[x], number)
        painted = _with_sun(row, sun, y).translate(_table(starts, y))
        rows.append(_with_glints(row, painted, glints.get(y, ()), glint))
    return rows


def _with_sun(row: bytearray, sun: _Sun, y: int) -> bytes:
    inside = sun.radius**2 - (y - sun.y) ** 2
    if inside <= 0:
        return bytes(row)
    half = math.isqrt(inside)
    left, right = sun.x - half, sun.x + half
    return bytes(row[:left]) + bytes(row[left:right]).replace(b"\0", bytes([_SUN])) + bytes(row[right:])


def _with_glints(row: bytearray, painted: bytes, glints: Sequence[_Glint], colour: int) -> bytes:
    if not glints:
        return painted
    lit = bytearray(painted)
    for each in glints:
        end = min(WIDTH, each.x + each.length)
        if row[each.x] == row[end - 1] == each.layer + _FIRST_LAYER:
            lit[each.x : end] = bytes([colour]) * (end - each.x)
    return bytes(lit)


def _table(starts: Sequence[int], y: int) -> bytes:
    """Layer number -> palette index in row `y`."""
    table = bytearray(256)
    table[0] = min(_SKY_SHADES - 1, y * _SKY_SHADES * 5 // (HEIGHT * 4))
    table[_SUN] = _SKY_SHADES
    for place, start in enumerate(starts):
        shade = min(_LAYER_SHADES - 1, max(0, y - start) * _LAYER_SHADES // max(1, HEIGHT - start))
        table[_FIRST_LAYER + place] = _SKY_SHADES + 1 + place * _LAYER_SHADES + shade
    return bytes(table)


def _hills(chance: random.Random, hue: float, _sun: _Sun) -> _Scene:
    return _Scene(_ranges(chance, hue, count=5, first=250))


def _ranges(chance: random.Random, hue: float, *, count: int, first: int) -> list[_Layer]:
    """Ranges of hills, each one lower, darker and nearer."""
    layers = []
    for place in range(count):
        near = place / max(1, count - 1)
        upper = _colour(hue + 0.06 * near, 0.25 + 0.3 * near, 0.74 - 0.46 * near)
        lower = _colour(hue + 0.06 * near, 0.2, 0.7 - 0.5 * near)
        layers.append(_Layer(_ridge(chance, first + round(near * 200), 60 - 30 * near), upper, lower))
    return layers


def _sea(chance: random.Random, hue: float, sun: _Sun) -> _Scene:
    horizon = chance.randrange(290, 340)
    coast = _Layer(_ridge(chance, horizon - 26, 22), _colour(hue, 0.25, 0.66), _colour(hue, 0.2, 0.72))
    water = _Layer([horizon] * WIDTH, _colour(hue, 0.3, 0.84), _colour(hue + 0.04, 0.55, 0.34))
    ship = _Layer(_ship(chance, horizon), _colour(hue, 0.35, 0.3), _colour(hue, 0.4, 0.22))
    near = _Layer([horizon + 34] * WIDTH, _colour(hue, 0.36, 0.74), _colour(hue + 0.04, 0.6, 0.3))
    shore = _Layer(_ridge(chance, 512, 20), _colour(hue + 0.08, 0.35, 0.3), _colour(hue + 0.08, 0.4, 0.16))
    glints = []
    for y in range(horizon + 3, 500, 3):
        spread = 10 + (y - horizon) // 3
        for _ in range(2):
            x = sun.x + chance.randrange(-spread, spread)
            glints.append(_Glint(x, y, chance.randrange(6, 8 + spread // 3), 3 if y >= horizon + 34 else 1))
    return _Scene([coast, water, ship, near, shore], glints)


def _ship(chance: random.Random, horizon: int) -> list[int]:
    """The upper edge of a hull with a bridge and masts; elsewhere the picture's foot."""
    tops, left, length = [HEIGHT] * WIDTH, chance.randrange(120, 520), chance.randrange(160, 300)
    for x in range(length):
        tops[left + x] = horizon + 10 - (4 if x < 20 or x > length - 30 else 0)
    bridge = left + chance.randrange(20, length // 3)
    for x in range(bridge, bridge + length // 6):
        tops[x] = horizon - 24
    for mast in range(bridge + length // 4, left + length - 12, max(24, length // 6)):
        tops[mast] = tops[mast + 1] = horizon - chance.randrange(16, 50)
    return tops


def _city(chance: random.Random, hue: float, _sun: _Sun) -> _Scene:
    layers = _ranges(chance, hue, count=2, first=270)
    glints = []
    for base, high in ((360, 190), (430, 150)):
        near = (base - 360) / 70
        tops: list[int] = []
        while len(tops) < WIDTH:
            top, left, width = base - chance.randrange(10, high), len(tops), chance.randrange(24, 64)
            tops += [top] * width
            for y, x in _windows(chance, top, left, min(left + width, WIDTH)):
                glints += [_Glint(x, y + line, 4, len(layers)) for line in range(5)]
        upper, lower = _colour(hue, 0.35, 0.5 - 0.2 * near), _colour(hue, 0.3, 0.4 - 0.2 * near)
        layers.append(_Layer(tops[:WIDTH], upper, lower))
    quay = _Layer([492] * WIDTH, _colour(hue + 0.05, 0.4, 0.36), _colour(hue + 0.05, 0.5, 0.2))
    return _Scene([*layers, quay], glints)


def _windows(chance: random.Random, top: int, left: int, right: int) -> list[tuple[int, int]]:
    """(y, x) of the lit windows of one house."""
    places = [(y, x) for y in range(top + 10, 484, 16) for x in range(left + 6, right - 8, 10)]
    return [place for place in places if chance.random() < 0.14]


def _flag(chance: random.Random) -> bytes:
    hue = chance.random()
    colours = [_colour(hue + turn, chance.uniform(0.25, 0.45), chance.uniform(0.62, 0.86)) for turn in (0, 0.12, 0.45)]
    palette = [*colours, _colour(0.12, 0.12, 0.99)]
    emblem = _Sun(chance.choice((320, 480)), HEIGHT // 2, chance.randrange(70, 110), palette[3])
    upright = chance.random() < 0.5
    stripes = b"".join(bytes([stripe]) * (WIDTH // 3) for stripe in range(3))
    rows = []
    for y in range(HEIGHT):
        row = stripes if upright else bytes([y * 3 // HEIGHT]) * WIDTH
        half = math.isqrt(max(0, emblem.radius**2 - (y - emblem.y) ** 2))
        rows.append(row[: emblem.x - half] + b"\3" * (2 * half) + row[emblem.x + half :])
    return _encode(rows, palette)


def _ridge(chance: random.Random, height: int, swing: float) -> list[int]:
    """A soft line of hills around a height: a few waves on top of each other."""
    waves = [(chance.uniform(0.6, 1.0) / n, n * chance.uniform(0.5, 1.3), chance.uniform(0, 6.3)) for n in (1, 2, 4, 9)]
    return [
        round(height - swing * sum(high * math.sin(6.283 * fast * x / WIDTH + turn) for high, fast, turn in waves))
        for x in range(WIDTH)
    ]


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _ramp(upper: Colour, lower: Colour, steps: int) -> list[Colour]:
    share = [step / (steps - 1) for step in range(steps)]
    return [
        (
            round(upper[0] + (lower[0] - upper[0]) * s),
            round(upper[1] + (lower[1] - upper[1]) * s),
            round(upper[2] + (lower[2] - upper[2]) * s),
        )
        for s in share
    ]


def _encode(rows: Sequence[bytes], palette: Sequence[Colour]) -> bytes:
    """A PNG with a palette (ISO/IEC 15948): 8 bits a pixel, no filter."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", bytes(part for colour in palette for part in colour)),
        (b"IDAT", data),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
