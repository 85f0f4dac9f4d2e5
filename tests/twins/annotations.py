"""The annotation store port in memory."""

from __future__ import annotations

from datetime import date, timedelta

from samarkand.model.tellings import (
    Calendared,
    DayTelling,
    Saying,
    Speaker,
    begins_at,
    days_of,
    key_of_name,
    last_name,
    speakers_of,
)


class MemoryAnnotations:
    """Values in a dictionary."""

    def __init__(self, method=1):
        self.method = method
        self.clear()

    def clear(self):
        self.known, self.kept, self.written = None, {}, {}

    def place(self):
        return self.known

    def take(self, annotations, place):
        new = {(each.article, each.version): each for each in annotations}
        if any(each.method != self.method for each in new.values()):
            raise ValueError("annotations of another method")
        self.kept |= new
        for each in new.values():
            for key, (name, _) in speakers_of(each).items():
                self.written.setdefault(key, (name, each.language))
        self.known = place

    def annotations(self, versions):
        return {key: self.kept[key] for key in versions if key in self.kept}

    def quoting(self, names):
        wanted = [f" {key} " for key in map(key_of_name, names) if key]
        return {
            version
            for version, each in self.kept.items()
            for key in speakers_of(each)
            if any(name in f" {key} " for name in wanted)
        }

    def _latest(self):
        newest = {}
        for article, version in self.kept:
            newest[article] = max(version, newest.get(article, 0))
        return [self.kept[key] for key in sorted(newest.items())]

    def leading(self, since, order, limit):
        found = self._counted(since)
        keys = {
            "outlets": lambda each: (-len(each.outlets), -each.statements, each.key),
            "statements": lambda each: (-each.statements, -len(each.outlets), each.key),
        }
        return sorted(found, key=keys[order])[:limit]

    def _counted(self, since):
        monday = since and since - timedelta(days=since.weekday())
        found = {}
        for each in self._latest():
            if monday is None or each.published_at.date() >= monday:
                for key, (_, count) in speakers_of(each).items():
                    found.setdefault(key, []).append((each, count))
        return [
            Speaker(
                key,
                *self.written[key],
                sum(count for _, count in told),
                len(told),
                tuple(sorted({each.outlet for each, _ in told})),
            )
            for key, told in found.items()
        ]

    def speakers(self, keys, since):
        return {each.key: each for each in self._counted(since) if each.key in keys}

    def last_quoted(self, until):
        sunday = until + timedelta(days=6 - until.weekday())
        days = [each.published_at.date() for each in self._latest() if speakers_of(each)]
        days = [day - timedelta(days=day.weekday()) for day in days if day <= sunday]
        return max(days, default=None)

    def sayings(self, keys, limit, before=None):
        found = [
            Saying(key, each.article, each.version, each.outlet, each.published_at, count)
            for each in self._latest()
            for key, (_, count) in speakers_of(each).items()
            if key in keys and (before is None or (each.published_at, each.article) < before)
        ]
        return sorted(found, key=lambda each: (each.published_at, each.article, each.key), reverse=True)[:limit]

    def named(self, key, limit):
        found = [
            each
            for each in self._counted(None)
            if each.key != key and (last_name(self.written[each.key][0]) == key or each.key.startswith(key))
        ]
        return sorted(found, key=lambda each: (-len(each.outlets), -each.statements, each.key))[:limit]

    def _days(self, unit):
        found = {}
        for each in self._latest():
            for (what, since), mention in days_of(each.dates).items():
                if what == unit:
                    found.setdefault(since, []).append((each, mention))
        return found

    def days(self, unit, since, until):
        return [
            Calendared(
                day,
                len({each.outlet for each, _ in told}),
                len(told),
                sum(each.published_at < begins_at(day) for each, _ in told),
            )
            for day, told in sorted(self._days(unit).items())
            if since <= day < until
        ]

    def days_near(self, unit, day, before, after):
        every = self.days(unit, date.min, date.max)
        earlier, later = ([each for each in every if each.since < day], [each for each in every if each.since > day])
        itself = [each for each in every if each.since == day]
        return [*earlier[len(earlier) - before :], *itself, *later[:after]]

    def _tellings(self, unit, since):
        return sorted(
            [
                DayTelling(each.article, each.version, each.outlet, each.published_at, mention.start, mention.end)
                for each, mention in self._days(unit).get(since, ())
            ],
            key=lambda each: (each.published_at, each.article),
        )

    def tellings(self, unit, since, limit, before=None):
        found = [
            each for each in self._tellings(unit, since) if before is None or (each.published_at, each.article) < before
        ]
        return found[::-1][:limit]

    def tellings_after(self, unit, since, limit, after):
        return [each for each in self._tellings(unit, since) if each.published_at >= after][:limit]

    def articles_quoting(self, keys):
        found = {}
        for each in sorted(self._latest(), key=lambda each: (each.published_at, each.article)):
            for key in speakers_of(each):
                if key in keys:
                    found.setdefault(key, []).append(each.article)
        return found

    def articles_telling(self):
        return {
            (unit, since): [each.article for each in self._tellings(unit, since)]
            for unit in ("day", "month")
            for since in sorted(self._days(unit))
        }
