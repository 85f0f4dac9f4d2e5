"""The fetcher asks no address inside, whatever names and redirects lead there."""

from __future__ import annotations

from socket import AddressFamily

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from twins.hosts import World, body, reply, trouble

from samarkand.model.collecting import Trouble


class Names(AbstractResolver):
    """A name server that gives the addresses of a name in turn, and the last one for ever."""

    def __init__(self, **names: list[str]) -> None:
        self._names = {name.replace("_", "."): list(addresses) for name, addresses in names.items()}

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        addresses = self._names.get(host)
        if addresses is None:
            raise OSError(None, "no such name")
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        kind = AddressFamily.AF_INET6 if ":" in address else AddressFamily.AF_INET
        return [ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=0)]

    async def close(self) -> None:
        pass


def test_a_private_address_is_not_asked(world: World) -> None:
    host = world.host()
    fetcher = world.fetcher()
    port = host.place.split(":")[1]
    for name in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0", "0x7f.0.0.1"):
        assert trouble(fetcher, f"http://{name}:{port}/") is Trouble.PRIVATE_ADDRESS
    assert host.asked == []


def test_a_name_that_leads_inside_is_not_asked(world: World) -> None:
    host = world.host()
    port = host.place.split(":")[1]
    names = Names(press_example=["127.0.0.1"], cloud_example=["169.254.169.254"], six_example=["::ffff:127.0.0.1"])
    fetcher = world.fetcher(resolver=names)
    for name in ("press.example", "cloud.example", "six.example"):
        assert trouble(fetcher, f"http://{name}:{port}/") is Trouble.PRIVATE_ADDRESS
    assert host.asked == []


def test_a_name_that_leads_elsewhere_at_the_second_look_is_not_asked(world: World) -> None:
    """DNS rebinding: whoever judges a name once, and not every connection, would be fooled."""
    second = world.host()
    port = second.place.split(":")[1]
    first = world.host({"/": reply(b"", f"Location: http://press.example:{port}/", status="302 Found")})
    names = Names(press_example=["127.0.0.1", "127.0.0.2"])
    fetcher = world.fetcher(resolver=names, allowed=("127.0.0.1",))
    assert trouble(fetcher, first.home.replace("127.0.0.1", "press.example") + "/") is Trouble.PRIVATE_ADDRESS
    assert first.paths() == ["/"]
    assert second.asked == []


def test_a_redirect_inside_is_not_followed(world: World) -> None:
    inside = world.host()
    targets = [f"{inside.home}/secret", f"//{inside.place}/secret", "http://169.254.169.254/latest/meta-data/"]
    for target in targets:
        outside = world.host({"/": reply(b"", f"Location: {target}", status="302 Found")})
        assert trouble(world.fetcher(outside), f"{outside.home}/") is Trouble.PRIVATE_ADDRESS
    assert inside.asked == []


def test_a_host_that_is_allowed_by_name_is_asked_wherever_it_leads(world: World) -> None:
    host = world.host()
    port = host.place.split(":")[1]
    names = Names(intranet_example=["127.0.0.1"], other_example=["127.0.0.1"])
    fetcher = world.fetcher(resolver=names, allowed=(f"intranet.example:{port}",))
    assert body(fetcher, f"http://intranet.example:{port}/") == b"hello"
    assert trouble(fetcher, f"http://other.example:{port}/") is Trouble.PRIVATE_ADDRESS


def test_a_name_that_does_not_resolve_is_told(world: World) -> None:
    assert trouble(world.fetcher(resolver=Names()), "http://nobody.example/") is Trouble.NO_HOST


def test_a_proxy_of_the_environment_is_not_used(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, host = world.host(), world.host()
    monkeypatch.setenv("HTTP_PROXY", proxy.home)
    monkeypatch.setenv("http_proxy", proxy.home)
    assert body(world.fetcher(host, proxy), f"{host.home}/") == b"hello"
    assert proxy.asked == []
