"""E-mails about notifications: when they are sent, what is in them, and that each is sent once."""

import asyncio
from datetime import timedelta

import pytest

from altsports.task.v1.notices_models import RunCompleted, RunFailed
from service_kit.deliveries.courier import Courier
from service_kit.testing.waiting import eventually
from task_service.leaving import leaving
from task_service.notifications.announcing import Announcer, announce
from task_service.notifications.letter import letter_about

HOSTILE = "<script>alert(1)</script> & {{ 7 * 7 }}"


async def test_an_email_says_what_the_inbox_says_in_text_and_escaped_html(tell, mailing, posted, links):
    notice = RunFailed(run_id="r1", title=HOSTILE, error=f"Two\nlines {HOSTILE}", recovery=["Add <b>one</b>"])
    await tell(notice=notice)
    await mailing.send_all()
    (mail,) = await posted()
    assert mail.user_id == "ann"
    assert mail.subject == f"{HOSTILE} failed"
    assert f"Two\nlines {HOSTILE}" in mail.text
    assert "- Add <b>one</b>" in mail.text
    assert "https://altsports.example/inbox#" in mail.text
    assert "<script>" not in mail.html
    assert "<b>" not in mail.html
    assert "Add &lt;b&gt;one&lt;/b&gt;" in mail.html
    assert "{{ 7 * 7 }}" in mail.html
    assert mail.unsubscribe_url in mail.text
    assert links.unsubscribed(mail.unsubscribe_url.rpartition("/")[2]) == ("ann", "run.failed")


async def test_what_many_processes_send_is_sent_once(tell, mailing, posted):
    for number in range(6):
        await tell(f"r{number}", to=[f"user{number % 3}"])
    await asyncio.gather(*(mailing.send_all() for _ in range(6)))
    await mailing.send_all()
    mails = await posted()
    assert sorted(mail.user_id for mail in mails) == ["user0", "user1", "user2"]
    assert all(mail.subject.startswith("2 notifications: ") for mail in mails)


async def test_an_email_reaches_the_auth_service_although_it_was_away(
    tell, mailing, database, auth_client, accounts, shown_email
):
    async def received():
        return accounts.mails

    await tell("r1")
    await mailing.send_all()
    assert await shown_email() == "sent"
    courier = asyncio.create_task(Courier(database, auth_client, "task").run())
    try:
        await eventually(received)
    finally:
        courier.cancel()
        await asyncio.gather(courier, return_exceptions=True)


async def test_an_email_waits_for_the_end_of_the_quiet_hours(
    tell, mailing, posted, clock, inbox, choose, reported, ann
):
    await choose(timezone="Europe/Berlin", quiet_hours={"enabled": True, "start": "12:00", "end": "14:30"})
    await tell("r1")  # 13:00 in Berlin
    clock.advance(timedelta(seconds=1))
    await tell("r2")
    assert [event["silent"] for event in await reported()] == [True, True]
    (found, _) = (await inbox.call("ListNotifications", {}, caller=ann))["notifications"]
    assert (found["silent"], found["email_due_at"]) == (True, "2026-03-01T13:30:00Z")
    await mailing.send_all()
    assert await posted() == []
    clock.advance(timedelta(minutes=90))
    await mailing.send_all()
    (mail,) = await posted()
    assert mail.subject == "2 notifications: Analysis r1 failed, ..."


async def test_a_digest_is_sent_once_also_in_the_night_in_which_an_hour_comes_twice(
    tell, mailing, posted, clock, choose
):
    clock.advance(timedelta(days=237, hours=6))  # 24 October, 20:00 in Berlin
    await choose(
        timezone="Europe/Berlin",
        digest={"every": "daily", "at": "02:30"},
        kinds=[{"kind": "run.failed", "email": "digest"}],
    )
    await tell("r1")
    await tell("r2")
    sent = []
    for _ in range(16):
        await mailing.send_all()
        clock.advance(timedelta(minutes=30))
        sent.append(len(await posted()))
    assert sent.index(1) == 13  # 02:30 in summer time; the second 02:30 sends nothing more
    assert sent[-1] == 1


async def test_what_was_read_or_deleted_in_the_meantime_is_not_in_the_digest(
    tell, mailing, posted, clock, inbox, choose, ann
):
    await choose(kinds=[{"kind": "run.failed", "email": "digest"}])
    for name in ("r1", "r2", "r3"):
        await tell(name)
    found = (await inbox.call("ListNotifications", {}, caller=ann))["notifications"]
    ids = {each["link"].split("/")[4]: each["id"] for each in found}
    await inbox.call("MarkNotificationRead", {"notification_id": ids["r1"]}, caller=ann)
    await inbox.call("DeleteNotification", {"notification_id": ids["r2"]}, caller=ann)
    clock.advance(timedelta(days=1))
    await mailing.send_all()
    (mail,) = await posted()
    assert mail.subject == "Analysis r3 failed"


async def test_waiting_emails_follow_new_preferences(tell, mailing, posted, clock, choose, shown_email):
    await choose(kinds=[{"kind": "run.failed", "email": "digest"}])
    await tell("r1")
    await choose(kinds=[{"kind": "run.failed", "email": "off"}])
    assert await shown_email() == "none"
    clock.advance(timedelta(days=1))
    await mailing.send_all()
    assert await posted() == []


async def test_a_digest_that_is_due_is_not_put_off_by_new_preferences(tell, mailing, posted, clock, choose):
    await choose(kinds=[{"kind": "run.failed", "email": "digest"}])
    await tell("r1")
    clock.advance(timedelta(hours=20))  # 08:00
    await choose(timezone="Europe/Berlin")
    await mailing.send_all()
    assert len(await posted()) == 1


async def test_by_default_a_completed_run_is_only_in_the_inbox(tell, mailing, posted, shown_email):
    await tell(notice=RunCompleted(run_id="r1", title="Analysis", duration="3 minutes"))
    await mailing.send_all()
    assert (await posted(), await shown_email()) == ([], "none")


async def test_a_long_digest_names_the_number_of_the_others(tell, mailing, posted, clock):
    for number in range(103):
        await tell(f"r{number:03}")
        clock.advance(timedelta(seconds=1))
    await mailing.send_all()
    (mail,) = await posted()
    assert mail.subject.startswith("103 notifications: Analysis r000 failed")
    assert "3 more are in your inbox: https://altsports.example/inbox" in mail.text
    assert "r099" in mail.text
    assert "r100" not in mail.text


async def test_an_email_that_cannot_be_written_is_dropped_and_the_others_are_sent(
    tell, mailing, posted, monkeypatch, inbox, ann, shown_email
):
    def write(notifications, links):
        if notifications[0].user_id == "ann":
            raise ZeroDivisionError
        return letter_about(notifications, links)

    monkeypatch.setattr("task_service.notifications.mailing.letter_about", write)
    await tell("r1", to=["ann"])
    await tell("r2", to=["ben"])
    await mailing.send_all()
    assert [mail.user_id for mail in await posted()] == ["ben"]
    assert await shown_email() == "none"


async def test_a_notice_to_everybody_that_is_no_longer_known_does_not_stop_the_others(
    database, auth_client, clock, inbox, ann
):
    async with database.transaction() as connection:
        for run_id in ("r1", "r2"):
            notice = RunFailed(run_id=run_id, title="Everything", error="Broken", recovery=[])
            await announce(connection, notice, now=clock.now())
        await connection.execute("UPDATE task.announcements SET kind = 'run.gone' WHERE key = 'r1'")
    await Announcer(database, auth_client, clock).announce_all()
    assert (await inbox.call("CountUnreadNotifications", {}, caller=ann))["unread"]["count"] == 1


async def test_a_digest_of_long_notifications_stays_short_enough_to_be_sent(tell, mailing, posted, clock):
    for number in range(30):
        error = "<" * 5000
        await tell(notice=RunFailed(run_id=f"r{number}", title="Analysis", error=error, recovery=[]))
        clock.advance(timedelta(seconds=1))
    await mailing.send_all()
    (mail,) = await posted()
    assert mail.subject.startswith("30 notifications")
    assert "18 more are in your inbox" in mail.text
    assert len(mail.html) < 400_000


async def test_everybody_is_notified_once_and_newcomers_are_not(
    database, auth_client, accounts, clock, inbox, ann
):
    accounts.ids = [f"user{number:03}" for number in range(250)] + ["ann"]
    notice = RunFailed(run_id="r1", title="Everything", error="Broken", recovery=[])
    announcers = [Announcer(database, auth_client, clock) for _ in range(2)]
    for expected in (True, False):
        async with database.transaction() as connection:
            assert await announce(connection, notice, now=clock.now()) is expected
        await asyncio.gather(*(each.announce_all() for each in announcers))
        accounts.ids.append("zoe")
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM task.notifications") == 251
    assert (await inbox.call("CountUnreadNotifications", {}, caller=ann))["unread"]["count"] == 1


async def test_what_belongs_to_a_deleted_account_is_deleted(
    tell, choose, database, auth_client, accounts, redis_url, redis_prefix
):
    await tell("r1", to=["ann", "ben"])
    await choose(timezone="Europe/Berlin", kinds=[{"kind": "run.failed", "email": "off"}])
    accounts.ids = ["ben"]
    await leaving(database, auth_client, redis_url=redis_url, prefix=redis_prefix).compare()
    tables = ("notifications", "notification_settings", "notification_choices")
    async with database.read() as connection:
        left = [await connection.fetch_rows(f"SELECT user_id FROM task.{table}") for table in tables]
    assert left == [[("ben",)], [], []]


@pytest.fixture
def choose(inbox, ann):
    """`await choose(timezone="Europe/Berlin")`: changes the preferences of Ann."""

    async def change(**changes):
        answer = await inbox.call("UpdateNotificationPreferences", changes, caller=ann)
        return answer["preferences"]

    return change


@pytest.fixture
def shown_email(inbox, ann):
    """The state of the e-mail of Ann's newest notification."""

    async def get():
        return (await inbox.call("ListNotifications", {}, caller=ann))["notifications"][0]["email"]

    return get
