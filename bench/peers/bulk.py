"""What news-please makes of the pages of a WARC file, one after the other; run by an interpreter that has it."""

from __future__ import annotations

import json
import sys
import time

from fastwarc import ArchiveIterator, WarcRecordType
from newsplease import NewsPlease


def main() -> None:
    start, pages, found = time.process_time(), 0, 0
    with open(sys.argv[1], "rb") as stream:  # noqa: PTH123  (a plain script)
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            pages += 1
            try:
                article = NewsPlease.from_html(record.reader.read(), url=record.headers["WARC-Target-URI"])
                found += bool(article.maintext)
            except Exception:  # noqa: BLE001  (what it raises is its own business: the page brought nothing)
                pass
    print(json.dumps({"pages": pages, "found": found, "seconds": time.process_time() - start}))


if __name__ == "__main__":
    main()
