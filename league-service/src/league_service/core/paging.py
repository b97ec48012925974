"""Page tokens that are good only for the search that they were given for."""

from collections.abc import Sequence
from types import UnionType
from zlib import crc32

import orjson

from service_kit.paging import InvalidPageToken, decode, encode

Position = Sequence[str | int | float]
"""The sort key of the last league shown."""


def make_token(query: Sequence[object], position: Position | None) -> str:
    """The token for what comes after `position` of the list that `query` describes; empty without one."""
    return "" if position is None else encode([_fingerprint(query), *position])


def read_token(query: Sequence[object], token: str, *kinds: type | UnionType) -> Position | None:
    """The position in a token, None without one. Raises InvalidPageToken, also for another search's."""
    if not token:
        return None
    fingerprint, *position = decode(token, int, *kinds)
    if fingerprint != _fingerprint(query):
        raise InvalidPageToken.at(
            "page_token", "The page token belongs to another search: leave it out to start again"
        )
    return position


def _fingerprint(query: Sequence[object]) -> int:
    return crc32(orjson.dumps(list(query)))
