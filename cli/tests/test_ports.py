"""A port in use is found before anything starts."""

import os
import socket
from collections.abc import Iterator

import pytest

from altsports_cli.errors import EXIT_PORT_IN_USE, CliError
from altsports_cli.machine.ports import WantedPort, check_port, check_ports, is_free


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_in_use_is_told_with_its_holder_and_a_free_one(taken: int) -> None:
    with pytest.raises(CliError) as caught:
        check_port(WantedPort("127.0.0.1", taken, "ALTSPORTS_PORT"))

    assert f"Port {taken} is in use by " in caught.value.message
    assert f"(pid {os.getpid()})" in caught.value.message
    suggested = int(caught.value.hint.partition("ALTSPORTS_PORT=")[2].split()[0])
    assert is_free("127.0.0.1", suggested)
    assert caught.value.exit_code == EXIT_PORT_IN_USE


def test_every_port_of_several_gateways_is_checked(taken: int) -> None:
    with pytest.raises(CliError, match=f"Port {taken} is in use"):
        check_port(WantedPort("127.0.0.1", taken - 1, "ALTSPORTS_PORT", count=2))


def test_a_free_port_is_fine(taken: int) -> None:
    free = next(number for number in range(taken + 1, taken + 100) if is_free("127.0.0.1", number))
    check_port(WantedPort("127.0.0.1", free, "ALTSPORTS_PORT"))


def test_a_host_of_another_machine_is_told() -> None:
    with pytest.raises(CliError, match=r"on 192\.0\.2\.1 cannot be used"):
        check_port(WantedPort("192.0.2.1", 8000, "ALTSPORTS_PORT"))


def test_a_port_beyond_the_last_is_refused() -> None:
    with pytest.raises(CliError, match="above 65535"):
        check_port(WantedPort("127.0.0.1", 65535, "ALTSPORTS_PORT", count=2))


def test_gateways_that_reach_the_port_of_mcp_are_told_before_anything_starts() -> None:
    gateways = WantedPort("127.0.0.1", 8079, "ALTSPORTS_PORT", count=2)
    with pytest.raises(CliError, match="ALTSPORTS_PORT and ALTSPORTS_MCP_PORT both use port 8080") as caught:
        check_ports([gateways, WantedPort("127.0.0.1", 8080, "ALTSPORTS_MCP_PORT")])
    assert "ALTSPORTS_MCP_PORT=8081" in caught.value.hint
