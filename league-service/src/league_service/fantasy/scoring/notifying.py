"""Notifies players of scores: once of the first score of a race, and of each correction."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from altsports.fantasy.v1.notices_models import (
    FantasyF1RaceScored,
    FantasyF1ScoreCorrected,
    FantasyF1ScoreKept,
)
from league_service.core.decimals import plain
from league_service.core.schema import SCHEMA
from league_service.f1.races.domain import Race
from league_service.fantasy.scoring.repository import Publication
from league_service.fantasy.teams.domain import SIMULATED
from service_kit.db.connection import Connection
from service_kit.notices.posting import post_notice

_PLAYERS: Final = (
    "SELECT t.user_id, n.points, o.points AS points_before,"
    " (SELECT r.rank FROM fantasy.boards b JOIN fantasy.board_rows r ON r.board_id = b.id"
    " WHERE b.publication_id = %(publication)s AND b.league_id IS NULL AND r.team_id = t.id"
    " ORDER BY b.id DESC LIMIT 1) AS rank,"
    " (SELECT r.rank FROM fantasy.boards b JOIN fantasy.board_rows r ON r.board_id = b.id"
    " WHERE b.publication_id = %(previous)s AND b.league_id IS NULL AND r.team_id = t.id"
    " ORDER BY b.id DESC LIMIT 1) AS rank_before"
    " FROM fantasy.teams t"
    " LEFT JOIN fantasy.scores n ON n.publication_id = %(publication)s AND n.team_id = t.id"
    " LEFT JOIN fantasy.scores o ON o.publication_id = %(previous)s AND o.team_id = t.id"
    " WHERE t.season_id = %(season)s AND t.deleted_at IS NULL AND t.created_at < %(before)s"
    f" AND NOT starts_with(t.user_id, '{SIMULATED}')"
    " ORDER BY t.user_id"
)


@dataclass(frozen=True, slots=True)
class Player:
    """A player of a season, with the points and ranks of two publications."""

    user_id: str
    points: Decimal | None
    points_before: Decimal | None
    rank: int | None
    rank_before: int | None

    @property
    def difference(self) -> Decimal:
        return (self.points or Decimal(0)) - (self.points_before or Decimal(0))


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

    A sprint before its race is scored without one, and a team made after the lock does not hear of the score.
    """
    if made.kind != "corrected" and not complete:
        return
    wanted = {
        "publication": publication,
        "previous": previous,
        "season": season_id,
        "before": race.locks_at if made.kind != "corrected" else made.published_at,
    }
    players = await connection.fetch_all(Player, _PLAYERS, wanted)
    if made.kind == "corrected":
        await _corrected(connection, race, made, publication, players)
    else:
        await _scored(connection, race, players)


async def _scored(connection: Connection, race: Race, players: list[Player]) -> None:
    by_points: dict[str, list[str]] = defaultdict(list)
    for player in players:
        by_points[plain(player.points or Decimal(0))].append(player.user_id)
    for points, users in by_points.items():
        notice = FantasyF1RaceScored(race_id=race.id, race=race.name, race_key=race.key, points=points)
        await post_notice(connection, SCHEMA, notice, to=users)


async def _corrected(
    connection: Connection, race: Race, made: Publication, publication: int, players: list[Player]
) -> None:
    """Everybody gets one notice: one with an e-mail where points or rank changed, otherwise one without."""
    changed: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    kept: list[str] = []
    for player in players:
        if player.difference or player.rank != player.rank_before:
            points, difference = plain(player.points or Decimal(0)), _signed(player.difference)
            changed[points, difference, _moved(player)].append(player.user_id)
        else:
            kept.append(player.user_id)
    reason = made.reason or "The result was corrected"
    for (points, difference, moved), users in changed.items():
        notice = FantasyF1ScoreCorrected(
            race_id=race.id,
            race=race.name,
            race_key=race.key,
            publication=publication,
            points=points,
            difference=difference,
            rank=moved,
            reason=reason,
        )
        await post_notice(connection, SCHEMA, notice, to=users)
    if kept:
        same = FantasyF1ScoreKept(
            race_id=race.id, race=race.name, race_key=race.key, publication=publication, reason=reason
        )
        await post_notice(connection, SCHEMA, same, to=kept)


def _signed(difference: Decimal) -> str:
    return f"+{plain(difference)}" if difference > 0 else plain(difference)


def _moved(player: Player) -> str:
    if player.rank is None or player.rank == player.rank_before:
        return "Your rank is the same."
    return f"Your rank is {player.rank} now, it was {player.rank_before or 'none'}."
