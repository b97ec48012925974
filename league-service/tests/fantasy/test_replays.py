"""Made-up managers play a simulated season again, and the end is recomputed from line-ups and results."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, LiteralString

import pytest
import pytest_asyncio

from league_service.demo.simulated_f1 import store_simulated_races
from league_service.f1.domain import F1_SIMULATED
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.domain import Season
from league_service.fantasy.replays.player import ReplayPlayer
from league_service.fantasy.scoring.domain import score_of
from league_service.fantasy.scoring.repository import results_of
from league_service.fantasy.scoring.rescoring import is_complete, revisions_in_force
from league_service.fantasy.teams.repository import saved_lineup
from service_kit.caller import Caller, service_caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import DomainError

SERVICE = "fantasy.v1.F1ReplayService/"
BOARD = "fantasy.v1.LeaderboardService/GetLeaderboard"
CALLER = service_caller("tests")
PLAYER = Caller(kind="user", user_id="user-1", username="ann", permissions=frozenset({"*"}))
TEAMS = 30


class Replays:
    """The service in the middle of the season of 2026, and the loop that plays replays."""

    def __init__(self, leagues: Any, database: Database, clock: FixedClock) -> None:
        self._leagues = leagues
        self.database = database
        self.clock = clock
        self.player = ReplayPlayer(database, clock)

    async def call(self, method: str, /, **fields: Any) -> Any:
        return (await self._leagues.call(f"{SERVICE}{method}F1Replay", CALLER, **fields)).replay

    async def paused(self) -> tuple[Any, str]:
        """A replay that was paused in its third round, and its time."""
        made = await self.call("Create", season=2026, teams=3)
        while (await self.call("Get", replay_id=made.id)).round < 3:
            await self.player.step()
        replay = await self.call("Change", replay_id=made.id, status="paused")
        return replay, replay.cursor_time.ToDatetime(tzinfo=UTC).isoformat()

    async def delete(self, replay: str) -> None:
        await self._leagues.call(f"{SERVICE}DeleteF1Replay", CALLER, replay_id=replay)

    async def board(self, replay: str) -> dict[str, tuple[int, Decimal]]:
        answer = await self._leagues.call(BOARD, replay=replay, page_size=100)
        assert answer.season == 2026
        return {row.team_id: (row.rank, Decimal(row.total)) for row in answer.rows}

    async def read(self, method: str, /, **fields: Any) -> Any:
        return await self._leagues.call(f"fantasy.v1.{method}", PLAYER, **fields)

    async def count(self, table: LiteralString) -> int:
        async with self.database.read() as connection:
            return await connection.fetch_value(f"SELECT count(*) FROM fantasy.{table}")

    async def races(self) -> list[Race]:
        async with self.database.read() as connection:
            return await races_of(connection, Season(F1_SIMULATED, 2026), self.clock.now())

    async def batch(self, replay: str) -> dict[str, Decimal]:
        """The total of each team: the sum of the scores of its line-ups, computed in one go."""
        async with self.database.read() as connection:
            rows = await connection.fetch_rows(
                "SELECT team_id, locks_at, id, race_id, driver_ids, prices, captain_id, vice_captain_id,"
                " saved_at FROM fantasy.lineups WHERE season_id = %s ORDER BY id",
                [replay],
            )
            totals: dict[str, Decimal] = dict.fromkeys([row[0] for row in rows], Decimal(0))
            for race in await self.races():
                revisions = revisions_in_force(race)
                if not revisions:
                    continue
                complete = is_complete(race, revisions)
                weekend, _ = await results_of(connection, revisions, is_complete=complete)
                chosen = {team: saved for team, locks_at, *saved in rows if locks_at <= race.locks_at}
                for team, saved in chosen.items():
                    assert saved[-1] < race.locks_at
                    totals[team] += score_of(saved_lineup(*saved).lineup, weekend).total
        return totals


async def refusal(call: Any) -> str:
    with pytest.raises(DomainError) as refused:
        await call
    return refused.value.reason


@pytest_asyncio.fixture
async def replays(serve_leagues: Callable[..., Any], database: Database, clock: FixedClock) -> Replays:
    clock.advance(datetime(2026, 7, 15, tzinfo=UTC) - clock.now())
    await store_simulated_races(database, clock.now())
    return Replays(await serve_leagues(database), database, clock)


async def test_a_season_in_progress_is_replayed_to_the_last_result_and_ends_as_the_batch_does(
    replays: Replays,
) -> None:
    last = max(race.number for race in await replays.races() if revisions_in_force(race))
    assert last < len(await replays.races())
    replay = await replays.call("Create", season=2026, teams=TEAMS)
    assert (replay.first_round, replay.last_round) == (1, last)
    for _ in range(5):
        await replays.player.step()
    paused = await replays.call("Change", replay_id=replay.id, status="paused")
    assert (paused.status, paused.steps_done) == ("paused", 5)
    assert not await replays.player.step()
    await replays.call("Change", replay_id=replay.id, status="running")
    await ReplayPlayer(replays.database, replays.clock).play_due()
    done = await replays.call("Get", replay_id=replay.id)
    assert (done.status, done.steps_done, done.round) == ("finished", replay.steps_total, last)
    board = await replays.board(replay.id)
    assert len(board) == TEAMS
    assert {team: total for team, (_, total) in board.items()} == await replays.batch(replay.id)
    assert [rank for rank, _ in board.values()] == sorted(rank for rank, _ in board.values())
    assert await replays.count("teams") == TEAMS


async def test_replays_of_the_same_rounds_end_equally_and_a_deleted_one_leaves_nothing(
    replays: Replays,
) -> None:
    ids: list[str] = []
    for _ in range(2):
        replay = await replays.call("Create", season=2026, first_round=2, last_round=4, teams=6)
        assert (replay.first_round, replay.last_round) == (2, 4)
        ids.append(replay.id)
    await replays.player.play_due()
    one, other = [list((await replays.board(id)).values()) for id in ids]
    assert one == other
    for id in ids:
        await replays.delete(id)
    for table in ("replays", "teams", "lineups", "scores", "publications", "boards", "board_rows"):
        assert await replays.count(table) == 0, table
    with pytest.raises(DomainError) as refusal:
        await replays.board(ids[0])
    assert refusal.value.reason == "REPLAY_NOT_FOUND"


async def test_reads_of_a_replay_know_only_what_was_known_at_its_time(replays: Replays) -> None:
    made, at = await replays.paused()
    live, played = {"season": 2026, "as_of": at}, {"replay": made.id}
    for method in ("ChampionshipService/GetStandings", "DriverService/ListDrivers", "RaceService/ListRaces"):
        assert await replays.read(method, **played) == await replays.read(method, **live), method
        assert await replays.read(method, **played) != await replays.read(method, season=2026), method
    driver = (await replays.read("DriverService/ListDrivers", **played)).drivers[0]
    assert (await replays.read("DriverService/GetDriver", driver_id=driver.id, **played)).driver == driver
    assert (await replays.read("RaceService/GetRules", **played)).season == 2026
    assert (await replays.read("RaceService/GetRules", as_of="2024-05-01T00:00:00Z")).season == 2024
    leagues = "F1LeagueService/ListF1Leagues"
    assert (await replays.read(leagues, scope="public", **played)).total_size == 0
    assert await refusal(replays.read(leagues, replay="f1-no")) == "REPLAY_NOT_FOUND"
    for method in ("GetRace", "GetRaceResults"):
        asked = {"race_id": "2026_monaco"}
        then = await replays.read(f"RaceService/{method}", **asked, **played)
        assert then == await replays.read(f"RaceService/{method}", **asked, as_of=at)
        assert then != await replays.read(f"RaceService/{method}", **asked)
        wrong = replays.read(f"RaceService/{method}", race_id="2025_monaco", **played)
        assert await refusal(wrong) == "RACE_NOT_FOUND"


async def test_teams_of_a_replay_are_read_at_its_time_and_in_no_other(replays: Replays) -> None:
    made, at = await replays.paused()
    other = await replays.call("Create", season=2026, teams=3)
    played = {"replay": made.id}
    assert not (await replays.read("TeamService/ListTeams", **played)).teams
    row = (await replays.read("LeaderboardService/GetLeaderboard", **played)).rows[0]
    team = {"team_id": row.team_id}
    lineup = (await replays.read("TeamService/GetTeam", **team, **played)).team.lineup
    assert lineup.race.locked
    assert lineup in (await replays.read("TeamService/ListLineups", **team, **played)).lineups
    scores = await replays.read("ScoringService/ListScores", **team, **played)
    assert scores.total == row.total
    last = {"race": scores.scores[-1].race.key}
    explained = await replays.read("ScoringService/ExplainScore", **team, **last, **played)
    assert explained.score.points == scores.scores[-1].points
    await replays.call("Change", replay_id=made.id, status="running")
    await replays.player.play_due()
    early = await replays.read("ScoringService/ListScores", **team, **played, as_of=at)
    assert early == scores
    for method, asked in {
        "TeamService/GetTeam": team,
        "TeamService/ListLineups": team,
        "ScoringService/ListScores": team,
        "ScoringService/ExplainScore": team | last,
    }.items():
        assert await refusal(replays.read(method, **asked, replay=other.id)) == "TEAM_NOT_FOUND"
        assert await refusal(replays.read(method, **asked, replay="f1-no")) == "REPLAY_NOT_FOUND"


async def test_each_step_and_the_end_of_a_replay_purge_what_is_cached_about_it(replays: Replays) -> None:
    made = await replays.call("Create", season=2026, last_round=1, teams=2)
    await replays.player.play_due()
    await replays.delete(made.id)
    async with replays.database.read() as connection:
        reported = await connection.fetch_value(
            "SELECT count(*) FROM league.outbox WHERE type = 'f1_replay.advanced' AND subject = %s", [made.id]
        )
    assert reported == made.steps_total + 1


async def test_rounds_without_results_are_refused_and_a_replay_that_cannot_go_on_fails(
    replays: Replays,
) -> None:
    with pytest.raises(DomainError) as refusal:
        await replays.call("Create", season=2026, first_round=23)
    assert refusal.value.reason == "INVALID_REPLAY"
    replay = await replays.call("Create", season=2026, last_round=1)
    async with replays.database.transaction() as connection:
        await connection.execute(
            """UPDATE fantasy.replays SET steps =
            '[{"at": "2026-01-01T00:00:00Z", "kind": "choose", "race_id": "none"}]'"""
        )
    assert await replays.player.step()
    failed = await replays.call("Get", replay_id=replay.id)
    assert (failed.status, failed.steps_done) == ("failed", 0)
    with pytest.raises(DomainError) as refusal:
        await replays.call("Change", replay_id=replay.id, status="running")
    assert refusal.value.reason == "REPLAY_ENDED"
