"""Files of games and lines: what is stored, what a second import changes, and how bad rows are reported."""

import asyncio
import json
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service_kit.caller import service_caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

MESH = service_caller("tests")
GAME = "2024_05_BUF_KC"
FINAL = {"home_score": 24, "away_score": 20, "result": 4, "total": 44}
LINED = {"spread_line": 2.5, "total_line": 47.5, "home_moneyline": -150, "away_moneyline": 130}


async def event(nfl: Any, event_id: str = GAME) -> Any:
    return (await nfl.call("CompetitionService/GetEvent", event_id=event_id)).event


async def lines(nfl: Any, event_id: str = GAME) -> list[tuple[str, datetime]]:
    answer = await nfl.call("ListLines", event_id=event_id)
    return [(line.text, line.taken_at.ToDatetime(tzinfo=UTC)) for line in answer.lines]


async def results(nfl: Any, event_id: str = GAME) -> list[tuple[str, list[int]]]:
    answer = await nfl.call("ListResults", event_id=event_id)
    return [(found.status, [score.score for score in found.scores]) for found in answer.results]


async def outbox(database: Database) -> list[tuple[str, Any]]:
    async with database.read() as connection:
        cursor = await connection.execute("SELECT type, data FROM league.outbox ORDER BY seq")
        return [(kind, data) for kind, data in await cursor.fetchall()]


async def test_the_same_file_again_changes_nothing(nfl: Any, game_files: Any, database: Database) -> None:
    file = game_files.table(game_files.row(**FINAL, **LINED))
    first = await game_files.send(nfl, file)
    assert first.counts == (1, 1, 0, 1, 0, 3, 0, 0)
    told, facts = (
        await outbox(database),
        await nfl.call("GetSeasonFacts", MESH, competition="nfl", season=2024),
    )
    again = await game_files.send(nfl, file)
    assert again.counts == (1, 0, 0, 0, 0, 0, 1, 0)
    assert await outbox(database) == told
    assert await nfl.call("GetSeasonFacts", MESH, competition="nfl", season=2024) == facts


async def test_two_imports_at_once_write_everything_once(nfl: Any, game_files: Any) -> None:
    file = game_files.table(game_files.row(**FINAL, **LINED))
    sends: list[Awaitable[Any]] = [game_files.send(nfl, file) for _ in range(2)]
    both = await asyncio.gather(*sends)
    assert sorted(imported.count("events_created") for imported in both) == [0, 1]
    assert await results(nfl) == [("official", [24, 20])]


async def test_columns_may_stand_in_any_order_and_unknown_ones_are_passed_over(
    nfl: Any, game_files: Any
) -> None:
    row = game_files.row(**FINAL, elo="unheard of", **{"": ""})
    columns = "elo away_score home_score home_team away_team gameday week game_type season game_id"
    imported = await game_files.send(nfl, b"\xef\xbb\xbf" + game_files.table(row, columns=columns))
    assert imported.counts == (1, 1, 0, 1, 0, 0, 0, 0)


async def test_a_file_without_a_needed_column_is_refused_with_its_name(nfl: Any, game_files: Any) -> None:
    file = game_files.table(game_files.row(), columns="game_id season game_type week gameday home_team")
    with pytest.raises(DomainError) as refused:
        await game_files.send(nfl, file)
    assert refused.value.reason == "UNREADABLE_FILE"
    assert "away_team, away_score, home_score" in refused.value.message


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("nflverse", b""),
        ("nflverse", b"\xff\xfe\x00"),
        ("nflverse", b"PK\x03\x04"),
        ("opening-lines", b"{"),
        ("opening-lines", b'{"season": 2011}'),
        ("opening-lines", b'[{"season": 2011}]'),
        ("opening-lines", b"[1, 2]"),
    ],
)
async def test_a_file_of_another_kind_is_refused(nfl: Any, game_files: Any, kind: str, data: bytes) -> None:
    with pytest.raises(DomainError) as refused:
        await game_files.send(nfl, data, kind)
    assert refused.value.reason == "UNREADABLE_FILE"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"home_team": "XYZ"}, "home_team"),
        ({"home_team": ""}, "home_team"),
        ({"away_team": "KC"}, "away_team"),
        ({"gameday": "soon"}, "gameday"),
        ({"gameday": "2024-02-30"}, "gameday"),
        ({"week": "0"}, "week"),
        ({"week": ""}, "week"),
        ({"season": "last"}, "season"),
        ({"game_type": "PRE"}, "game_type"),
        ({"game_id": ""}, "game_id"),
    ],
)
async def test_a_row_that_cannot_be_a_game_is_told_and_the_others_arrive(
    nfl: Any, game_files: Any, values: dict[str, str], field: str
) -> None:
    good = game_files.row(game_id="2024_05_LV_DEN", away_team="LV", home_team="DEN")
    imported = await game_files.send(nfl, game_files.table(game_files.row(**values), good))
    (problem,) = imported.problems
    assert (problem.file, problem.line, problem.field) == ("games.csv", 2, field)
    assert problem.message
    assert problem.hint
    assert imported.counts == (2, 1, 0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"home_score": "24"}, "away_score"),
        ({"home_score": "-3", "away_score": "0"}, "home_score"),
        ({"spread_line": "forty"}, "spread_line"),
        ({"spread_line": "47.5"}, "spread_line"),
        ({"total_line": "3"}, "total_line"),
        ({"home_moneyline": "50", "away_moneyline": "110"}, "home_moneyline"),
        ({"gametime": "evening"}, "gametime"),
        ({"temp": "1000"}, "temp"),
    ],
)
async def test_a_value_that_cannot_be_used_costs_the_value(
    nfl: Any, game_files: Any, values: dict[str, str], field: str
) -> None:
    imported = await game_files.send(nfl, game_files.table(game_files.row(**values)))
    assert {problem.field for problem in imported.problems} >= {field}
    assert (imported.count("events_created"), imported.summary.refused) == (1, 0)


async def test_a_game_that_is_there_twice_counts_once(nfl: Any, game_files: Any) -> None:
    row = game_files.row(**FINAL)
    imported = await game_files.send(nfl, game_files.table(row, row | {"home_score": 99}))
    assert imported.counts == (2, 1, 0, 1, 0, 0, 0, 1)
    assert await results(nfl) == [("official", [24, 20])]


async def test_a_changed_score_is_a_correction_and_is_told(
    nfl: Any, game_files: Any, database: Database
) -> None:
    await game_files.send(nfl, game_files.table(game_files.row(**FINAL)))
    changed = game_files.row(home_score=24, away_score=27, result=-3, total=51)
    imported = await game_files.send(nfl, game_files.table(changed))
    assert imported.counts == (1, 0, 0, 0, 1, 0, 0, 0)
    assert await results(nfl) == [("official", [24, 20]), ("corrected", [24, 27])]
    assert (await game_files.send(nfl, game_files.table(changed))).count("rows_unchanged") == 1
    (told,) = [data["message"] for kind, data in await outbox(database) if kind == "result.recorded"]
    assert (told["status"], told["revision"], told["game_id"]) == ("corrected", 2, GAME)


async def test_a_score_that_a_later_file_brings_is_reported_and_the_game_is_final(
    nfl: Any, game_files: Any, database: Database
) -> None:
    await game_files.send(nfl, game_files.table(game_files.row()))
    await game_files.send(nfl, game_files.table(game_files.row(**FINAL)))
    told = {kind: data["message"] for kind, data in await outbox(database)}
    scores = {line["code"]: line["score"] for line in told["result.recorded"]["lines"]}
    assert (scores, told["result.recorded"]["final"]) == ({"KC": 24, "BUF": 20}, True)
    assert (told["event.status_changed"]["game_id"], told["event.status_changed"]["status"]) == (
        GAME,
        "final",
    )


async def test_a_score_that_is_not_in_force_yet_is_reported_to_nobody(
    nfl: Any, game_files: Any, database: Database
) -> None:
    """A generated season is stored with all its results; each is in force when its game has ended."""
    later = {"gameday": "2099-10-07", "season": 2099, "game_id": "2099_05_BUF_KC"}
    await game_files.send(nfl, game_files.table(game_files.row(**later)))
    await game_files.send(nfl, game_files.table(game_files.row(**later, **FINAL)))
    assert {kind for kind, _ in await outbox(database)} == {"season.imported"}


async def test_an_old_file_does_not_take_back_what_a_person_corrected(nfl: Any, game_files: Any) -> None:
    file = game_files.table(game_files.row(**FINAL))
    await game_files.send(nfl, file)
    await nfl.call("RecordResult", ADMIN, event_id=GAME, home_score=24, away_score=27)
    assert (await game_files.send(nfl, file)).count("rows_unchanged") == 1
    assert (await results(nfl))[-1] == ("corrected", [24, 27])


async def test_a_score_that_contradicts_itself_waits_in_quarantine(nfl: Any, game_files: Any) -> None:
    doubtful = game_files.table(game_files.row(home_score=24, away_score=20, result=7))
    first = await game_files.send(nfl, doubtful)
    assert [problem.field for problem in first.problems] == ["result"]
    assert await results(nfl) == [("quarantined", [24, 20])]
    assert not (await event(nfl)).HasField("result_revision")
    assert (await game_files.send(nfl, doubtful)).count("rows_unchanged") == 1
    await game_files.send(nfl, game_files.table(game_files.row(**FINAL)))
    assert (await event(nfl)).result_revision == 2


async def test_an_unplayed_game_is_scheduled_with_its_line_and_later_played(
    nfl: Any, game_files: Any, clock: FixedClock
) -> None:
    row = {"game_id": "2026_01_NE_SEA", "season": 2026, "week": 1, "home_team": "SEA", "away_team": "NE"}
    row |= {"gameday": "2026-09-09", "gametime": "20:20", "roof": '""', "stadium_id": "SEA00"}
    planned = game_files.row(**row, spread_line=3.5)
    await game_files.send(nfl, game_files.table(planned))
    game = await event(nfl, "2026_01_NE_SEA")
    assert (game.status, game.conditions.roof, game.HasField("result_revision")) == ("scheduled", "", False)
    known_at = clock.now()
    assert await lines(nfl, "2026_01_NE_SEA") == [("SEA -3.5", known_at)]

    clock.advance(datetime(2026, 9, 12, tzinfo=UTC) - clock.now())
    await game_files.send(
        nfl, game_files.table(game_files.row(**row, spread_line=6, home_score=31, away_score=3))
    )
    assert (await event(nfl, "2026_01_NE_SEA")).status == "final"
    closed_at = datetime(2026, 9, 9, 22, 20, tzinfo=UTC)
    assert await lines(nfl, "2026_01_NE_SEA") == [("SEA -3.5", known_at), ("SEA -6", closed_at)]


async def test_a_game_that_is_moved_keeps_its_id(nfl: Any, game_files: Any) -> None:
    await game_files.send(nfl, game_files.table(game_files.row()))
    before = await event(nfl)
    moved = await game_files.send(
        nfl, game_files.table(game_files.row(gameday="2024-10-07", gametime="20:15"))
    )
    after = await event(nfl)
    assert moved.counts == (1, 0, 1, 0, 0, 0, 0, 0)
    assert (after.id, after.local_start) == (before.id, "2024-10-07T19:15:00-05:00")


async def test_only_the_season_asked_for_is_imported(nfl: Any, game_files: Any) -> None:
    rows = [
        game_files.row(),
        game_files.row(game_id="2023_05_BUF_KC", season="2023", gameday="2023-10-08"),
        game_files.row(game_id="2022_05_BUF_KC", season="soon"),
    ]
    imported = await game_files.send(nfl, game_files.table(*rows), season=2023)
    assert imported.counts == (1, 1, 0, 0, 0, 0, 0, 0)
    assert list(imported.summary.notes) == ["Seasons: 2023"]


async def test_a_season_that_the_file_does_not_have_is_an_error(nfl: Any, game_files: Any) -> None:
    with pytest.raises(DomainError) as refused:
        await game_files.send(nfl, game_files.table(game_files.row()), season=2031)
    assert (refused.value.reason, "no rows of season 2031" in refused.value.message) == (
        "UNREADABLE_FILE",
        True,
    )


async def test_an_unknown_kind_of_file_is_refused(nfl: Any, game_files: Any) -> None:
    with pytest.raises(DomainError) as refused:
        await game_files.send(nfl, b"[]", "chess")
    assert refused.value.kind in {"invalid_argument", "validation_failed"}


async def test_a_surface_has_no_blanks_and_a_day_without_an_hour_says_so(nfl: Any, game_files: Any) -> None:
    row = game_files.row(
        game_id="1999_05_BUF_KC", season=1999, gameday="1999-10-10", gametime="", surface="grass "
    )
    await game_files.send(nfl, game_files.table(row))
    game = await event(nfl, "1999_05_BUF_KC")
    assert (game.conditions.surface, game.hour_known) == ("grass", False)
    assert game.scheduled_at.ToDatetime(tzinfo=UTC) == datetime(1999, 10, 10, 17, tzinfo=UTC)


def opening(**values: object) -> dict[str, object]:
    """The opening lines of Buffalo at Kansas City."""
    made = {
        "season": 2024,
        "date": 20241006.0,
        "home_team": "KCChiefs",
        "away_team": "BuffaloBills",
        "home_final": "24",
        "away_final": 20,
        "home_open_spread": -4.5,
        "away_open_spread": 4.5,
        "home_close_spread": -2.5,
        "open_over_under": 46.0,
    }
    return made | values


async def test_opening_lines_join_the_game_and_come_before_its_close(nfl: Any, game_files: Any) -> None:
    await game_files.send(nfl, game_files.table(game_files.row(**FINAL, **LINED)))
    file = json.dumps([opening()]).encode()
    assert (await game_files.send(nfl, file, "opening-lines")).count("quotes_recorded") == 2
    tuesday = datetime(2024, 10, 1, 14, tzinfo=UTC)
    assert (await lines(nfl))[:3] == [
        ("KC -4.5", tuesday),
        ("over/under 46", tuesday),
        ("KC -2.5", datetime(2024, 10, 6, 18, 25, tzinfo=UTC)),
    ]
    again = await game_files.send(nfl, file, "opening-lines")
    assert (again.count("quotes_recorded"), again.count("rows_unchanged")) == (0, 1)


async def test_a_wrong_day_is_forgiven_where_teams_and_score_fit(nfl: Any, game_files: Any) -> None:
    await game_files.send(nfl, game_files.table(game_files.row(**FINAL)))
    wrong_day = json.dumps([opening(date=20241017.0)]).encode()
    assert (await game_files.send(nfl, wrong_day, "opening-lines")).summary.refused == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"home_team": 0}, "home team is missing"),
        ({"home_team": "Wanderers"}, "not a team"),
        ({"home_team": "Broncos"}, "is stored for 2024"),
        ({"date": 20241017.0, "home_final": "3"}, "is stored for 2024"),
        ({"home_open_spread": 46.0, "away_open_spread": -46.0, "open_over_under": 4.5}, "swapped"),
        ({"home_open_spread": -2.5}, "do not mirror"),
        ({"home_open_spread": 6.5, "away_open_spread": -6.5, "home_close_spread": -6.0}, "sign is doubtful"),
        ({"open_over_under": 8.0}, "not a valid opening total"),
        ({"home_open_spread": "even"}, "is not a number"),
    ],
)
async def test_an_opening_line_in_doubt_is_refused_with_the_reason(
    nfl: Any, game_files: Any, values: dict[str, object], words: str
) -> None:
    await game_files.send(nfl, game_files.table(game_files.row(**FINAL)))
    file = json.dumps([opening(**values)]).encode()
    imported = await game_files.send(nfl, file, "opening-lines", name="open.json")
    (problem,) = imported.problems
    assert (problem.file, problem.line, imported.summary.refused) == ("open.json", 1, 1)
    assert words in problem.message
    assert await lines(nfl) == []


async def test_a_name_that_two_teams_share_is_settled_by_the_game(nfl: Any, game_files: Any) -> None:
    giants = game_files.row(game_id="2024_05_NYG_KC", away_team="NYG", **FINAL)
    jets = game_files.row(game_id="2024_06_NYJ_KC", away_team="NYJ", gameday="2024-10-13", week=6, **FINAL)
    await game_files.send(nfl, game_files.table(giants, jets))
    by_day = json.dumps([opening(away_team="NewYork")]).encode()
    assert (await game_files.send(nfl, by_day, "opening-lines")).problems == []
    assert len(await lines(nfl, "2024_05_NYG_KC")) == 2
    by_score = json.dumps([opening(away_team="NewYork", date=20250101.0)]).encode()
    (problem,) = (await game_files.send(nfl, by_score, "opening-lines")).problems
    assert "several games fit: 2024_05_NYG_KC, 2024_06_NYJ_KC" in problem.message


async def test_facts_carry_elo_and_an_estimate_only_where_no_line_opened(nfl: Any, game_files: Any) -> None:
    first = game_files.row(**FINAL, **LINED)
    second = game_files.row(game_id="2024_06_BUF_KC", week=6, gameday="2024-10-13")
    await game_files.send(nfl, game_files.table(first, second))
    facts = await nfl.call("GetSeasonFacts", MESH, competition="nfl", season=2024)
    one, two = facts.events
    assert (one.home_elo, one.away_elo) == (1505, 1505)
    assert two.home_elo - 1505 == pytest.approx(1505 - two.away_elo)
    (estimate,) = [quote for quote in one.quotes if quote.source == "estimate"]
    assert (estimate.market, estimate.point) == ("spread", -2.5)  # 65 points of home advantage, 25 a point
    assert one.results[0].effective_at.ToDatetime() - one.kickoff_at.ToDatetime() == timedelta(minutes=210)
    await game_files.send(nfl, json.dumps([opening()]).encode(), "opening-lines")
    later = await nfl.call("GetSeasonFacts", MESH, competition="nfl", season=2024)
    assert [quote.source for quote in later.events[0].quotes][:2] == ["sportsbookreview"] * 2
    assert later.version != facts.version
    (season,) = (await nfl.call("ListSeasonFacts", MESH)).seasons
    assert (season.season, season.version, season.game_count) == (2024, later.version, 2)


async def test_a_change_of_an_earlier_season_changes_the_version(nfl: Any, game_files: Any) -> None:
    await game_files.send(nfl, game_files.table(game_files.row(**FINAL)))
    before = await nfl.call("GetSeasonFacts", MESH, competition="nfl", season=2024)
    row = game_files.row(game_id="2023_05_BUF_KC", season=2023, gameday="2023-10-08", **FINAL)
    await game_files.send(nfl, game_files.table(row))
    after = await nfl.call("GetSeasonFacts", MESH, competition="nfl", season=2024)
    assert after.version != before.version
    assert after.events[0].home_elo > before.events[0].home_elo
