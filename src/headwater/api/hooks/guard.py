"""No webhook reaches into our own network: the address that was checked is the one that is connected to."""

import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

from headwater.api.errors import ForbiddenAddressError
from headwater.shared.errors import InputError

Resolve = Callable[[str, int], Sequence[str]]
NAT64: Final = IPv6Network("64:ff9b::/96")
LOCAL_NAT64: Final = IPv6Network("64:ff9b:1::/48")


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a message goes: the host it is meant for, and the address of it that was checked."""

    host: str
    port: int
    address: str
    tls: bool
    path: str


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address of a host, asked of the system. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def goal(url: str, *, allowed: Collection[str], find: Resolve = resolve) -> Goal:
    """The one address to connect to. `allowed` are hosts and networks of ours that webhooks may reach all the same.

    Every address of the host must be outside; so a name with one good and one bad address is refused. Raises
    InputError, ForbiddenAddressError, OSError.
    """
    parts = checked(url, allowed=allowed)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = list(find(host, port))
    if not found:
        raise OSError(f"{host} has no address")
    inside = [] if host in allowed else [a for a in found if not outside(a) and not _within(a, allowed)]
    if inside:
        raise ForbiddenAddressError(
            f"{host} leads into a private or local network, where webhooks do not go; "
            "use a public address, or let the operator allow it in HEADWATER_WEBHOOK_HOSTS."
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Goal(host, port, found[0], parts.scheme == "https", path)


def checked(url: str, *, allowed: Collection[str]) -> SplitResult:
    """The parts of a webhook's URL; https unless the host is one that the operator allows. Raises InputError."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError("This is no URL; give one like https://example.org/headwater.") from error
    if parts.scheme not in ("http", "https") or not host or not url.isascii() or any(c <= " " for c in url):
        raise InputError("A webhook needs a URL like https://example.org/headwater, in ASCII letters.")
    if parts.username is not None or parts.password is not None:
        raise InputError("A webhook's URL holds no user or password; our signature says who sent it.")
    if parts.scheme == "http" and host not in allowed and not _within(host, allowed):
        raise InputError("A webhook's URL begins with https://, so that nobody reads it on its way.")
    return parts


def outside(address: str) -> bool:
    """Whether an address is on the public internet, looking through IPv4 inside IPv6."""
    try:
        real = _unwrapped(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    return real.is_global and not (real.is_multicast or real.is_reserved or getattr(real, "is_site_local", False))


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in LOCAL_NAT64:
        return IPv6Address("::")
    if address in NAT64 or int(address) >> 32 == 0:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _within(address: str, allowed: Collection[str]) -> bool:
    try:
        real = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(real in network for network in _networks(allowed) if network.version == real.version)


def _networks(allowed: Collection[str]) -> list[IPv4Network | IPv6Network]:
    found: list[IPv4Network | IPv6Network] = []
    for name in allowed:
        try:
            found.append(ip_network(name, strict=False))
        except ValueError:
            continue  # a host's name, which is compared as it is
    return found
