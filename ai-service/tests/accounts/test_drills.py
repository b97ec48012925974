"""A fault drill makes a provider fail for a time, outside production."""

from datetime import timedelta
from typing import Any

import pytest

from ai_service.models.drills.drilled import DrilledProvider
from ai_service.models.drills.drills import Drills
from ai_service.models.drills.rpc import FaultDrillRpc
from ai_service.models.providers.errors import AIProviderError, ProviderOverloaded
from ai_service.models.providers.local import LocalProvider
from ai_service.models.providers.port import Delta, Prompt
from altsports.ai.v1.fault_drills_pb2_grpc import add_FaultDrillServiceServicer_to_server
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

PROMPT = Prompt.of("?", facts={"teams": 8})


class _Anthropic(LocalProvider):
    name = "anthropic"


@pytest.fixture
def provider(world) -> DrilledProvider:
    return DrilledProvider(_Anthropic(), Drills(world.database, world.clock))


async def _start(calls, **more: Any) -> None:
    drill = {"provider": "anthropic", "failure": "overloaded", "seconds": 30} | more
    await calls.call("StartFaultDrill", drill, caller=ADMIN)


async def test_a_provider_fails_as_the_drill_says_until_its_time_is_up(world, calls, provider):
    await _start(calls)
    with pytest.raises(ProviderOverloaded):
        await provider.generate(PROMPT, "m")
    world.clock.advance(timedelta(seconds=31))
    assert (await provider.generate(PROMPT, "m")).text
    assert (await calls.call("ListFaultDrills", caller=ADMIN))["drills"] == []


async def test_a_stream_fails_in_the_middle(calls, provider):
    await _start(calls, failure="unparseable", after_parts=2)
    parts: list[object] = []

    async def read() -> None:
        async for part in provider.stream(PROMPT, "m"):
            parts.append(part)

    with pytest.raises(AIProviderError):
        await read()
    assert [type(part) for part in parts] == [Delta, Delta]


async def test_a_drill_can_be_stopped_and_other_providers_are_not_affected(world, calls, provider):
    await _start(calls)
    other = DrilledProvider(LocalProvider(), Drills(world.database, world.clock))
    assert (await other.generate(PROMPT, "m")).text
    left = await calls.call("StopFaultDrill", {"provider": "anthropic"}, caller=ADMIN)
    assert left["drills"] == []
    assert (await provider.generate(PROMPT, "m")).text


async def test_there_are_no_drills_in_production(serve, clock):
    handlers = FaultDrillRpc(None, clock)
    calls = await serve("ai", [(add_FaultDrillServiceServicer_to_server, handlers)])
    place = {"provider": "openai"}
    for name, request in (
        ("ListFaultDrills", {}),
        ("StartFaultDrill", place | {"failure": "refused"}),
        ("StopFaultDrill", place),
    ):
        with pytest.raises(DomainError) as refusal:
            await calls.call(name, request, caller=ADMIN)
        assert (refusal.value.reason, refusal.value.kind) == ("FAULT_DRILLS_CLOSED", "not_found")
