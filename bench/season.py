"""The experts' endpoints compared with a bare peer."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.measure import Traffic, Variant, alternate, ratio_text, spread
from bench.mesh import BenchMesh

GAME = "2025_05_KC_BUF"


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
    traffic: Traffic,
    say: Callable[[str], None],
) -> list[str]:
    """Each endpoint from the cache and without it, beside the bare peer."""
    lines = [
        "| endpoint | bare FastAPI, req/s | cached, req/s to bare | cached, CPU to bare"
        " | uncached, req/s to bare | uncached, CPU to bare | uncached, CPU µs |",
        "|---" * 7 + "|",
    ]
    for endpoint in ENDPOINTS:
        say(endpoint.path)
        variants = _variants(mesh, token, peer, endpoint.path)
        results = alternate(variants, rounds=rounds, seconds=seconds, traffic=traffic, say=say)
        bare, *own = (results[variant.name] for variant in variants)
        cells = [f"`{endpoint.path}`", spread(bare.per_second)]
        for series in own:
            cells += [
                ratio_text(series.per_second, bare.per_second),
                ratio_text(series.cpu_us, bare.cpu_us),
            ]
        lines.append(f"| {' | '.join([*cells, spread(own[-1].cpu_us)])} |")
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
