"""Waiting for notifications of PostgreSQL."""

import asyncio
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from service_kit.db.connection import Connection
from service_kit.events.notified import Notified


@pytest.fixture
async def listening(database):
    connection = await database.connect()
    notified = Notified(connection)
    await connection.execute("LISTEN sample_news")
    yield connection, notified
    await connection.close()


async def test_a_notification_ends_the_wait(listening, database) -> None:
    _, notified = listening
    waiting = asyncio.create_task(notified.wait(60))
    await asyncio.sleep(0.05)
    async with database.transaction() as other:
        await other.execute("NOTIFY sample_news")
    await waiting


async def test_a_notification_that_came_with_an_answer_ends_the_wait(listening) -> None:
    connection, notified = listening
    await connection.execute("NOTIFY sample_news")
    await notified.wait(60)


async def test_the_connection_can_be_used_after_a_wait_without_notifications(
    listening: tuple[Connection, Notified],
) -> None:
    connection, notified = listening
    await notified.wait(0.05)
    assert await connection.fetch_value("SELECT 1") == 1


async def test_waiting_does_not_wake_up_in_between(listening, monkeypatch) -> None:
    """psycopg registers the socket again at each of its ten looks a second."""
    _, notified = listening
    loop = asyncio.get_running_loop()
    add_reader: Callable[..., Any] = loop.add_reader
    registrations = []
    monkeypatch.setattr(
        loop, "add_reader", lambda *given: (registrations.append(given[0]), add_reader(*given))
    )
    await notified.wait(0.5)
    assert len(registrations) == 1


async def test_the_wait_can_be_ended_from_outside_before_and_while_it_lasts(listening) -> None:
    connection, notified = listening
    notified.wake()
    await notified.wait(60)
    waiting = asyncio.create_task(notified.wait(60))
    await asyncio.sleep(0.05)
    notified.wake()
    notified.wake()
    await waiting
    assert await connection.fetch_value("SELECT 1") == 1


async def test_a_connection_that_is_lost_ends_the_wait_and_can_still_be_woken(listening, admin) -> None:
    connection, notified = listening
    waiting = asyncio.create_task(notified.wait(60))
    await asyncio.sleep(0.05)
    async with admin.read() as other:
        await other.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        await waiting
    notified.wake()
