"""SQL on teams."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from league_service.competition.competitions.domain import Competition
from service_kit.db.connection import Connection

_TEAMS = (
    "SELECT t.id, t.key, t.name FROM league.teams t WHERE EXISTS (SELECT FROM league.event_competitors k"
    " JOIN league.events e ON e.id = k.event_id JOIN league.seasons s ON s.id = e.season_id"
    " WHERE k.team_id = t.id AND e.competition_id = %s AND (%s::int IS NULL OR s.year = %s)) ORDER BY t.name"
)
_ERAS = (
    "SELECT team_id, from_season, to_season, code, location, nickname, conference, division"
    " FROM league.team_eras WHERE team_id = ANY(%s) ORDER BY team_id, from_season"
)
_ALIASES = (
    "SELECT subject_id, name FROM league.names WHERE kind = 'team' AND subject_id = ANY(%s) ORDER BY name"
)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with its newest name."""

    id: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class EraRow:
    """The name and place of a team during some seasons."""

    team_id: str
    from_season: int
    to_season: int | None
    code: str
    location: str
    nickname: str
    conference: str
    division: str

    @property
    def name(self) -> str:
        return f"{self.location} {self.nickname}".strip()

    def holds_in(self, season: int) -> bool:
        return self.from_season <= season and (self.to_season is None or season <= self.to_season)


async def list_teams(connection: Connection, competition: Competition, season: int | None) -> list[TeamRow]:
    """Lists the teams with a game in the competition or in one of its seasons."""
    return await connection.fetch_all(TeamRow, _TEAMS, [competition.id, season, season])


async def eras_of(connection: Connection, teams: list[str]) -> Mapping[str, list[EraRow]]:
    """Returns the eras of each team, oldest first."""
    found: dict[str, list[EraRow]] = defaultdict(list)
    for era in await connection.fetch_all(EraRow, _ERAS, [teams]):
        found[era.team_id].append(era)
    return found


async def aliases_of(connection: Connection, teams: list[str]) -> Mapping[str, list[str]]:
    """Returns the other names of each team."""
    found: dict[str, list[str]] = defaultdict(list)
    cursor = await connection.execute(_ALIASES, [teams])
    for team, name in await cursor.fetchall():
        found[team].append(name)
    return found
