"""A season of one's own: imported on the command line, read over REST and by agents, corrected, seen anew."""

import httpx
import pytest
from fastmcp import Client

HEADER = (
    "game_id,season,game_type,week,gameday,gametime,away_team,away_score,home_team,home_score,spread_line,"
    "total_line,home_moneyline,away_moneyline\n"
)
GAME = "2003_01_SD_KC"
ROW = f"{GAME},2003,REG,1,2003-09-07,13:00,SD,{{}},KC,{{}},6.5,44,-260,220\n"
STRANGER = "2003_01_XX_NE,2003,REG,1,2003-09-07,13:00,XX,1,NE,2,,,,\n"
EVENTS = "/api/v1/competitions/nfl/seasons/2003/events"
STANDINGS = "/api/v1/competitions/nfl/seasons/2003/standings"


@pytest.fixture(scope="module")
def imported(mesh, tmp_path_factory):
    """What the command said and its exit code; one row names a team that does not exist."""
    file = tmp_path_factory.mktemp("nfl") / "games.csv"
    file.write_text(HEADER + ROW.format(14, 27) + STRANGER)
    return mesh.altsports("import", "nflverse", str(file), check=False)


def wins(mesh, gateway: int) -> int:
    lines = httpx.get(f"{mesh.gateways[gateway]}{STANDINGS}", timeout=30).raise_for_status().json()["data"]
    return next(line["wins"] for line in lines if line["team"] == "KC")


def test_the_command_tells_what_it_did_and_what_it_could_not_use(imported) -> None:
    assert imported.returncode == 6
    assert "games.csv:3: away_team: 'XX' is not a team of 2003" in imported.stdout
    assert "Seasons: 2003\n2 rows: 1 events new" in imported.stdout
    assert "1 refused" in imported.stdout


def test_events_lines_and_standings_are_there_over_rest(mesh, imported) -> None:
    with httpx.Client(base_url=mesh.gateways[0], timeout=30) as client:
        (event,) = client.get(EVENTS, params={"week": 1}).raise_for_status().json()["data"]
        assert [(side["code"], side["score"]) for side in event["competitors"]] == [("KC", 27), ("SD", 14)]
        lines = client.get(f"/api/v1/events/{event['id']}/lines").raise_for_status().json()["data"]
        assert [line["text"] for line in lines] == ["KC -6.5", "over/under 44", "KC -260, SD +220"]
        before = client.get(STANDINGS, params={"as_of": "2003-09-07"}).raise_for_status().json()
        assert {line["wins"] for line in before["data"]} == {0}
    assert wins(mesh, 0) == 1


def test_a_correction_reaches_every_gateway_in_spite_of_their_caches(mesh, imported, admin) -> None:
    assert [wins(mesh, 0), wins(mesh, 1)] == [1, 1]
    url = f"{mesh.gateways[0]}/api/v1/events/{GAME}/results"
    body = {"home_score": 10, "away_score": 14, "reason": "A mistake of the scorer"}
    assert httpx.post(url, json=body, timeout=30).status_code == 401
    answer = httpx.post(url, json=body, headers=admin, timeout=30)
    assert (answer.status_code, answer.json()["data"]["status"]) == (201, "corrected")
    mesh.wait_until(lambda: [wins(mesh, 0), wins(mesh, 1)] == [0, 0])
    revisions = httpx.get(url, timeout=30).raise_for_status().json()["data"]
    assert [found["in_force"] for found in revisions] == [False, True]
    feed = {"channels": "scores", "game_ids": GAME}
    (told,) = httpx.get(f"{mesh.gateways[1]}/api/v1/feed", params=feed, timeout=30).json()["events"]
    assert (told["type"], told["status"], told["final"]) == ("result_recorded", "corrected", True)
    assert {line["code"]: line["score"] for line in told["lines"]} == {"KC": 10, "SD": 14}


def test_what_is_not_there_is_a_problem_document(mesh, imported) -> None:
    missing = httpx.get(f"{mesh.gateways[0]}/api/v1/competitions/nfl/seasons/1901/events", timeout=30)
    assert (missing.status_code, missing.json()["code"]) == (404, "SEASON_NOT_FOUND")
    unclear = httpx.get(f"{mesh.gateways[0]}{STANDINGS}", params={"as_of": "yesterday"}, timeout=30)
    assert (unclear.status_code, unclear.json()["code"]) == (400, "INVALID_MOMENT")


async def test_agents_see_the_same_standings(mesh, imported, http) -> None:
    async with Client(mesh.mcp) as tools:
        called = await tools.call_tool("get_standings", {"competition": "nfl", "season": 2003})
        names = {tool.name for tool in await tools.list_tools()}
    told = (await http.get(STANDINGS)).json()["data"]
    assert called.structured_content["standings"] == told
    assert {"list_competitions", "list_events", "get_event", "list_lines", "list_ratings"} <= names
