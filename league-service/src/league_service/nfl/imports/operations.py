"""What happens when games are stored: decide season by season, write in bulk, tell the mesh what changed."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from league_service.competition.competitions import events
from league_service.competition.competitions.domain import Competition
from league_service.competition.teams.domain import TeamBook
from league_service.nfl.imports import repository
from league_service.nfl.imports.domain import Counts, GameRow
from league_service.nfl.imports.identities import identity_rows
from league_service.nfl.imports.opening_lines import Opening
from league_service.nfl.imports.planning import Plan, Planner
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Stored:
    """A season of games is decided and written."""

    season: int
    game_count: int
    counts: Counts


async def store_games(
    connection: Connection,
    competition: Competition,
    teams: TeamBook,
    *,
    source: str,
    games: Iterable[GameRow],
    now: datetime,
) -> AsyncIterator[Stored]:
    """Stores games season by season; what the source said before changes nothing. The caller commits."""
    await repository.lock_competition(connection, competition.key)
    await repository.store_competition(connection, competition, now)
    ordered = sorted(games, key=lambda game: (game.season, game.kickoff.at, game.key))
    for year, played in groupby(ordered, key=lambda game: game.season):
        season_games = list(played)
        season = await repository.store_season(connection, competition, year, now)
        known = await repository.known_season(connection, season, source)
        plan = await asyncio.to_thread(_decide, Planner(competition, source, known, now), season_games)
        await _write(connection, competition, year, teams=teams, plan=plan, now=now)
        yield Stored(year, len(season_games), plan.counts)


def _decide(planner: Planner, games: Iterable[GameRow]) -> Plan:
    for game in games:
        planner.add(game)
    return planner.plan


async def _write(
    connection: Connection, competition: Competition, year: int, *, teams: TeamBook, plan: Plan, now: datetime
) -> None:
    if not plan.counts.changed:
        return
    await repository.insert_all(connection, identity_rows(plan.described, teams) | plan.rows)
    season = await repository.store_season(connection, competition, year, now)
    await repository.bump_season(connection, season, now)
    await events.append_imported(connection, competition, year, touched=plan.touched, now=now)
    for event, key, revision, status in plan.new_results:
        await events.append_result(
            connection, competition, year, event=(event, key), revision=revision, status=status, now=now
        )


async def store_openings(
    connection: Connection,
    competition: Competition,
    teams: TeamBook,
    *,
    source: str,
    openings: Iterable[Opening],
    now: datetime,
) -> AsyncIterator[Stored]:
    """Stores opening quotes season by season; what is stored already changes nothing. The caller commits."""
    ordered = sorted(openings, key=lambda opening: (opening.game.season, opening.game.key))
    for year, group in groupby(ordered, key=lambda opening: opening.game.season):
        season_openings = list(group)
        season = await repository.store_season(connection, competition, year, now)
        known = await repository.known_season(connection, season, source)
        planner = Planner(competition, source, known, now)
        for opening in season_openings:
            game = opening.game
            planner.add_quotes((game.event_id, game.key), opening.quotes, game.kickoff)
        await _write(connection, competition, year, teams=teams, plan=planner.plan, now=now)
        yield Stored(year, len(season_openings), planner.plan.counts)
