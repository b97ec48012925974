"""Stores Harbour Rovers once, and plays its matches when their time has come. Never in production."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from league_service.catalogue.leagues.repository import find_league
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.registry import plans_of
from league_service.clubs.engine.writing import store_new
from league_service.clubs.match_notes import repository as match_notes
from league_service.clubs.match_reporting import figures_changed
from league_service.clubs.matches.repository import add_result
from league_service.clubs.nouns import HOOKS
from league_service.clubs.occasions.domain import Noun
from league_service.clubs.people import repository as people
from league_service.clubs.responses import repository as responses
from league_service.demo.rovers import planning, repository, squads
from league_service.demo.rovers.answers import AHEAD, answers, came
from league_service.demo.rovers.notes import notes
from league_service.demo.rovers.play import PlayedMatch, play
from league_service.demo.rovers.squads import SQUADS
from league_service.demo.seed import EXAMPLE
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.demo import DEMO_ORGANISATION, DEMO_USER

_LASTS: Final = timedelta(hours=2)


async def keep_rovers(database: Database, now: datetime) -> int:
    """Stores the club if the demo is loaded and it was never stored, then plays what is due.

    Returns how many matches were played.
    """
    async with database.transaction() as connection:
        await repository.lock(connection)
        year = await repository.stored_season(connection)
        if year is None:
            if await find_league(connection, EXAMPLE) is None:
                return 0
            year = squads.season_of(now.date())
            await store_club(connection, year, now)
        return await play_due(connection, year, now)


async def store_club(connection: Connection, year: int, now: datetime) -> None:
    """Stores teams, players, the calendar of a season, and what belongs to them."""
    plans = plans_of(HOOKS)
    fixtures = [match for squad in SQUADS for match in planning.fixtures(squad, year)]
    rows: Mapping[str, Iterable[Mapping[str, Any]]] = {
        "formations": planning.formations(),
        "events": planning.competitions(year),
        "teams": squads.teams(year),
        "players": squads.players(year),
        "matches": fixtures,
        "training_sessions": planning.trainings(year, now),
        "reunions": planning.meetings(year),
    }
    for plural, facts in rows.items():
        await _store(connection, plans[plural], facts, now)
    for player, given_by, day in squads.consents(year):
        consent = {"player_id": player, "kind": "physical", "given_by": given_by, "relation": "parent"}
        consent |= {"given_on": day, "recorded_at": now, "recorded_by": DEMO_USER}
        await people.record(connection, UUID(DEMO_ORGANISATION), consent)
    for squad in SQUADS:
        for match in planning.fixtures(squad, year):
            await _invite(connection, "matches", match["id"], squad.players, match["kick_off_at"], now)
    for session in planning.trainings(year, now):
        players = next(squad.players for squad in SQUADS if squad.id == session["team_id"])
        await _invite(connection, "training_sessions", session["id"], players, session["starts_at"], now)
    await repository.remember_season(connection, year, now)


async def _invite(
    connection: Connection, noun: Noun, id: str, players: Sequence[str], starts_at: datetime, now: datetime
) -> None:
    """Stores the answers to what begins soon."""
    if now < starts_at <= now + AHEAD:
        for answer in answers(id, players, starts_at, now):
            await responses.store(connection, DEMO_ORGANISATION, noun, id, answer)


async def play_due(connection: Connection, year: int, now: datetime) -> int:
    """Plays the matches that are over. Those of a squad that has become too small stay as they are."""
    due = await repository.due_matches(connection, now - _LASTS)
    if not due:
        return 0
    players = await repository.able_players(connection)
    count = 0
    for squad in SQUADS:
        able = {player for player in squad.players if players.get(player, ("",))[0] == "active"}
        measured = {player for player in able if players[player][1] or not squad.needs_consents}
        for number, match in enumerate(planning.fixtures(squad, year)):
            if match["id"] not in due:
                continue
            known = await responses.listed(connection, DEMO_ORGANISATION, match["id"])
            away = {each.player_id for each in known if each.answer == "declined"}
            outcome = play(match, number, squad, able - away, measured)
            if outcome is not None:
                await _store_outcome(connection, match, outcome, now)
                count += 1
    if count:
        await figures_changed(connection, DEMO_ORGANISATION, now)
    return count


async def _store_outcome(
    connection: Connection, match: Mapping[str, Any], outcome: PlayedMatch, now: datetime
) -> None:
    plans, score, match_id = plans_of(HOOKS), dict(outcome.score), match["id"]
    await repository.finish(connection, match_id, score, now)
    await add_result(connection, DEMO_ORGANISATION, match_id, score, by="", now=now)
    await _store(connection, plans["match_lineups"], outcome.lines, now)
    await _store(connection, plans["match_events"], outcome.events, now)
    await _store(connection, plans["player_match_statistics"], outcome.figures, now)
    for answer in came([line["player_id"] for line in outcome.lines], match["kick_off_at"]):
        await responses.store(connection, DEMO_ORGANISATION, "matches", match_id, answer)
    for note in notes(match_id, outcome, now):
        await match_notes.add(connection, DEMO_ORGANISATION, note)


async def _store(
    connection: Connection, plan: Plan, facts: Iterable[Mapping[str, Any]], now: datetime
) -> None:
    rows = [
        {
            **plan.read(dict(given)),
            **{"id": given["id"], "version": 1, "created_at": now, "updated_at": now, "archived_at": None},
        }
        for given in facts
    ]
    if plan.children:
        for row in rows:
            await store_new(connection, plan, DEMO_ORGANISATION, row, now)
        return
    shared = {"organisation": DEMO_ORGANISATION, "now": now}
    async with connection.cursor() as cursor:
        await cursor.executemany(
            plan.insert, [{**plan.parameters(row), **shared, "id": row["id"]} for row in rows]
        )
