"""Reads a file of events, stores the match through the running mesh, and reads it back.

    python scripts/smoke_parse_and_persist.py [EVENTS.json] [--url http://127.0.0.1:8000]

EVENTS.json has the format of StatsBomb's open data; without it, a small match in that format is used. The
script logs in as the account manager of the demo's club, compares what it reads with the file, and deletes
what it stored. It exits with 0 if everything agrees.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from uuid import uuid4

from league_service.clubs.imports.domain import ReadMatch
from league_service.clubs.imports.statsbomb.reader import read_statsbomb
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import Upload

LOGIN = {"email": "demo@altsports.example", "password": "demo at altsports"}
KINDS = ("goal", "own_goal", "shot")
FACTS = ("type", "period", "minute", "second", "x", "y", "xg")


class SmokeError(Exception):
    """Why the test failed."""


class Api:
    """The gateway, for one login."""

    def __init__(self, url: str) -> None:
        self._url, self._token = url.rstrip("/"), ""

    def log_in(self) -> None:
        self._token = self("POST", "/auth/login", LOGIN)["access_token"]

    def __call__(self, verb: str, path: str, body: Any = None) -> Any:
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._url + path, data, headers, method=verb)  # noqa: S310 - the user's address
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                said = answer.read()
        except HTTPError as error:
            raise SmokeError(f"{verb} {path}: {error.code} {error.read()[:500].decode()}") from error
        except (URLError, TimeoutError) as error:
            raise SmokeError(f"{self._url} does not answer ({error}): start the mesh with make up") from error
        return json.loads(said) if said else None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    given = parser.parse_args()
    try:
        match = parse(given.file)
        api = Api(given.url)
        api.log_in()
        print(persist(api, match))
    except (SmokeError, OSError) as error:
        print(f"failed: {error}", file=sys.stderr)
        return 1
    return 0


def parse(file: Path | None) -> ReadMatch:
    """The match of the file. Raises SmokeError."""
    name, data = (file.name, file.read_bytes()) if file else ("smoke.json", json.dumps(SAMPLE).encode())
    try:
        found = read_statsbomb([Upload(name, "", data)])
    except UnreadableFileError as error:
        raise SmokeError(f"{error.file}: {error.message} ({error.hint})") from error
    if not found.matches:
        raise SmokeError(f"{name}: no match in the file")
    return found.matches[0]


def persist(api: Api, match: ReadMatch) -> str:
    """Stores the match and compares what the mesh answers. Raises SmokeError. Deletes everything again."""
    made: list[str] = []
    try:
        return _store_and_compare(api, match, made)
    finally:
        for path in reversed(made):
            api("DELETE", path)


def _store_and_compare(api: Api, match: ReadMatch, made: list[str]) -> str:
    def create(noun: str, **fields: Any) -> str:
        path = f"/api/{noun}"
        made.append(f"{path}/{(row := api('POST', path, fields))['id']}")
        return row["id"]

    mark = uuid4().hex[:8]
    teams = {
        side.key: create("teams", name=f"{side.name[:60]} (smoke test {mark})", kind="opponent")
        for side in (match.home, match.away)
    }
    keys = {key: key for key in teams} | match.team_keys
    match_id = create(
        "matches",
        home_team_id=teams[match.home.key],
        away_team_id=teams[match.away.key],
        kick_off_at="2026-01-10T15:00:00Z",
        status="finished",
        period_minutes=match.clock.period_minutes,
        score={"home": match.score.home, "away": match.score.away, "source": match.source},
    )
    wanted = [event for event in match.events if event.type in KINDS and event.period < match.clock.shoot_out]
    for event in wanted:
        facts = {name: getattr(event, name) for name in (*FACTS, "source")}
        facts |= {"stoppage_minute": event.stoppage_minute or None, "outcome": event.outcome or None}
        given = {name: value for name, value in facts.items() if value is not None}
        create("match_events", match_id=match_id, team_id=teams[keys[event.team_id]], **given)
    stored = _all_events(api, match_id)
    same = sorted(map(_facts, stored)) == sorted(_facts(vars_of(event)) for event in wanted)
    _require(same, f"{len(stored)} of {len(wanted)} events came back, or others than the file has")
    score = api("GET", f"/api/matches/{match_id}")["score"]
    read = (score["home"], score["away"])
    _require(read == (match.score.home, match.score.away), f"the score came back as {read}")
    figures = api("GET", f"/api/matches/{match_id}/team_statistics")
    goals = tuple(int(figures[side]["goals"]["value"]) for side in ("home", "away"))
    _require(goals == read, f"the figures have the goals {goals}, the result is {read}")
    return (
        f"{match.home.name} {read[0]}-{read[1]} {match.away.name}: {len(wanted)} events stored and read back"
    )


def vars_of(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in FACTS}


def _facts(event: dict[str, Any]) -> tuple[str, ...]:
    """What must be the same, as text: an absent second is 0."""
    values = {name: event.get(name) for name in FACTS}
    return tuple(
        str(float(each)) if isinstance(each, int | float) else str(each or 0.0) for each in values.values()
    )


def _all_events(api: Api, match_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    token = ""
    while True:
        answer = api(
            "GET", f"/api/v1/football/match_events?match_id={match_id}&page_size=100&page_token={token}"
        )
        found += answer["data"]
        token = answer["metadata"].get("next_page_token") or ""
        if not token:
            return found


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise SmokeError(message)


def _sample_event(index: int, kind: str, team: int, minute: int, **more: Any) -> dict[str, Any]:
    period = 1 if minute < 45 else 2
    return {
        **{"id": f"e{index}", "index": index, "period": period, "minute": minute, "second": 0},
        "timestamp": f"00:{minute - (0 if period == 1 else 45):02}:00.000",
        "type": {"name": kind},
        "team": {"id": team, "name": f"Smoke {team}"},
        **more,
    }


def _sample_shot(outcome: str) -> dict[str, Any]:
    shot = {"outcome": {"name": outcome}, "statsbomb_xg": 0.25, "type": {"name": "Open Play"}}
    return {"player": {"id": 9, "name": "Player 9"}, "location": [108, 40], "shot": shot}


_ELEVEN = [
    {
        "player": {"id": number, "name": f"Player {number}"},
        "position": {"name": "Goalkeeper" if number % 100 == 1 else "Center Back"},
        "jersey_number": number % 100,
    }
    for number in range(1, 12)
]
_OTHERS = [{**each, "player": {"id": 100 + at, "name": f"Other {at}"}} for at, each in enumerate(_ELEVEN, 1)]
SAMPLE = [
    _sample_event(1, "Starting XI", 1, 0, tactics={"formation": 442, "lineup": _ELEVEN}),
    _sample_event(2, "Starting XI", 2, 0, tactics={"formation": 442, "lineup": _OTHERS}),
    _sample_event(3, "Shot", 1, 20, **_sample_shot("Goal")),
    _sample_event(4, "Shot", 1, 70, **_sample_shot("Saved")),
]


if __name__ == "__main__":
    sys.exit(main())
