"""Which cached answers events make stale: the tags that count up as the events enter the stream."""

from collections.abc import Iterable
from typing import Final

import orjson

EVERYTHING: Final = "everything"
"""The tag of every cached answer."""

TAG_KEPT_S: Final = 7 * 86_400
"""How long Redis keeps the number of a tag, longer than any answer lives."""

_MOST: Final = 2_000


def tags_of_batch(bodies: Iterable[bytes]) -> tuple[str, ...]:
    """The tags of events as JSON, each once; where there are very many, everything is stale."""
    tags = dict.fromkeys(tag for body in bodies for tag in orjson.loads(body)["data"].get("tags", ()))
    return tuple(tags) if len(tags) <= _MOST else (EVERYTHING,)
