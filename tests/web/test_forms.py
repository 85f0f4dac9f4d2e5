"""Forms that are sent: what is read of them, within which bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.web.forms import Form, read_parts, read_plain

KIND = "multipart/form-data; boundary=----edge7"


def parts(*told: tuple[str, bytes]) -> bytes:
    return (
        b"".join(b"------edge7\r\n" + head.encode() + b"\r\n\r\n" + body + b"\r\n" for head, body in told)
        + b"------edge7--\r\n"
    )


def test_fields_and_files_are_told_apart():
    data = parts(
        ('Content-Disposition: form-data; name="token"', b"abc"),
        ('Content-Disposition: form-data; name="name"', "云河".encode()),
        (
            'Content-Disposition: form-data; name="list"; filename="a.opml"\r\nContent-Type: text/xml',
            b"<opml>\r\n</opml>\x00",
        ),
    )
    form = read_parts(data, KIND)
    assert form == Form({"token": ["abc"], "name": ["云河"]}, {"list": b"<opml>\r\n</opml>\x00"})
    assert form.first("nothing") == ""


@given(st.binary(max_size=300).filter(lambda data: b"edge7" not in data))
def test_a_file_comes_as_it_was(data):
    head = 'Content-Disposition: form-data; name="list"; filename=""'
    assert read_parts(parts((head, data)), KIND).files == {"list": data}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", KIND),
        (parts(), "multipart/form-data"),
        (parts(), "multipart/form-data; boundary=" + "x" * 71),
        (b"before" + parts(), KIND),
        (parts(('Content-Disposition: form-data; name="a"', b"1"))[:-6], KIND),
        (parts(("Content-Type: text/plain", b"1")), KIND),
        (parts(*[('Content-Disposition: form-data; name="a"', b"1")] * 21), KIND),
        (b"------edge7\r\nno blank line\r\n------edge7--\r\n", KIND),
    ],
    ids=["empty", "no boundary", "long boundary", "preamble", "cut short", "nameless", "too many", "no blank line"],
)
def test_what_is_no_form_is_none(data, kind):
    assert read_parts(data, kind) is None


@given(st.binary(max_size=200), st.text(max_size=60))
def test_nothing_that_is_sent_breaks_the_reading(data, kind):
    assert isinstance(read_plain(data), Form | None)
    assert isinstance(read_parts(b"------edge7" + data, KIND), Form | None)
    assert isinstance(read_parts(data, kind), Form | None)
