"""Collects the messages of a streaming RPC and reports its progress."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

from altsports.contract.catalog import Method
from altsports.contract.json_values import is_object
from service_kit.errors import InvalidArgument

Progress = Callable[[float, float | None, str | None], Awaitable[None]]
"""Called with the amount done, the total (None if unknown), and a short text."""

_MOST_MESSAGES = 2000


class StreamTooLong(InvalidArgument):
    """The stream has more messages than a result may contain."""

    reason = "ANSWER_TOO_LARGE"


async def collect(method: Method, stream: AsyncIterator[Any], progress: Progress) -> list[dict[str, Any]]:
    """Returns all messages in order, except those that only report progress. Raises StreamTooLong."""
    items: list[dict[str, Any]] = []
    furthest = 0.0
    async with aclosing(_closable(stream)) as messages:
        async for message in messages:
            item = method.response_to_json(message)
            if not _only_progress(item):
                items.append(item)
            if len(items) > _MOST_MESSAGES:
                raise StreamTooLong("The answer has too many messages", recovery=["Narrow the arguments"])
            done, total, words = _progress_of(item, len(items))
            furthest = max(furthest, done)
            await progress(furthest, total, words)
    return items


async def _closable(stream: AsyncIterator[Any]) -> AsyncGenerator[Any]:
    async for message in stream:
        yield message


def _only_progress(item: dict[str, Any]) -> bool:
    return isinstance(item.get("progress"), dict) and all(
        value is None for key, value in item.items() if key != "progress"
    )


def _progress_of(item: dict[str, Any], count: int) -> tuple[float, float | None, str | None]:
    """Reads `progress` as a percentage, or as `done` and `total`; otherwise counts the messages."""
    progress = item.get("progress")
    words = item.get("message")
    words = words if isinstance(words, str) and words else None
    if is_object(progress) and isinstance(progress.get("done"), int | float):
        return float(progress["done"]), progress.get("total") or None, words
    if isinstance(progress, int | float) and not isinstance(progress, bool):
        return float(progress), 100.0, words
    return float(count), None, words
