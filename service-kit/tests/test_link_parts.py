"""The parts of a link that need no network: frames, names, the queue, and both ends with any bytes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import grpc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service_kit.rpc.answers import MESSAGE
from service_kit.rpc.frames import layout
from service_kit.rpc.frames.layout import CallFrame, MalformedFrame
from service_kit.rpc.frames.names import GivenNames, KnownNames
from service_kit.rpc.frames.outbox import Outbox
from service_kit.rpc.frames.served import ServedStream
from service_kit.rpc.frames.stream import LinkStream
from service_kit.rpc.frames.wire import ClientGrpc, ServedGrpc
from service_kit.rpc.headers import Headers

KINDS = st.integers(0, 255)
NUMBERS = st.integers(0, 2**32 - 1)
SMALL = st.integers(0, 3)
FRAMES = st.one_of(
    st.builds(layout.frame, KINDS, NUMBERS, st.binary(max_size=60)),
    st.builds(layout.frame, st.just(layout.NAME), SMALL, st.sampled_from([b"/wait", b"/echo", b"\xff"])),
    st.builds(layout.frame, st.sampled_from([layout.CANCEL, layout.ANSWER, layout.PART]), SMALL, st.binary()),
    st.builds(
        lambda number, method, request: (
            layout.call_frame(number, CallFrame(method, 0, 10.0, MESSAGE, "", "", request)) or b""
        ),
        SMALL,
        SMALL,
        st.binary(max_size=20),
    ),
)
MESSAGES = st.lists(st.one_of(st.binary(max_size=80), st.lists(FRAMES, max_size=6).map(b"".join)), max_size=6)


async def given_messages(messages: list[bytes]) -> AsyncIterator[bytes]:
    for message in messages:
        yield message
        await asyncio.sleep(0)


async def wait(_request: bytes, _context: Any) -> bytes:
    await asyncio.Event().wait()
    return b""


async def echo(request: bytes, _context: Any) -> bytes:
    return request


class Written:
    """Keeps the messages that one end writes, and can be as slow as nobody reading at all."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def write(self, message: bytes) -> None:
        self.messages.append(message)
        await self.may_go_on.wait()

    def frames(self) -> list[tuple[int, int, bytes]]:
        return [found for message in self.messages for found in layout.frames(message)]


@settings(deadline=None, max_examples=150)
@given(MESSAGES)
def test_no_bytes_from_a_client_harm_a_service(messages):
    async def serve() -> None:
        written = Written()
        stream = ServedStream({("/wait", MESSAGE): wait, ("/echo", MESSAGE): echo})
        running = asyncio.create_task(
            stream.run(b"a process", ServedGrpc(given_messages(messages), written.write))
        )
        await asyncio.wait([running], timeout=0.02)
        running.cancel()
        (outcome,) = await asyncio.gather(running, return_exceptions=True)
        assert outcome is None or isinstance(outcome, MalformedFrame | asyncio.CancelledError)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert written.frames()[:1] in ([], [(layout.HELLO, 0, b"a process")])

    asyncio.run(serve())


class Exchanged:
    """A call of gRPC whose service sends any bytes."""

    def __init__(self, messages: list[bytes]) -> None:
        self._messages = messages
        self.written = Written()
        self.write = self.written.write

    def __aiter__(self) -> AsyncIterator[bytes]:
        return given_messages(self._messages)

    async def done_writing(self) -> None:
        pass

    def cancel(self) -> bool:
        return True


@settings(deadline=None, max_examples=150)
@given(MESSAGES)
def test_no_bytes_from_a_service_harm_a_client_or_let_it_wait(messages):
    async def ask() -> None:
        stream = LinkStream(ClientGrpc(Exchanged(messages)))
        calls = [stream.send("/echo", b"", Headers(), ends=1e9, form=MESSAGE) for _ in range(3)]
        code = await stream.run()
        assert code in (grpc.StatusCode.OK, grpc.StatusCode.DATA_LOSS)
        for call in calls:
            assert call is not None
            assert call.future.done()
        assert len(stream) == 0

    asyncio.run(ask())


@given(
    st.builds(
        CallFrame,
        method=st.integers(0, 2**16 - 1),
        caller=st.integers(0, 2**16 - 1),
        timeout_s=st.floats(0, 1e6),
        form=st.integers(0, 255),
        traceparent=st.text(max_size=60),
        request_id=st.text(max_size=60),
        request=st.binary(),
    )
)
def test_a_call_arrives_as_it_was_sent(call):
    data = layout.call_frame(7, call)
    assert data is not None
    ((kind, number, content),) = layout.frames(data)
    assert (kind, number, layout.read_call(content)) == (layout.CALL, 7, call)


@given(st.lists(st.tuples(KINDS, NUMBERS, st.binary(max_size=60)), max_size=6), st.integers(1, 30))
def test_frames_arrive_whole_however_a_socket_cuts_them(sent, size):
    data = b"".join(layout.frame(*each) for each in sent)
    found, rest = [], b""
    for start in range(0, len(data), size):
        whole, rest = layout.split(rest + data[start : start + size])
        found += whole
    assert (found, rest) == (sent, b"")


@pytest.mark.parametrize("length", [0, 4, 2**20 + 1, 2**32 - 1])
def test_a_frame_with_an_impossible_length_is_refused_before_it_is_read(length):
    with pytest.raises(MalformedFrame):
        layout.split(length.to_bytes(4, "little") + b"\x02\x01\x00\x00\x00")


@given(NUMBERS.filter(lambda number: number < 256), st.text(max_size=100), st.binary())
def test_an_error_arrives_as_it_was_sent(code, text, status):
    ((_, _, content),) = layout.frames(layout.error_frame(1, code, text, status))
    assert layout.read_error(content) == (code, text.encode(errors="replace").decode(), status)


@given(st.lists(st.integers(0, 9), max_size=60))
def test_both_ends_know_the_same_names_whatever_is_evicted(texts):
    ours, theirs = GivenNames(capacity=3), KnownNames()
    for text in map(str, texts):
        number, definition = ours.number(text)
        for _, learned, content in layout.frames(definition or b""):
            theirs.learn(learned, content)
        assert theirs.text(number) == text
    assert len(ours) <= 3
    assert len(theirs) <= 4


@pytest.mark.parametrize(
    ("number", "content"),
    [(0, b"x"), (layout.MOST_NAMES + 1, b"x"), (1, b"x" * (layout.LONGEST_NAME + 1)), (1, b"\xff")],
)
def test_a_name_beyond_the_limits_is_refused(number, content):
    with pytest.raises(MalformedFrame):
        KnownNames().learn(number, content)


async def sending(outbox: Outbox, written: Written) -> "asyncio.Task[None]":
    task = asyncio.create_task(outbox.send(written.write))
    await asyncio.sleep(0)
    return task


async def test_frames_that_queue_while_a_message_is_written_leave_as_one_message():
    outbox, written = Outbox(), Written()
    written.may_go_on.clear()
    task = await sending(outbox, written)
    for number in range(4):
        outbox.put(layout.frame(layout.CANCEL, number))
        await asyncio.sleep(0)
    written.may_go_on.set()
    await outbox.empty()
    task.cancel()
    assert len(written.messages) == 2
    assert [number for _, number, _ in written.frames()] == [0, 1, 2, 3]


async def test_large_answers_take_turns_and_small_ones_go_first():
    outbox, written = Outbox(), Written()
    outbox.put_answer(1, b"a" * (2 * layout.LARGEST_FRAME + 1))
    outbox.put_answer(2, b"b" * (layout.LARGEST_FRAME + 1))
    outbox.put_answer(3, b"small")
    task = await sending(outbox, written)
    await outbox.empty()
    task.cancel()
    assert [(kind, number) for kind, number, _ in written.frames()] == [
        (layout.ANSWER, 3),
        (layout.PART, 1),
        (layout.PART, 2),
        (layout.PART, 1),
        (layout.ANSWER, 2),
        (layout.ANSWER, 1),
    ]
    outbox.put_answer(4, b"d" * 10 * layout.LARGEST_FRAME)
    outbox.drop(4)
    assert outbox.queued == 0


async def served(
    calls: int, answer: Callable[[bytes, Any], Awaitable[bytes]], written: Written, *, form: int = MESSAGE
) -> ServedStream:
    """Runs a stream that gets `calls` calls and is never told that the client is done."""
    stream = ServedStream({("/x", MESSAGE): answer})
    all_sent = asyncio.Event()

    async def messages() -> AsyncIterator[bytes]:
        yield layout.frame(layout.NAME, 1, b"/x")
        for number in range(calls):
            yield layout.call_frame(number, CallFrame(1, 0, 10.0, form, "", "", b"")) or b""
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        all_sent.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(stream.run(b"p", ServedGrpc(messages(), written.write)))
    await asyncio.wait_for(all_sent.wait(), 30)
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return stream


async def test_a_client_that_does_not_read_makes_a_service_refuse_and_not_grow():
    written, runs = Written(), 0
    written.may_go_on.clear()

    async def megabyte(_request: bytes, _context: Any) -> bytes:
        nonlocal runs
        runs += 1
        return b"x" * 2**20

    stream = await served(100, megabyte, written)
    assert layout.MOST_QUEUED <= stream._outbox.queued <= layout.MOST_QUEUED + 3 * 2**20
    assert runs <= layout.MOST_QUEUED // 2**20 + 3


async def test_a_call_that_fails_in_an_unexpected_way_is_answered_as_internal():
    async def broken(_request: bytes, _context: Any) -> bytes:
        raise LookupError("a bug")

    written = Written()
    await served(1, broken, written)
    kind, number, content = written.frames()[-1]
    assert (kind, number) == (layout.ERROR, 0)
    assert layout.read_error(content) == (13, "Internal server error", b"")


async def test_a_form_that_a_service_does_not_know_is_refused_before_anything_is_done():
    written = Written()
    await served(1, wait, written, form=99)
    assert written.frames()[-1] == (layout.REFUSED, 0, b"")


async def test_a_service_runs_a_bounded_number_of_calls_of_one_stream():
    written = Written()
    await served(layout.MOST_CALLS + 5, wait, written)
    refused = [number for kind, number, _ in written.frames() if kind == layout.REFUSED]
    assert refused == list(range(layout.MOST_CALLS, layout.MOST_CALLS + 5))


async def test_a_service_that_does_not_read_makes_a_client_do_without_the_link():
    stream = LinkStream(ClientGrpc(Exchanged([])))
    sent = 0
    while stream.send("/x", b"x" * layout.LARGEST_FRAME, Headers(), ends=1e9, form=MESSAGE):
        sent += 1
    assert sent <= layout.MOST_QUEUED // layout.LARGEST_FRAME + 1


async def test_a_call_whose_deadline_has_just_passed_does_not_end_the_link_of_others():
    exchange = Exchanged([layout.frame(layout.HELLO, 0, b"a process")] * 3)
    stream = LinkStream(ClientGrpc(exchange))
    assert stream.send("/x", b"", Headers(), ends=0.0, form=MESSAGE)
    await stream.run()
    (call,) = [content for kind, _, content in exchange.written.frames() if kind == layout.CALL]
    assert layout.read_call(call).timeout_s == 0.0
