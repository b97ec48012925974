"""Pages of lists that are ordered by a time, or a text, and an id."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from auth_service.core.ids import uuid_or_none
from service_kit.paging import InvalidPageToken, decode, encode

T = TypeVar("T")
_MESSAGE: Final = "Invalid page token; use next_page_token of the previous page unchanged"


def after_moment(token: str) -> tuple[datetime, UUID] | None:
    """The position in a list that is ordered by time. Raises InvalidPageToken."""
    if not token:
        return None
    moment, id = decode(token, datetime, str)
    return moment, _uuid(id)


def after_text(token: str) -> tuple[str, UUID] | None:
    """The position in a list that is ordered by text. Raises InvalidPageToken."""
    if not token:
        return None
    text, id = decode(token, str, str)
    return text, _uuid(id)


def cut(
    rows: list[T], size: int, key: Callable[[T], Sequence[str | int | datetime | UUID]]
) -> tuple[list[T], str]:
    """The rows of a page, and the token of the next one; `rows` contains one more row if there is one."""
    if len(rows) <= size:
        return rows, ""
    values = [str(value) if isinstance(value, UUID) else value for value in key(rows[size - 1])]
    return rows[:size], encode(values)


def _uuid(text: str) -> UUID:
    id = uuid_or_none(text)
    if id is None:
        raise InvalidPageToken.at("page_token", _MESSAGE)
    return id
