"""The inbox: each user sees and changes only their own notifications, and gets each of them once."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import orjson
import pytest

from altsports.task.v1.notices_models import RunCompleted
from service_kit.caller import service_caller
from service_kit.errors import PermissionDenied
from task_service.notifications.errors import InvalidNotice, NotificationNotFound, UnknownNotificationKind
from task_service.notifications.repository import delete_old

FAILED = {"run_id": "r9", "title": "Analysis", "error": "No sources", "recovery": ["Add one"]}


@pytest.fixture
def shown(inbox, ann):
    """`await shown(unread=True)`: the answer of ListNotifications for Ann."""

    async def list_(caller=ann, **filters):
        return await inbox.call("ListNotifications", filters, caller=caller)

    return list_


async def test_a_notification_says_what_happened_and_what_to_do(shown, tell, clock):
    assert await tell("r1") == 1
    answer = await shown()
    (found,) = answer["notifications"]
    assert (found["kind"], found["severity"], found["title"]) == ("run.failed", "error", "Analysis r1 failed")
    assert (found["body"], found["recovery_steps"]) == ("No sources", ["Add one"])
    assert (found["link"], found["read"], found["email"]) == ("/api/v1/tasks/r1/status", False, "waiting")
    assert (answer["total_size"], answer["unread_count"]) == (1, 1)


async def test_nobody_sees_or_changes_the_notifications_of_others(inbox, shown, tell, ann, ben):
    await tell("r1")
    id = (await shown())["notifications"][0]["id"]
    assert (await shown(caller=ben))["notifications"] == []
    for name in ("GetNotification", "MarkNotificationRead", "DeleteNotification"):
        for foreign in (id, str(uuid4()), "no id"):
            with pytest.raises(NotificationNotFound):
                await inbox.call(name, {"notification_id": foreign}, caller=ben)
    await inbox.call("MarkAllNotificationsRead", {}, caller=ben)
    assert (await shown())["unread_count"] == 1


async def test_pages_and_filters_show_every_notification_once(shown, tell, clock):
    for number in range(5):
        clock.advance(timedelta(seconds=1))
        await tell(f"r{number}")
    await tell(notice=RunCompleted(run_id="r5", title="Analysis", duration="3 minutes"))
    answer = await shown(kind="run.failed", page_size=2)
    pages = [[each["link"].split("/")[4] for each in answer["notifications"]]]
    while token := answer["next_page_token"]:
        answer = await shown(kind="run.failed", page_size=2, page_token=token)
        pages.append([each["link"].split("/")[4] for each in answer["notifications"]])
    assert pages == [["r4", "r3"], ["r2", "r1"], ["r0"]]
    assert (answer["total_size"], answer["unread_count"]) == (5, 6)
    assert [each["kind"] for each in (await shown(severity="success"))["notifications"]] == ["run.completed"]


async def test_an_unknown_kind_is_refused_with_the_known_ones(shown, inbox, ann):
    with pytest.raises(UnknownNotificationKind, match=r"run\.failed") as refused:
        await shown(kind="run.exploded")
    assert refused.value.violations[0]["loc"] == ["kind"]
    with pytest.raises(UnknownNotificationKind):
        await inbox.call("MarkAllNotificationsRead", {"kind": "x"}, caller=ann)


async def test_what_is_read_can_be_unread_again_and_is_reported_live(inbox, shown, tell, reported, ann):
    await tell("r1")
    id = (await shown())["notifications"][0]["id"]
    marked = await inbox.call("MarkNotificationRead", {"notification_id": id}, caller=ann)
    again = await inbox.call("MarkNotificationRead", {"notification_id": id}, caller=ann)
    assert marked["notification"] == again["notification"]
    assert marked["notification"]["read_at"] is not None
    assert (await shown(unread=True))["notifications"] == []
    assert len((await shown(unread=False))["notifications"]) == 1
    request = {"notification_id": id, "read": False}
    assert not (await inbox.call("MarkNotificationRead", request, caller=ann))["notification"]["read"]
    events = await reported()
    assert [(each["type"], each.get("change"), each["unread_count"]) for each in events] == [
        ("notification.created", None, 1),
        ("notifications.changed", "read", 0),
        ("notifications.changed", "unread", 1),
    ]
    assert all(
        each["audience"] == events[0]["audience"] and "ann" in str(each["audience"]) for each in events
    )


async def test_all_are_marked_up_to_the_newest_that_was_shown(inbox, shown, tell, clock, ann):
    await tell("r1")
    seen = (await shown())["notifications"][0]["created_at"]
    clock.advance(timedelta(seconds=1))
    await tell("r2")
    answer = await inbox.call("MarkAllNotificationsRead", {"until_time": seen}, caller=ann)
    assert answer["marked"] == {"marked": 1, "unread_count": 1}
    unread = await inbox.call("CountUnreadNotifications", {}, caller=ann)
    assert unread["unread"] == {"count": 1, "by_kind": {"run.failed": 1}}
    assert (await inbox.call("MarkAllNotificationsRead", {}, caller=ann))["marked"]["marked"] == 1


async def test_a_deleted_notification_stays_away_even_if_it_is_sent_again(inbox, shown, tell, database, ann):
    await tell("r1")
    id = (await shown())["notifications"][0]["id"]
    await inbox.call("DeleteNotification", {"notification_id": id}, caller=ann)
    await inbox.call("DeleteNotification", {"notification_id": id}, caller=ann)
    assert await tell("r1") == 0
    assert (await shown())["notifications"] == []
    with pytest.raises(NotificationNotFound):
        await inbox.call("GetNotification", {"notification_id": id}, caller=ann)
    async with database.read() as connection:
        row = (await connection.fetch_rows("SELECT title, body, steps, mail_at FROM task.notifications"))[0]
    assert tuple(row) == ("", "", [], None)


async def test_a_notice_that_is_sent_many_times_at_once_arrives_once(tell, shown, reported):
    counts = await asyncio.gather(*(tell("r1", to=["ann", "ben", "ann"]) for _ in range(8)))
    assert sorted(counts) == [0] * 7 + [2]
    assert (await shown())["total_size"] == 1
    assert len(await reported()) == 2


async def test_events_of_notices_at_the_same_time_count_up(tell, reported):
    await asyncio.gather(*(tell(f"r{number}") for number in range(6)))
    assert [event["unread_count"] for event in await reported()] == [1, 2, 3, 4, 5, 6]


async def test_services_notify_and_repetitions_change_nothing(inbox, shown, ann):
    request = {"kind": "run.failed", "data": orjson.dumps(FAILED), "user_ids": ["ann", "ben"]}
    assert (await inbox.call("Notify", request, caller=service_caller("ai")))["notified"] == 2
    assert (await inbox.call("Notify", request, caller=service_caller("ai")))["notified"] == 0
    assert (await shown())["notifications"][0]["title"] == "Analysis failed"
    with pytest.raises(PermissionDenied):
        await inbox.call("Notify", request, caller=ann)


@pytest.mark.parametrize("data", [{**FAILED, "extra": 1}, {"run_id": "r1"}, {**FAILED, "error": ""}, []])
async def test_a_notice_that_is_not_the_message_of_its_kind_is_refused(inbox, data):
    request = {"kind": "run.failed", "data": orjson.dumps(data), "user_ids": ["ann"]}
    with pytest.raises(InvalidNotice):
        await inbox.call("Notify", request, caller=service_caller("ai"))
    with pytest.raises(UnknownNotificationKind):
        await inbox.call("Notify", {**request, "kind": "no.kind"}, caller=service_caller("ai"))


async def test_old_notifications_are_deleted(tell, shown, database, clock):
    await tell("r1")
    clock.advance(timedelta(days=1))
    await tell("r2")
    async with database.transaction() as connection:
        assert await delete_old(connection, before=clock.now(), limit=10) == 1
    assert [each["link"] for each in (await shown())["notifications"]] == ["/api/v1/tasks/r2/status"]


async def test_administrators_are_notified_once(inbox, ann, ben):
    request = {"kind": "run.failed", "data": orjson.dumps(FAILED), "administrators": True}
    assert (await inbox.call("Notify", request, caller=service_caller("league")))["notified"] == 1
    assert (await inbox.call("Notify", request, caller=service_caller("league")))["notified"] == 0
    sizes = [(await inbox.call("ListNotifications", caller=each))["total_size"] for each in (ann, ben)]
    assert sizes == [1, 0]
