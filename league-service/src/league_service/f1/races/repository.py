"""SQL on race weekends: rounds, their sessions, and the lines of results."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, LiteralString

from league_service.competition.ledger.domain import FINAL, ResultLine
from league_service.competition.ledger.sql import HOLDING, LINE
from league_service.core.ids import season_id
from league_service.f1.checks.domain import FirstResult, Watched
from league_service.f1.checks.repository import CHECKS, FIRST, SEASON_END, checks_from
from league_service.f1.domain import F1, F1_SIMULATED, DriverLine, round_key
from league_service.f1.races.domain import Race, Session
from league_service.f1.seasons.operations import Season
from service_kit.db.reader import Reader

COUNTING: Final = ("provisional", *FINAL)
"""The states of results that are shown and scored. Provisional ones say so."""

_RACES: Final[LiteralString] = (
    "SELECT r.id, split_part(e.key, '_', 2), s.year, r.number, r.name, coalesce(v.name, ''),"
    " coalesce(v.country, ''), coalesce(v.zone, ''), c.simulated, e.id, e.session, e.scheduled_at,"
    " e.hour_known, e.status, e.status_reason, result.revision, f.status, f.effective_at,"
    " season.last_at, first.observed_at, first.effective_at, checks.found"
    " FROM league.rounds r JOIN league.seasons s ON s.id = r.season_id"
    " JOIN league.competitions c ON c.id = s.competition_id JOIN league.events e ON e.round_id = r.id"
    f" LEFT JOIN league.venues v ON v.id = e.venue_id LEFT JOIN LATERAL ({HOLDING}) result ON true"
    " LEFT JOIN league.result_revisions f ON f.event_id = e.id AND f.revision = result.revision"
    f" LEFT JOIN LATERAL ({FIRST}) first ON true JOIN LATERAL ({CHECKS}) checks ON true"
    f" JOIN LATERAL ({SEASON_END}) season ON true"
)
_ORDER: Final = " ORDER BY r.number, r.id, e.scheduled_at, e.key"
_OF_SEASON: Final[LiteralString] = f"{_RACES} WHERE r.season_id = %(season)s{_ORDER}"
_BY_ID: Final[LiteralString] = f"{_RACES} WHERE r.id = %(race)s AND c.key = ANY(%(competitions)s){_ORDER}"
_FIND: Final = (
    "SELECT e.round_id FROM league.events e JOIN league.competitions c ON c.id = e.competition_id"
    " WHERE e.key = %s AND c.key = ANY(%s) ORDER BY c.simulated LIMIT 1"
)
_LINES: Final[LiteralString] = (
    "SELECT e.id, k.person_id, k.code, k.name, coalesce(t.name, ''),"
    f" {LINE} FROM league.events e JOIN LATERAL ({HOLDING}) result ON true"
    " JOIN league.result_scores x ON x.event_id = e.id AND x.revision = result.revision"
    " JOIN league.event_competitors k ON k.event_id = e.id AND k.position = x.position"
    " LEFT JOIN league.teams t ON t.id = k.team_id WHERE e.round_id = %(race)s"
    " ORDER BY e.scheduled_at, x.rank NULLS LAST, x.laps DESC NULLS LAST, k.code"
)
_RACE_COLUMNS: Final = 9
_OURS: Final = [F1.key, F1_SIMULATED.key]


async def races_of(reader: Reader, season: Season, at: datetime) -> list[Race]:
    """Lists the race weekends of a season in order, with the results in force at a time."""
    wanted = {"season": season_id(season.competition.key, season.year), "final": list(COUNTING), "at": at}
    return _races(await reader.fetch_rows(_OF_SEASON, wanted))


async def find_race(reader: Reader, race: str, at: datetime) -> Race | None:
    """Finds a race weekend by id or key; the real one before the simulated one."""
    named = await reader.fetch_value(_FIND, [f"{race}_race", _OURS])
    wanted = {"race": named or race, "competitions": _OURS, "final": list(COUNTING), "at": at}
    return next(iter(_races(await reader.fetch_rows(_BY_ID, wanted))), None)


async def lines_of(reader: Reader, race: Race, at: datetime) -> Mapping[str, Sequence[DriverLine]]:
    """Returns the lines of the results in force at a time, by session, the classified first."""
    found: dict[str, list[DriverLine]] = defaultdict(list)
    rows = await reader.fetch_rows(_LINES, {"race": race.id, "final": list(COUNTING), "at": at})
    for event, driver, code, name, constructor, *line in rows:
        found[event].append(DriverLine(driver or "", code, name, constructor, ResultLine(*line)))
    return found


def _races(rows: Sequence[Any]) -> list[Race]:
    races: list[Race] = []
    for (id, grand_prix, season), group in groupby(rows, key=itemgetter(0, 1, 2)):
        sessions = list(group)
        number, name, circuit, country, zone, simulated = sessions[-1][3:_RACE_COLUMNS]
        races.append(
            Race(
                id,
                round_key(season, grand_prix),
                season,
                number,
                name,
                circuit,
                country,
                zone,
                simulated,
                [_session(row[_RACE_COLUMNS:], simulated=simulated) for row in sessions],
            )
        )
    return races


def _session(row: Sequence[Any], *, simulated: bool) -> Session:
    *facts, last_at, observed_at, effective_at, checks = row
    first = None if observed_at is None else FirstResult(observed_at, effective_at)
    id, kind, starts_at, hour_known, status, reason, revision, result_status, held_since = facts
    watched = Watched(kind, starts_at, status, last_at, first, checks_from(checks))
    return Session(
        id,
        kind,
        starts_at,
        hour_known,
        status,
        reason,
        revision,
        result_status,
        held_since,
        watched,
        simulated,
    )
