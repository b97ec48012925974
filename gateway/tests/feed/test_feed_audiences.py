"""An event that is not for everybody reaches those it is for and nobody else, whatever way they listen."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import orjson
import pytest

from altsports.auth.v1.events_models import CredentialsRevoked, MemberUpdated
from gateway_service.feed import feed, hub
from service_kit.testing.toy_events import NoteShared, WhisperSent, with_toys

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LOG, STREAM = "/api/v1/feed", "/api/v1/feed/stream"
CLUB = {"org": "o1", "club_role": "staff", "permissions": ["notes:read", "feed:read"]}


def whisper(number: int, user: str = "ann") -> WhisperSent:
    return WhisperSent(user_id=user, number=number, timestamp=NOON)


def note(number: int, *, organisation: str = "o1", team: str | None = None) -> NoteShared:
    return NoteShared(
        note_id=f"n{number}", organisation_id=organisation, team_id=team, number=number, timestamp=NOON
    )


def place_of(message: dict) -> dict:
    return {"seq": message["seq"], "epoch": message["epoch"]}


def kinds(messages: list[dict]) -> list[str]:
    """ "whisper 1" or "bet 2" for each message."""
    return [
        f"bet {message['bet_id'].removeprefix('bet_')}"
        if message["type"] == "bet_placed"
        else f"{message['type'].partition('_')[0]} {message['number']}"
        for message in messages
    ]


@pytest.fixture(autouse=True)
def toys(toy_events, monkeypatch):
    """The gateways of these tests know the toys."""
    monkeypatch.setattr(feed, "load_events", with_toys)


@pytest.fixture
def query(token):
    """`query("ann")`: an address that says who listens."""

    def text(user: str, **claims) -> str:
        return "?token=" + token(user, **claims)["Authorization"].removeprefix("Bearer ")

    return text


@pytest.fixture
def logged(http, token):
    """`await logged(until="bet 9", **claims)`: what the log shows to a user, once it has everything."""

    async def read(user: str | None, *, until: str, **claims) -> list[str]:
        headers = token(user, **claims) if user else {}
        async with asyncio.timeout(15):
            while True:
                answer = (await http.get(LOG, headers=headers)).raise_for_status()
                found = kinds(answer.json()["events"])
                if until in found:
                    assert answer.headers["cache-control"] == "private, no-store"
                    return found

    return read


async def test_by_websocket_a_user_hears_what_is_for_them_in_order_and_others_do_not(
    listen, query, outbox, events
):
    ann, ben, anybody = await listen(query("ann")), await listen(query("ben")), await listen()
    for listener in (ann, ben, anybody):
        await listener.subscribe("whispers", "bets")
    await outbox.write(events.bet(1), whisper(2), events.bet(3), whisper(4, "ben"), events.bet(5))
    assert kinds(await ann.take(4)) == ["bet 1", "whisper 2", "bet 3", "bet 5"]
    assert kinds(await ben.take(4)) == ["bet 1", "bet 3", "whisper 4", "bet 5"]
    assert kinds(await anybody.take(3)) == ["bet 1", "bet 3", "bet 5"]


async def test_every_connection_of_the_user_hears_it_once_however_many_subscriptions_match(
    listen, query, outbox, events, api_key
):
    first, second = await listen(query("robot")), await listen(f"?token={api_key['X-API-Key']}")
    for listener in (first, second):
        await listener.subscribe("whispers", id="whispers")
        await listener.subscribe("whispers", "bets", id="both")
    await outbox.write(whisper(1, "robot"), events.bet(2))
    for listener in (first, second):
        assert kinds(await listener.take(2)) == ["whisper 1", "bet 2"]


async def test_by_stream_a_user_hears_what_is_for_them_and_others_do_not(http, token, outbox, events):
    async with AsyncExitStack() as opened:
        lines = []
        for headers in (token("ann"), token("ben"), {}):
            stream = await opened.enter_async_context(http.stream("GET", STREAM, headers=headers))
            lines.append(stream.aiter_lines())
            await until_event(lines[-1], "hello")
        await outbox.write(whisper(1), events.bet(2))
        heard = [await until_event(each, "bet_placed") for each in lines]
    assert [kinds(each) for each in heard] == [["whisper 1", "bet 2"], ["bet 2"], ["bet 2"]]


async def until_event(lines, kind: str) -> list[dict]:
    """The events of a stream up to the first of a kind."""
    heard = []
    async with asyncio.timeout(15):
        async for line in lines:
            if line.startswith("data: "):
                message = orjson.loads(line.removeprefix("data: "))
                if message["type"] not in ("hello", "heartbeat"):
                    heard.append(message)
                if message["type"] == kind:
                    return heard
    raise AssertionError("the stream has ended")


async def test_the_log_shows_a_user_what_is_for_them_and_others_not(logged, outbox, events):
    await outbox.write(whisper(1), events.bet(2))
    assert await logged("ann", until="bet 2") == ["whisper 1", "bet 2"]
    assert await logged("ben", until="bet 2") == ["bet 2"]
    assert await logged(None, until="bet 2") == ["bet 2"]


@pytest.mark.parametrize("remembered", [5_000, 2], ids=["memory", "redis"])
async def test_a_client_that_resumes_gets_what_it_missed_as_far_as_it_is_for_it(
    listen, start_gateway, query, outbox, events, monkeypatch, remembered
):
    await outbox.write(events.bet(0), whisper(1), events.bet(2), whisper(3, "ben"), events.bet(4))
    monkeypatch.setattr(hub, "_REMEMBERED", remembered)
    live = await listen("?channels=bets")
    await live.next()
    await outbox.bets(5)
    await live.next()
    gateway = await start_gateway()
    for address, missed in (
        (query("ann"), ["bet 0", "whisper 1", "bet 2", "bet 4", "bet 5"]),
        (query("ben"), ["bet 0", "bet 2", "whisper 3", "bet 4", "bet 5"]),
        ("", ["bet 0", "bet 2", "bet 4", "bet 5"]),
    ):
        listener = await listen(address, gateway=gateway)
        await listener.subscribe("bets", "whispers", resume_from={"seq": 0})
        heard = await listener.take(len(missed))
        assert kinds(heard) == missed
        page = await gateway.get(LOG, params={"after": heard[0]["seq"]})
        assert kinds(page.raise_for_status().json()["events"]) == ["bet 2", "bet 4", "bet 5"]


async def test_a_snapshot_shows_a_user_what_is_for_them_and_others_not(listen, query, outbox, events):
    live = await listen(f"{query('ann')}&channels=bets,whispers")
    await live.next()
    await outbox.write(whisper(1), events.bet(2))
    await live.take(2)
    gone = {"seq": 1, "epoch": "another"}
    for address, mine in ((query("ann"), ["whisper 1"]), (query("ben"), []), ("", [])):
        listener = await listen(address)
        await listener.subscribe("whispers", "bets", resume_from=gone)
        told, *heard = await listener.take(2 + len(mine))
        assert told["type"] == "snapshot"
        assert told["reload"]["whispers"] == ["/api/v1/whispers"]
        assert kinds(told["recent"]["whispers"]) == mine
        assert kinds(told["recent"]["bets"]) == ["bet 2"]
        assert kinds(heard) == [*mine, "bet 2"]


COACH = CLUB | {"club_role": "coach", "team_access": ["t1"]}
MANAGER = CLUB | {"club_role": "account_manager"}


@pytest.mark.parametrize(
    ("claims", "heard"),
    [
        (CLUB, ["note 1"]),
        (COACH, ["note 1", "note 2"]),
        (MANAGER, ["note 1", "note 2", "note 3"]),
        (MANAGER | {"permissions": ["leagues:read", "feed:read"], "team_access": ["*"]}, []),
        (MANAGER | {"org": "o2"}, ["note 4"]),
        ({"role": "admin", "permissions": ["*"]}, []),
        ({"role": "admin", "permissions": ["*"], "org": "o1", "club_role": "scout"}, ["note 1"]),
        (None, []),
    ],
    ids=[
        "member",
        "coach",
        "manager",
        "without permission",
        "other club",
        "administrator",
        "administrator who scouts",
        "anonymous",
    ],
)
async def test_members_hear_what_their_permission_and_their_teams_let_them(
    listen, http, token, logged, outbox, events, claims, heard
):
    user = None if claims is None else "cora"
    headers = token(user, **(claims or {})) if user else {}
    by_token = await listen(additional_headers=headers)
    listeners = [by_token]
    if user:
        ticket = (await http.post("/api/v1/feed/tickets", headers=headers)).raise_for_status().json()
        listeners.append(await listen(f"?ticket={ticket['ticket']}"))
    for listener in listeners:
        await listener.subscribe("notes", "bets")
    await outbox.write(
        note(1), note(2, team="t1"), note(3, team="t2"), note(4, organisation="o2"), events.bet(5)
    )
    for listener in listeners:
        messages = await listener.take(len(heard) + 1)
        assert kinds(messages) == [*heard, "bet 5"]
        assert all("organisation_id" not in message for message in messages)
    assert await logged(user, until="bet 5", **claims or {}) == [*heard, "bet 5"]


async def test_a_filter_restricts_what_is_for_a_club_too(listen, query, outbox, events):
    listener = await listen(query("cora", **CLUB))
    subscribed = await listener.subscribe("notes", "bets", filters={"note_ids": ["n2"]})
    assert subscribed["filters"]["note_ids"] == ["n2"]
    await outbox.write(note(1), note(2), events.bet(3))
    assert kinds(await listener.take(2)) == ["note 2", "bet 3"]


async def test_whoever_says_later_who_it_is_hears_from_then_on_what_is_for_them(
    listen, token, outbox, events
):
    listener = await listen("?channels=whispers,bets")
    await listener.next()
    await outbox.write(whisper(1), events.bet(2))
    assert kinds(await listener.take(1)) == ["bet 2"]
    text = token("ann")["Authorization"].removeprefix("Bearer ")
    assert (await listener.ask(type="authenticate", token=text))["type"] == "authenticated"
    await outbox.write(whisper(3), events.bet(4))
    assert kinds(await listener.take(2)) == ["whisper 3", "bet 4"]
    text = token("ben")["Authorization"].removeprefix("Bearer ")
    await listener.ask(type="authenticate", token=text)
    await outbox.write(whisper(5), whisper(6, "ben"))
    assert kinds(await listener.take(1)) == ["whisper 6"]


async def test_whoever_says_later_who_it_is_may_ask_for_what_was_for_them_before(
    listen, token, outbox, events
):
    listener = await listen("?channels=whispers,bets")
    before = place_of(await listener.next())
    await outbox.write(whisper(1), events.bet(2))
    assert kinds(await listener.take(1)) == ["bet 2"]
    text = token("ann")["Authorization"].removeprefix("Bearer ")
    await listener.ask(type="authenticate", token=text)
    await listener.subscribe("whispers", "bets", filters={"replays": ["live"]}, resume_from=before)
    await outbox.bets(3)
    assert kinds(await listener.take(2)) == ["whisper 1", "bet 3"]


async def test_an_expired_token_hears_nothing_more_of_its_user_and_loses_nothing(
    http, listen, query, token, outbox, events
):
    listener = await listen(f"{query('ann')}&channels=whispers,bets")
    await listener.next()
    moved = await http.post("/admin/clock", json={"advance_s": 3600}, headers=token("root", role="admin"))
    assert moved.status_code == 200
    await outbox.bets(1)
    seen = await listener.next()
    assert kinds([seen]) == ["bet 1"]
    await outbox.write(whisper(2))
    assert (await listener.next())["code"] == "TOKEN_EXPIRED"
    assert await listener.closed() == (4401, "Could not validate credentials")
    later = datetime.now(UTC).timestamp() + 3600
    again = await listen(query("ann", iat=later, exp=later + 600))
    await again.subscribe("whispers", "bets", resume_from=place_of(seen))
    assert kinds(await again.take(1)) == ["whisper 2"]


@pytest.mark.parametrize(
    ("kind", "id"), [("session", "session-of-ann"), ("user", "ann")], ids=["session", "user"]
)
async def test_a_revoked_token_hears_nothing_more_from_the_event_of_its_end_on(
    listen, http, query, token, outbox, events, kind, id
):
    ann = await listen(f"{query('ann')}&channels=whispers,bets")
    idle = await listen(query("ann"))
    key = await listen(query("ben"))
    await key.subscribe("bets")
    await ann.next()
    revoked = CredentialsRevoked(kind=kind, id=id, dead_until=2**33)
    async with http.stream("GET", STREAM, headers=token("ann")) as stream:
        lines = stream.aiter_lines()
        await until_event(lines, "hello")
        await outbox.write(events.bet(1), revoked, whisper(2), events.bet(3))
        (told,) = await until_event(lines, "error")
        assert told["code"] == "TOKEN_REVOKED"
    for listener in (ann, idle):
        assert (await listener.next())["code"] == "TOKEN_REVOKED"
        assert await listener.closed() == (4401, "Could not validate credentials")
    assert kinds(await key.take(2)) == ["bet 1", "bet 3"]


async def test_a_key_hears_nothing_of_a_team_that_its_member_has_lost(listen, api_key, mesh, outbox, events):
    mesh.auth.place = {"organisation_id": "o1", "club_role": "coach", "team_access": ["t1"]}
    address = f"?token={api_key['X-API-Key']}&channels=notes,bets"
    program = await listen(address)
    await program.next()
    await outbox.write(note(1, team="t1"))
    assert kinds(await program.take(1)) == ["note 1"]
    mesh.auth.place["team_access"] = ["t2"]
    place = {"member_id": "m1", "organisation_id": "o1", "club_role": "coach", "status": "active"}
    moved = MemberUpdated(user_id="robot", team_access=["t2"], **place)
    await outbox.write(moved, note(2, team="t1"), events.bet(3), time=datetime.now(UTC))
    assert (await program.next())["code"] == "TOKEN_REVOKED"
    assert (await program.closed())[0] == 4401


async def test_a_revocation_between_the_check_and_the_handshake_is_not_overlooked(
    listen, query, outbox, events, monkeypatch
):
    """The gateway has read the revocation when a client that was let in before is about to connect."""
    live = await listen("?channels=bets")
    await live.next()
    await outbox.write(CredentialsRevoked(kind="user", id="ann", dead_until=2**33), events.bet(1))
    await live.next()
    late = await listen(query("ann"), hello=False)
    assert (await late.next())["code"] == "TOKEN_REVOKED"
    assert (await late.closed())[0] == 4401
