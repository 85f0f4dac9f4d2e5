"""All benchmarks, one after the other, each in a process of its own; exit code 1 where one fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NOT_MEASURED = {"__init__", "__main__", "child", "shared"}


def main() -> int:
    failed = []
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem in NOT_MEASURED:
            continue
        print(f"\n== bench.{path.stem}", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{path.stem}"], check=False).returncode:
            failed.append(path.stem)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
