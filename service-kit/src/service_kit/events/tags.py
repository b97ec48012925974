"""Which cached answers events make old: the tags that count up as the events enter the stream."""

from collections.abc import Iterable
from typing import Any, Final

import orjson

EVERYTHING: Final = "everything"
"""The tag of every cached answer."""

TAG_KEPT_S: Final = 7 * 86_400
"""How long Redis keeps the number of a tag, longer than any answer lives."""

_MOST: Final = 2_000


def tags_of(event: dict[str, Any]) -> tuple[str, ...]:
    """The tags in the data of an event, and those of the thing it happened to.

    "league.updated" with subject 7 makes "league:7", "league" and "leagues" old.
    """
    noun = event["type"].partition(".")[0]
    given = event["data"].get("tags", [])
    named = [tag for tag in given if isinstance(tag, str)] if isinstance(given, list) else []
    return tuple(dict.fromkeys((*named, f"{noun}:{event['subject']}", noun, f"{noun}s")))


def tags_of_batch(bodies: Iterable[bytes]) -> tuple[str, ...]:
    """The tags of events as JSON, each once; where there are very many, everything is old."""
    tags = dict.fromkeys(tag for body in bodies for tag in tags_of(orjson.loads(body)))
    return tuple(tags) if len(tags) <= _MOST else (EVERYTHING,)
