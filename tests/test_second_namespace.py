"""A second package with a TeamService and a Team of its own, served by league-service, on every face."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet

import altsports
from altsports.contract import catalog, namespaces
from altsports.contract.catalog import load_catalog
from altsports.league.v1 import teams_pb2
from altsports.league.v1.teams_pb2_grpc import TeamServiceServicer, add_TeamServiceServicer_to_server
from altsports_cli.commands import call
from altsports_cli.errors import CliError
from gateway_service.server.run import HttpServer
from gateway_service.settings import GatewaySettings
from gateway_service.write_openapi import current_document
from mcp_service.calls.context import CallContext, RequestContexts
from mcp_service.protocol.instructions import instructions
from mcp_service.settings import McpSettings
from mcp_service.tools import registry
from mcp_service.tools.view import View
from mcp_service.wiring import make_parts
from service_kit.clock.clocks import SystemClock
from service_kit.redis.mux import RedisMux
from service_kit.testing.in_process import ServiceCalls, serving

PROTO = Path(__file__).parents[1] / "proto"
SECRET = "a secret of the tests that protects nothing at all"
OURS, TOYS = "league.v1.TeamService/ListTeams", "toy.v1.TeamService/ListTeams"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileDescriptorSet]:
    """The contract with the toy package in it, whose generated code can be imported."""
    sys.path.insert(0, str(PROTO))
    from generator.emit import emit_python
    from generator.protoc import compile_protos
    from generator.tree import Tree

    source, compiled, made = (tmp_path_factory.mktemp(name) for name in ("source", "compiled", "made"))
    shutil.copytree(PROTO / "altsports", source / "altsports")
    (source / "altsports" / "toy" / "v1").mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "toy" / "teams.proto", source / "altsports" / "toy" / "v1")
    compile_protos(source, compiled)
    descriptors = FileDescriptorSet.FromString((compiled / "altsports/contract/contract.binpb").read_bytes())
    tree = Tree(made, check=False)
    tree.take(compiled)
    emit_python(tree, descriptors)
    altsports.__path__.append(str(made / "altsports"))
    yield descriptors
    altsports.__path__.remove(str(made / "altsports"))


@pytest.fixture(autouse=True)
def toy(built: FileDescriptorSet, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The generated modules of the toy package, while the contract of this process has it."""
    for module in (catalog, namespaces):
        monkeypatch.setattr(module, "descriptor_set", lambda: built)
    load_catalog.cache_clear()
    registry.contract_registry.cache_clear()
    from altsports.toy.v1 import (  # pyright: ignore[reportMissingImports] - made by `built`
        teams_models,
        teams_pb2,
        teams_pb2_grpc,
    )

    yield SimpleNamespace(pb=teams_pb2, grpc=teams_pb2_grpc, models=teams_models)
    load_catalog.cache_clear()
    registry.contract_registry.cache_clear()


class RealTeams(TeamServiceServicer):
    async def ListTeams(self, request: Any, context: Any) -> Any:
        return teams_pb2.ListTeamsResponse(teams=[teams_pb2.Team(name="Kansas City Chiefs")])


@pytest.fixture
async def league(toy: Any) -> AsyncIterator[ServiceCalls]:
    """The process of the league with both services."""

    class ToyTeams(toy.grpc.TeamServiceServicer):
        async def ListTeams(self, request: Any, context: Any) -> Any:
            teams = [toy.pb.Team(name=f"Bricks {number}") for number in range(request.most)]
            return toy.pb.ListTeamsResponse(teams=teams)

    registrations = [
        (add_TeamServiceServicer_to_server, RealTeams()),
        (toy.grpc.add_TeamServiceServicer_to_server, ToyTeams()),
    ]
    async with serving("league", registrations, secret=SECRET.encode()) as calls:
        yield calls


@pytest.fixture
def told(league: ServiceCalls, redis_url: str, redis_prefix: str, tmp_path: Path) -> dict[str, Any]:
    """The settings of a process beside the league's."""
    return {
        "env": "test",
        "home": tmp_path,
        "mesh_secret": SECRET,
        "redis_url": redis_url,
        "redis_prefix": redis_prefix,
        "league_address": league.client._addresses["league"],
    }


def test_the_process_of_a_service_is_no_part_of_its_package():
    (method,) = (m for m in load_catalog().methods if m.namespace == "toy")
    assert (method.area, method.service) == ("league", "altsports.toy.v1.TeamService")
    assert "toy" not in namespaces.areas()
    assert method in load_catalog().of_area("league")


def test_no_names_clash_with_a_prefix_and_each_clash_is_named_without(toy):
    from dataclasses import replace

    from generator.clashes import clashes

    assert clashes(load_catalog().methods) == []
    both = [method for method in _list_teams() if method.namespace in ("league", "toy")]
    bare = [replace(m, operation_id=m.name, tool=replace(m.tool, name="list_teams")) for m in both]
    found = clashes(bare)
    paths = "altsports.league.v1.TeamService/ListTeams and altsports.toy.v1.TeamService/ListTeams"
    assert [sentence.partition(":")[0] for sentence in found] == [
        f"operation id ListTeams belongs to {paths}",
        f"tool list_teams belongs to {paths}",
    ]
    assert all("(altsports.options.v1.prefix)" in sentence for sentence in found)


def test_models_carry_the_prefix_and_may_hold_the_message_of_the_same_name(toy):
    real = toy.models.ToyTeam.model_fields["real"].annotation
    assert "altsports.league.v1.teams_models.Team" in str(real)


async def test_both_methods_answer_over_grpc_under_the_ends_of_their_paths(league: ServiceCalls):
    ours = await league.call(OURS, {"competition": "nfl"})
    toys = await league.call(TOYS)
    assert [team["name"] for team in ours["teams"]] == ["Kansas City Chiefs"]
    assert [team["name"] for team in toys["teams"]] == ["Bricks 0", "Bricks 1"]
    with pytest.raises(
        LookupError, match=r"league.v1.TeamService/ListTeams and .*toy.v1.TeamService/ListTeams"
    ):
        await league.call("ListTeams")


async def test_both_methods_answer_over_rest_and_no_answer_is_kept_as_the_other(told: dict[str, Any]):
    server = HttpServer(GatewaySettings(**told, port=0, mcp_url="http://127.0.0.1:9"))
    port = await server.start()
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http:
            for _ in range(2):
                toys = (await http.get("/api/v1/toy/teams?most=1")).json()["data"]
                ours = (await http.get("/api/v1/competitions/nfl/teams")).json()["data"]
                assert [toys[0]["name"], ours[0]["name"]] == ["Bricks 0", "Kansas City Chiefs"]
    finally:
        await server.stop()


def test_the_openapi_document_shows_both_methods():
    document = current_document()
    operation = document["paths"]["/api/v1/toy/teams"]["get"]
    assert (operation["operationId"], operation["tags"]) == ("ToyListTeams", ["toy teams"])
    assert {"Team", "ToyTeam", "ListTeamsAnswer", "ToyListTeamsAnswer"} <= document["components"][
        "schemas"
    ].keys()
    assert not [name for name in document["components"]["schemas"] if "altsports__" in name]


async def test_both_methods_are_tools_and_each_package_is_a_toolset(
    told: dict[str, Any], league: ServiceCalls
):
    redis = RedisMux(told["redis_url"])
    await redis.open()
    parts = make_parts(McpSettings(**told), league.client, redis, RequestContexts(), clock=SystemClock())
    arguments = {"toy_list_teams": {}, "list_teams": {"competition": "nfl"}}
    for name, first in (("toy_list_teams", "Bricks 0"), ("list_teams", "Kansas City Chiefs")):
        card = parts.registry.get(name)
        assert card is not None
        outcome = await parts.invoker.invoke(card, arguments[name], CallContext())
        assert outcome.structured["teams"][0]["name"] == first
    await redis.close()
    for toolset in ("toy", "toy_teams"):
        context = CallContext(view=View(toolsets=frozenset({toolset})))
        assert [card.name for card in parts.registry if context.reaches(card)] == ["toy_list_teams"]
    teams = CallContext(view=View(toolsets=frozenset({"teams"})))
    assert "toy_list_teams" not in {card.name for card in parts.registry if teams.reaches(card)}
    assert "- toy/teams: toy_list_teams" in instructions(parts.registry)


async def test_the_command_calls_the_one_that_is_meant_and_names_both_where_it_cannot_know(
    told: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(call, "settings_of_running_mesh", lambda: GatewaySettings(**told))
    await asyncio.to_thread(call.command, TOYS, '{"most": 1}', "service", "", None, False)
    assert "Bricks 0" in capsys.readouterr().out
    with pytest.raises(CliError) as caught:
        call.find_method("ListTeams")
    assert "altsports.toy.v1" in caught.value.hint
    assert "altsports.league.v1" in caught.value.hint


def _list_teams() -> list[Any]:
    return [method for method in load_catalog().methods if method.name == "ListTeams"]
