"""Files of one season that follow each other: games that move or vanish, older files, lost values."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from league_service.nfl.imports.times import day, hour
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.errors import DomainError

ADMIN = Caller(kind="user", user_id="admin-1", username="admin", permissions=frozenset({"leagues:*"}))
DAY = timedelta(days=1)
PAIRS = ("BUF KC", "LV DEN", "NYJ NE", "CHI GB")


def weeks(game_files: Any, *, played: int, of: int = 4) -> list[dict[str, object]]:
    """A season of four games a week, from 8 September 2024; some weeks are played."""
    rows: list[dict[str, object]] = []
    for week in range(1, of + 1):
        sunday = datetime(2024, 9, 8, tzinfo=UTC) + (week - 1) * timedelta(weeks=1)
        for number, pair in enumerate(PAIRS):
            away, home = pair.split()
            row = game_files.row(
                game_id=f"2024_{week:02}_{away}_{home}",
                week=week,
                gameday=sunday.date().isoformat(),
                gametime="13:00",
                away_team=away,
                home_team=home,
                stadium_id="",
                stadium="",
                gsis=f"{week}{number}",
                espn=f"4{week}{number}",
                roof="outdoors",
                spread_line=2.5,
            )
            score = {"home_score": 20 + number, "away_score": 10 + week} if week <= played else {}
            rows.append(row | score)
    return rows


def but(rows: list[dict[str, object]], game: str, **values: object) -> list[dict[str, object]]:
    """The same rows, with other values in one of them."""
    return [row | values if row["game_id"] == game else row for row in rows]


def without(rows: list[dict[str, object]], game: str) -> list[dict[str, object]]:
    return [row for row in rows if row["game_id"] != game]


async def event(nfl: Any, event_id: str) -> Any:
    return (await nfl.call("CompetitionService/GetEvent", event_id=event_id)).event


async def scores(nfl: Any, event_id: str) -> list[tuple[str, list[int]]]:
    answer = await nfl.call("ListResults", event_id=event_id)
    return [(found.status, [score.score for score in found.scores]) for found in answer.results]


async def test_a_game_that_gets_another_id_when_it_moves_stays_one_game(nfl: Any, game_files: Any) -> None:
    early, late = "2024_01_BUF_KC", "2024_03_BUF_KC_X"
    first = weeks(game_files, played=0)
    await game_files.send(nfl, game_files.table(*first))
    moved = but(
        weeks(game_files, played=4), early, game_id=late, week=3, gameday="2024-09-24", gametime="20:15"
    )
    imported = await game_files.send(nfl, game_files.table(*moved))
    assert (imported.count("events_created"), imported.problems) == (0, [])
    found = await event(nfl, late)
    assert (found.game_id, list(found.other_ids), found.week) == (early, [late], 3)
    assert found == await event(nfl, early)
    assert found.scheduled_at.ToDatetime(tzinfo=UTC) == datetime(2024, 9, 25, 0, 15, tzinfo=UTC)
    assert await scores(nfl, late) == [("official", [20, 11])]
    (change,) = (await nfl.call("ListEventChanges", event_id=late)).changes
    assert (change.change, change.previous_week, change.week) == ("moved", 1, 3)
    assert (await game_files.send(nfl, game_files.table(*moved))).count("rows_unchanged") == 16
    listed = (
        await nfl.call("CompetitionService/ListEvents", competition="nfl", season=2024, page_size=100)
    ).events
    assert len(listed) == 16


async def test_an_older_file_with_the_old_id_does_not_move_the_game_back(nfl: Any, game_files: Any) -> None:
    early, late = "2024_01_BUF_KC", "2024_03_BUF_KC"
    moved = but(weeks(game_files, played=4), early, game_id=late, week=3, gameday="2024-09-24")
    await game_files.send(nfl, game_files.table(*moved))
    imported = await game_files.send(nfl, game_files.table(*weeks(game_files, played=0)))
    assert imported.count("events_created") == imported.count("events_updated") - 1 == 0
    found = await event(nfl, early)
    assert (found.game_id, found.week, found.status) == (late, 3, "final")
    assert {problem.field for problem in imported.problems} >= {"result", "scheduled_at", "week"}


async def test_an_older_file_never_takes_back_what_a_newer_one_brought(nfl: Any, game_files: Any) -> None:
    final = weeks(game_files, played=4)
    await game_files.send(nfl, game_files.table(*final))
    game = "2024_01_BUF_KC"
    snapshot = but(weeks(game_files, played=1), game, home_score=27, spread_line=-1, gametime="16:05")
    imported = await game_files.send(nfl, game_files.table(*snapshot))
    assert imported.counts == (16, 0, 0, 0, 0, 0, 16, 0)
    assert await scores(nfl, game) == [("official", [20, 11])]
    by_line = {(problem.line, problem.field) for problem in imported.problems}
    assert by_line == {(0, "result"), (2, "result"), (2, "spread"), (2, "scheduled_at")}
    assert all("--as-of" in problem.hint for problem in imported.problems)


async def test_a_declared_date_decides_which_file_is_newer(nfl: Any, game_files: Any) -> None:
    game, rows = "2024_01_BUF_KC", weeks(game_files, played=4)

    async def send(score: int, as_of: str) -> tuple[Any, list[int]]:
        table = game_files.table(*but(rows, game, home_score=score))
        imported = await game_files.send(nfl, table, as_of=as_of)
        return imported, (await scores(nfl, game))[-1][1]

    await send(24, "2024-10-02")
    held, now = await send(27, "2024-10-01")
    assert (now, [problem.field for problem in held.problems]) == ([24, 11], ["result"])
    assert "24:11" in held.problems[0].message
    corrected, now = await send(31, "2024-10-03T12:00:00Z")
    assert (now, corrected.problems, corrected.count("results_corrected")) == ([31, 11], [], 1)
    _, now = await send(24, "2024-10-02")
    assert now == [31, 11]


@pytest.mark.parametrize(
    ("kind", "as_of", "reason"),
    [
        ("nflverse", "lately", "INVALID_MOMENT"),
        ("nflverse", "2027-01-01", "INVALID_MOMENT"),
        ("opening-lines", "2024-01-01", "NOT_DATED"),
    ],
)
async def test_a_date_must_be_one_and_past(
    nfl: Any, game_files: Any, kind: str, as_of: str, reason: str
) -> None:
    with pytest.raises(DomainError) as refused:
        await game_files.send(nfl, game_files.table(game_files.row()), kind, as_of=as_of)
    assert refused.value.reason == reason


async def test_a_game_that_a_newer_file_leaves_out_was_never_played(nfl: Any, game_files: Any) -> None:
    game = "2024_02_CHI_GB"
    await game_files.send(nfl, game_files.table(*weeks(game_files, played=1)))
    later = without(weeks(game_files, played=4), game)
    imported = await game_files.send(nfl, game_files.table(*later))
    assert imported.count("events_cancelled") == 1
    assert [problem.field for problem in imported.problems] == ["game_id"]
    found = await event(nfl, game)
    assert (found.status, found.week) == ("cancelled", 2)
    assert "nflverse" in found.status_reason
    (change,) = (await nfl.call("ListEventChanges", event_id=game)).changes
    ended = datetime(2024, 9, 15, 20, 30, tzinfo=UTC)
    assert change.effective_at.ToDatetime(tzinfo=UTC) == ended
    assert (await game_files.send(nfl, game_files.table(*later))).count("rows_unchanged") == 15
    await game_files.send(nfl, game_files.table(*weeks(game_files, played=4)))
    assert (await event(nfl, game)).status == "final"
    kinds = [change.change for change in (await nfl.call("ListEventChanges", event_id=game)).changes]
    assert kinds == ["cancelled", "reinstated"]


async def test_a_game_that_only_an_older_file_lists_was_never_played_either(
    nfl: Any, game_files: Any
) -> None:
    game = "2024_02_CHI_GB"
    await game_files.send(nfl, game_files.table(*without(weeks(game_files, played=4), game)))
    imported = await game_files.send(nfl, game_files.table(*weeks(game_files, played=1)))
    assert (imported.count("events_created"), imported.count("events_cancelled")) == (1, 1)
    assert (await event(nfl, game)).status == "cancelled"


async def test_a_coming_game_that_is_left_out_is_reported_and_left_alone(
    nfl: Any, game_files: Any, clock: FixedClock
) -> None:
    clock.advance(datetime(2024, 9, 17, tzinfo=UTC) - clock.now())
    rows, game = weeks(game_files, played=2), "2024_04_CHI_GB"
    await game_files.send(nfl, game_files.table(*rows))
    imported = await game_files.send(nfl, game_files.table(*without(rows, game)))
    (problem,) = imported.problems
    assert (problem.field, problem.line) == ("game_id", 0)
    assert game in problem.message
    assert f"/api/v1/events/{game}/cancel" in problem.hint
    assert (await event(nfl, game)).status == "scheduled"


async def test_a_part_of_a_season_calls_nothing_off(nfl: Any, game_files: Any) -> None:
    await game_files.send(nfl, game_files.table(*weeks(game_files, played=1)))
    part = [row for row in weeks(game_files, played=4) if row["week"] in (1, 4)]
    imported = await game_files.send(nfl, game_files.table(*part))
    assert imported.problems == []
    assert (await event(nfl, "2024_02_CHI_GB")).status == "awaiting_result"


async def test_a_row_that_cannot_be_read_calls_nothing_off(nfl: Any, game_files: Any) -> None:
    game = "2024_02_CHI_GB"
    await game_files.send(nfl, game_files.table(*weeks(game_files, played=1)))
    await game_files.send(nfl, game_files.table(*but(weeks(game_files, played=4), game, gameday="soon")))
    assert (await event(nfl, game)).status == "awaiting_result"


@pytest.mark.parametrize(("word", "status"), [("Canceled", "cancelled"), ("postponed", "postponed")])
async def test_a_column_may_say_that_a_game_is_off(nfl: Any, game_files: Any, word: str, status: str) -> None:
    game, rows = "2024_02_CHI_GB", weeks(game_files, played=4)
    off = but(rows, game, status=word, home_score="", away_score="")
    imported = await game_files.send(nfl, game_files.table(*off))
    assert imported.problems == []
    assert (await event(nfl, game)).status == status
    assert (await game_files.send(nfl, game_files.table(*off))).count("rows_unchanged") == 16
    await game_files.send(nfl, game_files.table(*but(off, game, status="scheduled", temp=50)))
    assert (await event(nfl, game)).status == "awaiting_result"


async def test_one_id_on_two_rows_is_reported_with_both(nfl: Any, game_files: Any) -> None:
    rows = weeks(game_files, played=4)
    wrong = but(rows, "2024_02_CHI_GB", gsis="10")
    twice = [*wrong, rows[5] | {"game_id": "2024_04_LV_DEN_B", "home_score": "", "away_score": ""}]
    imported = await game_files.send(nfl, game_files.table(*twice))
    assert [(problem.line, problem.field) for problem in imported.problems] == [(9, "gsis"), (18, "gsis")]
    assert imported.count("events_created") == 16
    assert imported.summary.refused == 1
    assert "2024_01_BUF_KC in line 2" in next(each.message for each in imported.problems if each.line == 9)


@pytest.mark.parametrize("lost", ["evening", "", "TBD", "25:61"])
async def test_an_unreadable_kick_off_never_erases_a_known_one(nfl: Any, game_files: Any, lost: str) -> None:
    await game_files.send(nfl, game_files.table(game_files.row(gametime="20:20")))
    imported = await game_files.send(nfl, game_files.table(game_files.row(gametime=lost, temp=50)))
    found = await event(nfl, "2024_05_BUF_KC")
    assert (found.hour_known, found.conditions.temperature_f) == (True, 50)
    assert found.scheduled_at.ToDatetime(tzinfo=UTC) == datetime(2024, 10, 7, 0, 20, tzinfo=UTC)
    assert [problem.field for problem in imported.problems] == ["gametime"] * (lost in ("evening", "25:61"))


async def test_an_empty_cell_never_erases_a_value(nfl: Any, game_files: Any) -> None:
    stated = {"roof": "dome", "temp": 61, "home_rest": 6, "home_qb_id": "00-1", "home_qb_name": "A B"}
    first = game_files.row(**stated, espn="1", gsis="2")
    await game_files.send(nfl, game_files.table(first))
    before = await event(nfl, "2024_05_BUF_KC")
    empty = game_files.row(stadium="", stadium_id="", gametime="", wind=5)
    await game_files.send(nfl, game_files.table(empty))
    after = await event(nfl, "2024_05_BUF_KC")
    assert (after.conditions.roof, after.conditions.temperature_f, after.conditions.wind_mph) == (
        "dome",
        61,
        5,
    )
    assert list(after.competitors) == list(before.competitors)
    assert (after.venue, after.scheduled_at) == (before.venue, before.scheduled_at)
    assert (await game_files.send(nfl, game_files.table(empty))).count("rows_unchanged") == 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9:30", "09:30"),
        ("8:20 PM", "20:20"),
        ("8:20pm", "20:20"),
        ("8:20 p.m. ET", "20:20"),
        ("8:20p", "20:20"),
        ("12:30 PM", "12:30"),
        ("12:15 AM", "00:15"),
        ("1 PM", "13:00"),
        ("0930", "09:30"),
        ("13:00:00", "13:00"),
        ("20:20 PM", "20:20"),
        ("noon", "12:00"),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(text: str, read: str) -> None:
    found = hour(text)
    assert found is not None
    assert found.isoformat("minutes") == read


@pytest.mark.parametrize("text", ["9/5/2024", "09/05/2024", "20240905", "2024-09-05 00:00:00", "9-5-2024"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert day(text).isoformat() == "2024-09-05"


async def test_a_score_for_a_game_that_is_months_ahead_is_refused(
    nfl: Any, game_files: Any, clock: FixedClock
) -> None:
    clock.advance(datetime(2024, 7, 1, tzinfo=UTC) - clock.now())
    row = game_files.row(home_score=24, away_score=20, result=4, total=44)
    imported = await game_files.send(nfl, game_files.table(row))
    (problem,) = imported.problems
    assert (problem.line, problem.field) == (2, "result")
    assert imported.count("results_recorded") == 0
    assert (await event(nfl, "2024_05_BUF_KC")).status == "scheduled"


async def lines(nfl: Any, **wanted: str) -> list[tuple[str, str, bool]]:
    answer = await nfl.call("ListLines", event_id="2024_05_BUF_KC", market="spread", **wanted)
    return [(line.text, line.phase, line.HasField("superseded_at")) for line in answer.lines]


async def test_a_line_that_was_offered_stays_beside_the_close(
    nfl: Any, game_files: Any, clock: FixedClock
) -> None:
    kick_off = datetime(2024, 10, 6, 20, 25, tzinfo=UTC)
    clock.advance(kick_off - timedelta(hours=1) - clock.now())
    await game_files.send(nfl, game_files.table(game_files.row(spread_line=3)))
    assert await lines(nfl) == [("KC -3", "opening", False)]
    clock.advance(3 * DAY)
    played = {"home_score": 24, "away_score": 20}
    await game_files.send(nfl, game_files.table(game_files.row(spread_line=-1.5, **played)))
    assert await lines(nfl) == [("KC -3", "opening", False), ("BUF -1.5", "closing", False)]
    await game_files.send(nfl, game_files.table(game_files.row(spread_line=-2, **played)))
    assert [text for text, _, _ in await lines(nfl)] == ["KC -3", "BUF -1.5", "BUF -2"]


async def test_a_corrected_close_stays_in_the_history(nfl: Any, game_files: Any, clock: FixedClock) -> None:
    played, before = {"home_score": 24, "away_score": 20}, clock.now()
    await game_files.send(nfl, game_files.table(game_files.row(spread_line=3, **played)))
    clock.advance(DAY)
    await game_files.send(nfl, game_files.table(game_files.row(spread_line=-1.5, **played)))
    assert await lines(nfl) == [("KC -3", "", True), ("BUF -1.5", "both", False)]
    assert await lines(nfl, as_of=before.isoformat()) == [("KC -3", "both", False)]


async def test_a_change_by_an_administrator_outlasts_a_file_that_repeats_the_old_time(
    nfl: Any, game_files: Any, clock: FixedClock
) -> None:
    clock.advance(datetime(2024, 10, 1, tzinfo=UTC) - clock.now())
    game, later = "2024_05_BUF_KC", datetime(2024, 10, 9, 0, 15, tzinfo=UTC)
    await game_files.send(nfl, game_files.table(game_files.row()))
    await nfl.call("PostponeEvent", ADMIN, event_id=game, scheduled_at=later.isoformat())
    await game_files.send(nfl, game_files.table(game_files.row(temp=50)))
    found = await event(nfl, game)
    assert (found.scheduled_at.ToDatetime(tzinfo=UTC), found.conditions.temperature_f) == (later, 50)
    await game_files.send(nfl, game_files.table(game_files.row(gameday="2024-10-10")))
    assert (await event(nfl, game)).scheduled_at.ToDatetime(tzinfo=UTC).date().isoformat() == "2024-10-10"


async def test_every_change_by_an_administrator_outlasts_a_file_that_repeats_the_first_schedule(
    nfl: Any, game_files: Any, clock: FixedClock
) -> None:
    clock.advance(datetime(2024, 10, 1, tzinfo=UTC) - clock.now())
    game, later = "2024_05_BUF_KC", datetime(2024, 10, 9, 0, 15, tzinfo=UTC)
    await game_files.send(nfl, game_files.table(game_files.row()))

    async def repeat(temperature: int, **cells: str) -> tuple[str, datetime, int]:
        await game_files.send(nfl, game_files.table(game_files.row(temp=temperature, **cells)))
        found = await event(nfl, game)
        return found.status, found.scheduled_at.ToDatetime(tzinfo=UTC), found.week

    for at, week in ((later, 5), (later + DAY, 6), (later + 2 * DAY, 6)):
        move = {"event_id": game, "scheduled_at": at.isoformat(), "week": week}
        await nfl.call("PostponeEvent", ADMIN, **move)
        assert await repeat(at.day) == ("scheduled", at, week)
        assert await repeat(at.day + 20, gametime="in the evening") == ("scheduled", at, week)
    await nfl.call("PostponeEvent", ADMIN, event_id=game, reason="Snow")
    assert await repeat(30) == ("postponed", later + 2 * DAY, 6)
    assert await repeat(32, gametime="") == ("postponed", later + 2 * DAY, 6)
    await nfl.call("CancelEvent", ADMIN, event_id=game)
    assert await repeat(31) == ("cancelled", later + 2 * DAY, 6)


async def test_an_id_that_stays_is_worth_more_than_one_that_another_game_had(
    nfl: Any, game_files: Any
) -> None:
    await game_files.send(nfl, game_files.table(*weeks(game_files, played=0)))
    moved = without(weeks(game_files, played=0), "2024_03_BUF_KC")
    moved = but(moved, "2024_01_BUF_KC", game_id="2024_03_BUF_KC", week=3, gameday="2024-09-23")
    await game_files.send(nfl, game_files.table(*moved))
    assert (await event(nfl, "2024_01_BUF_KC")).week == 3
    assert (await event(nfl, "2024_03_BUF_KC")).other_ids == []


async def test_one_wrong_id_of_a_new_game_moves_no_other_game(nfl: Any, game_files: Any) -> None:
    rows = weeks(game_files, played=0)
    await game_files.send(nfl, game_files.table(*rows))
    teams = {"game_id": "2024_05_KC_LV", "away_team": "KC", "home_team": "LV"}
    new = rows[0] | teams | {"gsis": "99", "week": 5}
    imported = await game_files.send(nfl, game_files.table(new))
    assert imported.count("events_created") == 1
    assert [(problem.line, problem.field) for problem in imported.problems] == [(2, "espn")]
    assert (await event(nfl, "2024_01_BUF_KC")).week == 1


async def test_a_correction_that_repeats_a_corrected_score_is_not_silent(nfl: Any, game_files: Any) -> None:
    game, rows = "2024_01_BUF_KC", weeks(game_files, played=4)
    for score, fields in ((24, []), (27, []), (24, ["result"])):
        imported = await game_files.send(nfl, game_files.table(*but(rows, game, home_score=score)))
        assert [problem.field for problem in imported.problems] == fields
    assert [found[0] for _, found in await scores(nfl, game)] == [24, 27, 24]


async def test_a_part_without_newer_results_is_taken_but_says_what_it_replaced(
    nfl: Any, game_files: Any
) -> None:
    game, rows = "2024_01_BUF_KC", weeks(game_files, played=4)
    await game_files.send(nfl, game_files.table(*rows))
    part = [row for row in but(rows, game, home_score=33, gametime="16:05") if row["week"] == 1]
    imported = await game_files.send(nfl, game_files.table(*part))
    assert (await scores(nfl, game))[-1] == ("corrected", [33, 11])
    found = {(problem.line, problem.field) for problem in imported.problems}
    assert found == {(2, "result"), (2, "scheduled_at")}
    assert "20:11" in next(each.message for each in imported.problems if each.field == "result")


async def test_a_row_without_the_name_of_a_starter_keeps_the_known_name(nfl: Any, game_files: Any) -> None:
    named = game_files.row(home_qb_id="00-1", home_qb_name="Ann Arrow")
    await game_files.send(nfl, game_files.table(named))
    await game_files.send(nfl, game_files.table(game_files.row(home_qb_id="00-1", temp=50)))
    assert (await event(nfl, "2024_05_BUF_KC")).competitors[0].starter == "Ann Arrow"


async def test_lines_are_read_as_people_write_them(nfl: Any, game_files: Any) -> None:
    odds = {"spread_line": "PK", "home_spread_odds": "EVEN", "away_spread_odds": "\u2212120"}
    imported = await game_files.send(nfl, game_files.table(game_files.row(**odds)))
    (line,) = (await nfl.call("ListLines", event_id="2024_05_BUF_KC")).lines
    assert (line.text, line.home_price, line.away_price, imported.problems) == ("pick'em", 100, -120, [])


async def test_a_new_time_in_a_file_reinstates_a_postponed_game(
    nfl: Any, game_files: Any, clock: FixedClock
) -> None:
    clock.advance(datetime(2024, 10, 1, tzinfo=UTC) - clock.now())
    game = "2024_05_BUF_KC"
    await game_files.send(nfl, game_files.table(game_files.row()))
    await nfl.call("PostponeEvent", ADMIN, event_id=game)
    await game_files.send(nfl, game_files.table(game_files.row(temp=50)))
    assert (await event(nfl, game)).status == "postponed"
    await game_files.send(nfl, game_files.table(game_files.row(gameday="2024-10-08")))
    found = await event(nfl, game)
    assert (found.status, found.scheduled_at.ToDatetime(tzinfo=UTC).day) == ("scheduled", 8)
    kinds = [change.change for change in (await nfl.call("ListEventChanges", event_id=game)).changes]
    assert kinds == ["postponed", "reinstated"]
