"""The words of the interface: one catalogue of messages a language, and which of them a reader is addressed in.

The catalogues are gettext's `.po` files, so that translators may use their own programs; Babel reads them, and writes dates
and numbers as each language does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
"""The first one is used where a reader's wishes are unknown."""

_TRADITIONAL = ("hant", "tw", "hk", "mo")
_LOCALES = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "en": "en_GB"}
"""How dates are written: 7 September 2022, in the order that does not mislead outside of America."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The messages of one language, all plain text."""

    language: str
    """BCP 47."""
    messages: Mapping[str, tuple[str, ...]]
    """Key of a message -> its forms: the only one, or that for one of a thing and that for several."""
    locale: Locale

    def say(self, key: str, **values: object) -> str:
        """A message with its values put in. Raises KeyError for one that does not exist."""
        text = self.messages[key][-1]
        return text.format(**values) if values else text

    def count(self, key: str, number: int) -> str:
        """A message about a number of things, in the form that the number asks for. Raises KeyError as `say` does."""
        forms = self.messages[key]
        form = forms[0] if self.locale.plural_form(number) == "one" else forms[-1]
        return form.format(number=self.number(number))

    def number(self, value: int) -> str:
        """A number as the language writes it: `1,234`."""
        return _decimal(value, self.locale)

    def day(self, day: date) -> str:
        """`2022年9月7日`, `7 September 2022`."""
        return _date(day, "long", self.locale)

    def weekday(self, day: date) -> str:
        """`星期三`, `Wednesday`."""
        return _date(day, "EEEE", self.locale)

    def weekday_short(self, day: date) -> str:
        """`周三`, `Wed`."""
        return _date(day, "EEE", self.locale)

    def month_alone(self, day: date) -> str:
        """`九月`, `September`."""
        return _date(day, "LLLL", self.locale)

    def month(self, day: date) -> str:
        """`2022年9月`, `September 2022`."""
        return format_skeleton("yMMMM", day, locale=self.locale)

    def year(self, day: date) -> str:
        """`2022年`, `2022`."""
        return format_skeleton("y", day, locale=self.locale)


@lru_cache(maxsize=4096)
def _decimal(value: int, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=4096)
def _date(day: date, form: str, locale: Locale) -> str:
    return format_date(day, form, locale=locale)


@lru_cache(maxsize=len(LANGUAGES))
def wording(language: str) -> Wording:
    """The messages of one of LANGUAGES; some 20 ms for the first one who asks."""
    text = (files("samarkand.web") / "wording" / f"{language}.po").read_bytes()
    catalogue = read_po(BytesIO(text))
    messages = dict(map(_forms, filter(lambda message: message.id, catalogue)))
    return Wording(language, messages, Locale.parse(_LOCALES[language]))


def _forms(message: Message) -> tuple[str, tuple[str, ...]]:
    if isinstance(message.id, str):
        return message.id, (str(message.string),)
    return message.id[0], tuple(map(str, message.string or ()))


def chosen(asked: str, accepted: str) -> str:
    """One of LANGUAGES: the one asked for by name, else the best that an Accept-Language header accepts."""
    if asked in LANGUAGES:
        return asked
    for tag in _by_preference(accepted):
        main, *rest = tag.lower().split("-")
        if main == "zh":
            return "zh-Hant" if any(part in _TRADITIONAL for part in rest) else "zh-Hans"
        if main == "en":
            return "en"
    return LANGUAGES[0]


def _by_preference(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first; those with a quality of 0 are left out."""
    weighed = []
    for part in header.split(",")[:50]:
        tag, _, parameters = part.partition(";")
        try:
            quality = float(parameters.partition("=")[2]) if "=" in parameters else 1.0
        except ValueError:
            quality = 0.0
        if quality > 0 and tag.strip():
            weighed.append((-quality, tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: pair[0])]
