"""Notifies players of scores: once of the first score of a race, and of each correction."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, LiteralString

from altsports.fantasy.v1.notices_models import (
    FantasyF1RaceScored,
    FantasyF1ScoreCorrected,
    FantasyF1ScoreKept,
)
from league_service.core.decimals import plain
from league_service.core.schema import SCHEMA
from league_service.f1.races.domain import Race
from league_service.fantasy.players import SIMULATED
from league_service.fantasy.scoring.repository import Publication
from service_kit.db.connection import Connection
from service_kit.notices.posting import post_notice

_BOARD: Final[LiteralString] = (
    "(SELECT max(b.id) FROM fantasy.boards b WHERE b.league_id IS NULL AND b.publication_id"
)
_PLAYERS: Final[LiteralString] = (
    "SELECT coalesce(n.points, 0) AS points, coalesce(n.points, 0) - coalesce(o.points, 0) AS difference,"
    " r.rank IS DISTINCT FROM q.rank AS moved, r.team_id IS NULL AS late,"
    " array_agg(t.user_id ORDER BY t.user_id) AS users"
    " FROM fantasy.teams t"
    " LEFT JOIN fantasy.scores n ON n.publication_id = %(publication)s AND n.team_id = t.id"
    " LEFT JOIN fantasy.scores o ON o.publication_id = %(previous)s AND o.team_id = t.id"
    " LEFT JOIN fantasy.board_rows r ON r.team_id = t.id"
    f" AND r.board_id = {_BOARD} = %(publication)s)"
    " LEFT JOIN fantasy.board_rows q ON q.team_id = t.id"
    f" AND q.board_id = {_BOARD} = %(previous)s)"
    " WHERE t.season_id = %(season)s AND t.deleted_at IS NULL AND t.created_at < %(before)s"
    f" AND NOT starts_with(t.user_id, '{SIMULATED}')"
    " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
)
_LATE: Final = "Your team was made after the race was scored, so it has no points in it."


@dataclass(frozen=True, slots=True)
class Players:
    """Players with the same points, whose points differ by as much from the publication before.

    The teams of `late` ones were made after the race was scored, so they are not on its board.
    """

    points: Decimal
    difference: Decimal
    moved: bool
    late: bool
    users: list[str]


async def notify(
    connection: Connection,
    season_id: str,
    race: Race,
    made: Publication,
    *,
    publication: int,
    previous: int | None,
    complete: bool,
) -> None:
    """Posts the notices of a publication.

    A sprint before its race is scored without one, and teams made after the lock are not notified of it.
    """
    if made.kind != "corrected" and not complete:
        return
    wanted = {
        "publication": publication,
        "previous": previous,
        "season": season_id,
        "before": race.locks_at if made.kind != "corrected" else made.published_at,
    }
    players = await connection.fetch_all(Players, _PLAYERS, wanted)
    if made.kind == "corrected":
        await _corrected(connection, race, made, publication, players)
    else:
        await _scored(connection, race, players)


async def _scored(connection: Connection, race: Race, players: Sequence[Players]) -> None:
    by_points: dict[str, list[str]] = defaultdict(list)
    for group in players:
        by_points[plain(group.points)] += group.users
    for points, users in by_points.items():
        notice = FantasyF1RaceScored(race_id=race.id, race=race.name, race_key=race.key, points=points)
        await post_notice(connection, SCHEMA, notice, to=users)


async def _corrected(
    connection: Connection, race: Race, made: Publication, publication: int, players: Sequence[Players]
) -> None:
    """Everybody gets one notice: one with an e-mail where points or rank changed, otherwise one without."""
    reason = _sentence(made.reason or "The result was corrected")
    kept: dict[bool, list[str]] = {False: [], True: []}
    for group in players:
        if not group.difference and not group.moved:
            kept[group.late] += group.users
            continue
        notice = FantasyF1ScoreCorrected(
            race_id=race.id,
            race=race.name,
            race_key=race.key,
            publication=publication,
            points=plain(group.points),
            difference=_signed(group.difference),
            rank=f"Your rank {'changed' if group.moved else 'stays the same'}.",
            reason=reason,
        )
        await post_notice(connection, SCHEMA, notice, to=group.users)
    for late, users in kept.items():
        same = FantasyF1ScoreKept(
            race_id=race.id,
            race=race.name,
            race_key=race.key,
            publication=publication,
            reason=reason,
            note=_LATE if late else None,
        )
        if users:
            await post_notice(connection, SCHEMA, same, to=users)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _signed(difference: Decimal) -> str:
    return f"+{plain(difference)}" if difference > 0 else plain(difference)
