"""All SQL on ai.tactical_insights."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from ai_service.insights.domain import Insight
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final = (
    "id, organisation_id, kind, parameters, data_version, team_ids, summary, created_at, confirmed_at,"
    " superseded_at"
)
MOST: Final = 1000
"""How many insights a search considers: the newest of the club."""

# An outcome that arrives late is not the current one if a newer one of the same question is there.
_KEEP: Final = """
    INSERT INTO ai.tactical_insights (id, organisation_id, kind, parameters, data_version, team_ids, summary,
      outcome, created_at, confirmed_at, superseded_at)
    SELECT %(id)s, %(organisation)s, %(kind)s, %(parameters)s, %(version)s, %(teams)s, %(summary)s,
      %(outcome)s, %(at)s, %(at)s,
      (SELECT min(i.created_at) FROM ai.tactical_insights i WHERE i.organisation_id = %(organisation)s
       AND i.kind = %(kind)s AND i.parameters = %(parameters)s AND i.confirmed_at > %(at)s)
    ON CONFLICT (organisation_id, kind, parameters, data_version) DO UPDATE SET
      superseded_at = CASE WHEN tactical_insights.superseded_at > excluded.confirmed_at
        THEN tactical_insights.superseded_at ELSE excluded.superseded_at END,
      confirmed_at = greatest(tactical_insights.confirmed_at, excluded.confirmed_at)"""
_SUPERSEDE_OTHERS: Final = """
    UPDATE ai.tactical_insights SET superseded_at = %(at)s
    WHERE organisation_id = %(organisation)s AND kind = %(kind)s AND parameters = %(parameters)s
      AND data_version <> %(version)s AND superseded_at IS NULL AND confirmed_at <= %(at)s"""
# The analysis of a match rests on its files alone.
_SUPERSEDE: Final = """
    UPDATE ai.tactical_insights SET superseded_at = %(at)s
    WHERE (%(organisation)s::text IS NULL OR organisation_id = %(organisation)s)
      AND superseded_at IS NULL AND confirmed_at <= %(at)s AND kind <> 'match_analysis'"""
_LIST: Final = f"""
    SELECT {_COLUMNS} FROM ai.tactical_insights
    WHERE organisation_id = %(organisation)s AND (%(kind)s::text IS NULL OR kind = %(kind)s)
      AND (%(everything)s OR superseded_at IS NULL)
    ORDER BY confirmed_at DESC, id LIMIT %(most)s"""
_FIND: Final = f"""
    SELECT {_COLUMNS}, outcome FROM ai.tactical_insights WHERE organisation_id = %s AND id = %s"""


async def keep(connection: Connection, insight: Insight) -> None:
    """Keeps an outcome once, and supersedes earlier outcomes of the same question."""
    values = {
        "id": insight.id,
        "organisation": insight.organisation_id,
        "kind": insight.kind,
        "parameters": insight.parameters,
        "version": insight.data_version,
        "teams": list(insight.team_ids),
        "summary": insight.summary,
        "outcome": insight.outcome,
        "at": insight.confirmed_at,
    }
    await connection.execute(_KEEP, values)
    await connection.execute(_SUPERSEDE_OTHERS, values)


async def supersede(connection: Connection, organisation_id: str | None, at: datetime) -> None:
    """Supersedes what rests on figures from before a time: of one club, or of all."""
    await connection.execute(_SUPERSEDE, {"organisation": organisation_id, "at": at})


async def newest(
    reader: Reader, organisation_id: str, *, kind: str | None, everything: bool
) -> list[Insight]:
    """The newest insights of a club, without their outcomes."""
    values = {"organisation": organisation_id, "kind": kind, "everything": everything, "most": MOST}
    return await reader.fetch_all(_insight, _LIST, values)


async def find(reader: Reader, organisation_id: str, insight_id: UUID) -> Insight | None:
    return await reader.fetch_one(_insight, _FIND, [organisation_id, insight_id])


async def organisations(reader: Reader) -> list[str]:
    """The clubs that have insights."""
    rows = await reader.fetch_rows("SELECT DISTINCT organisation_id FROM ai.tactical_insights")
    return [row[0] for row in rows]


async def delete_of(connection: Connection, organisation_ids: Sequence[str]) -> None:
    """Deletes the insights of clubs that no longer exist."""
    await connection.execute(
        "DELETE FROM ai.tactical_insights WHERE organisation_id = ANY(%s)", [list(organisation_ids)]
    )


async def forget_player(connection: Connection, organisation_id: str, player_id: str) -> None:
    """Deletes the insights of a club that name a player."""
    await connection.execute(
        "DELETE FROM ai.tactical_insights WHERE organisation_id = %s AND position(%s::bytea IN outcome) > 0",
        [organisation_id, player_id.encode()],
    )


async def forget_players(connection: Connection) -> None:
    """Deletes all insights that name players. Their clubs compute them again when they ask."""
    await connection.execute(
        "DELETE FROM ai.tactical_insights WHERE kind IN ('improving_players', 'player_ratings')"
    )


def _insight(team_ids: list[str], **row: Any) -> Insight:
    return Insight(team_ids=tuple(team_ids), **row)
