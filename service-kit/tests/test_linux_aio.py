"""Writing to many sockets at once: what each of them took, and platforms where it does not work."""

import platform
import socket
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from service_kit.edge.protocols import fanout, linux_aio
from service_kit.edge.protocols.fanout import OneByOne, Writer
from service_kit.edge.protocols.linux_aio import MOST, AioWriter

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="AIO is part of Linux")

DATA = b"0123456789" * 100
NO_CALL = 4095
"""A number for which the kernel has no call."""

Pairs = list[tuple[socket.socket, socket.socket]]


@pytest.fixture(params=[AioWriter, OneByOne])
def writer(request) -> Iterator[Writer]:
    opened = request.param()
    yield opened
    opened.close()


@pytest.fixture
def pairs() -> Iterator[Pairs]:
    """Connected sockets, ours and theirs; none of them blocks."""
    opened = [socket.socketpair() for _ in range(8)]
    for ours, theirs in opened:
        ours.setblocking(False)
        theirs.setblocking(False)
    yield opened
    for ours, theirs in opened:
        ours.close()
        theirs.close()


def fds_of(pairs: Pairs) -> "array[int]":
    return array("i", [ours.fileno() for ours, _ in pairs])


def fill(full: socket.socket) -> int:
    """The number of bytes that fit."""
    filled = 0
    try:
        while True:
            filled += full.send(b"." * 1_000)
    except BlockingIOError:
        return filled


def contexts() -> int:
    """The AIO contexts of this process; the kernel maps each of them."""
    return Path("/proc/self/maps").read_text().count("/[aio]")


def test_sockets_get_the_bytes_of_each_write_in_order(writer, pairs):
    fds = fds_of(pairs)
    for number in range(10):
        assert writer.write(fds[number % 3 :], b"%d " % number) == []
    for place, (_, theirs) in enumerate(pairs):
        expected = [number for number in range(10) if number % 3 <= place]
        assert theirs.recv(100).split() == [b"%d" % number for number in expected]


def test_a_list_may_have_the_most_sockets(writer, pairs):
    fds = array("i", [fds_of(pairs)[0]] * MOST)
    assert writer.write(fds, b"x") == []
    assert pairs[0][1].recv(2 * MOST) == b"x" * MOST


def test_full_closed_and_broken_sockets_are_reported_and_the_others_written_to(writer, pairs):
    fds = fds_of(pairs)
    fill(pairs[1][0])
    pairs[2][1].close()
    fds[4] = fds[5] = fds[7] = -1
    assert sorted(writer.write(fds, DATA)) == [(place, 0) for place in (1, 2, 4, 5, 7)]
    for place in (0, 3, 6):
        assert pairs[place][1].recv(2 * len(DATA)) == DATA
    for place in (4, 5, 7):
        with pytest.raises(BlockingIOError):
            pairs[place][1].recv(1)


def test_a_socket_that_took_a_part_is_reported_with_its_size(writer, pairs):
    data = DATA * 10_000
    unsent = dict(writer.write(fds_of(pairs)[:2], data))
    assert unsent.keys() == {0, 1}
    for place, sent in unsent.items():
        assert 0 < sent < len(data)
        received = bytearray()
        while len(received) < sent:
            received += pairs[place][1].recv(sent)
        assert received == data[:sent]


@pytest.mark.parametrize("refused", ["setup", "submit", "getevents"])
def test_a_kernel_that_refuses_a_call_is_reported_once_and_written_to_one_by_one(refused, monkeypatch, pairs):
    key = (sys.platform, platform.machine())
    numbers = linux_aio._NUMBERS[key]._replace(**{refused: NO_CALL})
    monkeypatch.setitem(linux_aio._NUMBERS, key, numbers)
    before = contexts()
    with capture_logs() as logs:
        writers = fanout._open_two()
    assert [entry["log_level"] for entry in logs] == ["warning"]
    assert [type(writer) for writer in writers] == [OneByOne, OneByOne]
    assert contexts() == before


def test_other_machines_are_written_to_one_by_one(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with capture_logs() as logs:
        writers = fanout._open_two()
    assert [type(writer) for writer in writers] == [OneByOne, OneByOne]
    assert "riscv64" in logs[0]["reason"]


def test_closing_frees_what_the_kernel_holds():
    before = contexts()
    first, second = fanout._open_two()
    assert contexts() == before + 2
    first.close()
    second.close()
    assert contexts() == before
