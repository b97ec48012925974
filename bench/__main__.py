"""Measures the mesh beside its peers in one run and writes bench/RESULTS.md: `make bench`.

Peers: (a) a bare FastAPI endpoint that returns the same model, (b) a FastAPI + SQLAlchemy async ORM monolith
on the same PostgreSQL, without and with the same duties, (c) FastMCP with a trivial tool.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import httpx
import jwt

from bench import bulk, season
from bench.measure import Traffic, Variant, alternate
from bench.mesh import LEAGUES_EACH, SPORTS, BenchMesh, fill_club, free_port, memory_mib, wait_for
from bench.quiet import add_force, require_quiet
from bench.report import table, write
from bench.tools import MCP_HEADERS, call_body, measure_grpc

HERE = Path(__file__).parent
COMMAND = "make bench"
BARE, PLAIN, GUARDED = "bare FastAPI", "monolith", "monolith with the same duties"


class Bench:
    """One run: the mesh, the peers, and the requests."""

    def __init__(self, folder: Path, options: argparse.Namespace, stack: ExitStack) -> None:
        self.options, self.folder, self.stack = options, folder, stack
        self.mesh = BenchMesh(folder / "mesh", ALTSPORTS_LOG_LEVEL="INFO", AI_DEMO_REPLAY_SPEED="0")

    def prepare(self) -> None:
        """Starts the mesh and the peers."""
        self.mesh.up()
        self.mesh.down()
        self.seconds_to_ready = self.mesh.up()
        self.stack.callback(self.mesh.down)
        self.memory = memory_mib(self.mesh.processes())
        self.mesh.import_leagues()
        self.token = self.mesh.enterprise_token()
        self.pages = [
            f"?{urlencode({'sport': sport, 'page_size': LEAGUES_EACH})}" for sport in self._sports()
        ]
        self.rows = self._rows()
        self.club = fill_club(self.mesh, self.token, LEAGUES_EACH)
        self._start_peers()

    def _sports(self) -> list[str]:
        known = httpx.get(f"{self.mesh.url}/api/v1/sports").raise_for_status().json()["data"]
        return [sport["key"] for sport in known if sport["name"].lower() in SPORTS]

    def _rows(self) -> list[dict]:
        """The first league of each made-up sport, then the rest of the first."""
        bearer = {"Authorization": f"Bearer {self.token}"}
        pages = [
            httpx.get(f"{self.mesh.url}/api/v1/leagues{page}", headers=bearer)
            .raise_for_status()
            .json()["data"]
            for page in self.pages
        ]
        self.leagues = [page[0]["id"] for page in pages]
        return pages[0]

    def _start_peers(self) -> None:
        rows = self.folder / "rows.json"
        rows.write_text(json.dumps(self.rows))
        environment = self.mesh.state()["environment"]
        key = jwt.PyJWK(httpx.get(f"{self.mesh.url}/.well-known/jwks.json").json()["keys"][0])
        for candidate in httpx.get(f"{self.mesh.url}/.well-known/jwks.json").json()["keys"]:
            if candidate["kid"] == jwt.get_unverified_header(self.token)["kid"]:
                key = jwt.PyJWK(candidate)
        environment = {
            **os.environ,
            "BENCH_ROWS": str(rows),
            "BENCH_DATABASE_URL": environment["DATABASE_URL"].replace(
                "postgresql://", "postgresql+psycopg://", 1
            ),
            "BENCH_REDIS_URL": environment["REDIS_URL"],
            "BENCH_PUBLIC_KEY": _pem(key),
            "BENCH_AUDIENCE": _audience(self.token),
        }
        self.bare = self._serve("bench.peers.bare_fastapi:app", environment)
        self.monolith = self._serve("bench.peers.monolith:app", environment)
        answers = self.folder / "answers.json"
        season.save_answers(self.mesh, self.token, answers)
        self.bare_season = self._serve(
            "bench.peers.bare_season:app", {**os.environ, "BENCH_ANSWERS": str(answers)}
        )
        self.trivial_port = free_port()
        self.trivial = self._start(
            [sys.executable, str(HERE / "peers" / "trivial_mcp.py"), str(self.trivial_port)]
        )

    def _serve(self, app: str, environment: dict[str, str]) -> tuple[int, int]:
        port = free_port()
        pid = self._start(
            [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--log-level", "warning"], environment
        )
        wait_for(f"http://127.0.0.1:{port}/openapi.json")
        return port, pid

    def _start(self, command: Sequence[str], environment: dict[str, str] | None = None) -> int:
        process = subprocess.Popen(command, env=environment, cwd=HERE.parent, stdout=subprocess.DEVNULL)
        self.stack.callback(process.terminate)
        return process.pid

    def variants(self, paths: Sequence[str]) -> list[Variant]:
        """The mesh and its peers with the same requests; paths of the peers have no /api/v1."""
        bearer = f"Authorization: Bearer {self.token}"
        mesh = self.mesh.processes()
        stores = {name: pid for name, pid in mesh.items() if name in {"postgres", "redis"}}

        def peer(
            name: str, server: tuple[int, int], prefix: str = "", more: Mapping[str, int] = stores
        ) -> Variant:
            urls = [f"http://127.0.0.1:{server[0]}{prefix}{path}" for path in paths]
            return Variant(name, urls, lambda: {"app": server[1], **more}, (bearer,))

        def own(name: str, *headers: str, **more: int) -> Variant:
            urls = [f"{self.mesh.url}/api/v1{path}" for path in paths]
            return Variant(
                name, urls, lambda: {"gateway": mesh["gateway"], **more, **stores}, (bearer, *headers)
            )

        return [
            peer(BARE, self.bare, more={}),
            peer(PLAIN, self.monolith),
            peer(GUARDED, self.monolith, "/guarded"),
            own("mesh, from the cache"),
            own("mesh, uncached", "Cache-Control: no-cache", league=mesh["league"]),
        ]

    def player_variants(self) -> list[Variant]:
        """The players of a club. The mesh does not cache them, and takes the club from the token."""
        own = {each.name: each for each in self.variants([f"/football/players?page_size={LEAGUES_EACH}"])}
        peer = own[GUARDED]
        peer = replace(peer, urls=[f"{url}&organisation_id={self.club}" for url in peer.urls])
        return [peer, own["mesh, uncached"]]

    def tool_variants(self) -> list[Variant]:
        """The MCP service and the trivial FastMCP server."""
        league = self.rows[0]["id"]
        mesh = self.mesh.processes()
        bearer = f"Authorization: Bearer {self.token}"
        headers = (*MCP_HEADERS, "Mcp-Name: get_league")
        body = call_body("get_league", {"league_id": league})
        return [
            Variant(
                "FastMCP, trivial tool",
                [f"http://127.0.0.1:{self.trivial_port}/mcp"],
                lambda: {"app": self.trivial},
                headers,
                body,
            ),
            Variant(
                "mesh, get_league with JWT through gRPC",
                [f"http://127.0.0.1:{self.mesh.mcp_port}/mcp"],
                lambda: {"mcp": mesh["mcp"], "league": mesh["league"], "redis": mesh["redis"]},
                (*headers, bearer),
                body,
            ),
        ]

    def run(self) -> list[tuple[str, list[str]]]:
        """Measures everything."""
        options = {"rounds": self.options.rounds, "seconds": self.options.seconds, "say": print}
        one = self.variants([f"/leagues/{league}" for league in self.leagues])
        many = self.variants([f"/leagues{page}" for page in self.pages])
        bases = [BARE, PLAIN, GUARDED]
        sections = [
            (f"{title}, {traffic}", table(alternate(variants, traffic=traffic, **options), bases))
            for title, variants in (("One league, 1 row", one), ("A page of leagues, 50 rows", many))
            for traffic in self._traffic()
        ]
        players = self.player_variants()
        sections += [
            (
                f"Players of a club, 50 rows, {traffic}",
                table(alternate(players, traffic=traffic, **options), [GUARDED]),
            )
            for traffic in self._traffic()
        ]
        sixteen = Traffic(16)
        tools = alternate(self.tool_variants(), traffic=sixteen, **options)
        return [
            *sections,
            (
                f"The experts' endpoints, {sixteen}",
                season.measure_endpoints(self.mesh, self.token, self.bare_season, traffic=sixteen, **options),
            ),
            ("A season replayed", bulk.measure_replay(self.mesh)),
            ("Games imported", bulk.measure_import(self.mesh, self.folder)),
            (f"MCP tool calls, {sixteen}", table(tools, ["FastMCP, trivial tool"])),
            ("gRPC", measure_grpc(self.mesh, self.rows[0]["id"], seconds=self.options.seconds)),
            ("At rest", self._at_rest()),
        ]

    def _traffic(self) -> list[Traffic]:
        return [
            *(Traffic(connections=count) for count in self.options.connections),
            *(Traffic(rate=rate) for rate in self.options.rates),
        ]

    def _at_rest(self) -> list[str]:
        lines = ["| process | MiB (proportional) |", "|---|---|"]
        lines += [f"| {name} | {size:.0f} |" for name, size in self.memory.items()]
        lines.append(f"| **whole mesh** | **{sum(self.memory.values()):.0f}** |")
        return [
            *lines,
            "",
            f"From `altsports up` on a prepared environment to ready: {self.seconds_to_ready:.1f} s.",
        ]


def _pem(key: jwt.PyJWK) -> str:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - used here only

    return key.key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def _audience(token: str) -> str:
    audience = jwt.decode(token, options={"verify_signature": False})["aud"]
    return audience if isinstance(audience, str) else audience[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--connections", type=int, nargs="*", default=[1, 16, 64])
    parser.add_argument("--rates", type=float, nargs="*", default=[100], help="independent arrivals/s")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    add_force(parser)
    options = parser.parse_args()
    load = require_quiet(force=options.force)
    with tempfile.TemporaryDirectory(prefix="altsports-bench-") as folder, ExitStack() as stack:
        bench = Bench(Path(folder), options, stack)
        bench.prepare()
        print(write(options.out, bench.run(), COMMAND, load))


if __name__ == "__main__":
    main()
