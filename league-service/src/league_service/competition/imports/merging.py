"""Joins what a source states about an event with what is stored. Pure.

An empty value states nothing, so it never erases a known one.
"""

from collections.abc import Iterator
from typing import Any, Final

from league_service.competition.imports.domain import SourceCompetitor
from league_service.competition.imports.known import KnownCompetitor, KnownEvent, Starter

_FACTS: Final = (
    "round_id",
    "scheduled_at",
    "day",
    "hour_known",
    "venue_id",
    "venue_name",
    "neutral",
    "divisional",
    "conditions",
    "source_ids",
)
_SHOWN: Final = ("scheduled_at", "venue_name", "neutral", "divisional")

Row = dict[str, Any]
Side = tuple[int | None, Starter | None]
"""The rest and the starter of a competitor."""


def stored_row(event: KnownEvent, row: Row) -> Row:
    """The row of an import with all facts as they are stored."""
    return row | {name: getattr(event, name) for name in _FACTS}


def filled(row: Row, other: Row) -> Row:
    """The row, with facts of another one where it states none."""
    made = row | {name: {**other[name], **row[name]} for name in ("conditions", "source_ids")}
    if not row["venue_id"]:
        made["venue_id"] = other["venue_id"]
    if not row["venue_name"]:
        made["venue_name"] = other["venue_name"]
    if not row["hour_known"] and other["hour_known"] and row["day"] == other["day"]:
        made |= {"scheduled_at": other["scheduled_at"], "hour_known": True}
    return made


def side_of(competitor: SourceCompetitor) -> Side:
    """The rest and the starter as a source states them."""
    starter = competitor.starter
    return competitor.rest_days, None if starter is None else (starter.key, starter.name)


def filled_side(side: Side, other: Side) -> Side:
    """The rest and the starter, from another statement where this one has none."""
    return (other[0] if side[0] is None else side[0], other[1] if side[1] is None else side[1])


def stored_side(known: KnownCompetitor | None) -> Side:
    """The rest and the starter as they are stored."""
    return (None, None) if known is None else (known.rest_days, known.starter)


def differing(one: Row, other: Row) -> Iterator[tuple[str, object, object]]:
    """The facts that two rows state differently, with both values, without the round."""
    for name in _SHOWN:
        if one[name] != other[name]:
            yield name, one[name], other[name]
    for name in ("conditions", "source_ids"):
        for key in one[name].keys() & other[name].keys():
            if one[name][key] != other[name][key]:
                yield key, one[name][key], other[name][key]
