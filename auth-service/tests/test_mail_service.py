"""Mails of other services: accepted once, sent to addresses that receive mails, and refusals are reported."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP

from altsports.task.v1 import notifications_pb2
from auth_service.mail.delivery import Mailer
from auth_service.mail.domain import ATTEMPTS
from auth_service.mail.smtp import SmtpSender

URL = "https://altsports.example/unsubscribe/token"


class Postbox:
    """A mail server: it can refuse recipients, or end the connection after it accepted a mail."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.recipient_answer = "250 OK"
        self.dies_after_accepting = False

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.dies_after_accepting:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 accepted"


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest_asyncio.fixture
async def mailer(postbox: Postbox, database: Any, clock: Any) -> AsyncGenerator[Mailer]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(postbox, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield Mailer(
        database, clock, SmtpSender("127.0.0.1", port, None, None, "A <no-reply@altsports.example>", False)
    )
    server.close()


@pytest.fixture
def settings(settings: Any) -> Any:
    """With a mail server, so that mails wait to be sent."""
    return settings.model_copy(update={"smtp_host": "mail.altsports.example"})


@pytest_asyncio.fixture
async def ann(auth: Any) -> Any:
    """An account whose address is verified."""
    user = (await auth.register()).user
    async with auth.assembly.database.transaction() as connection:
        await connection.execute("UPDATE auth.users SET email_verified = true WHERE id = %s", [user.id])
        await connection.execute("DELETE FROM auth.mails")
    return user


@pytest.fixture
def send(auth: Any, mesh_caller: Any, ann: Any) -> Any:
    """`await send()`: the status of a mail to Ann."""

    async def call(user_id: str = "", mail_id: str = "", **fields: Any) -> str:
        facts = {"subject": "Your run failed", "text": "It failed.\n", "html": "<p>It failed.</p>", **fields}
        ids = {"mail_id": mail_id or str(uuid4()), "user_id": user_id or ann.id}
        return (await auth.call("SendMail", mesh_caller, **ids, **facts)).status

    return call


@pytest.fixture
def mailbox(auth: Any, mesh_caller: Any, ann: Any) -> Any:
    """`await mailbox()`: the status of Ann's mailbox."""

    async def call() -> str:
        return (await auth.call("GetMailbox", mesh_caller, user_id=ann.id)).status

    return call


@pytest.fixture
def notices(database: Any) -> Any:
    """The notices that wait to be delivered."""

    async def read() -> list[Any]:
        async with database.read() as connection:
            rows = await connection.fetch_rows("SELECT request FROM auth.deliveries ORDER BY seq")
        return [notifications_pb2.NotifyRequest.FromString(bytes(row[0])) for row in rows]

    return read


async def test_a_mail_arrives_as_text_and_html_and_can_be_ended_with_one_click(send, mailer, postbox, ann):
    assert await send(unsubscribe_url=URL) == "accepted"
    await mailer.send_all()
    (mail,) = postbox.received
    assert (mail["To"], mail["Subject"]) == (ann.email, "Your run failed")
    assert mail["List-Unsubscribe"] == f"<{URL}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.get_body(("plain",)).get_content().strip() == "It failed."
    assert mail.get_body(("html",)).get_content().strip() == "<p>It failed.</p>"


async def test_a_mail_that_is_accepted_twice_is_sent_once(send, mailer, postbox):
    mail_id = str(uuid4())
    assert [await send(mail_id=mail_id) for _ in range(2)] == ["accepted", "accepted"]
    await mailer.send_all()
    assert await send(mail_id=mail_id) == "accepted"
    await mailer.send_all()
    assert len(postbox.received) == 1


async def test_a_mail_whose_acceptance_was_not_heard_is_sent_again_as_the_same_message(
    send, mailer, postbox, clock
):
    postbox.dies_after_accepting = True
    await send()
    await mailer.send_all()
    postbox.dies_after_accepting = False
    clock.advance(timedelta(seconds=5))
    await mailer.send_all()
    assert len(postbox.received) == 2
    assert len({mail["Message-ID"] for mail in postbox.received}) == 1


async def test_only_accounts_with_a_verified_address_get_mails(auth, send, mailer, postbox, ann):
    stranger = (await auth.register()).user
    assert await send(user_id=stranger.id) == "unverified"
    assert [await send(user_id=gone) for gone in (str(uuid4()), "no id")] == ["no_account"] * 2
    async with auth.assembly.database.transaction() as connection:
        await connection.execute("UPDATE auth.users SET is_active = false WHERE id = %s", [ann.id])
        await connection.execute("DELETE FROM auth.mails")
    assert await send() == "no_account"
    await mailer.send_all()
    assert postbox.received == []


async def test_a_mail_that_waits_is_deleted_with_its_account(auth, send, mailer, postbox, ann):
    await send()
    await auth.call("DeleteUser", await auth.admin(), user_id=ann.id)
    await mailer.send_all()
    assert [mail for mail in postbox.received if mail["To"] == ann.email] == []


async def test_a_refused_address_is_reported_and_gets_no_more_until_a_mail_arrives(
    auth, send, mailer, postbox, mailbox, notices, clock, ann
):
    postbox.recipient_answer = "550 no such user"
    assert [await send(), await send()] == ["accepted", "accepted"]
    await mailer.send_all()
    assert await mailbox() == "refused"
    assert await send() == "refused"
    assert {(each.kind, tuple(each.user_ids)) for each in await notices()} == {("address.refused", (ann.id,))}
    postbox.recipient_answer = "250 OK"
    clock.advance(timedelta(minutes=1))
    await auth.call("RequestPasswordReset", email=ann.email)
    await auth.assembly.desk.answer_all()
    await mailer.send_all()
    assert await mailbox() == "ok"
    assert await send() == "accepted"


async def test_a_refused_address_is_tried_again_after_a_week(send, mailer, postbox, mailbox, clock):
    postbox.recipient_answer = "550 no such user"
    await send()
    await mailer.send_all()
    clock.advance(timedelta(days=7, seconds=1))
    assert await mailbox() == "ok"


async def test_a_server_that_is_busy_gets_the_mail_later_and_the_address_stays_good(
    send, mailer, postbox, mailbox, clock
):
    postbox.recipient_answer = "450 try again"
    await send()
    for _ in range(ATTEMPTS):
        await mailer.send_all()
        clock.advance(timedelta(hours=1))
        assert await mailbox() == "ok"
    assert not await mailer.send_one()


async def test_a_mail_that_protects_the_account_goes_before_notifications(auth, send, mailer, postbox, ann):
    for _ in range(3):
        await send()
    await auth.call("RequestPasswordReset", email=ann.email)
    await auth.assembly.desk.answer_all()
    await mailer.send_one()
    assert [mail["Subject"] for mail in postbox.received] == ["Set a new password"]


async def test_what_protects_an_account_is_in_the_inbox_as_well(auth, notices, ann):
    await auth.call(
        "ChangePassword",
        await auth.caller(await auth.log_in(ann.email)),
        current_password="a long walk to the rink",
        new_password="a longer walk to the rink",
    )
    assert [each.kind for each in await notices()][-1] == "account.changed"


async def test_the_directory_lists_accounts_and_finds_deleted_ones(auth, mesh_caller, ann):
    other = (await auth.register()).user
    first = await auth.call("ListAccountIds", mesh_caller, most=1)
    rest = await auth.call("ListAccountIds", mesh_caller, after=first.user_ids[0])
    assert [*first.user_ids, *rest.user_ids] == sorted([ann.id, other.id])
    gone = str(uuid4())
    found = await auth.call("FindDeletedAccounts", mesh_caller, user_ids=[ann.id, gone, "no id"])
    assert set(found.user_ids) == {gone, "no id"}
    named = await auth.call("FindUsernames", mesh_caller, user_ids=[ann.id, gone, "no id"])
    assert dict(named.usernames) == {ann.id: ann.username}
    asked = [ann.organisation.organisation_id, gone]
    left = await auth.call("FindDeletedOrganisations", mesh_caller, organisation_ids=asked)
    assert list(left.organisation_ids) == [gone]


async def test_the_directory_finds_the_role_and_teams_of_a_member(auth, mesh_caller, ann):
    club = ann.organisation.organisation_id
    member = await auth.call("FindMember", mesh_caller, user_id=ann.id, organisation_id=club)
    assert (member.club_role, list(member.team_access), member.can_log_in) == ("account_manager", ["*"], True)
    for user_id, organisation_id in [(ann.id, str(uuid4())), (str(uuid4()), club), (ann.id, "no id")]:
        nobody = await auth.call("FindMember", mesh_caller, user_id=user_id, organisation_id=organisation_id)
        assert not nobody.HasField("club_role")


async def test_the_directory_lists_active_administrators(auth, mesh_caller, ann):
    admin = await auth.admin()
    found = await auth.call("ListAdministratorIds", mesh_caller)
    assert list(found.user_ids) == [admin.user_id]
