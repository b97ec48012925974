"""Ids that are the same in every installation: UUIDv5 of a natural key."""

from functools import lru_cache
from uuid import UUID, uuid5

_NAMESPACE = UUID("3c2b7a9e-6f0d-5e54-9a31-0d1f5b8c4e72")


@lru_cache(maxsize=32_768)
def _id(*parts: object) -> str:
    return str(uuid5(_NAMESPACE, "\n".join(map(str, parts))))


def competition_id(key: str) -> str:
    return _id("competition", key)


def season_id(competition: str, year: int) -> str:
    return _id("season", competition, year)


def round_id(competition: str, year: int, key: str | int, stage: str) -> str:
    """`key` is the number of the round, or what identifies it where numbers may change."""
    return _id("round", competition, year, key, stage)


def event_id(competition: str, key: str) -> str:
    return _id("event", competition, key)


def team_id(sport: str, key: str) -> str:
    return _id("team", sport, key)


def person_id(key: str) -> str:
    return _id("person", key)


def venue_id(key: str) -> str:
    return _id("venue", key)


def replay_team_id(world: str, number: int) -> str:
    """The team of a made-up player in a season or a replay."""
    return _id("fantasy team", world, number)
