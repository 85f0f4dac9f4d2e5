"""A page that stands in for one that was never captured, and says so: text and kept pictures, nothing that can act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from samarkand.model.articles import Picture, Reading, Version
from samarkand.times import iso
from samarkand.urls import is_web


@dataclass(frozen=True, slots=True)
class _Words:
    """What the page says, in one language."""

    language: str
    warning: str
    why: str
    outlet: str
    address: str
    kept: str
    published: str
    text_from: str
    made_from: dict[str, str]


_WORDS = (
    _Words(
        "zh-Hans",
        "这不是媒体的网页。",
        "本页由存档程序 Samarkand 用存下的文字做成；原网页没有存下。",
        "媒体",
        "原址",
        "存于",
        "媒体所述发布时间",
        "文字来自",
        {"import": "导入的文件", "feed": "媒体的供稿（feed）", "page": "原网页，其原样没有存下或已损坏"},
    ),
    _Words(
        "zh-Hant",
        "這不是媒體的網頁。",
        "本頁由存檔程式 Samarkand 用存下的文字做成；原網頁沒有存下。",
        "媒體",
        "原址",
        "存於",
        "媒體所述發布時間",
        "文字來自",
        {"import": "匯入的檔案", "feed": "媒體的供稿（feed）", "page": "原網頁，其原樣沒有存下或已損壞"},
    ),
    _Words(
        "en",
        "This is not a page of the outlet.",
        "The archiving program Samarkand made it of the text that was kept; the page itself was not.",
        "Outlet",
        "Address",
        "Kept",
        "Published, as the outlet says",
        "Text from",
        {
            "import": "an imported file",
            "feed": "the outlet's feed",
            "page": "the page, of which no capture is kept, or a damaged one",
        },
    ),
)
_STYLE = (
    "body{max-width:40em;margin:0 auto;padding:0 1em;font:1rem/1.7 sans-serif;color:#222;background:#fff}"
    "aside{margin:1em 0;padding:.5em 1em;border:3px solid #a33;background:#fdf3f0}aside p{margin:.5em 0}"
    "dt,dd{display:inline;margin:0}dt{font-weight:bold}dd{overflow-wrap:anywhere}img{max-width:100%}"
)


def stand_in(version: Version, reading: Reading, outlet: str, pictures: Sequence[Picture]) -> str:
    """HTML of the page; `outlet` is the name that it is shown by, `pictures` those that are kept.

    What it is stands first, in the script of the text and in English. Everything that came from outside is escaped text;
    of addresses only those of the web are links.
    """
    title = escape(reading.title or " ".join(version.title.split()) or version.url)
    notice = _notice(tuple(_chosen(reading.language)), version, reading, outlet)
    text = "".join(f"<p>{escape(line)}</p>\n" for line in reading.text.split("\n") if line.strip())
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(reading.language)}">\n<head><meta charset="utf-8">\n'
        '<meta name="robots" content="noindex"><meta name="viewport" content="width=device-width">\n'
        f"<title>[Samarkand] {title}</title>\n<style>{_STYLE}</style></head>\n<body>\n{notice}"
        f"<h1>{title}</h1>\n{text}{''.join(_figures(pictures))}</body>\n</html>\n"
    )


def _chosen(language: str) -> Iterator[_Words]:
    """The words in the script of a text, then the English ones."""
    yield from (words for words in _WORDS if words.language in {language, "en"})


def _notice(chosen: tuple[_Words, ...], version: Version, reading: Reading, outlet: str) -> str:
    """What the page is, in each of the languages, and what is known of the text, in the first of them."""
    warnings = "".join(
        f'<p lang="{words.language}"><strong>{words.warning}</strong> {words.why}</p>\n' for words in chosen
    )
    words = chosen[0]
    told = [(words.outlet, escape(outlet)), (words.address, _link(version.url))]
    told.append((words.kept, iso(version.witnessed_at)))
    if reading.published:
        told.append((words.published, iso(reading.published.at)))
    told.append((words.text_from, words.made_from[version.made_from]))
    rows = "".join(f"<div><dt>{label}</dt> <dd>{value}</dd></div>" for label, value in told)
    return f'<aside>\n{warnings}<dl lang="{words.language}">{rows}</dl></aside>\n'


def _link(url: str) -> str:
    """An address: a link where it leads to the web."""
    shown = escape(url)
    return f'<a href="{shown}" rel="nofollow noreferrer noopener">{shown}</a>' if is_web(url) else shown


def _figures(pictures: Sequence[Picture]) -> Iterator[str]:
    for picture in pictures:
        caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
        yield f'<figure><img src="{escape(picture.url)}" alt="{escape(picture.alt)}">{caption}</figure>\n'
