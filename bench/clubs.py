"""What the engine of clubs costs beside an RPC that is written by hand, with the same statements.

Run it with `python -m bench.clubs`. Both answer JSON behind the whole path of a server: verified caller,
validated request, access, metrics and access log; only the socket is left out.
"""

# ruff: noqa: ARG002 - the contract defines the signatures

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final
from uuid import uuid4

import uvloop

from altsports.contract.catalog import load_catalog
from altsports.contract.values import fill
from altsports.football.v1 import players_pb2, teams_pb2
from bench.boards import SECRET, serving
from bench.measure import ratio_text, spread
from bench.quiet import add_force, require_quiet
from league_service.clubs.access import organisation_of, visible_teams
from league_service.clubs.engine.lists import Listing, Query
from league_service.clubs.engine.registry import plans_of
from league_service.clubs.engine.rpc import NounRpc
from league_service.clubs.errors import RecordNotFound, VersionMismatch
from league_service.clubs.members import nobody_answers
from league_service.clubs.nouns import HOOKS
from league_service.core.paging import make_token, read_token
from service_kit.caller import CALLER_KEY, Caller, CallerSigner, CallerVerifier, current_caller
from service_kit.clock.clocks import SystemClock
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.rpc.handlers import Endpoint
from service_kit.rpc.plain import plain
from service_kit.rpc.traffic import Traffic
from service_kit.rpc.versions import expected_version
from service_kit.testing.callers import club_member

PACKAGE: Final = "/altsports.football.v1"
MANY: Final = 50
IN_FLIGHT: Final = 16
MOST: Final = 1.1
"""How much of the CPU of an RPC by hand the engine may use."""


class ByHand:
    """Three methods as somebody would write them for these nouns alone, with the statements of the engine."""

    def __init__(self, database: Database, engine: dict[str, NounRpc]) -> None:
        self._database = database
        teams, players = engine["teams"].plan, engine["players"].plan
        self._get, self._locked = teams.get(scoped=False), teams.get(scoped=False, lock=True)
        self._update = teams.update
        of_team = Query({"team_id": ""}, [], "last_name", False, None, MANY, [])
        self._players = Listing(players).statement(of_team, scoped=False)

    async def GetTeam(self, request: Any, context: Any) -> Any:
        return plain(teams_pb2.GetTeamResponse, team=await self._team(self._database.pipelined, request))

    async def _team(self, reader: Any, request: Any, *, lock: bool = False) -> Any:
        caller = current_caller()
        wanted = {"organisation": str(organisation_of(caller)), "id": request.team_id, "teams": []}
        rows = await reader.fetch_rows(self._locked if lock else self._get, wanted)
        if not rows:
            raise RecordNotFound("team", request.team_id, "/api/teams")
        return rows[0]

    async def ListPlayers(self, request: Any, context: Any) -> Any:
        caller = current_caller()
        organisation, teams = str(organisation_of(caller)), visible_teams(caller)
        wanted: dict[str, Any] = {"organisation": organisation, "teams": teams or [], "after": ""}
        wanted |= {
            "today": datetime.now(UTC).date(),
            "after_id": "",
            "limit": request.page_size + 1,
            "team_id": request.team_id,
        }
        asked = ["players", organisation, request.order, request.team_id]
        read_token(asked, request.page_token, str, str)
        rows = await self._database.pipelined.fetch_rows(self._players, wanted)
        total = rows[0][-2] if rows else 0
        more = len(rows) > request.page_size
        token = make_token(asked, [rows[-2][-1], rows[-2][0]]) if more else ""
        shown = rows[: request.page_size]
        return plain(players_pb2.ListPlayersResponse, players=shown, next_page_token=token, total_size=total)

    async def UpdateTeam(self, request: Any, context: Any) -> Any:
        async with self._database.transaction() as connection:
            row = dict(zip(TEAM, await self._team(connection, request, lock=True), strict=True))
            expected = expected_version(request)
            if expected is not None and expected != row["version"]:
                raise VersionMismatch("team", row["version"])
            changed = {n: getattr(request, n) for n in TEAM[5:] if request.HasField(n)}
            if changed.items() - row.items():
                row |= {**changed, "version": row["version"] + 1, "updated_at": datetime.now(UTC)}
                own = {"organisation": str(organisation_of(current_caller())), "now": row["updated_at"]}
                await connection.execute(self._update, row | own)
        return plain(teams_pb2.UpdateTeamResponse, team=tuple(row.values()), warnings=[])


TEAM: Final = tuple(
    field.name for field in teams_pb2.GetTeamResponse.DESCRIPTOR.fields[0].message_type.fields
)
Answer = Callable[[bytes, Any], Awaitable[bytes]]


def endpoint(method: str, behaviour: Any) -> Endpoint:
    """A method behind everything that a server does."""
    found = load_catalog().by_path[f"{PACKAGE}.{method}"]
    return Endpoint(found, behaviour, verifier=CallerVerifier(SECRET), traffic=Traffic())


async def cost(answer: Answer, requests: Callable[[], bytes], context: Any, *, seconds: float) -> float:
    """Microseconds of CPU per request, 16 in flight."""
    until, own, asked = time.perf_counter() + seconds, time.process_time(), 0

    async def client() -> None:
        nonlocal asked
        while time.perf_counter() < until:
            await answer(requests(), context)
            asked += 1

    await asyncio.gather(*(client() for _ in range(IN_FLIGHT)))
    return 1e6 * (time.process_time() - own) / asked


class Context:
    """What a server knows of a call, without a socket."""

    def __init__(self, caller: Caller) -> None:
        self._caller, self._signer = caller, CallerSigner(SECRET)

    def invocation_metadata(self) -> list[tuple[str, str]]:
        return [(CALLER_KEY, self._signer.sign(self._caller, time.time()))]

    def time_remaining(self) -> float:
        return 10.0

    async def abort(self, *reason: Any) -> None:
        raise RuntimeError(reason)


async def fill_club(engine: dict[str, NounRpc], context: Context) -> str:
    """A team with its players. Returns the id of the team."""

    async def made(noun: str, **facts: Any) -> Any:
        method = engine[noun].method("Create")
        path = f"{engine[noun].plan.noun.descriptor.name}Service/{method.name}"
        raw = await endpoint(path, engine[noun].create).answer(_raw(method, facts), context)
        return method.response_class.FromString(raw)

    team = (await made("teams", name="Rovers")).team.id
    for number in range(MANY):
        registered = [{"team_id": team, "from": "2020-01-01"}]
        await made("players", first_name="Ann", last_name=f"Byrne {number}", registrations=registered)
    return team


def _raw(method: Any, facts: dict[str, Any]) -> bytes:
    return fill(method.request_class(), facts).SerializeToString()


def _requests(team: str) -> dict[str, Callable[[], bytes]]:
    """The requests of each method; each change changes something."""
    numbers = count()
    asked: dict[str, Callable[[], dict[str, Any]]] = {
        "TeamService/GetTeam": lambda: {"team_id": team},
        "PlayerService/ListPlayers": lambda: {"team_id": team, "page_size": MANY},
        "TeamService/UpdateTeam": lambda: {"team_id": team, "home_ground": f"Park {next(numbers)}"},
    }
    methods = {name: load_catalog().by_path[f"{PACKAGE}.{name}"] for name in asked}
    return {name: lambda name=name: _raw(methods[name], asked[name]()) for name in asked}


async def run(options: argparse.Namespace, dsn: str) -> None:
    context = Context(club_member("account_manager", str(uuid4())))
    plans = plans_of(HOOKS)
    async with Database(dsn, PoolSettings(max_size=10), service="league") as database:
        engine = {
            noun: NounRpc(plans[noun], plans, database, SystemClock(), nobody_answers)
            for noun in ("teams", "players")
        }
        team = await fill_club(engine, context)
        hand = ByHand(database, engine)
        servicers = {noun.plan.noun.descriptor.name: noun.servicer() for noun in engine.values()}
        print("| method | engine, µs | by hand, µs | ratio |\n|---|---|---|---|")
        for name, requests in _requests(team).items():
            service, method = name.split("Service/")
            sides = (getattr(servicers[service], method), getattr(hand, method))
            answers = [endpoint(name, side).answer_json for side in sides]
            found: list[list[float]] = [[], []]
            for number in range(options.rounds + 1):
                for side in (0, 1) if number % 2 else (1, 0):
                    found[side].append(await cost(answers[side], requests, context, seconds=options.seconds))
            ours, theirs = (each[1:] for each in found)  # the first round is a warm-up
            print(f"| {method} | {spread(ours)} | {spread(theirs)} | {ratio_text(ours, theirs)} |")
            print(f"  median {statistics.median(ours) / statistics.median(theirs):.3f}, at most {MOST}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.4)
    add_force(parser)
    options = parser.parse_args()
    print(require_quiet(force=options.force))
    with serving() as (dsn, _, _), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(options, dsn))


if __name__ == "__main__":
    main()
