"""Fantasy F1 through the mesh: pages of boards, an import, a replay, and saves in the last minute.

Run it with `python -m bench.fantasy`; it writes bench/RESULTS-fantasy.md. `--teams 500 --last-seconds 10
--rounds 1 --seconds 1` is a short run. `bench.boards` and `bench.rescoring` measure what happens inside of
the league service with 100,000 teams.
"""

import argparse
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx
import yaml

from bench.bulk import Cost, measured
from bench.fantasy_saves import measure_saves
from bench.measure import Traffic, Variant, alternate
from bench.mesh import LEAGUES_EACH, SPORTS, BenchMesh, operator_token
from bench.quiet import add_force, require_quiet
from bench.report import table, write

HERE = Path(__file__).parent
COMMAND = "python -m bench.fantasy"
SEASON = 2025
RACES = 24
_WRITERS = ("gateway", "league", "postgres", "redis")
_LEAGUES = "a page of leagues, from the cache"


def play(mesh: BenchMesh, token: str, teams: int) -> tuple[str, list[str]]:
    """The demo's last season with made-up managers: the id of the replay, and what it cost."""
    headers = {"Authorization": f"Bearer {token}"}
    wish = {"sport": "f1", "competition": "f1-simulated", "season": SEASON, "speed": "max", "teams": teams}

    def replay() -> dict:
        found = http.post("/replays", json=wish).raise_for_status().json()
        while found["status"] == "running":
            time.sleep(1)
            found = http.get(f"/replays/{found['id']}").raise_for_status().json()
        return found

    with httpx.Client(base_url=f"{mesh.url}/api/v1", timeout=60, headers=headers) as http:
        cost, found = measured(mesh, _WRITERS, replay)
    if found["status"] != "finished":
        raise RuntimeError(f"the replay ended as {found['status']}: {found['error']}")
    seconds, cpu, each = found["running_seconds"], cost.cpu_seconds, 1e6 / (teams * RACES)
    return found["id"], [
        f"{RACES} races, {teams:,} teams: line-ups before each lock, scores and the board after each result.",
        "",
        "| seconds | CPU seconds | µs for a team in a race | CPU µs for a team in a race |",
        "|---|---|---|---|",
        f"| {seconds:.1f} | {cpu:.1f} | {seconds * each:,.0f} | {cpu * each:,.0f} |",
    ]


def pages(mesh: BenchMesh, token: str, replay: str, options: argparse.Namespace) -> list[str]:
    """A page of 50 rows of a board beside a page of 50 leagues."""
    known = httpx.get(f"{mesh.url}/api/v1/sports").raise_for_status().json()["data"]
    sport = next(each["key"] for each in known if each["name"].lower() in SPORTS)
    bearer, fresh = f"Authorization: Bearer {token}", "Cache-Control: no-cache"
    pids = mesh.processes()
    stores = {name: pids[name] for name in ("gateway", "postgres", "redis")}

    def variant(name: str, path: str, *headers: str) -> Variant:
        league = {"league": pids["league"]} if headers else {}
        return Variant(name, [f"{mesh.url}/api/v1{path}"], lambda: {**stores, **league}, (bearer, *headers))

    board = f"/f1/leaderboard?{urlencode({'replay': replay, 'page_size': 50})}"
    leagues = f"/leagues?{urlencode({'sport': sport, 'page_size': LEAGUES_EACH})}"
    variants = [
        variant(_LEAGUES, leagues),
        variant("a page of the board, from the cache", board),
        variant("a page of leagues, uncached", leagues, fresh),
        variant("a page of the board, uncached", board, fresh),
    ]
    traffic = Traffic(16)
    found = alternate(variants, traffic=traffic, rounds=options.rounds, seconds=options.seconds, say=print)
    return table(found, [_LEAGUES])


def imports(mesh: BenchMesh, folder: Path) -> list[str]:
    """The files of F1DB, new and again, beside reading the same files as YAML."""
    files = sorted(folder.rglob("*.yml"))
    began, used = time.perf_counter(), time.process_time()
    for file in files:
        yaml.load(file.read_bytes(), yaml.CBaseLoader)
    base = Cost(time.perf_counter() - began, time.process_time() - used)
    lines = [
        f"{len(files):,} files, {sum(file.stat().st_size for file in files) / 2**20:.1f} MiB.",
        "",
        "| variant | seconds | to reading | CPU seconds | to reading | files/s |",
        "|---|---|---|---|---|---|",
        _row("reading the files as YAML", base, base, len(files)),
    ]
    for name in ("new", "the same again"):
        cost, _ = measured(mesh, _WRITERS, lambda: mesh.altsports("import", "f1db", str(folder)))
        lines.append(_row(f"import, {name}", cost, base, len(files)))
    return lines


def _row(name: str, cost: Cost, base: Cost, files: int) -> str:
    wall, cpu = cost.seconds / base.seconds, cost.cpu_seconds / base.cpu_seconds
    rate = files / cost.seconds
    return f"| {name} | {cost.seconds:.1f} | {wall:.1f} | {cost.cpu_seconds:.1f} | {cpu:.1f} | {rate:,.0f} |"


def run(options: argparse.Namespace, load: str) -> None:
    with tempfile.TemporaryDirectory(prefix="altsports-bench-") as folder:
        settings = {"ALTSPORTS_ENV": "test", "AI_DEMO_REPLAY_SPEED": "0", "ALTSPORTS_LIMIT_ANONYMOUS": "none"}
        mesh = BenchMesh(Path(folder) / "mesh", **settings)
        mesh.up("--gateways", "2")
        try:
            mesh.import_leagues()
            token = operator_token(mesh)
            replay, replayed = play(mesh, token, options.teams)
            sections = [
                (f"A season replayed with {options.teams:,} teams", replayed),
                (f"A page of 50 rows, {Traffic(16)}", pages(mesh, token, replay, options)),
            ]
            if options.f1db is not None:
                sections.append(("F1DB imported", imports(mesh, options.f1db)))
            saves = measure_saves(mesh, players=options.players, seconds=options.last_seconds)
            sections.append(("Saves in the last minute, through two gateways", saves))
        finally:
            mesh.down()
    print(write(options.out, sections, COMMAND, load))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teams", type=int, default=10_000, help="made-up teams of the replay")
    parser.add_argument(
        "--players", type=int, default=32, help="who save until the lock, each again and again"
    )
    parser.add_argument("--last-seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--f1db", type=Path, help="a folder of F1DB with seasons/; without it, no import")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS-fantasy.md")
    add_force(parser)
    options = parser.parse_args()
    run(options, require_quiet(force=options.force))


if __name__ == "__main__":
    main()
