"""Older paths: their answers name the path that replaces them (RFC 9745 and RFC 8288)."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from service_kit.edge.asgi import Header

_SINCE: Final[Header] = (b"deprecation", b"@1795996800")  # 2026-11-30


def replaced_headers(canonical: str, params: Mapping[str, str]) -> list[Header]:
    """The headers of an answer on an older path; `canonical` is the template of the path that replaces it."""
    path = canonical.format_map({name: quote(value, safe="") for name, value in params.items()})
    return [_SINCE, (b"link", b'<%s>; rel="successor-version"' % path.encode())]
