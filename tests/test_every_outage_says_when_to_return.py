"""Every error that ends as 503 or 504 says how long to wait, whichever service raises it."""

import asyncio

import pytest

import ai_service
import auth_service
import gateway_service
import league_service
import mcp_service
import service_kit
import task_service
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.problems import problem_answer
from mcp_service.edge.messages import NOT_A_MESSAGE
from mcp_service.edge.refusals import refused
from service_kit.edge.answer import Answer
from service_kit.edge.refusals import status_of
from service_kit.edge.reply import Reply
from service_kit.edge.request import EdgeRequest
from service_kit.rpc.wire_errors import TABLE, from_status, http_status, to_status, without_details
from service_kit.testing.errors import all_errors

PACKAGES = (ai_service, auth_service, gateway_service, league_service, mcp_service, service_kit, task_service)
SCOPE = {"method": "GET", "raw_path": b"/", "query_string": b"", "headers": []}
WAITS = {503, 504}


def headers_of(answer: Answer) -> dict[bytes, bytes]:
    """The headers that an edge sends."""
    sent = []

    async def send(message):
        sent.append(message)

    async def go() -> None:
        await Reply(EdgeRequest(SCOPE, {}, "", "r1"), send).answer(answer)

    asyncio.run(go())
    return dict(sent[0]["headers"])


def test_every_error_of_every_service() -> None:
    waiting = 0
    for kind in all_errors(*PACKAGES):
        error = kind.rebuild("it fails", reason=kind.reason, metadata={})
        if status_of(error) not in WAITS:
            continue
        waiting += 1
        exchange = Exchange(SCOPE, "", {}, 0.0)
        for answer in (problem_answer(error, exchange), refused(error, NOT_A_MESSAGE)):
            assert int(headers_of(answer)[b"retry-after"]) >= 1, kind
    assert waiting > 20


@pytest.mark.parametrize("kind", TABLE)
def test_every_kind_over_grpc(kind) -> None:
    plain = TABLE[kind].error.rebuild("it fails", reason="IT_FAILS", metadata={}, retry_after_s=None)
    for error in (from_status(to_status(plain)), without_details(TABLE[kind].code, "league")):
        assert error is not None
        assert (http_status(error) in WAITS) <= bool(error.retry_after_s)
