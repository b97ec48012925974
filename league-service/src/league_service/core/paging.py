"""Page tokens that are valid only for the search that issued them."""

from collections.abc import Sequence
from types import UnionType
from zlib import crc32

import orjson

from service_kit.paging import InvalidPageToken, decode, encode

Position = Sequence[str | int | float]
"""The sort key of the last item returned."""


def make_token(query: Sequence[object], position: Position | None) -> str:
    """Returns the token of the page after `position` in the list of `query`; empty without a position."""
    return "" if position is None else encode([_fingerprint(query), *position])


def read_token(query: Sequence[object], token: str, *kinds: type | UnionType) -> Position | None:
    """Returns the position in a token, None without one. Raises InvalidPageToken, also for other searches."""
    if not token:
        return None
    fingerprint, *position = decode(token, int, *kinds)
    if fingerprint != _fingerprint(query):
        raise InvalidPageToken.at(
            "page_token", "The page token belongs to another search; omit it to start from the first page"
        )
    return position


def _fingerprint(query: Sequence[object]) -> int:
    return crc32(orjson.dumps(list(query)))
