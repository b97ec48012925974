"""Mails: sent with retries, deleted once sent, kept for the developer, or never sent."""

import asyncio
import smtplib
import threading
from datetime import timedelta
from email import message_from_bytes
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr

from auth_service.assembly import Assembly
from auth_service.errors import InboxClosed
from auth_service.mail import repository as mails
from auth_service.mail.delivery import Mailer
from auth_service.mail.domain import ATTEMPTS, CLAIM, Mail
from auth_service.mail.smtp import SendFailed, SmtpSender
from auth_service.mail.texts import MailTexts

MAIL_ID = UUID(int=1)


class Recorder:
    """A mail server that can be down."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.failures = 0
        self.for_good = False

    def send(self, mail: Mail) -> None:
        if self.failures:
            self.failures -= 1
            raise SendFailed("away", for_good=self.for_good)
        self.sent.append(mail)


@pytest.fixture
def settings(settings):
    """With a mail server, so that mails wait to be sent."""
    return settings.model_copy(update={"smtp_host": "mail.altsports.example"})


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def mailer(database, clock, recorder) -> Mailer:
    return Mailer(database, clock, recorder)


async def test_a_mail_is_sent_once_and_then_forgets_its_link(auth, mailer, recorder, database):
    tokens = await auth.register()
    assert await mailer.send_one()
    assert not await mailer.send_one()
    assert [mail.to for mail in recorder.sent] == [tokens.user.email]
    assert recorder.sent[0].link_token in recorder.sent[0].text
    async with database.read() as connection:
        row = await (await connection.execute("SELECT status, body, link_token FROM auth.mails")).fetchone()
    assert row == ("sent", "", None)


async def test_two_senders_do_not_send_the_same_mail(auth, database, clock, recorder):
    for _ in range(4):
        await auth.register()
    mailers = [Mailer(database, clock, recorder) for _ in range(4)]
    await asyncio.gather(*(mailer.send_one() for mailer in mailers))
    while await mailers[0].send_one():
        pass
    assert len(recorder.sent) == len({mail.id for mail in recorder.sent}) == 4


async def test_a_mail_whose_sender_died_is_sent_once_its_claim_has_run_out(
    auth, mailer, recorder, database, clock
):
    await auth.register()
    async with database.transaction() as connection:
        assert await mails.claim_due(connection, clock.now())
    assert not await mailer.send_one()
    clock.advance(CLAIM)
    assert await mailer.send_one()
    assert len(recorder.sent) == 1


async def test_a_slow_mail_server_keeps_no_connection(auth, database, clock):
    await auth.register()
    asked, answers = threading.Event(), threading.Event()

    class Slow(Recorder):
        def send(self, mail: Mail) -> None:
            asked.set()
            answers.wait(10)

    sending = asyncio.create_task(Mailer(database, clock, Slow()).send_one())
    assert await asyncio.to_thread(asked.wait, 10)
    assert database.pool.active == 0
    answers.set()
    assert await sending


async def test_a_mail_server_that_is_away_gets_the_mail_later(auth, mailer, recorder, clock):
    await auth.register()
    recorder.failures = 2
    await mailer.send_one()
    assert not await mailer.send_one()
    clock.advance(timedelta(seconds=5))
    await mailer.send_one()
    clock.advance(timedelta(seconds=10))
    await mailer.send_one()
    assert len(recorder.sent) == 1


async def test_a_mail_is_given_up_after_some_attempts_or_a_final_refusal(
    auth, mailer, recorder, clock, database
):
    await auth.register()
    recorder.failures = 10**6
    for _ in range(ATTEMPTS):
        await mailer.send_one()
        clock.advance(timedelta(hours=1))
    assert not await mailer.send_one()
    await auth.register()
    recorder.for_good = True
    assert await mailer.send_one()
    async with database.read() as connection:
        cursor = await connection.execute("SELECT status, body FROM auth.mails")
        assert await cursor.fetchall() == [("failed", ""), ("failed", "")]


async def test_a_mail_that_cannot_be_sent_by_a_bug_does_not_stop_the_others(auth, clock, database):
    first, second = (await auth.register()).user.email, (await auth.register()).user.email

    class Broken(Recorder):
        def send(self, mail: Mail) -> None:
            if mail.to == first:
                raise ZeroDivisionError
            super().send(mail)

    recorder = Broken()
    mailer = Mailer(database, clock, recorder)
    for _ in range(ATTEMPTS):
        await mailer.send_all()
        clock.advance(timedelta(hours=1))
    assert [mail.to for mail in recorder.sent] == [second]
    async with database.read() as connection:
        cursor = await connection.execute("SELECT to_address, status FROM auth.mails")
        assert dict(await cursor.fetchall()) == {first: "failed", second: "sent"}


async def test_a_request_that_cannot_be_answered_does_not_stop_the_others(auth, assembly, monkeypatch):
    first, second = (await auth.register()).user.email, (await auth.register()).user.email
    for email in (first, second):
        await auth.call("RequestPasswordReset", email=email)
    link, answered = assembly.post.link, []

    async def fail_once(connection, kind, user_id, address, now):
        if address == first:
            await connection.execute("SELECT 1 / 0")
        answered.append(address)
        await link(connection, kind, user_id, address, now)

    monkeypatch.setattr(assembly.post, "link", fail_once)
    await assembly.desk.answer_all()
    assert answered == [second]
    assert not await assembly.desk.answer_one()


async def test_the_inbox_is_closed_where_mails_go_out(auth):
    with pytest.raises(InboxClosed):
        await auth.call("ListMail")


async def test_the_inbox_is_closed_in_production_and_no_mail_is_kept(settings, database, redis, clock):
    live = settings.model_copy(
        update={"smtp_host": None, "env": "production", "mesh_secret": SecretStr("x" * 40)}
    )
    assert not live.inbox_open
    built = Assembly.build(live, database, redis, clock)
    assert built.post.way == "drop"
    built.passwords.close()


def test_links_lead_to_the_application_where_there_is_one():
    with_app = MailTexts(api_url="http://api/", app_url="https://app.example/")
    assert (
        "https://app.example/reset-password?token=T" in with_app.with_link("reset_password", "a@b", "T").text
    )
    without = MailTexts(api_url="http://api/", app_url=None)
    assert (
        "POST http://api/auth/password-reset/confirm" in without.with_link("reset_password", "a@b", "T").text
    )


async def test_a_real_server_takes_the_mail(clock):
    """A minimal SMTP server replaces the mail server: the test checks what is transmitted."""
    received: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await reader.readline():
            if line.upper().startswith(b"DATA"):
                writer.write(b"354 go\r\n")
                received.append(await reader.readuntil(b"\r\n.\r\n"))
            writer.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")
            await writer.drain()
            if line.upper().startswith(b"QUIT"):
                break
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    sender = SmtpSender("127.0.0.1", port, None, None, "AltSports <no-reply@altsports.example>", False)
    mail = Mail(MAIL_ID, "a@altsports.example", "notice", "Héllo", "Text\n", None, 0, clock.now())
    await asyncio.to_thread(sender.send, mail)
    server.close()
    message = message_from_bytes(received[0].removesuffix(b".\r\n"))
    assert (message["To"], message["Auto-Submitted"]) == ("a@altsports.example", "auto-generated")
    assert message["Message-ID"] == f"<{MAIL_ID}@altsports.example>"
    payload: Any = message.get_payload(decode=True)
    assert payload.decode().rstrip() == "Text"


async def test_a_mail_server_that_does_not_answer_is_tried_again(clock):
    sender = SmtpSender("127.0.0.1", 1, None, None, "a@altsports.example", False)
    mail = Mail(MAIL_ID, "a@altsports.example", "notice", "Hello", "Text\n", None, 0, clock.now())
    with pytest.raises(SendFailed) as refused:
        await asyncio.to_thread(sender.send, mail)
    assert not refused.value.for_good


async def test_a_recipient_that_does_not_exist_is_refused_for_good(clock, monkeypatch):
    def refuse(self, to, message):
        raise smtplib.SMTPRecipientsRefused({"a@altsports.example": (550, b"unknown")})

    monkeypatch.setattr(SmtpSender, "_send", refuse)
    sender = SmtpSender("h", 25, None, None, "a@altsports.example", False)
    with pytest.raises(SendFailed) as refused:
        sender.send(Mail(MAIL_ID, "a@altsports.example", "notice", "Hello", "Text\n", None, 0, clock.now()))
    assert refused.value.for_good
