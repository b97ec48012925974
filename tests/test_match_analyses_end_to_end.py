"""A coach uploads tracking data, follows the analysis, and reads what it found, through the real mesh."""

from typing import Any

import httpx

MATCH = "65f0e239-ebc8-5c03-ac47-8b9f7e1394de"


def play(seconds: int = 70) -> bytes:
    """A play in the format of Last-Row, with two sides of four players."""
    lines = ["player,frame,x,y,z,dx,dy,team"]
    for frame in range(seconds * 20 + 1):
        lines.append(f"0,{frame},50,50,0,0,0,")
        for player in range(8):
            team = "attack" if player < 4 else "defense"
            x = 20 + player * 8 + (frame % 400) / 100
            lines.append(f"{player + 1},{frame},{x},{10 + player * 9},,0,0,{team}")
    return "\n".join(lines).encode()


def test_an_uploaded_play_becomes_segments_a_stream_and_a_file(mesh: Any, admin: dict[str, str]) -> None:
    with httpx.Client(base_url=mesh.gateways[0], headers=admin, timeout=60) as http:
        form = {"match_id": MATCH, "parameters": '{"segment_s": 30}'}
        files = {"file": ("play.csv", play())}
        accepted = http.post("/api/analyze_match", data=form, files=files)
        assert accepted.status_code == 202, accepted.text
        started = accepted.json()
        run_id = started["analysis_id"]
        assert set(started) == {"analysis_id", "status_url", "stream_url"}
        assert accepted.headers["location"] == started["status_url"]
        streamed = http.get(f"/api/analysis/{run_id}/segments/stream").text
        status = http.get(f"/api/analysis_status/{run_id}").json()
        assert (status["status"], status["progress"], status["error"]) == ("completed", 100, None)
        segments = http.get(f"/api/analysis/{run_id}/segments").json()
        assert [each["index"] for each in segments] == [0, 1, 2]
        assert [streamed.count(f"event: {kind}\n") for kind in ("segment", "done")] == [3, 1]
        last = {"last-event-id": f"{run_id}.3.done"}
        other = httpx.get(
            f"{mesh.gateways[-1]}/api/matches/{MATCH}/segments/stream", headers=admin | last, timeout=60
        )
        assert other.status_code == 204
        job = http.get(f"/api/analysis/{run_id}/status").json()
        assert job["progress"]["segments_done"] == 3
        task = http.get(f"/tasks/{run_id}/status").json()["data"]
        assert task["status"] == "completed"
        (listed,) = [each for each in http.get("/api/analysis/files").json() if each["analysis_id"] == run_id]
        path = f"/api/analysis/files/{listed['path']}"
        assert len(http.get(path).content) == listed["size"]
        part = http.get(path, headers={"range": "bytes=0-9"})
        assert (part.status_code, len(part.content)) == (206, 10)
        assert len(http.get(path, params={"preview": "true"}).json()["segments"]) == 3
        assert httpx.get(listed["url"]).status_code == 200
        again = http.post(f"/api/analysis/{run_id}/retry?restart=true")
        assert (again.status_code, again.json()["code"]) == (400, "ANALYSIS_COMPLETED")


def test_what_cannot_be_analysed_is_refused_with_the_field(mesh: Any, admin: dict[str, str]) -> None:
    with httpx.Client(base_url=mesh.gateways[0], headers=admin, timeout=60) as http:
        files = {"file": ("play.csv", play(1))}
        missing = http.post("/api/analyze_match", files=files)
        assert (missing.status_code, missing.json()["detail"][0]["loc"]) == (422, ["body", "match_id"])
        elsewhere = {"match_id": "00000000-0000-4000-8000-000000000000"}
        assert http.post("/api/analyze_match", data=elsewhere, files=files).status_code == 404
        odd = {"match_id": MATCH, "parameters": "often"}
        assert http.post("/api/analyze_match", data=odd, files=files).status_code == 422
        assert httpx.post(f"{mesh.gateways[0]}/api/analyze_match", files=files).status_code == 401
        for path in ("..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", "a/../../b"):
            assert http.get(f"/api/analysis/files/{path}").status_code in (400, 404)
