"""Which addresses may be asked."""

from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest
from yarl import URL

from samarkand.adapters.fetch.addresses import Allowed, is_public, parse, socket_factory
from samarkand.adapters.fetch.refused import Refused
from samarkand.model.collecting import Trouble


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"])
def test_the_open_internet_is_public(text: str) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        *("127.0.0.1", "127.8.9.1", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.19.255.255"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1"),
        *("64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::", "2001:0:1::1"),
        *("fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "100::1", "3fff::1", "5f00::1"),
    ],
)
def test_special_ranges_are_not_public(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    "url",
    [
        *("http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/"),
        *("http://0/", "http://127.1./", "http://0xa9fea9fe/latest/meta-data/", "http://10.65537/"),
    ],
)
def test_odd_spellings_of_private_addresses_are_refused_as_private(url: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(url)
    assert caught.value.trouble is Trouble.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "ftp://a.example/", "file:///etc/passwd", "http:///path", "http://[::1", "http://a.example:99999/"),
        *("unix:///run/x.sock", "http+unix://%2frun/x", "data:text/html,x", "http://134744072/", "http://1.2.3.4.5/"),
        *("http://999.1.1.1/", "http://[fe80::1%25eth0]/", "http://a.example/" + "x" * 9000, "http://a.example:0/"),
        *("http://%zz/", "http://" + "a" * 70 + "\u00e9.example/"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(url)
    assert caught.value.trouble is Trouble.BAD_ADDRESS


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://a.example", "http://a.example/"),
        (" HTTP://A.example/x#part ", "http://a.example/x"),
        ("https://reader:secret@a.example/x", "https://a.example/x"),
        ("http://a.example/港?q=口", "http://a.example/%E6%B8%AF?q=%E5%8F%A3"),
        ("http://a.example/%B8%DB?a=1&a=2", "http://a.example/%B8%DB?a=1&a=2"),
        ("http://港.example/", "http://xn--j6w.example/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
    ],
)
def test_addresses_are_asked_without_fragment_and_user(url: str, asked: str) -> None:
    assert str(parse(url)) == asked


def refusal(allowed: Allowed, host: str, port: int) -> Trouble | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    place = (host, port, 0, 0) if ":" in host else (host, port)
    try:
        socket_factory(allowed)((family, socket.SOCK_STREAM, 0, "", place)).close()
    except Refused as refused:
        return refused.trouble
    return None


def test_no_socket_is_made_for_a_private_address_unless_it_is_allowed() -> None:
    assert refusal(Allowed.of(()), "127.0.0.1", 80) is Trouble.PRIVATE_ADDRESS
    assert refusal(Allowed.of(()), "fe80::1%eth0", 80) is Trouble.PRIVATE_ADDRESS
    assert refusal(Allowed.of(("127.0.0.1:8001",)), "127.0.0.1", 8001) is None
    assert refusal(Allowed.of(("127.0.0.1:8001",)), "127.0.0.1", 8002) is Trouble.PRIVATE_ADDRESS
    assert refusal(Allowed.of(("127.0.0.0/8",)), "127.9.9.9", 5) is None
    assert refusal(Allowed.of(("[::1]:8001",)), "::1", 8001) is None
    assert refusal(Allowed.of(("::1",)), "::1", 8001) is None
    assert refusal(Allowed.of(("intranet.example",)), "10.0.0.1", 80) is Trouble.PRIVATE_ADDRESS
    assert refusal(Allowed.of(()), "8.8.8.8", 80) is None


def test_a_host_is_allowed_by_its_name_and_port() -> None:
    allowed = Allowed.of(("intranet.example", "desk.example:8001"))
    assert allowed.names_host(URL("http://Intranet.example:99/x"))
    assert allowed.names_host(URL("http://desk.example:8001/"))
    assert not allowed.names_host(URL("http://desk.example/"))
    assert not allowed.names_host(URL("http://a.intranet.example/"))
