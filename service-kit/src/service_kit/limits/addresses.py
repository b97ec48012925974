"""The address by which limits count: an IPv4 address, or the /64 network of an IPv6 customer."""

import ipaddress
from functools import lru_cache


@lru_cache(maxsize=8192)
def address_bucket(ip: str) -> str:
    """Maps "203.0.113.9" to itself, "2001:db8::1" to "2001:db8::/64", mapped IPv4 to IPv4, else "unknown"."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))
