"""Dates found by the programs of others: a child of `bench.dates`, run by an interpreter that has them.

    PYTHON bench/peers/dates.py jionlp|recognizers|dateparser < texts.jsonl > dates.jsonl

In: {"id", "text", "at"} a line (`at` an ISO instant in the outlet's place); out: {"id", "seconds", "dates": [{"text", "value"}]}.
Values are written as the annotators write them, so far as what a program tells allows it.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, datetime, timedelta


def value(first: date, last: date) -> str:
    """ISO 8601 of the days from `first` to `last`, both included: a day, month, year, or an interval."""
    after = last + timedelta(1)
    if first == last:
        return first.isoformat()
    if first.day == 1 and after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if first.month == 1 and after.month == 1:
            return f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}"
    return f"{first}/{last}"


def jionlp(text: str, at: datetime) -> list[dict]:
    import jionlp  # noqa: PLC0415  (only the interpreter that is to be measured has it)

    found = []
    for each in jionlp.ner.extract_time(text, time_base=at.timestamp(), with_parsing=True):
        told = each["detail"]["time"]
        if each["type"] in {"time_span", "time_point"} and isinstance(told, list) and told[0] != "-inf" != told[1]:
            if "inf" in told:
                continue
            first, last = (datetime.fromisoformat(when).date() for when in told)
            found.append({"text": each["text"], "value": value(first, last)})
    return found


def recognizers(text: str, at: datetime) -> list[dict]:
    from recognizers_date_time import Culture, DateTimeRecognizer  # noqa: PLC0415  (as above)

    model = DateTimeRecognizer(Culture.Chinese).get_datetime_model()
    found = []
    for each in model.parse(text, at):
        for told in (each.resolution or {}).get("values", [])[:1]:
            if told.get("type") in {"date", "datetime"} and "value" in told:
                day = told["value"][:10]
                found.append({"text": each.text, "value": day})
            elif told.get("type") in {"daterange", "datetimerange"} and "start" in told and "end" in told:
                first, end = date.fromisoformat(told["start"][:10]), date.fromisoformat(told["end"][:10])
                found.append({"text": each.text, "value": value(first, end - timedelta(1) if end > first else end)})
    return found


def dateparser(text: str, at: datetime) -> list[dict]:
    from dateparser.search import search_dates  # noqa: PLC0415  (as above)

    settings = {"RELATIVE_BASE": at, "PREFER_DATES_FROM": "past"}
    return [
        {"text": words, "value": when.date().isoformat()}
        for words, when in search_dates(text, languages=["zh"], settings=settings) or ()
    ]


def main(name: str) -> None:
    find = {"jionlp": jionlp, "recognizers": recognizers, "dateparser": dateparser}[name]
    find("2020年1月1日，周三。", datetime.fromisoformat("2020-01-02"))  # loads what it has to load
    for line in sys.stdin:
        row = json.loads(line)
        begin = time.perf_counter()
        try:
            dates = find(row["text"], datetime.fromisoformat(row["at"]))
        except Exception as error:  # noqa: BLE001  (whatever a program does with a text that it cannot take)
            print(f"{name}: {row['id']}: {type(error).__name__}: {error}", file=sys.stderr)
            dates = []
        print(json.dumps({"id": row["id"], "seconds": time.perf_counter() - begin, "dates": dates}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
