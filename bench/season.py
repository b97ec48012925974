"""The cost of a season: importing, replaying, and the experts' endpoints compared with a bare peer."""

import csv
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bench.measure import Variant, alternate, ratios, spread
from bench.mesh import ADMIN, BenchMesh

SEASON = 2025
GAME = "2025_05_KC_BUF"
AFTER = datetime(2100, 1, 1, tzinfo=UTC)
_COLUMNS = [
    "game_id",
    "season",
    "game_type",
    "week",
    "gameday",
    "gametime",
    "away_team",
    "away_score",
    "home_team",
    "home_score",
    "location",
    "away_rest",
    "home_rest",
    "away_moneyline",
    "home_moneyline",
    "spread_line",
    "total_line",
    "roof",
    "surface",
    "temp",
    "wind",
]


@dataclass(frozen=True)
class Endpoint:
    """A documented read; `noun` and `model` name the generated model of its body."""

    path: str
    noun: str
    model: str


ENDPOINTS = (
    Endpoint("/experts", "experts", "ListExpertsResponse"),
    Endpoint("/experts/the-analyst/bankroll?timeframe=season", "experts", "GetBankrollResponse"),
    Endpoint("/experts/the-analyst/predictions", "predictions", "ListPredictionsResponse"),
    Endpoint("/experts/the-analyst/memories", "memories", "ListMemoriesResponse"),
    Endpoint("/council/current", "council", "GetCurrentCouncilResponse"),
    Endpoint(f"/council/consensus/{GAME}", "council", "GetConsensusResponse"),
    Endpoint("/bets/live", "bets", "ListLiveBetsResponse"),
    Endpoint("/bets/expert/the-analyst/history", "bets", "GetBetHistoryResponse"),
    Endpoint("/games/week/5", "games", "ListWeekGamesResponse"),
    Endpoint("/battles/active", "battles", "ListActiveBattlesResponse"),
)


def measure_replay(mesh: BenchMesh) -> list[str]:
    """A whole season at full speed."""
    with httpx.Client(base_url=f"{mesh.url}/api/v1", timeout=30, headers=_admin(mesh)) as http:
        wish = {"sport": "nfl", "season": SEASON, "speed": "max"}
        replay = http.post("/replays", json=wish).raise_for_status().json()
        while replay["status"] == "running":
            time.sleep(0.5)
            replay = http.get(f"/replays/{replay['id']}").raise_for_status().json()
    if replay["status"] != "finished":
        raise RuntimeError(f"the replay ended as {replay['status']}: {replay['error']}")
    return [
        f"The season of {SEASON} ({replay['steps_total']} steps, fifteen experts) at full speed: "
        f"**{replay['running_seconds']:.1f} s**."
    ]


def measure_import(mesh: BenchMesh, folder: Path) -> list[str]:
    """Twenty-five made-up seasons in the format of nflverse, once new and once unchanged."""
    path = folder / "games.csv"
    count = _write_games(path, range(2030, 2055))
    lines = ["| import | games | seconds | games/s |", "|---|---|---|---|"]
    for name in ("new", "the same again"):
        started = time.perf_counter()
        mesh.altsports("import", "nflverse", str(path))
        seconds = time.perf_counter() - started
        lines.append(f"| {name} | {count:,} | {seconds:.1f} | {count / seconds:,.0f} |")
    return lines


def _write_games(path: Path, seasons: range) -> int:
    from league_service.demo.simulated import hosts  # noqa: PLC0415 - no other benchmark needs the service
    from league_service.nfl.simulation.season import simulate_season  # noqa: PLC0415

    games = [game for season in seasons for game in simulate_season(hosts(season), season, AFTER)]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(map(_nflverse_row, games))
    return len(games)


def _nflverse_row(game) -> dict[str, object]:
    from league_service.nfl.domain import EASTERN  # noqa: PLC0415

    slot = game.slot
    at = slot.kickoff.astimezone(EASTERN)
    closing = {quote.market: quote for quote in game.quotes[-3:]}
    return {
        "game_id": slot.game_id,
        "season": slot.season,
        "game_type": slot.stage,
        "week": slot.week,
        "gameday": f"{at:%Y-%m-%d}",
        "gametime": f"{at:%H:%M}",
        "away_team": slot.away,
        "away_score": game.away_score,
        "home_team": slot.home,
        "home_score": game.home_score,
        "location": "Neutral" if slot.neutral else "Home",
        "away_rest": game.away_rest,
        "home_rest": game.home_rest,
        "away_moneyline": closing["moneyline"].away_price,
        "home_moneyline": closing["moneyline"].home_price,
        "spread_line": -closing["spread"].point,
        "total_line": closing["total"].point,
        "roof": game.host.roof,
        "surface": game.host.surface,
        "temp": f"{game.weather.temperature_f:.0f}",
        "wind": f"{game.weather.wind_mph:.0f}",
    }


def save_answers(mesh: BenchMesh, token: str, path: Path) -> None:
    """Writes the answers of the gateway to a file, so that the peer returns the same."""
    _wait_for_council(mesh)
    headers = {"Authorization": f"Bearer {token}"}
    answers = {
        endpoint.path: httpx.get(f"{mesh.url}/api/v1{endpoint.path}", headers=headers, timeout=30)
        .raise_for_status()
        .json()
        for endpoint in ENDPOINTS
    }
    path.write_text(json.dumps(answers))


def _wait_for_council(mesh: BenchMesh) -> None:
    """Waits until the experts have caught up with the calendar, in this season and the last."""
    deadline = time.monotonic() + 180
    for path in ("council/current", "council/current?season=2025&week=22"):
        while not _sits(f"{mesh.url}/api/v1/{path}"):
            if time.monotonic() > deadline:
                raise TimeoutError("the council does not sit")
            time.sleep(1)


def _sits(url: str) -> bool:
    answer = httpx.get(url, timeout=30, headers={"Cache-Control": "no-cache"})
    return answer.status_code == 200 and not answer.json()["book"]["catching_up"]


def measure_endpoints(
    mesh: BenchMesh,
    token: str,
    peer: tuple[int, int],
    *,
    rounds: int,
    seconds: float,
    connections: int,
    say: Callable[[str], None],
) -> list[str]:
    """Each endpoint from the cache and without it, beside the bare peer."""
    lines = [
        "| endpoint | bare FastAPI, req/s | cached, ratio | uncached, ratio | uncached, CPU µs |",
        "|---|---|---|---|---|",
    ]
    for endpoint in ENDPOINTS:
        say(endpoint.path)
        variants = _variants(mesh, token, peer, endpoint.path)
        results = alternate(variants, rounds=rounds, seconds=seconds, connections=connections, say=say)
        bare, cached, uncached = (results[variant.name] for variant in variants)
        lines.append(
            f"| `{endpoint.path}` | {spread(bare.per_second)} | {_ratio(ratios(cached, bare))} |"
            f" {_ratio(ratios(uncached, bare))} | {spread(uncached.cpu_us)} |"
        )
    return lines


def _variants(mesh: BenchMesh, token: str, peer: tuple[int, int], path: str) -> list[Variant]:
    bearer = f"Authorization: Bearer {token}"
    pids = mesh.processes()
    stores: Mapping[str, int] = {name: pids[name] for name in ("postgres", "redis")}
    own = [f"{mesh.url}/api/v1{path}"]
    return [
        Variant("bare", [f"http://127.0.0.1:{peer[0]}{path}"], lambda: {"app": peer[1]}),
        Variant("cached", own, lambda: {"gateway": pids["gateway"], **stores}, (bearer,)),
        Variant(
            "uncached",
            own,
            lambda: {"gateway": pids["gateway"], "ai": pids["ai"], **stores},
            (bearer, "Cache-Control: no-cache"),
        ),
    ]


def _ratio(found: tuple[float, float, float]) -> str:
    middle, low, high = found
    return f"{middle:.2f} ({low:.2f}..{high:.2f})"


def _admin(mesh: BenchMesh) -> dict[str, str]:
    session = httpx.post(f"{mesh.url}/api/v1/auth/login", json=ADMIN).raise_for_status().json()
    return {"Authorization": f"Bearer {session['access_token']}"}
