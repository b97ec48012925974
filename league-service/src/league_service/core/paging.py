"""Page tokens that are valid only for the search that issued them."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Generic, TypeVar
from zlib import crc32

import orjson

from service_kit.paging import InvalidPageToken, decode, encode

T = TypeVar("T")

Position = Sequence[str | int | float]
"""The sort key of the last item returned."""

_PAGING = ("page_size", "page_token")


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


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """A page of a list, and the token of the next one; empty on the last page."""

    items: Sequence[T]
    next_token: str


def page_of(items: Sequence[T], request: Any) -> Cut[T]:
    """The page that a request asks for of a list that is computed as a whole. Raises InvalidPageToken."""
    query = [request.DESCRIPTOR.full_name]
    query += [f"{field.name}={value}" for field, value in request.ListFields() if field.name not in _PAGING]
    (after,) = read_token(query, request.page_token, int) or (0,)
    end = int(after) + request.page_size
    return Cut(items[int(after) : end], make_token(query, (end,) if end < len(items) else None))


def _fingerprint(query: Sequence[object]) -> int:
    return crc32(orjson.dumps(list(query)))
