"""SQL on matches, training sessions and meetings in one shape."""

from datetime import datetime
from typing import Any, Final, LiteralString, cast

from league_service.clubs.engine.access import Access, is_id
from league_service.clubs.occasions.domain import NOUNS, Noun, Occasion
from league_service.clubs.sight import seen
from service_kit.db.reader import Reader

_HEAD: Final = "SELECT '{noun}' AS noun, r.id::text AS id, r.version, r.updated_at,"
# A match is shown with the names of its teams and its line-ups, so their changes count as well.
_MATCH_HEAD: Final = (
    "SELECT '{noun}' AS noun, r.id::text AS id,"
    " r.version + h.version + a.version - 2 + coalesce(s.versions, 0)::int AS version,"
    " greatest(r.updated_at, h.updated_at, a.updated_at, s.updated_at) AS updated_at,"
)
_SHEETS: Final = (
    " LEFT JOIN LATERAL (SELECT sum(version) AS versions, max(updated_at) AS updated_at"
    " FROM clubs.match_sheets WHERE organisation_id = r.organisation_id AND match_id = r.id) s ON true"
)
_TEAM: Final = " LEFT JOIN clubs.teams t ON t.organisation_id = r.organisation_id AND t.id = r.team_id"
_OWN_SIDES: Final = (
    " array_remove(ARRAY[CASE WHEN h.kind = 'own' THEN h.id::text END,"
    " CASE WHEN a.kind = 'own' THEN a.id::text END], NULL)"
)
_SELECT: Final[dict[Noun, LiteralString]] = {
    "matches": (
        f"{_MATCH_HEAD} h.name || ' - ' || a.name AS title, r.kick_off_at AS starts_at,"
        " r.kick_off_at + make_interval(mins => coalesce(r.periods, 2) * coalesce(r.period_minutes, 45) + 15)"
        " AS ends_at,"
        " coalesce(r.time_zone, CASE WHEN h.kind = 'own' THEN h.time_zone ELSE a.time_zone END, 'UTC')"
        " AS time_zone, r.status, coalesce(r.venue, '') AS place,"
        " coalesce(r.responses_close_at, r.kick_off_at) AS closes_at,"
        f"{_OWN_SIDES} AS team_ids,"
        " r.archived_at IS NOT NULL AS archived FROM clubs.matches r"
        " JOIN clubs.teams h ON h.organisation_id = r.organisation_id AND h.id = r.home_team_id"
        " JOIN clubs.teams a ON a.organisation_id = r.organisation_id AND a.id = r.away_team_id"
        f"{_SHEETS}"
    ),
    "training_sessions": (
        f"{_HEAD} r.title, r.starts_at, r.ends_at, coalesce(r.time_zone, t.time_zone, 'UTC') AS time_zone,"
        " r.status, coalesce(r.place, '') AS place, coalesce(r.responses_close_at, r.starts_at) AS closes_at,"
        " array_remove(ARRAY[t.id::text], NULL) AS team_ids, r.archived_at IS NOT NULL AS archived"
        f" FROM clubs.training_sessions r{_TEAM}"
    ),
    "reunions": (
        f"{_HEAD} r.title, r.starts_at, coalesce(r.ends_at, r.starts_at + interval '1 hour') AS ends_at,"
        " coalesce(r.time_zone, t.time_zone, 'UTC') AS time_zone, r.status, coalesce(r.place, '') AS place,"
        " coalesce(r.responses_close_at, r.starts_at) AS closes_at,"
        " array_remove(ARRAY[t.id::text], NULL) AS team_ids, r.archived_at IS NOT NULL AS archived"
        f" FROM clubs.reunions r{_TEAM}"
    ),
}
_START: Final[dict[Noun, LiteralString]] = {
    "matches": "r.kick_off_at",
    "training_sessions": "r.starts_at",
    "reunions": "r.starts_at",
}


async def find(
    reader: Reader, access: Access, noun: Noun, occasion_id: str, *, lock: bool = False
) -> Occasion | None:
    """What the caller may see. With `lock`, it does not change until the transaction ends."""
    if not is_id(occasion_id):
        return None
    query = f"{_of(noun)} WHERE r.id = %(id)s::uuid AND {seen(noun, access)}"
    if lock:
        query = f"{query} FOR SHARE OF r"
    return await reader.fetch_one(_occasion, query, access.parameters | {"id": occasion_id})


async def between(
    reader: Reader, access: Access, since: datetime, until: datetime, most: int
) -> list[Occasion]:
    """What the caller may see between two times: the latest so many."""
    parts = [
        f"({_of(noun)} WHERE {seen(noun, access)}"
        f" AND {_START[noun]} >= %(since)s AND {_START[noun]} < %(until)s)"
        for noun in NOUNS
    ]
    planned = " UNION ALL ".join(parts)
    query = f"SELECT * FROM ({planned}) AS planned ORDER BY starts_at DESC, id LIMIT %(most)s"
    parameters = access.parameters | {"since": since, "until": until, "most": most}
    return await reader.fetch_all(_occasion, cast("LiteralString", query), parameters)


def _of(noun: Noun) -> LiteralString:
    return _SELECT[noun].replace("{noun}", noun)


def _occasion(team_ids: list[str], **row: Any) -> Occasion:
    return Occasion(team_ids=tuple(team_ids), **row)
