"""How safe what is shown of hostile HTML is, and how fast it is made: a table beside the untouched HTML.

    python -m bench.sanitising [--list]

Judged by the benchmark's own oracle, with html5lib where it is installed. The last word has a browser: tests/web/test_hostile.py.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from bench.shared import shared
from samarkand.web.sanitise import sanitise

MANY = 100_000
SHAPES = {
    "nested elements": "<div>" * MANY,
    "nested links": "<a href=x>" * MANY,
    "misnested formatting": "<b><p>" * (MANY // 2),
    "nested tables": "<table><tr><td>" * (MANY // 3),
    "attributes": f"<p {' '.join(f'a{number}=b' for number in range(MANY))}>",
    "entities": "&amp;&notit;&#x41;&unknown;" * (MANY // 4),
    "brackets": "<" * MANY,
    "foreign elements": "<svg><g>" * (MANY // 2),
}


def oracle(place: Path) -> ModuleType:
    """The benchmark's scorer as a module."""
    spec = importlib.util.spec_from_file_location("sanitising_score", place / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="show every vector and what is made of it")
    options = parser.parse_args()
    place = shared() / "bench" / "sanitising"
    score = oracle(place)
    judge = score.by_html5lib if importlib.util.find_spec("html5lib") else score.by_stdlib
    vectors = list(score.rows(place / "vectors.jsonl"))
    ways: dict[str, Callable[[str], str]] = {"untouched": str, "ours": sanitise}
    print(f"{'':22}{'vectors':>8}{'unsafe':>8}{'ms':>8}   judged by {judge.__name__}")
    for name, way in ways.items():
        start = time.perf_counter()
        made = {vector["id"]: way(vector["html"]) for vector in vectors}
        spent = 1000 * (time.perf_counter() - start)
        unsafe = [identity for identity, html in made.items() if score.dangers(judge(html))]
        print(f"{name:22}{len(made):>8}{len(unsafe):>8}{spent:>8.1f}")
    if options.list:
        for vector in vectors:
            print(vector["id"], repr(vector["html"]), "->", repr(sanitise(vector["html"])))
    print(f"\n{'100,000 of':22}{'KB':>8}{'KB out':>8}{'ms':>8}")
    for name, html in SHAPES.items():
        start = time.perf_counter()
        out = sanitise(html)
        spent = 1000 * (time.perf_counter() - start)
        print(f"{name:22}{len(html) // 1000:>8}{len(out) // 1000:>8}{spent:>8.1f}")


if __name__ == "__main__":
    main()
