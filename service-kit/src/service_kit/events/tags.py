"""The cache tags that events invalidate: their versions increase when the events enter the stream."""

from collections.abc import Iterable
from typing import Final

import orjson

EVERYTHING: Final = "everything"
"""The tag of every cached answer."""

TAG_KEPT_S: Final = 7 * 86_400
"""How long Redis keeps the version of a tag, longer than any answer is stored."""

_MOST: Final = 2_000


def tags_of_batch(bodies: Iterable[bytes]) -> tuple[str, ...]:
    """The tags of events in JSON, each once; that of all answers for too many, or an unreadable event."""
    try:
        tags = dict.fromkeys(tag for body in bodies for tag in orjson.loads(body)["data"].get("tags", ()))
    except (LookupError, TypeError, ValueError, AttributeError):
        return (EVERYTHING,)
    return tuple(tags) if len(tags) <= _MOST else (EVERYTHING,)
