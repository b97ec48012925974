"""The teams and venues of the NFL since 1999, under every name that sources use."""

from collections import defaultdict
from functools import cache, lru_cache

from league_service.competition.names.teams import TeamBook, TeamEra
from league_service.competition.names.venues import VenueBook, VenueInfo
from league_service.core.packaged import read_table
from league_service.nfl.domain import SPORT


@cache
def nfl_teams() -> TeamBook:
    """The teams of the NFL since 1999."""
    eras = [
        TeamEra(
            sport=SPORT,
            team=row["team"],
            from_season=int(row["from_season"]),
            to_season=int(row["to_season"]) if row["to_season"] else None,
            code=row["code"],
            location=row["location"],
            nickname=row["nickname"],
            conference=row["conference"],
            division=row["division"],
            zone=row["zone"],
        )
        for row in read_table("nfl", "nfl_teams.csv")
    ]
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in read_table("nfl", "nfl_aliases.csv"):
        aliases[row["team"]].append(row["alias"])
    return TeamBook(eras, aliases)


@lru_cache(maxsize=1024)
def find_venue(key: str, name: str) -> VenueInfo | None:
    """The venue that a source's key and name denote; None if the source gives neither."""
    return _nfl_venues().find(key, name)


@cache
def _nfl_venues() -> VenueBook:
    return VenueBook(
        VenueInfo(row["venue"], row["name"], row["city"], row["country"], row["zone"])
        for row in read_table("nfl", "nfl_venues.csv")
    )
