"""Drivers as sources describe them, and how one driver is found under every id and spelling."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from league_service.competition.imports.domain import SourceCompetitor, SourceEvent, SourcePerson


@dataclass(frozen=True, slots=True)
class SourceDriver:
    """A driver of one source. `born` is None if the source does not say it."""

    id: str
    name: str
    code: str
    born: date | None = None
    nationality: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class KnownDriver:
    """A stored driver, under one of the ids that sources gave."""

    key: str
    code: str
    born: date | None
    source: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A driver is entered in a race weekend; `driver` is the id of the source."""

    season: int
    grand_prix: str
    driver: str
    constructor: str
    number: int | None


def keys_of(source: str, drivers: Iterable[SourceDriver], known: Sequence[KnownDriver]) -> Mapping[str, str]:
    """The key of the person that each id of a source denotes.

    A driver is found by the id that the source gave before, otherwise by date of birth and code, which no two
    drivers share. Whoever is not found is new.
    """
    by_id = {found.source_id: found.key for found in known if found.source == source}
    by_birth = {(found.born, found.code): found.key for found in known if found.born and found.code}
    keys: dict[str, str] = {}
    for driver in drivers:
        same = by_birth.get((driver.born, driver.code)) if driver.born and driver.code else None
        keys[driver.id] = by_id.get(driver.id) or same or f"{source}:{driver.id}"
    return keys


def with_people(event: SourceEvent, keys: Mapping[str, str]) -> SourceEvent:
    """The event with the stored drivers in place of the ids of the source."""
    return replace(event, competitors=tuple(_resolved(found, keys) for found in event.competitors))


def _resolved(competitor: SourceCompetitor, keys: Mapping[str, str]) -> SourceCompetitor:
    person = competitor.person
    if person is None:
        return competitor
    return replace(competitor, person=SourcePerson(keys[person.key], person.name, person.code))
