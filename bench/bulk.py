"""Bulk work beside its lower bound: an import beside COPY, a replay beside the fold alone."""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import httpx
import psycopg

from bench.accounting import Meter, tree_seconds
from bench.measure import cores_of
from bench.mesh import ADMIN, BenchMesh

HERE = Path(__file__).parent
SEASON = 2025
AFTER = datetime(2100, 1, 1, tzinfo=UTC)
# The columns of nflverse that the importer reads, with the types for a table of the same rows.
_COLUMNS: Mapping[str, str] = {
    "game_id": "text",
    "season": "int",
    "game_type": "text",
    "week": "int",
    "gameday": "date",
    "gametime": "time",
    "away_team": "text",
    "away_score": "int",
    "home_team": "text",
    "home_score": "int",
    "location": "text",
    "away_rest": "int",
    "home_rest": "int",
    "away_moneyline": "int",
    "home_moneyline": "int",
    "spread_line": "numeric",
    "total_line": "numeric",
    "roof": "text",
    "surface": "text",
    "temp": "int",
    "wind": "int",
}
_WRITERS = ("gateway", "league", "postgres", "redis")

T = TypeVar("T")


@dataclass(frozen=True)
class Cost:
    """What some work took."""

    seconds: float
    cpu_seconds: float


def measure_replay(mesh: BenchMesh) -> list[str]:
    """A whole season at full speed, and the fold of the same facts without a mesh."""
    mesh_cost, steps = _replayed(mesh)
    command = [sys.executable, "-m", "bench.peers.fold", str(SEASON)]
    environment = {**os.environ, **mesh.state()["environment"]}
    done = subprocess.run(
        command, cwd=HERE.parent, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=300
    )
    fold = json.loads(done.stdout)
    if fold["steps"] != steps:
        raise RuntimeError(f"the replay has {steps} steps, and the fold {fold['steps']}")
    peer = Cost(fold["seconds"], fold["cpu_seconds"])
    return [
        f"The season of {SEASON} ({steps:,} steps, fifteen experts) at full speed.",
        "",
        "| variant | seconds | to the fold | CPU seconds | to the fold |",
        "|---|---|---|---|---|",
        _row("fold in memory, no mesh", peer, peer),
        _row("mesh: every step committed, with its events", mesh_cost, peer),
    ]


def _replayed(mesh: BenchMesh) -> tuple[Cost, int]:
    with httpx.Client(base_url=f"{mesh.url}/api/v1", timeout=30, headers=_admin(mesh)) as http:

        def replay() -> dict:
            wish = {"sport": "nfl", "season": SEASON, "speed": "max"}
            found = http.post("/replays", json=wish).raise_for_status().json()
            while found["status"] == "running":
                time.sleep(0.5)
                found = http.get(f"/replays/{found['id']}").raise_for_status().json()
            return found

        cost, found = measured(mesh, ("ai", *_WRITERS), replay)
    if found["status"] != "finished":
        raise RuntimeError(f"the replay ended as {found['status']}: {found['error']}")
    return Cost(found["running_seconds"], cost.cpu_seconds), found["steps_total"]


def measure_import(mesh: BenchMesh, folder: Path) -> list[str]:
    """Twenty-five made-up seasons in the format of nflverse, new and unchanged, and a COPY of the rows."""
    path = folder / "games.csv"
    count = _write_games(path, range(2030, 2055))
    dsn = mesh.state()["environment"]["DATABASE_URL"]
    peer, _ = measured(mesh, ("postgres",), lambda: _copy(dsn, path))
    lines = [
        f"{count:,} games.",
        "",
        "| variant | seconds | to COPY | CPU seconds | to COPY | games/s |",
        "|---|---|---|---|---|---|",
        _row("COPY into a table with a primary key", peer, peer, count),
    ]
    for name in ("new", "the same again"):
        cost, _ = measured(mesh, _WRITERS, lambda: mesh.altsports("import", "nflverse", str(path)))
        lines.append(_row(f"import, {name}", cost, peer, count))
    return lines


def measured(mesh: BenchMesh, names: tuple[str, ...], work: Callable[[], T]) -> tuple[Cost, T]:
    """Runs work; its CPU time is that of these processes beyond their use at rest, and that of the caller."""
    pids = {name: pid for name, pid in mesh.processes().items() if name in names}
    rest = sum(cores_of(pids).values())
    own, meter = tree_seconds(os.getpid()), Meter(pids)
    found = work()
    used, elapsed = sum(meter.used().values()), meter.elapsed()
    return Cost(elapsed, used - rest * elapsed + tree_seconds(os.getpid()) - own), found


def _row(name: str, cost: Cost, base: Cost, games: int = 0) -> str:
    cells = [
        name,
        f"{cost.seconds:.2f}",
        f"{cost.seconds / base.seconds:,.1f}",
        f"{cost.cpu_seconds:.2f}",
        f"{cost.cpu_seconds / base.cpu_seconds:,.1f}",
    ]
    if games:
        cells.append(f"{games / cost.seconds:,.0f}")
    return f"| {' | '.join(cells)} |"


def _copy(dsn: str, path: Path) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    with psycopg.connect(dsn) as connection:
        connection.execute(f"CREATE TABLE bench_games ({columns}, PRIMARY KEY (game_id))")
        with connection.cursor().copy("COPY bench_games FROM STDIN (FORMAT csv, HEADER)") as copy:
            copy.write(path.read_bytes())
        connection.commit()
        connection.execute("DROP TABLE bench_games")


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


def _admin(mesh: BenchMesh) -> dict[str, str]:
    session = httpx.post(f"{mesh.url}/api/v1/auth/login", json=ADMIN).raise_for_status().json()
    return {"Authorization": f"Bearer {session['access_token']}"}
