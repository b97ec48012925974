"""The events of Formula 1 in the feed: what they say, and what a client reads again after them."""

from datetime import timedelta

from altsports.contract.events import load_events
from league_service.competition.ledger.domain import NewResult
from league_service.competition.ledger.schedule import Change
from league_service.competition.rules.book import Publication
from league_service.f1.domain import F1_SIMULATED
from league_service.f1.publishing import publish
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database

RACE = "2026_monaco_race"


async def test_every_event_about_the_simulated_season_says_so(
    f1_database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    before, after = ("scheduled", "", now, 0), ("scheduled", now + timedelta(hours=1), 0)
    change = Change(1, "moved", *after, *before, "Rain", "admin", now, now)
    results = [
        NewResult("event", RACE, revision, status, (), (), is_first_final=False)
        for revision, status in enumerate(("provisional", "corrected"), start=1)
    ]
    made = Publication(F1_SIMULATED.key, True, 2026, now, results, [(RACE, change)])
    async with f1_database.transaction() as connection:
        await publish(connection, made)
        rows = await connection.fetch_rows("SELECT type, data FROM league.outbox ORDER BY seq")
    assert [(type, data["message"]["simulated"]) for type, data in rows if type.startswith("f1_")] == [
        ("f1_result.published", True),
        ("f1_result.corrected", True),
        ("f1_session.changed", True),
    ]


def test_scores_make_boards_and_scores_outdated_and_results_the_races_and_tables() -> None:
    reload = load_events().reload
    assert set(reload["f1_scores"]) == {
        "/api/v1/f1/leaderboard",
        "/api/v1/f1/leagues/{league_id}/leaderboard",
        "/api/v1/f1/teams/{team_id}/scores",
        "/api/v1/f1/teams/{team_id}/scores/{race}",
    }
    assert set(reload["f1_results"]) == {
        "/api/v1/f1/drivers",
        "/api/v1/f1/races",
        "/api/v1/f1/races/{race_id}",
        "/api/v1/f1/races/{race_id}/results",
        "/api/v1/f1/standings",
    }
