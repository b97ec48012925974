"""The audit log: access to it, that it only grows, and that changed or removed entries are detected."""

import asyncio
from datetime import timedelta

import psycopg
import pytest
from psycopg import errors as pg

from auth_service.audit.chaining import Chainer
from auth_service.errors import NotYourAuditLog
from service_kit.paging import InvalidPageToken

PASSWORD = "a long walk to the rink"


@pytest.fixture
def chainer(assembly, database) -> Chainer:
    return Chainer(database, assembly.keys.audit_chain)


@pytest.fixture
async def admin(auth):
    return await auth.admin()


async def _chain(chainer: Chainer) -> None:
    while await chainer.chain_once():
        pass


async def test_entries_are_chained_and_the_chain_fits(auth, admin, chainer):
    await auth.register()
    await _chain(chainer)
    found = await auth.call("VerifyAuditLog", admin)
    assert found.intact
    assert found.checked == 3  # the administrator's registration and login, and another registration
    newest = (await auth.call("ListAuditEvents", admin)).audit_events[0]
    assert (newest.sequence, newest.chain_hash) == (3, found.head_hash)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE auth.audit_events SET result = 'ok' WHERE result = 'failed'",
        "UPDATE auth.audit_events SET details = '{}' WHERE result = 'failed'",
        "UPDATE auth.audit_events SET created_at = created_at - interval '1 second' WHERE result = 'failed'",
        "DELETE FROM auth.audit_chain WHERE sequence = 2",
        "WITH last AS (DELETE FROM auth.audit_chain WHERE sequence ="
        " (SELECT max(sequence) FROM auth.audit_chain) RETURNING event_id)"
        " SELECT count(*) FROM last",
        "UPDATE auth.audit_chain SET hash = '\\x00'::bytea WHERE sequence = 1",
    ],
)
async def test_whoever_gets_around_the_guards_is_found_out(auth, admin, chainer, database, damage: str):
    with pytest.raises(Exception, match="Incorrect"):
        await auth.log_in("nobody@altsports.example", "wrong password")
    await _chain(chainer)
    assert (await auth.call("VerifyAuditLog", admin)).intact
    async with database.transaction() as connection:
        for table in ("audit_events", "audit_chain"):
            await connection.execute(f"ALTER TABLE auth.{table} DISABLE TRIGGER USER")
        await connection.execute(damage)
    found = await auth.call("VerifyAuditLog", admin)
    assert not found.intact
    assert found.first_broken_sequence > 0


@pytest.mark.parametrize("table", ["audit_events", "audit_chain"])
@pytest.mark.parametrize("statement", ["DELETE FROM auth.{}", "TRUNCATE auth.{} CASCADE"])
async def test_the_service_itself_cannot_take_anything_back(
    auth, admin, chainer, database, table: str, statement: str
):
    await _chain(chainer)
    with pytest.raises((pg.InsufficientPrivilege, psycopg.Error)) as refused:
        async with database.transaction() as connection:
            await connection.execute(statement.format(table))
    assert "append-only" in str(refused.value)


async def test_entries_written_at_once_all_get_a_place(auth, admin, chainer):
    email = (await auth.register()).user.email
    await asyncio.gather(*(auth.log_in(email) for _ in range(12)), _chain(chainer), _chain(chainer))
    await asyncio.gather(_chain(chainer), _chain(chainer))
    assert (await auth.call("VerifyAuditLog", admin)).intact
    entries = await auth.audited("session.login")
    assert len(entries) == 13
    assert len({entry.sequence for entry in entries}) == 13


async def test_people_read_what_was_done_by_and_to_them_and_no_more(auth, admin):
    tokens, other = await auth.register(), await auth.register()
    await auth.call("UpdateUser", admin, user_id=tokens.user.id, tier="pro")
    fresh = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    caller = await auth.caller(fresh)
    entries = (await auth.call("ListAuditEvents", caller)).audit_events
    assert [entry.action for entry in entries] == ["session.refresh", "user.update", "user.register"]
    assert entries[1].actor_id == admin.user_id
    assert dict(entries[1].details)["tier"] == "pro"
    with pytest.raises(NotYourAuditLog):
        await auth.call("ListAuditEvents", caller, user_id=other.user.id)
    assert (await auth.call("ListAuditEvents", admin, user_id=other.user.id)).total_size == 1


async def test_entries_are_narrowed_by_action_result_and_time(auth, admin, clock):
    start = clock.now()
    clock.advance(timedelta(hours=1))
    email = (await auth.register()).user.email
    with pytest.raises(Exception, match="Incorrect"):
        await auth.log_in(email, "wrong password")
    for fields, count in (
        ({"action": "session"}, 2),
        ({"action": "session.login", "result": "failed"}, 1),
        ({"action": "sess"}, 0),
        ({"end_time": start + timedelta(minutes=1)}, 2),
        ({"start_time": start + timedelta(minutes=1)}, 2),
    ):
        assert (await auth.call("ListAuditEvents", admin, **fields)).total_size == count, fields


async def test_the_log_is_read_page_by_page(auth, admin):
    for _ in range(3):
        await auth.register()
    first = await auth.call("ListAuditEvents", admin, page_size=3)
    second = await auth.call("ListAuditEvents", admin, page_size=3, page_token=first.next_page_token)
    ids = [entry.id for entry in (*first.audit_events, *second.audit_events)]
    assert len(set(ids)) == len(ids) == first.total_size == 5
    with pytest.raises(InvalidPageToken):
        await auth.call("ListAuditEvents", admin, page_token="nonsense")


async def test_no_entry_holds_a_password_a_token_or_a_key(auth, admin, database):
    tokens = await auth.register_verified()
    caller = await auth.caller(tokens)
    made = (await auth.call("CreateApiKey", caller, name="k")).api_key
    await auth.call("ChangePassword", caller, current_password=PASSWORD, new_password="another long one")
    await auth.call("Logout", refresh_token=tokens.refresh_token)
    async with database.read() as connection:
        cursor = await connection.execute("SELECT e::text FROM auth.audit_events e")
        text = str(await cursor.fetchall())
    for secret in (PASSWORD, "another long one", tokens.refresh_token, made.key, tokens.access_token):
        assert secret not in text
