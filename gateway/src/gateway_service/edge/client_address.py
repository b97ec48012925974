"""Whose request it is by address: the peer, or what a trusted proxy says about it."""

import ipaddress
from collections.abc import Mapping
from typing import Any

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class ClientAddress:
    """Believes X-Forwarded-For only from the networks that an operator named."""

    def __init__(self, trusted: str) -> None:
        """ValueError when a network cannot be read."""
        self._trusted: tuple[_Network, ...] = tuple(
            ipaddress.ip_network(text.strip(), strict=False) for text in trusted.split(",") if text.strip()
        )

    def of(self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes]) -> str:
        """The address of the client; "unknown" where the transport has none."""
        client: tuple[str, int] | None = scope.get("client")
        peer = client[0] if client else "unknown"
        if not self._trusted or not self._is_trusted(peer):
            return peer
        for hop in reversed(headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")):
            text = hop.strip()
            if not _is_address(text):
                return peer
            peer = text
            if not self._is_trusted(peer):
                break
        return peer

    def _is_trusted(self, text: str) -> bool:
        if not _is_address(text):
            return False
        address = ipaddress.ip_address(text)
        return any(address in network for network in self._trusted)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
