"""What every request must satisfy before anything else looks at it: a known host, and clear headers."""

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence

from service_kit.edge.asgi import Header, Scope
from service_kit.edge.refusals import HttpRefusal
from service_kit.errors import DomainError
from service_kit.lru import Lru

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?\Z")
_MOST_REMEMBERED = 256
_SINGLE = frozenset(
    {
        b"authorization",
        b"content-length",
        b"content-type",
        b"expect",
        b"host",
        b"idempotency-key",
        b"if-modified-since",
        b"if-range",
        b"if-unmodified-since",
        b"last-event-id",
        b"origin",
        b"range",
        b"x-api-key",
    }
)


class HeaderRepeated(HttpRefusal):
    """A header that can have only one value was sent more than once, so it is not clear which one counts."""

    status = 400
    reason = "HEADER_REPEATED"


class HostInvalid(HttpRefusal):
    """The Host header is missing or malformed."""

    status = 400
    reason = "HOST_INVALID"


class HostNotAllowed(HttpRefusal):
    """The Host header names a host that this server does not serve."""

    status = 421
    reason = "HOST_NOT_ALLOWED"


def check_single(sent: Sequence[Header], headers: Mapping[bytes, bytes]) -> None:
    """Checks the headers as sent, and by name. Raises HeaderRepeated."""
    if len(sent) == len(headers):
        return
    names = [name for name, _ in sent]
    repeated = sorted(name.decode("latin-1") for name in _SINGLE if names.count(name) > 1)
    if repeated:
        raise HeaderRepeated(f"The header {repeated[0]} must be sent only once", header=repeated[0])


class Hosts:
    """The hosts that a server answers for: localhost, IP addresses, and the given names.

    A web page can reach a server on the visitor's machine or network under a name of its own (DNS rebinding),
    but not under an address. `*.example.com` allows all names below, `*` allows everything.
    """

    def __init__(self, names: Iterable[str], *, setting: str) -> None:
        """`setting` is the name of the setting that lists further names."""
        names = [name.strip().lower().rstrip(".") for name in names]
        self._setting = setting
        self._all = "*" in names
        self._names = {"localhost", *(name for name in names if name and not name.startswith("*"))}
        self._suffixes = (".localhost", *(name[1:] for name in names if name.startswith("*.")))
        self._known: Lru[bytes, bool] = Lru(_MOST_REMEMBERED)

    def check(self, scope: Scope, headers: Mapping[bytes, bytes]) -> None:
        """Checks the Host header of a request. Raises HostInvalid, HostNotAllowed."""
        host = headers.get(b"host")
        if host is None:
            if scope.get("http_version") == "1.0":
                return
            raise HostInvalid("The header host is missing")
        if not self._known.get(host):
            self._look_at(host.decode("latin-1").strip().lower())
            self._known.put(host, True)

    def _look_at(self, host: str) -> None:
        found = _HOST.match(host)
        if found is None:
            raise HostInvalid("The header host must be a host name or address, with or without a port")
        name = found[1].rstrip(".")
        if self._all or name in self._names or name.endswith(self._suffixes) or _is_address(name):
            return
        raise HostNotAllowed(
            f"This server does not answer for the host {name[:253]}",
            recovery=[f"Operators list the names of the server in {self._setting}"],
        )


class Entrance:
    """The check of all requests of a server."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts

    def fault(self, scope: Scope, headers: Mapping[bytes, bytes]) -> DomainError | None:
        """Returns the error of a request, if it has one."""
        try:
            check_single(scope["headers"], headers)
            self._hosts.check(scope, headers)
        except HttpRefusal as error:
            return error
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
