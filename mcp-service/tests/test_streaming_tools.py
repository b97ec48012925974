"""A streaming RPC is a tool that reports its progress."""

import dataclasses

import jsonschema
import pytest

from altsports.contract.catalog import load_catalog
from altsports.contract.policy import ToolSpec
from altsports.league.v1 import imports_pb2
from altsports.league.v1.imports_pb2_grpc import ImportServiceServicer, add_ImportServiceServicer_to_server
from mcp_service.calls.admission import Admission
from mcp_service.calls.answers import Answers
from mcp_service.calls.context import CallContext
from mcp_service.calls.invoker import Invoker
from mcp_service.tools.registry import load_registry
from service_kit.caller import service_caller
from service_kit.errors import InvalidArgument
from service_kit.identity.credentials import Identity
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Server

IMPORT = "/altsports.league.v1.ImportService/ImportFiles"


class UnreadableFile(InvalidArgument):
    """The error of league-service."""

    reason = "UNREADABLE_FILE"


class Imports(ImportServiceServicer):
    """Two steps, a problem, the end; or a failure on the way."""

    fails = False

    async def ImportFiles(self, request_iterator, context):
        for done in (1, 2):
            yield imports_pb2.ImportFilesResponse(progress=imports_pb2.ImportProgress(done=done, total=2))
        if self.fails:
            raise UnreadableFile("the format is unknown")
        yield imports_pb2.ImportFilesResponse(problem=imports_pb2.ImportProblem(line=3, message="bad"))
        yield imports_pb2.ImportFilesResponse(summary=imports_pb2.ImportSummary())


@pytest.fixture
def registry():
    """The import as if it were exposed and took one message."""
    catalog = load_catalog()
    words = ToolSpec(
        name="import_leagues",
        title="Import",
        description="Imports.",
        read_only=False,
        destructive=False,
        idempotent=True,
        open_world=False,
        example={},
        hidden=False,
        only_in_toolset=False,
        result_field="",
        result_keep=(),
        failure="",
        recovery=(),
        related=(),
        alternatives=(),
    )
    method = catalog.by_path[IMPORT]
    policy = dataclasses.replace(method.policy, access="OPTIONAL")
    exposed = dataclasses.replace(method, tool=words, policy=policy, client_streaming=False)
    return load_registry(dataclasses.replace(catalog, methods=(exposed,)))


@pytest.fixture
async def imports(mesh, mesh_secret):
    """The servicer behind a real server, on the socket of the task area, which is free."""
    servicer = Imports()
    server = Server(mesh_secret, Diagnostics("imports"))
    server.add(add_ImportServiceServicer_to_server, servicer)
    await server.start(mesh.settings.bind_address("task"))
    yield servicer
    await server.stop(0)


@pytest.fixture
async def invoker(mesh, mesh_secret):
    gatekeeper = Gatekeeper(mesh.redis, mesh.settings.plans(), mesh.clock, mesh.redis_keys)
    addresses = {"league": mesh.settings.address("task")}
    async with MeshClient(addresses, mesh_secret) as client:
        yield Invoker(client, Admission(gatekeeper), Answers(100_000))


CONTEXT = CallContext(Identity(service_caller("tests")), service_caller("tests"), "tests")


async def test_progress_is_reported_and_the_rest_is_the_result(registry, imports, invoker):
    told = []

    async def progress(done, total, words):
        told.append((done, total))

    card = registry.get("import_leagues")
    outcome = await invoker.invoke(card, {}, CONTEXT, progress)
    assert not outcome.is_error, outcome.text
    assert told[:2] == [(1.0, 2), (2.0, 2)]
    assert [item["summary"] is not None for item in outcome.structured["result"]] == [False, True]
    jsonschema.validate(outcome.structured, card.output_schema)


async def test_a_failure_on_the_way_is_the_result(registry, imports, invoker):
    imports.fails = True
    outcome = await invoker.invoke(registry.get("import_leagues"), {}, CONTEXT)
    assert outcome.is_error
    assert outcome.structured["error"]["reason"] == "UNREADABLE_FILE"
