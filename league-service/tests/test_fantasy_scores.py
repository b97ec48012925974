"""Scores of fantasy F1: rescoring, explanations and notices, on the demo's season."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from altsports.task.v1 import notifications_pb2
from league_service.competition.ledger.domain import Revision
from league_service.competition.ledger.repository import insert_revision, revisions_of
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import find_race, get_race, lines_of
from league_service.fantasy.scoring import repository
from league_service.fantasy.scoring.reminding import Reminders
from league_service.fantasy.scoring.rescoring import Rescored, Rescoring, rescore
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

PLAY = frozenset({"fantasy:read", "fantasy:write"})
ANN, BOB, CY = (
    Caller(kind="user", user_id=name, username=name, permissions=PLAY) for name in ("ann", "bob", "cy")
)
RACE = "2026_monaco"


class Season:
    """The demo's season with a few teams, moved through time."""

    def __init__(self, leagues: Any, database: Database, clock: FixedClock, drivers: list[Any]) -> None:
        self._leagues = leagues
        self.database = database
        self.clock = clock
        self.drivers = drivers

    async def call(self, path: str, caller: Caller = ANN, /, **fields: Any) -> Any:
        return await self._leagues.call(f"fantasy.v1.{path}", caller, **fields)

    async def team(self, caller: Caller, *places: int, captain: int | None = None) -> str:
        team: str = (await self.call("TeamService/CreateTeam", caller, name=f"Team {caller.user_id}")).team.id
        if places:
            wanted = {"captain_id": self.drivers[captain].id} if captain is not None else {}
            ids = [self.drivers[place].id for place in places]
            await self.call("TeamService/SetDrivers", caller, team_id=team, driver_ids=ids, **wanted)
        return team

    async def race(self, key: str = RACE) -> Race:
        race = await find_race(self.database.pipelined, key, self.clock.now())
        assert race is not None
        return race

    def move(self, to: datetime) -> None:
        self.clock.advance(to - self.clock.now())

    async def score(self, key: str = RACE) -> Rescored:
        """Moves the clock to three hours after the race, and scores it."""
        race = await self.race(key)
        self.move(max(self.clock.now(), race.main.starts_at + timedelta(hours=3)))
        return await self.rescore(race)

    async def rescore(self, race: Race) -> Rescored:
        async with self.database.transaction() as connection:
            return await rescore(connection, race.id, self.clock)

    async def rescore_and_die(self, race: Race) -> None:
        """Does everything but the commit."""
        async with self.database.transaction() as connection:
            assert (await rescore(connection, race.id, self.clock)).publication is not None
            raise ConnectionError

    async def correct(self, race: Race, reason: str, *order: int) -> None:
        """Records a revision in which the lines at some places of the race (from 1) are swapped around."""
        async with self.database.transaction() as connection:
            await _correct(connection, race.main.id, reason, order, self.clock.now())

    async def explain(self, team: str, caller: Caller = ANN, **fields: Any) -> Any:
        found = await self.call("ScoringService/ExplainScore", caller, team_id=team, race=RACE, **fields)
        return found.score

    async def runs(self) -> int:
        """How many runs were asked for."""
        async with self.database.read() as connection:
            return await connection.fetch_value(
                "SELECT count(*) FROM league.deliveries WHERE method LIKE '%EnqueueRun'"
            )

    async def notices(self) -> list[tuple[str, list[str], str]]:
        """The kind, the users and the data of the notices posted since the last call."""
        async with self.database.transaction() as connection:
            rows = await connection.fetch_rows(
                "DELETE FROM league.deliveries WHERE method LIKE %s RETURNING seq, request", ["%Notify"]
            )
        requests = [notifications_pb2.NotifyRequest.FromString(bytes(row[1])) for row in sorted(rows)]
        return [(each.kind, sorted(each.user_ids), each.data.decode()) for each in requests]


async def _correct(
    connection: Connection, event: str, reason: str, order: tuple[int, ...], now: datetime
) -> None:
    revisions = await revisions_of(connection, event)
    last = revisions[-1]
    by_rank = {line.rank: line for line in last.lines if line.rank}
    places = sorted(order)
    ranks = {by_rank[old].position: new for new, old in zip(places, order, strict=True)}
    lines = tuple(
        type(line)(
            line.position,
            rank=ranks.get(line.position, line.rank),
            status=line.status,
            laps=line.laps,
            attributes=line.attributes,
        )
        for line in last.lines
    )
    revision = Revision(last.revision + 1, "corrected", "test", reason, None, now, now, lines)
    await insert_revision(connection, event, revision)


async def _withdraw(connection: Connection, event: str, driver: str, now: datetime) -> None:
    """Records a revision in which a driver did not start."""
    last = (await revisions_of(connection, event))[-1]
    position = await connection.fetch_value(
        "SELECT position FROM league.event_competitors WHERE event_id = %s AND person_id = %s",
        [event, driver],
    )
    lines = tuple(
        type(line)(position, status="not_started") if line.position == position else line
        for line in last.lines
    )
    revision = Revision(last.revision + 1, "corrected", "test", "He was ill", None, now, now, lines)
    await insert_revision(connection, event, revision)


@pytest_asyncio.fixture
async def season(serve_leagues: Callable[..., Any], f1_database: Database, clock: FixedClock) -> Season:
    """The service over the demo's Formula 1. Drivers are in the order in which they finish in Monaco."""
    leagues = await serve_leagues(f1_database)
    drivers = (await leagues.call("fantasy.v1.DriverService/ListDrivers", season=2026)).drivers
    of = {driver.id: driver for driver in drivers}
    later = clock.now() + timedelta(days=300)
    race = await get_race(f1_database.pipelined, RACE, later)
    lines = (await lines_of(f1_database.pipelined, race, later))[race.main.id]
    return Season(leagues, f1_database, clock, [of[line.driver_id] for line in lines])


async def test_a_score_is_explained_by_lines_that_sum_to_it(season: Season) -> None:
    team = await season.team(ANN, 0, 1, 4, 9, 15, captain=1)
    done = await season.score()
    assert (done.teams, done.publication is not None) == (1, True)
    score = await season.explain(team)
    assert [(line.position, line.points, line.multiplier, line.result) for line in score.lines[:4]] == [
        (1, "25", "1", "25"),
        (2, "18", "1.5", "27"),
        (5, "10", "1", "10"),
        (10, "1", "1", "1"),
    ]
    assert score.points == "63"
    assert sum(Decimal(line.result) for line in score.lines) == Decimal(score.points)
    assert score.counted_captain_id == season.drivers[1].id
    assert [(each.session, each.revision) for each in score.sessions] == [("race", 1)]
    listed = await season.call("ScoringService/ListScores", team_id=team)
    assert [(each.race.key, each.points, each.corrections) for each in listed.scores] == [(RACE, "63", 0)]
    assert listed.total == "63"


async def test_an_explanation_gives_the_state_that_the_session_had_at_that_time(season: Season) -> None:
    team = await season.team(ANN, 0, 1, 4, 9, 15)
    await season.score()
    first = season.clock.now()
    race = await season.race()
    season.move(first + timedelta(days=1))
    await season.correct(race, "A penalty", 2, 1)
    assert [each.state for each in (await season.explain(team)).sessions] == ["verified"]
    await season.rescore(race)
    score = await season.explain(team, compare_to="1")
    assert [each.state for each in score.sessions] == ["corrected"]
    assert [each.state for each in score.change.sessions_before] == ["provisional"]
    then = await season.explain(team, as_of=first.isoformat())
    assert [each.state for each in then.sessions] == ["provisional"]


async def test_scoring_again_changes_nothing(season: Season) -> None:
    await season.team(ANN, 0, 1, 4, 9, 15)
    race = (await season.score()).race
    await season.notices()
    assert (await season.rescore(race)).publication is None
    assert await season.notices() == []


async def test_a_team_of_later_is_not_notified_of_races_before_it(season: Season) -> None:
    await season.team(ANN, 0, 1, 4, 9, 15)
    season.move((await season.race()).main.starts_at + timedelta(hours=3))
    await season.team(BOB)
    await season.score()
    assert [users for _, users, _ in await season.notices()] == [["ann"]]


async def test_a_team_made_after_the_scores_is_not_ranked_by_their_correction(season: Season) -> None:
    await season.team(ANN, 0, 2, 4, 9, 15)
    race = (await season.score()).race
    await season.team(BOB)
    await season.notices()
    board = "LeaderboardService/GetLeaderboard"
    before = (await season.call(board, BOB, season=2026)).own
    season.clock.advance(timedelta(hours=1))
    await season.correct(race, "Five seconds were taken back", 4, 3)
    await season.rescore(race)
    after = (await season.call(board, BOB, season=2026)).own
    assert (before.HasField("rank"), after.HasField("rank")) == (False, False)
    (_, ann, _), (kind, bob, data) = await season.notices()
    assert (ann, kind, bob) == (["ann"], "f1_score.kept", ["bob"])
    assert "made after the race was scored" in data


async def test_a_rescoring_that_dies_leaves_nothing_and_its_next_attempt_does_it_all(season: Season) -> None:
    await season.team(ANN, 0, 1, 4, 9, 15)
    race = await season.race()
    season.move(race.main.starts_at + timedelta(hours=3))
    with pytest.raises(ConnectionError):
        await season.rescore_and_die(race)
    async with season.database.read() as connection:
        tables = ("scores", "publications", "boards", "board_rows")
        counts = [await connection.fetch_value(f"SELECT count(*) FROM fantasy.{table}") for table in tables]
    assert (counts, await season.notices()) == ([0, 0, 0, 0], [])
    assert (await season.rescore(race)).teams == 1
    assert [users for _, users, _ in await season.notices()] == [["ann"]]


async def test_two_runs_at_once_publish_once(season: Season) -> None:
    await season.team(ANN, 0, 1, 4, 9, 15)
    race = await season.race()
    season.move(race.main.starts_at + timedelta(hours=3))
    done = await asyncio.gather(*(season.rescore(race) for _ in range(4)))
    assert sum(each.publication is not None for each in done) == 1
    assert len(await season.notices()) == 1


async def test_the_run_is_asked_for_when_a_result_takes_effect(season: Season) -> None:
    await season.team(ANN, 0, 1, 4, 9, 15)
    rescoring = Rescoring(season.database, season.clock)
    race = await season.race("2026_australia")
    await rescoring.ask_for_due()
    season.move(race.main.starts_at + timedelta(hours=3))
    await rescoring.ask_for_due()
    await rescoring.ask_for_due()
    assert await season.runs() == 1
    season.move(season.clock.now() + timedelta(minutes=11))  # the run may have failed
    await rescoring.ask_for_due()
    assert await season.runs() == 2
    await season.score("2026_australia")
    async with season.database.read() as connection:
        assert await repository.due_races(connection, season.clock.now()) == []


async def test_a_race_cancelled_after_its_sprint_is_scored_as_it_is_explained(season: Season) -> None:
    """Until the race is cancelled, the captain may still start in it."""
    races = (await season.call("RaceService/ListRaces", season=2026)).races
    key = next(race.key for race in races if any(session.kind == "sprint" for session in race.sessions))
    team = await season.team(ANN, 0, 1, 4, 9, 15)
    captain, vice = season.drivers[1].id, season.drivers[0].id
    chosen = {"captain_id": captain, "vice_captain_id": vice}
    await season.call("TeamService/SetCaptain", team_id=team, **chosen)
    race = await season.race(key)
    sprint = next(session for session in race.sessions if session.kind == "sprint")
    season.move(sprint.starts_at + timedelta(hours=2))
    async with season.database.transaction() as connection:
        await _withdraw(connection, sprint.id, captain, season.clock.now())

    async def scored() -> tuple[str, str]:
        listed = (await season.call("ScoringService/ListScores", team_id=team)).scores[-1]
        explained = (await season.call("ScoringService/ExplainScore", team_id=team, race=key)).score
        assert listed.points == explained.points
        return listed.points, explained.captain_rule

    assert (await season.rescore(race)).publication is not None
    points, rule = await scored()
    assert rule == "The points of the captain count 1.5 times"
    off = {"race_id": key, "status": "cancelled", "reason": "A flood"}
    await season.call("RaceService/UpdateRace", ADMIN, **off)
    assert await scored() == (points, rule)
    async with season.database.read() as connection:
        due = await repository.due_races(connection, season.clock.now())
        asked = await connection.fetch_value(
            "SELECT count(*) FROM league.deliveries WHERE method LIKE '%EnqueueRun'"
            " AND position('rescore_f1_race'::bytea in request) > 0"
        )
    assert (race.id in [found.id for found in due], asked) == (True, 1)
    assert (await season.rescore(race)).publication is not None
    more, rule = await scored()
    assert rule == "The captain did not start, so the points of the vice-captain count 1.5 times"
    assert Decimal(more) > Decimal(points)
    assert (await season.rescore(race)).publication is None


async def test_a_correction_is_explained_and_its_reversal_cancels_out(season: Season) -> None:
    team = await season.team(ANN, 0, 2, 4, 9, 15, captain=2)
    await season.team(BOB, 10, 11, 12, 13, 14)
    await season.team(CY)
    race = (await season.score()).race
    first = season.clock.now()
    season.clock.advance(timedelta(hours=100))
    await season.correct(race, "Five seconds were taken back", 4, 3)
    assert (await season.rescore(race)).publication is not None
    score = await season.explain(team, compare_to="1")
    assert (score.change.points_before, score.points, score.change.difference) == ("58.5", "54", "-4.5")
    (line,) = score.change.lines
    assert (line.before.position, line.after.position, line.difference) == (3, 4, "-4.5")
    assert line.reason.endswith("Five seconds were taken back")
    assert (score.change.rank_before, score.change.rank_after) == (1, 1)
    season.clock.advance(timedelta(days=80))
    await season.correct(race, "The appeal was granted", 4, 3)
    await season.rescore(race)
    after = await season.explain(team, compare_to=first.isoformat())
    assert (after.points, after.change.difference, list(after.change.lines)) == ("58.5", "0", [])
    then = (first + timedelta(days=10)).isoformat()
    assert (await season.explain(team, as_of=then)).points == "54"
    for as_of, corrections, by in ((then, 1, "-4.5"), ("", 2, "0")):
        (listed,) = (await season.call("ScoringService/ListScores", team_id=team, as_of=as_of)).scores
        assert (listed.corrections, listed.corrected_by, listed.had_lineup) == (corrections, by, True)


async def test_a_line_up_saved_after_the_start_that_took_place_is_not_scored(season: Season) -> None:
    team = await season.team(ANN, 0, 1, 4, 9, 15, captain=1)
    race = await season.race()
    season.move(race.locks_at - timedelta(hours=2))
    ids = [season.drivers[place].id for place in (1, 2, 4, 9, 15)]
    await season.call("TeamService/SetDrivers", team_id=team, driver_ids=ids, race=RACE)
    season.move(race.locks_at - timedelta(hours=1))
    earlier = (race.locks_at - timedelta(hours=3)).isoformat()
    times = [{"kind": race.sessions[0].kind, "starts_at": earlier}]
    await season.call("RaceService/UpdateRace", ADMIN, race_id=RACE, sessions=times, reason="A storm")
    await season.score()
    assert (await season.explain(team)).points == "63"
    async with season.database.transaction() as connection:
        await connection.execute(
            "UPDATE league.events SET scheduled_at = scheduled_at - interval '90 days' WHERE round_id = %s"
            " AND session = 'qualifying'",
            [race.id],
        )
    await season.correct(race, "A penalty", 2, 1)
    await season.rescore(race)
    assert (await season.explain(team)).points == "66.5"  # the schedule moves no score of the past


async def test_each_player_gets_one_notice_of_a_score_and_of_each_correction(season: Season) -> None:
    await season.team(ANN, 0, 2, 4, 9, 15, captain=2)
    await season.team(BOB, 10, 11, 12, 13, 14)
    await season.team(CY)
    race = (await season.score()).race
    first = await season.notices()
    assert {kind for kind, _, _ in first} == {"f1_race.scored"}
    assert sorted(user for _, users, _ in first for user in users) == ["ann", "bob", "cy"]
    await season.correct(race, "Five seconds were taken back", 4, 3)
    await season.rescore(race)
    corrected = await season.notices()
    assert [(kind, users) for kind, users, _ in corrected] == [
        ("f1_score.corrected", ["ann"]),
        ("f1_score.kept", ["bob", "cy"]),
    ]
    assert '"difference":"-4.5"' in corrected[0][2]


async def test_an_equal_check_publishes_nothing(season: Season) -> None:
    team = await season.team(ANN, 0, 2, 4, 9, 15)
    race = (await season.score()).race
    await season.notices()
    await season.correct(race, "A gap was corrected")
    assert (await season.rescore(race)).publication is None
    assert await season.notices() == []
    assert (await season.explain(team, compare_to="2")).change.difference == "0"
    async with season.database.read() as connection:
        due = await repository.due_races(connection, season.clock.now())
    assert race.id not in [each.id for each in due]


async def test_a_deleted_team_keeps_its_place_in_corrected_boards_of_the_past(season: Season) -> None:
    team = await season.team(ANN, 0, 2, 4, 9, 15)
    await season.team(BOB, 0, 1, 2, 10, 15)
    race = (await season.score()).race
    await season.call("TeamService/DeleteTeam", team_id=team)
    await season.correct(race, "Five seconds were taken back", 4, 3)
    assert (await season.rescore(race)).teams == 2
    with pytest.raises(DomainError) as caught:
        await season.explain(team)
    assert caught.value.reason == "TEAM_NOT_FOUND"


async def test_a_team_without_a_line_up_learns_why_it_scored_nothing(season: Season) -> None:
    idle = await season.team(BOB)
    await season.team(ANN, 0, 1, 4, 9, 15)
    await season.score()
    late = await season.team(CY)
    for team, caller, why in ((idle, BOB, "had no line-up when the race locked"), (late, CY, "made after")):
        (listed,) = (await season.call("ScoringService/ListScores", caller, team_id=team)).scores
        score = await season.explain(team, caller, compare_to="1")
        assert (listed.points, score.points, len(score.lines)) == ("0", "0", 0)
        assert not listed.had_lineup
        assert (score.HasField("lineup"), score.change.difference) == (False, "0")
        assert why in score.captain_rule


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"race": "2026_nowhere"}, "RACE_NOT_FOUND"),
        ({"race": "2026_australia"}, "SCORE_NOT_FOUND"),
        ({"compare_to": "7"}, "REVISION_NOT_SCORED"),
        ({"compare_to": "yesterday"}, "INVALID_MOMENT"),
        ({"team_id": "nobody"}, "TEAM_NOT_FOUND"),
    ],
)
async def test_what_cannot_be_explained_is_said(season: Season, fields: dict[str, str], reason: str) -> None:
    team = await season.team(ANN, 0, 1, 4, 9, 15)
    await season.score()
    with pytest.raises(DomainError) as caught:
        await season.call("ScoringService/ExplainScore", **{"team_id": team, "race": RACE} | fields)
    assert (caught.value.reason, bool(caught.value.recovery)) == (reason, True)
    assert ("revision" in caught.value.message) == ("compare_to" in fields)


async def test_only_a_team_that_misses_something_is_reminded_and_only_once(season: Season) -> None:
    await season.team(ANN, 0, 1, 4, 9, 15)
    await season.team(BOB)
    reminders = Reminders(season.database, season.clock)
    race = await season.race("2026_australia")
    season.move(race.locks_at - timedelta(hours=25))
    await reminders.remind()
    assert await season.notices() == []
    season.move(race.locks_at - timedelta(hours=23))
    await reminders.remind()
    assert [(kind, users) for kind, users, _ in await season.notices()] == [("f1_lineup.incomplete", ["bob"])]
    async with season.database.transaction() as connection:
        await connection.execute(
            "DELETE FROM league.entries WHERE round_id = %s AND person_id = %s",
            [race.id, season.drivers[4].id],
        )
    await reminders.remind()
    await reminders.remind()
    ((kind, users, data),) = await season.notices()
    assert (kind, users, season.drivers[4].name in data) == ("f1_lineup.incomplete", ["ann"], True)
