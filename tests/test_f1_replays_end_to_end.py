"""A replay of Formula 1 through the gateway: reads show its time, and nothing of it is cached for longer."""

from typing import Any

import httpx

F1 = "/api/v1/f1"


def test_reads_of_a_replay_follow_it_and_end_with_it(mesh: Any, admin: dict[str, str]) -> None:
    with httpx.Client(base_url=mesh.gateways[0], headers=admin, timeout=30) as client:
        wish = {"sport": "f1", "season": 2025, "rounds": "1-2", "teams": 3}
        replay = client.post("/api/v1/replays", json=wish).raise_for_status().json()["id"]

        def read(path: str) -> httpx.Response:
            return client.get(f"{F1}/{path}", params={"replay": replay})

        mesh.wait_until(
            lambda: client.get(f"/api/v1/replays/{replay}").json()["status"] == "finished", seconds=20
        )
        # The copy of a read may be as old as its event takes to reach the gateway.
        mesh.wait_until(lambda: read("standings").json()["metadata"]["after_race"] == "2025_china", seconds=5)
        assert read("standings").json()["metadata"]["cached"]
        drivers = {driver["id"]: driver for driver in read("drivers").json()["data"]}
        leader = read("standings").json()["data"]["drivers"][0]
        assert drivers[leader["id"]]["statistics"]["points"] == leader["points"]
        states = {race["key"]: race["sessions"][-1]["state"] for race in read("races").json()["data"]}
        assert (states["2025_japan"], states["2025_abu-dhabi"]) == ("scheduled", "scheduled")
        team = read("leaderboard").json()["data"][0]["team_id"]
        assert len(read(f"teams/{team}/scores").json()["data"]) == 2
        client.delete(f"/api/v1/replays/{replay}").raise_for_status()
        mesh.wait_until(lambda: read("standings").status_code == 404, seconds=5)
        assert read("standings").json()["code"] == "REPLAY_NOT_FOUND"
        assert read(f"teams/{team}").status_code == 404
