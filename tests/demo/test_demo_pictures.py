import struct
import zlib

import pytest

from samarkand.demo.pictures import HEIGHT, WIDTH, png


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    found, place = [], 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", data, place + 8 + length) == (zlib.crc32(kind + body),)
        found.append((kind, body))
        place += 12 + length
    return found


@pytest.mark.parametrize("name", ["sea-strait", "city-square", "hills-valley", "flag-two", "anything", "sea-", ""])
def test_a_picture_is_a_whole_png_whose_every_pixel_has_a_colour(name):
    found = dict(chunks(png(name)))
    assert struct.unpack(">IIBBBBB", found[b"IHDR"]) == (WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    pixels = zlib.decompress(found[b"IDAT"])
    assert len(pixels) == HEIGHT * (WIDTH + 1)
    colours = len(found[b"PLTE"]) // 3
    assert colours <= 256
    assert max(pixels) < colours
    assert len(set(pixels)) > 3


def test_any_seed_gives_a_picture():
    sizes = {len(png(f"{scene}-{seed}")) for scene in ("sea", "city", "hills", "flag") for seed in range(12)}
    assert max(sizes) < 40_000


def test_the_same_name_gives_the_same_bytes_and_another_name_another_picture():
    first = png("sea-a")
    png.cache_clear()
    assert png("sea-a") == first
    assert png("sea-b") != first
