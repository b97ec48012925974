"""SQL on matches and what belongs to them: sides, events, line-ups and revisions of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, LiteralString

from league_service.clubs.engine.hooks import Row
from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.domain import clock_of, day_of, has_minutes, is_over, pitch_of
from league_service.clubs.matches.events import MatchEvent, Pitch
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.errors import ValidationFailed

_FULL_SIDE: Final = 11


@dataclass(frozen=True, slots=True)
class Team:
    """A side of a match."""

    id: str
    name: str
    kind: str
    age_group: str
    season: str
    players_on_pitch: int
    time_zone: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """A match with its two sides."""

    id: str
    home: Team
    away: Team
    kick_off_at: datetime
    day: date
    kick_off_unknown: bool
    clock: Clock
    pitch: Pitch
    score: Row | None
    status: str
    has_minutes: bool
    is_over: bool
    substitution_limit: int | None

    @property
    def sides(self) -> dict[str, Team]:
        """Both sides by the id of the team."""
        return {self.home.id: self.home, self.away.id: self.away}

    def check_begun(self, now: datetime) -> None:
        """Raises ValidationFailed if nothing can have happened in the match yet."""
        if self.kick_off_unknown or self.status == "live" or self.is_over or self.kick_off_at <= now:
            return
        begins = f"{self.kick_off_at:%Y-%m-%dT%H:%M:%SZ}"
        message = f"The match begins at {begins}: correct its kick-off, or give it the status live"
        raise ValidationFailed.at(["match_id"], message)

    def has_rolling_substitutions(self, team_id: str) -> bool:
        """Whether a player who was replaced may return: in small-sided matches without a limit."""
        return self.substitution_limit is None and self.sides[team_id].players_on_pitch < _FULL_SIDE


_TEAM: Final = "{0}.id::text, {0}.name, {0}.kind, {0}.age_group, {0}.season, {0}.format, {0}.time_zone"
_MATCHES: Final[LiteralString] = (
    "SELECT m.id::text, m.kick_off_at, m.time_zone, m.kick_off_unknown,"
    " m.status, m.periods, m.period_minutes,"
    " m.extra_time_minutes, m.pitch_length_m, m.pitch_width_m, m.score, m.substitution_limit,"
    f" {_TEAM.format('h')}, {_TEAM.format('a')} FROM clubs.matches AS m"
    " JOIN clubs.teams AS h ON h.organisation_id = m.organisation_id AND h.id = m.home_team_id"
    " JOIN clubs.teams AS a ON a.organisation_id = m.organisation_id AND a.id = m.away_team_id"
    " WHERE m.organisation_id = %s::uuid AND m.id = ANY(%s::uuid[])"
)
_FIELDS: Final = (
    "kick_off_at",
    "time_zone",
    "kick_off_unknown",
    "status",
    "periods",
    "period_minutes",
    "extra_time_minutes",
    "pitch_length_m",
    "pitch_width_m",
    "score",
    "substitution_limit",
)
_TEAM_COLUMNS: Final = 7


async def find_matches(reader: Reader, organisation: str, match_ids: Sequence[str]) -> dict[str, Match]:
    """The matches of a club by id."""
    rows = await reader.fetch_rows(_MATCHES, [organisation, list(match_ids)])
    return {row[0]: _match(row) for row in rows}


def _match(values: tuple[Any, ...]) -> Match:
    row: Row = dict(zip(_FIELDS, values[1:], strict=False))
    first = 1 + len(_FIELDS)
    home = _team(values[first : first + _TEAM_COLUMNS])
    away = _team(values[first + _TEAM_COLUMNS :])
    kick_off: datetime = row["kick_off_at"]
    return Match(
        id=values[0],
        home=home,
        away=away,
        kick_off_at=kick_off,
        day=day_of(kick_off, row["time_zone"], home.time_zone, away.time_zone),
        kick_off_unknown=row["kick_off_unknown"],
        clock=clock_of(row),
        pitch=pitch_of(row),
        score=row["score"],
        status=row["status"],
        has_minutes=has_minutes(row),
        is_over=is_over(row),
        substitution_limit=row["substitution_limit"],
    )


def _team(values: Sequence[Any]) -> Team:
    team_id, name, kind, age_group, season, players, zone = values
    return Team(team_id, name, kind, age_group or "", season or "", players or _FULL_SIDE, zone)


_EVENTS: Final[LiteralString] = (
    "SELECT match_id::text, team_id::text, type, period, minute, stoppage_minute, second, player_id::text,"
    " related_player_id::text, x, y, end_x, end_y, outcome, detail, xg, source, id::text"
    " FROM clubs.match_events WHERE organisation_id = %s::uuid AND match_id = ANY(%s::uuid[])"
    " AND archived_at IS NULL{0} ORDER BY match_id, sequence, created_at, id"
)
_ALL_EVENTS: Final[LiteralString] = _EVENTS.format("")
_SOME_EVENTS: Final[LiteralString] = _EVENTS.format(" AND type = ANY(%s)")
_LATEST: Final[LiteralString] = (
    "SELECT match_id::text, period, max(sequence) %% 1000000 / 100 FROM clubs.match_events"
    " WHERE organisation_id = %s::uuid AND match_id = ANY(%s::uuid[]) AND archived_at IS NULL"
    " GROUP BY match_id, period"
)


async def events_of(
    reader: Reader, organisation: str, match_ids: Sequence[str], types: Sequence[str] = ()
) -> dict[str, list[MatchEvent]]:
    """The events of matches in order, or those of some types."""
    statement = _SOME_EVENTS if types else _ALL_EVENTS
    parameters: list[Any] = [organisation, list(match_ids), *([list(types)] if types else [])]
    found: dict[str, list[MatchEvent]] = {match_id: [] for match_id in match_ids}
    for row in await reader.fetch_rows(statement, parameters):
        found[row[0]].append(_event(row[1:]))
    return found


def _event(values: tuple[Any, ...]) -> MatchEvent:
    team, kind, period, minute, stoppage, second, player, related, x, y, end_x, end_y = values[:12]
    outcome, detail, xg, source, event_id = values[12:]
    return MatchEvent(
        team_id=team,
        type=kind,
        period=period,
        minute=minute,
        stoppage_minute=stoppage or 0,
        second=second or 0,
        player_id=player or "",
        related_player_id=related or "",
        x=x,
        y=y,
        end_x=end_x,
        end_y=end_y,
        outcome=outcome or "",
        detail=detail or "",
        xg=xg,
        source=source,
        id=event_id,
    )


async def latest_seconds(
    reader: Reader, organisation: str, match_ids: Sequence[str]
) -> dict[str, dict[int, int]]:
    """The second of the last event in each period of matches."""
    found: dict[str, dict[int, int]] = {match_id: {} for match_id in match_ids}
    for match_id, period, second in await reader.fetch_rows(_LATEST, [organisation, list(match_ids)]):
        found[match_id][period] = second
    return found


_LINEUPS: Final[LiteralString] = (
    "SELECT match_id::text, team_id::text, player_id::text, role FROM clubs.match_lineups"
    " WHERE organisation_id = %s::uuid AND match_id = ANY(%s::uuid[]) AND archived_at IS NULL"
    " ORDER BY match_id, created_at, id"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A player in a line-up."""

    team_id: str
    player_id: str
    role: str


async def lineups_of(reader: Reader, organisation: str, match_ids: Sequence[str]) -> dict[str, list[Named]]:
    """Who is in the line-ups of matches."""
    found: dict[str, list[Named]] = {match_id: [] for match_id in match_ids}
    for match_id, team, player, role in await reader.fetch_rows(_LINEUPS, [organisation, list(match_ids)]):
        found[match_id].append(Named(team, player, role))
    return found


_COMPETITION: Final[LiteralString] = (
    "SELECT starts_on, ends_on FROM clubs.events WHERE organisation_id = %s::uuid AND id = %s::uuid"
)


async def competition_days(
    reader: Reader, organisation: str, event_id: str
) -> tuple[date | None, date | None]:
    """The first and the last day of a competition."""
    return (await reader.fetch_rows(_COMPETITION, [organisation, event_id]))[0]


_USED: Final[LiteralString] = (
    "SELECT (SELECT count(*) FROM clubs.match_lineups WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND team_id = ANY(%(teams)s::uuid[])),"
    " (SELECT count(*) FROM clubs.match_events WHERE organisation_id = %(organisation)s::uuid"
    " AND match_id = %(match)s::uuid AND team_id = ANY(%(teams)s::uuid[]))"
)


async def rows_of_teams(
    reader: Reader, organisation: str, match_id: str, team_ids: Sequence[str]
) -> tuple[int, int]:
    """How many lines of line-ups and how many events of a match name these teams."""
    parameters = {"organisation": organisation, "match": match_id, "teams": list(team_ids)}
    rows = await reader.fetch_rows(_USED, parameters)
    return rows[0][0], rows[0][1]


_ADD_RESULT: Final[LiteralString] = (
    "INSERT INTO clubs.match_results (organisation_id, match_id, revision, home, away, home_penalties,"
    " away_penalties, source, reason, recorded_by, recorded_at)"
    " SELECT %(organisation)s::uuid, %(match)s::uuid, coalesce(max(revision), 0) + 1, %(home)s, %(away)s,"
    " %(home_penalties)s, %(away_penalties)s, %(source)s, %(reason)s, %(by)s, %(now)s"
    " FROM clubs.match_results WHERE organisation_id = %(organisation)s::uuid AND match_id = %(match)s::uuid"
)


async def add_result(
    connection: Connection, organisation: str, match_id: str, score: Row, *, by: str, now: datetime
) -> None:
    """Adds a revision of a result. The row of the match must be locked."""
    names = ("home", "away", "home_penalties", "away_penalties", "source", "reason")
    parameters = {name: score.get(name) for name in names}
    await connection.execute(
        _ADD_RESULT, {**parameters, "organisation": organisation, "match": match_id, "by": by, "now": now}
    )


_RESULTS: Final[LiteralString] = (
    "SELECT revision, home, away, home_penalties, away_penalties, source, reason, recorded_by, recorded_at"
    " FROM clubs.match_results WHERE organisation_id = %s::uuid AND match_id = %s::uuid"
    " ORDER BY revision DESC"
)


async def results_of(reader: Reader, organisation: str, match_id: str) -> list[tuple[Any, ...]]:
    """All revisions of a result, the newest first."""
    return await reader.fetch_rows(_RESULTS, [organisation, match_id])
