"""The address that limits count by: an IPv4 address, or the /64 network that one IPv6 customer holds."""

import ipaddress
from functools import lru_cache


@lru_cache(maxsize=8192)
def address_bucket(ip: str) -> str:
    """ "203.0.113.9" as it is, "2001:db8::1" as "2001:db8::/64", a mapped IPv4 as IPv4, else "unknown"."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))
