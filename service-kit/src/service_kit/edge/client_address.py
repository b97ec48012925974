"""The address of the client: that of the peer, or the one reported by a trusted proxy."""

import ipaddress
from collections.abc import Mapping

from service_kit.edge.asgi import Scope

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_SCHEMES = frozenset({"http", "https"})


class ClientAddress:
    """Accepts X-Forwarded-For and X-Forwarded-Proto only from the configured networks."""

    def __init__(self, trusted: str) -> None:
        """`trusted` lists networks, separated by commas. Raises ValueError if one is invalid."""
        self._trusted: tuple[_Network, ...] = tuple(
            ipaddress.ip_network(text.strip(), strict=False) for text in trusted.split(",") if text.strip()
        )

    def of(self, scope: Scope, headers: Mapping[bytes, bytes]) -> str:
        """The address of the client; "unknown" if the transport has none."""
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

    def applied(self, scope: Scope) -> Scope:
        """The scope with the client and the scheme reported by a trusted proxy."""
        client: tuple[str, int] | None = scope.get("client")
        if not self._trusted or client is None or not self._is_trusted(client[0]):
            return scope
        headers = dict(scope["headers"])
        scheme = headers.get(b"x-forwarded-proto", b"").decode("latin-1").strip()
        address = self.of(scope, headers)
        return {
            **scope,
            "client": client if address == client[0] else (address, 0),
            "scheme": scheme if scheme in _SCHEMES else scope["scheme"],
        }

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
