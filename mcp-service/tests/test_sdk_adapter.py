"""The private parts of FastMCP are still where the adapter expects them."""

import inspect
import logging

from fastmcp import FastMCP
from fastmcp.server import server as fastmcp_server
from mcp.server import _streamable_http_modern as modern
from mcp.server.lowlevel.server import Server

from mcp_service.protocol.contract_tools import ContractProvider
from mcp_service.protocol.sdk import _LOGGER, server_stamp


async def test_the_schema_hook_is_set_and_still_read_by_the_sdk(stage):
    low = stage.parts.server.fastmcp._mcp_server
    assert isinstance(low, Server)
    assert low.get_tool_input_schema("search_leagues")["required"] == ["sport"]
    assert low.get_tool_input_schema("nope") is None
    assert "app.get_tool_input_schema" in inspect.getsource(modern._mcp_param_rejection)


async def test_a_call_does_not_walk_the_list(stage, monkeypatch):
    walked = []
    monkeypatch.setattr(ContractProvider, "_list_tools", lambda self: walked.append(1))
    params = {"name": "list_sports", "arguments": {}, "_meta": {"progressToken": "p"}}
    response = await stage.post("tools/call", params)
    assert response.status_code == 200
    assert walked == []


def test_the_stamp_names_the_server():
    assert server_stamp(FastMCP("x", version="2")) == {"name": "x", "version": "2"}


def test_the_filtered_logger_is_the_one_that_logs():
    assert fastmcp_server.logger.name == _LOGGER.name
    assert isinstance(_LOGGER, logging.Logger)


async def test_changes_are_sent_to_subscribers(stage):
    answer = (await stage.post("server/discover")).json()["result"]
    assert answer["capabilities"]["tools"]["listChanged"]
