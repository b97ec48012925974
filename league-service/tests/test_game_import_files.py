"""The real public files of NFL games and lines: everything is stored; a second import changes nothing."""

import csv
import os
from collections import Counter
from datetime import UTC
from pathlib import Path
from typing import Any, LiteralString, cast
from zoneinfo import ZoneInfo

import pytest

from service_kit.caller import service_caller
from service_kit.db.database import Database

FOLDER = (
    Path(os.environ.get("ALTSPORTS_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data") / "nfl"
)
EASTERN = ZoneInfo("America/New_York")
MESH = service_caller("tests")
GAMES = FOLDER / "games_1999_2024.csv"
UNPLAYED = FOLDER / "games_2026_unplayed_sample.csv"
LINES = FOLDER / "lines_open_close_2011_2021.json"
ELO = FOLDER / "elo_538_games_1920_2020.csv"
# The codes in the published ratings that differ from the current ones.
CODES = {"LAR": "LA", "WSH": "WAS", "OAK": "LV"}
MOVED = {"STL": "LA", "SD": "LAC", "OAK": "LV"}

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the public files are missing: set ALTSPORTS_SHARED_DATA to their folder"
)


async def snapshot(database: Database) -> list[str]:
    """A digest of every table that an import writes."""
    tables = "events event_competitors result_revisions result_scores line_quotes people venues names teams"
    async with database.read() as connection:
        return [
            await connection.fetch_value(
                cast(
                    "LiteralString",
                    f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM league.{table} t",
                )
            )
            for table in [*tables.split(), "team_eras", "seasons", "outbox"]
        ]


@pytest.mark.timeout(300)
async def test_every_game_and_line_arrives_and_a_second_import_changes_nothing(
    nfl: Any, game_files: Any, database: Database
) -> None:
    first = await game_files.send(nfl, GAMES.read_bytes())
    assert first.counts == (6991, 6991, 0, 6991, 0, 18_992, 0, 0)
    assert {problem.field for problem in first.problems} == {"espn"}
    assert len(first.problems) == 13  # ids that the source gives to two games
    assert (first.progress[-1].done, first.progress[-1].total) == (6991, 6991)
    opened = await game_files.send(nfl, LINES.read_bytes(), "opening-lines")
    assert opened.counts == (2956, 0, 0, 0, 0, 5870, 0, 21)
    words = Counter(problem.message.split()[-1] for problem in opened.problems)
    assert words == {"missing": 10, "doubtful": 7, "total": 4}

    stored = await snapshot(database)
    assert (await game_files.send(nfl, GAMES.read_bytes())).counts == (6991, 0, 0, 0, 0, 0, 6991, 0)
    again = await game_files.send(nfl, LINES.read_bytes(), "opening-lines")
    assert (again.count("quotes_recorded"), again.summary.refused) == (0, 21)
    assert await snapshot(database) == stored


async def test_the_final_standings_of_2024_have_the_known_winners(nfl: Any, game_files: Any) -> None:
    await game_files.send(nfl, GAMES.read_bytes(), season=2024)
    answer = await nfl.call("ResultService/GetStandings", competition="nfl", season=2024)
    winners = {line.team: f"{line.wins}-{line.losses}" for line in answer.standings if line.rank == 1}
    assert answer.result_count == 272
    assert winners == {
        "BUF": "13-4", "BAL": "12-5", "HOU": "10-7", "KC": "15-2",
        "PHI": "14-3", "DET": "15-2", "TB": "10-7", "LA": "10-7",
    }  # fmt: skip


async def test_a_game_not_played_yet_is_scheduled_with_its_line(nfl: Any, game_files: Any) -> None:
    imported = await game_files.send(nfl, UNPLAYED.read_bytes())
    assert imported.counts == (2, 2, 0, 0, 0, 6, 0, 0)
    game = (await nfl.call("CompetitionService/GetEvent", event_id="2026_01_BAL_IND")).event
    assert (game.status, game.conditions.roof) == ("scheduled", "")
    lines = (await nfl.call("ListLines", event_id="2026_01_BAL_IND", market="spread")).lines
    assert [line.text for line in lines] == ["BAL -3.5"]


async def test_elo_of_the_imported_games_is_the_published_one(nfl: Any, game_files: Any) -> None:
    """Every game until 2004; later, the sources disagree about neutral ground in nine games."""
    await game_files.send(nfl, GAMES.read_bytes())
    published = published_ratings()
    compared = 0
    for season in range(1999, 2005):
        facts = await nfl.call("GetSeasonFacts", MESH, competition="nfl", season=season)
        for game in facts.events:
            day = game.kickoff_at.ToDatetime(tzinfo=UTC).astimezone(EASTERN).date().isoformat()
            home, away = (str(MOVED.get(code, code)) for code in (game.home, game.away))
            assert (game.home_elo, game.away_elo) == pytest.approx(published[day, home, away], abs=0.002)
            compared += 1
    assert compared == 1578


def published_ratings() -> dict[tuple[str, str, str], tuple[float, float]]:
    """The published ratings before each game by day and teams, in both orders for neutral ground."""
    found: dict[tuple[str, str, str], tuple[float, float]] = {}
    with ELO.open(newline="") as file:
        for row in csv.DictReader(file):
            home, away = (CODES.get(row[team], row[team]) for team in ("team1", "team2"))
            found[row["date"], home, away] = float(row["elo1"]), float(row["elo2"])
            found[row["date"], away, home] = float(row["elo2"]), float(row["elo1"])
    return found
