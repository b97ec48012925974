"""Competitions over gRPC: events, results, standings, lines, teams and ratings, now and as of a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from league_service.core.paging import make_token
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

SEASON = {"competition": "nfl", "season": 2024}
GAME = "2024_05_BUF_KC"
NEXT = "2024_06_KC_LV"
LINED = {
    "spread_line": 2.5,
    "home_spread_odds": -108,
    "away_spread_odds": -112,
    "total_line": 47.5,
    "over_odds": -105,
    "under_odds": -115,
    "home_moneyline": -150,
    "away_moneyline": 130,
}
PLAYED = {"home_score": 24, "away_score": 20, "result": 4, "total": 44}


@pytest.fixture
async def played(nfl: Any, game_files: Any) -> Any:
    """Three games: one played and with lines, a tie, one a week later without a result."""
    row = game_files.row
    games = [
        row(**PLAYED, **LINED, home_qb_id="00-1", home_qb_name="Patrick Mahomes", home_rest=7, temp=61),
        row(
            game_id="2024_05_LV_DEN",
            away_team="LV",
            home_team="DEN",
            home_score=17,
            away_score=17,
            stadium_id="DEN00",
            stadium="Empower Field at Mile High",
            gametime="13:00",
        ),
        row(
            game_id=NEXT,
            week=6,
            gameday="2024-10-13",
            away_team="KC",
            home_team="LV",
            stadium_id="VEG00",
        ),
    ]
    await game_files.send(nfl, game_files.table(*games))
    return nfl


async def event(nfl: Any, event_id: str = GAME, as_of: str = "") -> Any:
    return (await nfl.call("CompetitionService/GetEvent", event_id=event_id, as_of=as_of)).event


def move(clock: FixedClock, to: datetime) -> None:
    clock.advance(to - clock.now())


async def test_a_competition_tells_its_seasons(played: Any) -> None:
    (nfl,) = (await played.call("ListCompetitions")).competitions
    (season,) = nfl.seasons
    assert (nfl.key, nfl.sport, nfl.simulated) == ("nfl", "american_football", False)
    assert (season.season, season.event_count, season.final_count) == (2024, 3, 2)


async def test_an_event_tells_who_plays_where_and_when(played: Any) -> None:
    found = await event(played)
    home, away = found.competitors
    assert (home.side, home.code, home.name, home.score) == ("home", "KC", "Kansas City Chiefs", 24)
    assert (away.side, away.code, away.name, away.score) == ("away", "BUF", "Buffalo Bills", 20)
    assert (home.starter, home.rest_days) == ("Patrick Mahomes", 7)
    assert found.scheduled_at.ToDatetime(tzinfo=UTC) == datetime(2024, 10, 6, 20, 25, tzinfo=UTC)
    assert found.local_start == "2024-10-06T15:25:00-05:00"
    assert (found.venue.city, found.venue.zone) == ("Kansas City", "America/Chicago")
    assert (found.status, found.result_revision, found.conditions.temperature_f) == ("final", 1, 61)


async def test_an_event_is_found_by_both_of_its_ids(played: Any) -> None:
    by_game = await event(played)
    assert await event(played, by_game.id) == by_game


async def test_before_the_end_nothing_of_a_result_is_known(played: Any) -> None:
    before = await event(played, as_of="2024-10-06T20:00:00Z")
    assert (before.status, before.HasField("result_revision")) == ("scheduled", False)
    assert not any(side.HasField("score") for side in before.competitors)
    assert (await event(played, as_of="2024-10-06T21:00:00Z")).status == "in_progress"
    assert (await event(played, as_of="2024-10-06 23:54:59+00:00")).status == "in_progress"
    assert (await event(played, as_of="2024-10-06T23:55:00 00:00")).status == "final"


async def test_a_game_that_nobody_reports_says_so(played: Any) -> None:
    late = await event(played, NEXT)
    assert (late.status, late.status_reason) == ("awaiting_result", "No result has been reported")


async def test_events_are_listed_by_week_team_and_page(played: Any) -> None:
    async def keys(**wanted: Any) -> list[str]:
        return [
            e.game_id for e in (await played.call("CompetitionService/ListEvents", **SEASON, **wanted)).events
        ]

    assert await keys() == ["2024_05_LV_DEN", GAME, NEXT]
    assert await keys(week=6) == [NEXT]
    assert await keys(team="Chiefs") == [GAME, NEXT]
    assert await keys(team="den") == ["2024_05_LV_DEN"]
    assert await keys(team="Nobody") == []
    first = await played.call("CompetitionService/ListEvents", **SEASON, page_size=2)
    assert (len(first.events), first.total_size) == (2, 3)
    assert await keys(page_size=2, page_token=first.next_page_token) == [NEXT]


async def test_standings_follow_from_the_results_that_held(played: Any) -> None:
    now = await played.call("ResultService/GetStandings", **SEASON)
    lines = {line.team: line for line in now.standings}
    assert (lines["KC"].wins, lines["KC"].losses, lines["KC"].streak) == (1, 0, "W1")
    assert (lines["LV"].ties, lines["LV"].percentage, lines["LV"].division_record) == (1, 0.5, "0-0-1")
    assert (lines["KC"].rank, lines["KC"].division, lines["BUF"].conference) == (1, "AFC West", "AFC")
    early = await played.call("ResultService/GetStandings", **SEASON, as_of="2024-10-06T22:00:00Z")
    assert early.result_count == 1
    assert {line.wins for line in early.standings} == {0}


async def test_a_correction_is_a_new_revision_and_moves_the_standings(
    played: Any, database: Database, clock: FixedClock
) -> None:
    await played.call("RecordResult", ADMIN, event_id=GAME, home_score=20, away_score=24, reason="Overturned")
    results = (await played.call("ListResults", event_id=GAME)).results
    told = [(r.revision, r.status, r.source, [s.score for s in r.scores], r.in_force) for r in results]
    assert told == [
        (1, "official", "nflverse", [24, 20], False),
        (2, "corrected", "admin", [20, 24], True),
    ]
    assert [side.score for side in (await event(played)).competitors] == [20, 24]
    wins = {
        line.team: line.wins for line in (await played.call("ResultService/GetStandings", **SEASON)).standings
    }
    assert (wins["KC"], wins["BUF"]) == (0, 1)
    before = await played.call(
        "ResultService/GetStandings", **SEASON, as_of=(clock.now() - timedelta(hours=1)).isoformat()
    )
    assert {line.team: line.wins for line in before.standings}["KC"] == 1
    async with database.read() as connection:
        cursor = await connection.execute("SELECT data FROM league.outbox WHERE type = 'result.recorded'")
        ((data,),) = await cursor.fetchall()
    told = data["message"]
    assert (told["game_id"], told["revision"], told["status"]) == (GAME, 2, "corrected")
    assert {f"event:{GAME}", f"event:{told['event_id']}", "competition:nfl"} <= set(data["tags"])


async def test_what_holds_already_is_not_recorded_again(played: Any) -> None:
    answer = await played.call("RecordResult", ADMIN, event_id=GAME, home_score=24, away_score=20)
    assert (answer.recorded, answer.result.revision) == (False, 1)


async def test_a_request_may_be_repeated_and_not_reused(played: Any) -> None:
    same = {"event_id": GAME, "home_score": 3, "away_score": 0, "request_id": "r1"}
    assert (await played.call("RecordResult", ADMIN, **same)).recorded
    again = await played.call("RecordResult", ADMIN, **same)
    assert (again.recorded, again.result.revision) == (False, 2)
    with pytest.raises(DomainError) as refused:
        await played.call("RecordResult", ADMIN, **same | {"home_score": 6})
    assert refused.value.reason == "REQUEST_ID_REUSED"


async def test_a_doubted_result_is_kept_and_does_not_count(played: Any) -> None:
    doubt = {"event_id": GAME, "home_score": 99, "away_score": 0, "status": "quarantined"}
    answer = await played.call("RecordResult", ADMIN, **doubt)
    assert (answer.result.revision, answer.result.in_force) == (2, False)
    assert [side.score for side in (await event(played)).competitors] == [24, 20]


@pytest.fixture
def reported(database: Database) -> Any:
    """`await reported()`: what was reported about results, as clients of the feed may see it."""

    async def read() -> list[tuple[Any, ...]]:
        async with database.read() as connection:
            cursor = await connection.execute(
                "SELECT type, data FROM league.outbox WHERE type LIKE ANY('{result.%,event.%}') ORDER BY seq"
            )
            rows = await cursor.fetchall()
        found: list[tuple[Any, ...]] = []
        for kind, data in rows:
            told = data["message"]
            scores = {line["code"]: line.get("score") for line in told.get("lines", ())}
            found.append((kind, told.get("status"), told.get("final"), scores, bool(data["audience"])))
        return found

    return read


async def test_scores_and_the_first_final_are_reported_to_everybody(played: Any, reported: Any) -> None:
    early = {"event_id": NEXT, "home_score": 7, "away_score": 3, "status": "provisional"}
    await played.call("RecordResult", ADMIN, **early)
    await played.call("RecordResult", ADMIN, event_id=NEXT, home_score=17, away_score=10)
    await played.call("RecordResult", ADMIN, event_id=NEXT, home_score=17, away_score=13)
    home, away = [side.code for side in (await event(played, NEXT)).competitors]
    assert await reported() == [
        ("result.recorded", "provisional", False, {home: 7, away: 3}, True),
        ("result.recorded", "official", True, {home: 17, away: 10}, True),
        ("event.status_changed", "final", None, {}, True),
        ("result.recorded", "corrected", True, {home: 17, away: 13}, True),
    ]


async def test_a_doubted_result_is_reported_to_services_only(played: Any, reported: Any) -> None:
    doubt = {"event_id": GAME, "home_score": 99, "away_score": 0, "status": "quarantined"}
    await played.call("RecordResult", ADMIN, **doubt)
    assert await reported() == [("result.quarantined", None, None, {}, False)]


async def test_the_ledger_refuses_changes(played: Any, database: Database) -> None:
    for statement in (
        "UPDATE league.result_scores SET score = 0",
        "DELETE FROM league.result_revisions",
        "UPDATE league.line_quotes SET point = 0",
    ):
        with pytest.raises(Exception, match="are never changed"):
            async with database.transaction() as connection:
                await connection.execute(statement)


async def test_lines_say_the_handicap_the_favourite_and_the_fair_probability(played: Any) -> None:
    spread, total, money = (await played.call("ListLines", event_id=GAME)).lines
    assert (spread.text, spread.favourite, spread.home_handicap) == ("KC -2.5", "KC", -2.5)
    assert (spread.home_price, spread.away_price, spread.phase) == (-108, -112, "both")
    assert (total.text, total.total, total.over_price, total.under_price) == (
        "over/under 47.5",
        47.5,
        -105,
        -115,
    )
    assert (money.text, money.favourite) == ("KC -150, BUF +130", "KC")
    assert money.home_probability == pytest.approx(0.6 / (0.6 + 100 / 230))
    assert money.home_probability + money.away_probability == pytest.approx(1)
    assert spread.taken_at.ToDatetime(tzinfo=UTC) == datetime(2024, 10, 6, 18, 25, tzinfo=UTC)
    early = await played.call("ListLines", event_id=GAME, as_of="2024-10-06T18:00:00Z")
    assert list(early.lines) == []


async def test_a_recorded_line_moves_the_market_until_the_event_begins(
    played: Any, clock: FixedClock
) -> None:
    move(clock, datetime(2024, 10, 12, tzinfo=UTC))
    line = {"event_id": NEXT, "market": "spread", "home_price": -110, "away_price": -110}
    opened = await played.call("RecordLine", ADMIN, **line, point=6.5)
    assert (opened.recorded, opened.line.text, opened.line.phase) == (True, "KC -6.5", "opening")
    assert not (await played.call("RecordLine", ADMIN, **line, point=6.5)).recorded
    move(clock, datetime(2024, 10, 13, tzinfo=UTC))
    await played.call("RecordLine", ADMIN, **line, point=7)
    move(clock, datetime(2024, 10, 14, tzinfo=UTC))
    lines = (await played.call("ListLines", event_id=NEXT)).lines
    assert [(found.text, found.phase) for found in lines] == [("KC -6.5", "opening"), ("KC -7", "closing")]
    with pytest.raises(DomainError) as refused:
        await played.call("RecordLine", ADMIN, **line, point=8)
    assert refused.value.reason == "LINE_TOO_LATE"


@pytest.mark.parametrize(
    "line",
    [
        {"market": "spread", "home_price": -110},
        {"market": "moneyline", "point": 3.0, "home_price": -110},
        {"market": "moneyline"},
        {"market": "total", "point": 0.0},
        {"market": "spread", "point": 3.0, "home_price": 50},
    ],
)
async def test_a_line_that_means_nothing_is_refused(played: Any, line: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refused:
        await played.call("RecordLine", ADMIN, event_id=NEXT, **line)
    assert refused.value.reason == "INVALID_LINE"


async def test_no_result_before_the_event_begins(played: Any, clock: FixedClock) -> None:
    move(clock, datetime(2024, 10, 13, tzinfo=UTC))
    with pytest.raises(DomainError) as refused:
        await played.call("RecordResult", ADMIN, event_id=NEXT, home_score=1, away_score=0)
    assert refused.value.reason == "RESULT_TOO_EARLY"


@pytest.mark.parametrize(
    ("method", "fields", "reason"),
    [
        ("CompetitionService/GetEvent", {"event_id": "nobody"}, "EVENT_NOT_FOUND"),
        ("CompetitionService/GetEvent", {"event_id": GAME, "as_of": "yesterday"}, "INVALID_MOMENT"),
        ("ListLines", {"event_id": "nobody"}, "EVENT_NOT_FOUND"),
        ("CompetitionService/ListEvents", {"competition": "chess", "season": 2024}, "COMPETITION_NOT_FOUND"),
        ("ResultService/GetStandings", {"competition": "nfl", "season": 1960}, "SEASON_NOT_FOUND"),
        ("ListRatings", {"competition": "nfl", "season": 1960}, "SEASON_NOT_FOUND"),
        ("CompetitionService/ListEvents", {**SEASON, "page_token": "x"}, "INVALID_PAGE_TOKEN"),
    ],
)
async def test_what_is_not_there_is_said(
    played: Any, method: str, fields: dict[str, Any], reason: str
) -> None:
    with pytest.raises(DomainError) as refused:
        await played.call(method, **fields)
    assert refused.value.reason == reason


async def test_a_forged_page_token_is_refused(played: Any) -> None:
    query = ("events", "nfl", 2024, None, "", "")
    with pytest.raises(DomainError) as refused:
        await played.call(
            "CompetitionService/ListEvents", **SEASON, page_token=make_token(query, ("soon", GAME))
        )
    assert refused.value.reason == "INVALID_PAGE_TOKEN"


async def test_ratings_move_from_the_loser_to_the_winner(played: Any) -> None:
    ratings = (await played.call("ListRatings", **SEASON)).ratings
    elo = {rating.team: rating.elo for rating in ratings}
    assert ratings[0].team == "KC"
    assert elo["KC"] - 1505 == pytest.approx(1505 - elo["BUF"])
    early = (await played.call("ListRatings", **SEASON, as_of="2024-10-01")).ratings
    assert {rating.elo for rating in early} == {1505.0}


async def test_a_team_keeps_its_id_when_it_moves(nfl: Any, game_files: Any) -> None:
    row = game_files.row
    await game_files.send(
        nfl,
        game_files.table(
            row(game_id="2015_01", season=2015, gameday="2015-09-13", home_team="STL", away_team="SEA"),
            row(game_id="2024_01_LA_SF", home_team="SF", away_team="LA"),
            row(game_id="2023_01_LA_SF", season=2023, gameday="2023-09-10", home_team="SF", away_team="LAR"),
        ),
    )
    teams = {
        team.key: team
        for team in (await nfl.call("league.v1.TeamService/ListTeams", competition="nfl", season=2015)).teams
    }
    assert (teams["rams"].code, teams["rams"].name) == ("STL", "St. Louis Rams")
    today = {
        team.key: team
        for team in (await nfl.call("league.v1.TeamService/ListTeams", competition="nfl")).teams
    }
    assert (today["rams"].code, today["rams"].id) == ("LA", teams["rams"].id)
    assert [era.code for era in today["rams"].eras] == ["STL", "LA"]
    assert "LAR" in today["rams"].aliases
    moved = await event(nfl, "2023_01_LA_SF")
    assert {side.team_id for side in moved.competitors} >= {teams["rams"].id}
