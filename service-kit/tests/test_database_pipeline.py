"""Pipelined point reads: the answers and errors of a block, and no read waits or fails because of another."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from service_kit.db.database import Database
from service_kit.db.errors import DatabaseTimeout, DatabaseUnavailable, InvalidValue
from service_kit.db.held import ConnectionHeld
from service_kit.db.settings import PoolSettings
from service_kit.testing.waiting import eventually

KILL = (
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'altsports-sample'"
)
ASLEEP = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE %s AND wait_event = 'PgSleep'"
SLEEP = "SELECT pg_sleep(10)::text"
INSERT = "INSERT INTO sample.clubs (id, name) VALUES (%s, %s)"
ECHO = "SELECT %s::int"


@pytest.fixture
def connect(sample):
    """`connect(pipeline_connections=1)`: a Database whose reads are pipelined from the first one on."""

    def make(**settings):
        return _Opened(Database(sample.dsn("sample"), PoolSettings(**settings), service="sample"))

    return make


class _Opened:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def __aenter__(self) -> Database:
        await self._database.open()
        await lanes_open(self._database)
        return self._database

    async def __aexit__(self, *_: object) -> None:
        await self._database.close()


async def lanes_open(database: Database) -> None:
    """Reads until a lane has been opened, which happens beside the first reads."""

    async def is_open() -> bool:
        await database.pipelined.fetch_value("SELECT 0")
        return bool(lanes(database))

    await eventually(is_open)


def lanes(database: Database) -> list:
    return database._pipelined._lanes


@pytest.fixture
async def pipelined(connect) -> AsyncGenerator[Database]:
    async with connect(pipeline_connections=1, pipeline_patience_s=5.0) as database:
        yield database


async def kill(admin: Database) -> int:
    async with admin.read() as connection:
        return await connection.fetch_value(KILL)


async def asleep(admin: Database, seconds: float) -> int:
    async with admin.read() as connection:
        return await connection.fetch_value(ASLEEP, [f"%pg_sleep({seconds})%"])


VALUES = [
    ("int", 2**31 - 1),
    ("bigint", -(2**63)),
    ("text", "Ünïcode 🏈"),
    ("text", ""),
    ("bytea", b"\0\xff"),
    ("boolean", False),
    ("numeric", Decimal("12345678901234567890.123456789")),
    ("double precision", -0.5),
    ("timestamptz", datetime(2025, 9, 29, 17, 30, tzinfo=UTC)),
    ("date", date(2025, 9, 29)),
    ("uuid", UUID("05428cae-aeaa-57dd-926a-cb7710ce1a48")),
    ("text[]", ["a", None, "b"]),
    ("int[]", []),
]


@pytest.mark.parametrize(("kind", "value"), [*VALUES, *((kind, None) for kind, _ in VALUES)])
async def test_values_come_back_as_from_a_block(pipelined, kind, value):
    query = f"SELECT %s::{kind} AS value, 1 AS one"
    async with pipelined.read() as connection:
        of_block = await connection.fetch_one(SimpleNamespace, query, [value])
    assert await pipelined.pipelined.fetch_one(SimpleNamespace, query, [value]) == of_block
    assert of_block.value == value


async def test_json_percent_signs_and_named_parameters_are_read_as_in_a_block(pipelined):
    reads = pipelined.pipelined
    assert await reads.fetch_value("SELECT '{\"a\": [1, null]}'::jsonb") == {"a": [1, None]}
    assert await reads.fetch_value("SELECT 5 % 3") == 2
    assert await reads.fetch_value("SELECT 5 %% %(by)s::int", {"by": 3}) == 2


async def test_no_row_is_none_and_an_empty_list(pipelined):
    query = "SELECT id FROM sample.clubs WHERE id = %s"
    assert await pipelined.pipelined.fetch_one(SimpleNamespace, query, [1]) is None
    assert await pipelined.pipelined.fetch_value(query, [1]) is None
    assert await pipelined.pipelined.fetch_all(SimpleNamespace, query, [1]) == []


async def test_the_same_statement_takes_numbers_of_every_size(pipelined):
    values = [1, 2**20, 2**40, -1, 2**70, 3]
    found = await asyncio.gather(*(pipelined.pipelined.fetch_value("SELECT %s + 0", [v]) for v in values))
    assert found == values


async def test_big_rows_come_back_whole_among_small_ones(pipelined):
    big = "SELECT repeat('x', %s) AS text FROM generate_series(1, 5)"
    reads = [
        pipelined.pipelined.fetch_all(str, big.replace("text", "object"), [1_000_000 + n])
        if n % 5 == 0
        else pipelined.pipelined.fetch_value(ECHO, [n])
        for n in range(20)
    ]
    found = await asyncio.gather(*reads)
    for number, answer in enumerate(found):
        if number % 5:
            assert answer == number
        else:
            assert [len(text) for text in answer] == [1_000_000 + number] * 5


async def test_a_big_parameter_is_sent_whole(pipelined):
    text = "y" * 20_000_000
    sent = [
        pipelined.pipelined.fetch_value("SELECT length(%s)", [text]),
        *(pipelined.pipelined.fetch_value(ECHO, [n]) for n in range(5)),
    ]
    assert await asyncio.gather(*sent) == [len(text), 0, 1, 2, 3, 4]


async def test_a_statement_that_fails_in_the_middle_of_a_batch_fails_alone(pipelined):
    reads = pipelined.pipelined
    asked = [
        reads.fetch_value("SELECT 1 / %s::int", [0]) if n in (3, 7) else reads.fetch_value(ECHO, [n])
        for n in range(12)
    ]
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert [n for n, answer in enumerate(found) if isinstance(answer, psycopg.errors.DivisionByZero)] == [
        3,
        7,
    ]
    assert [answer for n, answer in enumerate(found) if n not in (3, 7)] == [
        n for n in range(12) if n not in (3, 7)
    ]


async def test_a_statement_that_cannot_be_prepared_fails_alone_each_time(pipelined):
    reads = pipelined.pipelined
    for _ in range(2):
        broken = reads.fetch_value("SELECT nothing FROM nowhere")
        found = await asyncio.gather(
            reads.fetch_value(ECHO, [1]), broken, reads.fetch_value(ECHO, [2]), return_exceptions=True
        )
        assert isinstance(found[1], psycopg.errors.UndefinedTable)
        assert [found[0], found[2]] == [1, 2]
    assert lanes(pipelined)[0].depth == 0


async def test_values_that_cannot_be_sent_or_read_fail_alone_with_the_errors_of_a_block(pipelined):
    reads = pipelined.pipelined
    found = await asyncio.gather(
        reads.fetch_value(ECHO, [1]),
        reads.fetch_value("SELECT %s::text", ["nul \0"]),
        reads.fetch_value("SELECT %s", [object()]),
        reads.fetch_value(ECHO, ["not a number"]),
        reads.fetch_value(ECHO, [1, 2]),
        reads.fetch_one(lambda: None, "SELECT 1 AS one"),
        reads.fetch_value("SELECT 'infinity'::timestamptz"),
        reads.fetch_value(ECHO, [2]),
        return_exceptions=True,
    )
    assert [found[0], found[7]] == [1, 2]
    kinds = [type(error) for error in found[1:7]]
    assert kinds == [
        InvalidValue,
        psycopg.ProgrammingError,
        InvalidValue,
        psycopg.ProgrammingError,
        TypeError,
        InvalidValue,
    ]


async def test_a_statement_that_sleeps_in_the_middle_of_a_batch_holds_up_nobody(connect, admin):
    async with connect(pipeline_connections=2) as database:
        reads = database.pipelined
        before = [asyncio.create_task(reads.fetch_value(ECHO, [n])) for n in range(5)]
        slow = asyncio.create_task(reads.fetch_value(SLEEP))
        behind = [asyncio.create_task(reads.fetch_value(ECHO, [n])) for n in range(5, 40)]
        assert await asyncio.gather(*before, *behind) == list(range(40))
        assert await asyncio.gather(*(reads.fetch_value(ECHO, [n]) for n in range(40))) == list(range(40))
        assert not slow.done()
        again = asyncio.create_task(reads.fetch_value(SLEEP))  # known to be slow: the pool runs it

        async def both_sleep() -> bool:
            return await asleep(admin, 10) == 2

        await eventually(both_sleep)
        assert await reads.fetch_value(ECHO, [41]) == 41
        for task in (slow, again):
            task.cancel()
        await asyncio.gather(slow, again, return_exceptions=True)

        async def nobody_sleeps() -> bool:
            return await asleep(admin, 10) == 0

        await eventually(nobody_sleeps)
        await lanes_open(database)


async def test_a_statement_that_is_slow_on_average_moves_to_the_pool(sample):
    registry = CollectorRegistry()
    strict = PoolSettings(pipeline_slow_s=0.002)
    async with Database(sample.dsn("sample"), strict, service="sample", registry=registry) as database:
        await lanes_open(database)
        for _ in range(30):
            await database.pipelined.fetch_value("SELECT pg_sleep(0.01)::text")
        labels = {"service": "sample", "reason": "slow"}
        assert registry.get_sample_value("database_pipelined_reads_moved_total", labels) == 1


async def test_the_statement_timeout_ends_a_read_and_no_other(connect):
    async with connect(statement_timeout_s=0.3, pipeline_patience_s=5.0) as database:
        reads = database.pipelined
        found = await asyncio.gather(
            reads.fetch_value(ECHO, [1]),
            reads.fetch_value(SLEEP),
            reads.fetch_value(ECHO, [2]),
            return_exceptions=True,
        )
        assert isinstance(found[1], DatabaseTimeout)
        assert [found[0], found[2]] == [1, 2]


async def test_killed_backends_cost_no_read(connect, admin):
    async with connect(pipeline_connections=2) as database:
        reads = database.pipelined

        async def ask(number: int) -> list[int]:
            return [await reads.fetch_value(ECHO, [number * 100 + n]) for n in range(100)]

        asking = [asyncio.create_task(ask(number)) for number in range(20)]
        assert await kill(admin)
        assert await asyncio.gather(*asking) == [[k * 100 + n for n in range(100)] for k in range(20)]


async def test_a_backend_killed_while_idle_costs_no_read(pipelined, admin):
    before = lanes(pipelined)[0]
    await kill(admin)
    assert await pipelined.pipelined.fetch_value(ECHO, [1]) == 1
    await lanes_open(pipelined)
    assert lanes(pipelined)[0] is not before


async def test_a_killed_backend_in_the_middle_of_a_read_repeats_it(pipelined, admin):
    """The second time it runs on the pool."""
    slow = asyncio.create_task(
        pipelined.pipelined.fetch_value(
            "SELECT CASE WHEN %s THEN 'done' ELSE '' END || pg_sleep(0.5)", [True]
        )
    )
    beside = [asyncio.create_task(pipelined.pipelined.fetch_value(ECHO, [n])) for n in range(10)]

    async def it_runs() -> bool:
        return await asleep(admin, 0.5) == 1

    await eventually(it_runs)
    await kill(admin)
    assert await asyncio.gather(slow, *beside) == ["done", *range(10)]


async def test_thousands_of_cancelled_callers_disturb_nobody(pipelined):
    reads, lane = pipelined.pipelined, lanes(pipelined)[0]
    for _ in range(20):
        gone = [asyncio.create_task(reads.fetch_value(ECHO, [n])) for n in range(100)]
        kept = [asyncio.create_task(reads.fetch_value(ECHO, [n])) for n in range(20)]
        await asyncio.sleep(0)
        for number, task in enumerate(gone):
            if number % 10 == 0:
                await asyncio.sleep(0)  # some are queued, some sent, some answered
            task.cancel()
        assert await asyncio.gather(*kept) == list(range(20))
    await reads.fetch_value("SELECT 0")
    assert lanes(pipelined) == [lane]
    assert lane.depth == 0


async def test_a_migration_under_a_prepared_statement_costs_no_read(pipelined, admin):
    async def read() -> list[object]:
        return await pipelined.pipelined.fetch_all(
            SimpleNamespace, "SELECT number, pg_backend_pid() FROM sample.players"
        )

    assert await read() == []
    async with admin.transaction() as connection:
        await connection.execute("ALTER TABLE sample.players ALTER COLUMN number TYPE text")
        await connection.execute("ALTER TABLE sample.players DISABLE TRIGGER ALL")
    found = await asyncio.gather(*(read() for _ in range(10)))
    assert found == [[]] * 10


async def test_a_dropped_statement_is_prepared_again(pipelined):
    assert await pipelined.pipelined.fetch_value(ECHO, [1]) == 1
    await pipelined.pipelined.fetch_value("SELECT set_config('search_path', 'pg_catalog', false)")
    lane = lanes(pipelined)[0]
    lane._statements.to_close += [prepared.name for prepared in lane._statements._prepared.values()]
    found = await asyncio.gather(*(pipelined.pipelined.fetch_value(ECHO, [n]) for n in range(5)))
    assert found == list(range(5))


async def test_the_number_of_prepared_statements_is_bounded(connect):
    async with connect(pipeline_connections=1, pipeline_statements=5) as database:
        reads = database.pipelined
        for turn in range(3):
            for number in range(20):
                assert await reads.fetch_value(f"SELECT {number} + %s::int", [turn]) == number + turn
        named = "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'read_%'"
        assert 1 < await reads.fetch_value(named) <= 5


async def test_a_pipelined_read_cannot_write(pipelined):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        await pipelined.pipelined.fetch_value(
            "INSERT INTO sample.clubs (id, name) VALUES (1, 'x') RETURNING id"
        )


async def test_a_pipelined_read_inside_a_block_is_a_bug(pipelined):
    async with pipelined.transaction():
        with pytest.raises(ConnectionHeld):
            await pipelined.pipelined.fetch_value("SELECT 1")


async def test_a_read_sees_what_was_committed_before_it_was_asked(pipelined):
    count = "SELECT count(*) FROM sample.clubs"
    for number in range(1, 20):
        beside = asyncio.create_task(pipelined.pipelined.fetch_value(count))
        async with pipelined.transaction() as connection:
            await connection.execute(INSERT, [number, f"club {number}"])
        assert await pipelined.pipelined.fetch_value(count) == number
        assert await beside in (number - 1, number)


async def test_a_bug_while_sending_leaves_nobody_waiting(pipelined, monkeypatch):
    bugs: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, found: bugs.append(found["message"]))
    lane = lanes(pipelined)[0]
    monkeypatch.setattr(lane._asking, "_close_statements", lambda: 1 // 0)
    asked = [pipelined.pipelined.fetch_value(ECHO, [n]) for n in range(5)]
    assert await asyncio.gather(*asked) == list(range(5))
    assert len(bugs) == 1
    assert lane not in lanes(pipelined)


async def test_one_connection_is_left_for_blocks_and_none_pipelined_if_there_is_only_one(sample):
    async with Database(sample.dsn("sample"), PoolSettings(max_size=1), service="sample") as database:
        assert await database.pipelined.fetch_value(ECHO, [1]) == 1
        assert not lanes(database)
    async with Database(sample.dsn("sample"), PoolSettings(max_size=2), service="sample") as database:
        await lanes_open(database)
        asked = [database.pipelined.fetch_value(ECHO, [n]) for n in range(200)]
        assert await asyncio.gather(*asked) == list(range(200))
        assert len(lanes(database)) == 1
        assert database.pool.size <= 2


async def test_lanes_that_nobody_uses_or_that_are_old_are_closed(connect):
    async with connect(idle_s=0.2) as database:

        async def is_closed() -> bool:
            return not lanes(database)

        await eventually(is_closed)
        assert database.pool.active == 0
    async with connect(recycle_s=0.2) as database:
        first = lanes(database)[0]

        async def is_replaced() -> bool:
            assert await database.pipelined.fetch_value(ECHO, [1]) == 1
            return first not in lanes(database)

        await eventually(is_replaced)


async def test_closing_waits_for_reads_under_way(connect):
    async with connect(pipeline_patience_s=5.0) as database:
        slow = asyncio.create_task(database.pipelined.fetch_value("SELECT pg_sleep(0.2)::text"))
        await asyncio.sleep(0)
    assert await slow == ""


async def test_an_outage_is_reported_as_in_a_block_and_ends_by_itself(own_postgres):
    own_postgres.start()
    quick = PoolSettings(reconnect_max_s=0.3)
    async with Database(own_postgres.url, quick) as database:
        await lanes_open(database)
        own_postgres.stop()
        for _ in range(5):
            with pytest.raises(DatabaseUnavailable):
                await database.pipelined.fetch_value("SELECT 1")
        own_postgres.start()

        async def is_back() -> bool:
            try:
                return await database.pipelined.fetch_value("SELECT 1") == 1
            except DatabaseUnavailable:
                return False

        await eventually(is_back)
        await lanes_open(database)


TURN, CANCELLED, WRITE = "turn", "cancelled", "write"
STATEMENTS: dict[str, Any] = {
    "number": (ECHO, [7], 7),
    "other type": (ECHO, [2**20], 2**20),
    "text": ("SELECT %s::text || 'x'", ["a"], "ax"),
    "null": (ECHO, [None], None),
    "division": ("SELECT 1 / %s::int", [0], psycopg.errors.DivisionByZero),
    "unknown table": ("SELECT a FROM nowhere", None, psycopg.errors.UndefinedTable),
    "bad value": (ECHO, ["seven"], InvalidValue),
    "bad parameter": (ECHO, [object()], psycopg.ProgrammingError),
    WRITE: (INSERT + " RETURNING id", [1, "x"], psycopg.errors.ReadOnlySqlTransaction),
}


@given(steps=st.lists(st.sampled_from([*STATEMENTS, TURN, CANCELLED]), max_size=40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reads_do_not_affect_each_other_in_any_order(looped, steps):
    loop, database = looped
    loop.run_until_complete(_ask(database, steps))


async def _ask(database: Database, steps: list[str]) -> None:
    asked: list[tuple[str, asyncio.Task]] = []
    for step in steps:
        if step == TURN:
            await asyncio.sleep(0)
        elif step == CANCELLED:
            if asked:
                asked.pop()[1].cancel()
        else:
            query, params, _ = STATEMENTS[step]
            asked.append((step, asyncio.ensure_future(database.pipelined.fetch_value(query, params))))
    found = await asyncio.gather(*(task for _, task in asked), return_exceptions=True)
    for (step, _), answer in zip(asked, found, strict=True):
        wanted = STATEMENTS[step][2]
        assert type(answer) is wanted if isinstance(wanted, type) else answer == wanted, step
    assert await database.pipelined.fetch_value(ECHO, [1]) == 1
    assert all(lane.depth == 0 for lane in lanes(database))


@pytest.fixture
def looped(sample):
    """A loop of its own with a Database, because an example of hypothesis is not a coroutine."""
    wanted = PoolSettings(pipeline_connections=1, pipeline_patience_s=5.0, pipeline_statements=4)
    with asyncio.Runner() as runner:
        database = Database(sample.dsn("sample"), wanted, service="sample")
        runner.run(database.open())
        runner.run(lanes_open(database))
        yield runner.get_loop(), database
        runner.run(database.close())
