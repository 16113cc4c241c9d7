"""Where requests come from, and the proxies whose word on it is taken: TRUSTED_PROXIES."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address that a request comes from; None where it came by a socket without one.

    X-Forwarded-For is believed as far as proxies of TRUSTED_PROXIES wrote it: from its end to the
    first address that is not one of them. An IPv6 address stands for its network of 64 bits,
    all of which one client has at hand.
    """
    address = read_address(request.META.get("REMOTE_ADDR", ""))
    for passed_on in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        before = read_address(passed_on)
        if before is None or not is_proxy(address):
            break
        address = before
        if "*" in settings.TRUSTED_PROXIES:
            # Whoever connects is the proxy, and what stands before its own word is anybody's.
            break
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False).network_address)
    return str(address) if address else None


def came_securely(environ: Mapping[str, Any]) -> bool:
    """Return whether a trusted proxy says that a request came to it by HTTPS."""
    said = environ.get("HTTP_X_FORWARDED_PROTO") == "https"
    return said and is_proxy(read_address(environ.get("REMOTE_ADDR", "")))


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """Return an address as it was written in a header; None for anything else."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_proxy(address: IPv4Address | IPv6Address | None) -> bool:
    # A socket has no address, and only this machine can open it.
    if address is None or "*" in settings.TRUSTED_PROXIES:
        return True
    return any(address in ip_network(proxy) for proxy in settings.TRUSTED_PROXIES)
