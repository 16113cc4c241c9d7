"""Which addresses are those of proxies whose word is taken: TRUSTED_PROXIES."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings


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
