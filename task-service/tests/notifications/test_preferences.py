"""What users choose: validated by field, adopted at once, and ended with the link of an e-mail."""

import pytest

from altsports.contract.notices import load_notices
from service_kit.caller import ANONYMOUS
from service_kit.errors import ValidationFailed
from task_service.notifications.errors import UnsubscribeLinkInvalid


@pytest.fixture
def read(inbox, ann):
    """`await read()`: the preferences of a user."""

    async def get(caller=ann):
        return (await inbox.call("GetNotificationPreferences", {}, caller=caller))["preferences"]

    return get


@pytest.fixture
def choose(inbox, ann):
    """`await choose(timezone="Europe/Berlin")`: changes the preferences of Ann."""

    async def change(**changes):
        answer = await inbox.call("UpdateNotificationPreferences", changes, caller=ann)
        return answer["preferences"]

    return change


def _email(preferences, kind):
    return next(each["email"] for each in preferences["kinds"] if each["kind"] == kind)


async def test_who_chose_nothing_has_the_defaults_of_every_kind(read):
    found = await read()
    assert found["timezone"] == "UTC"
    assert found["quiet_hours"] == {"enabled": False, "start": "22:00", "end": "07:00"}
    assert found["digest"] == {"every": "daily", "at": "08:00", "weekday": "monday"}
    assert [each["kind"] for each in found["kinds"]] == [spec.kind for spec in load_notices().specs]
    assert (_email(found, "run.failed"), _email(found, "run.completed")) == ("at_once", "off")
    assert found["mailbox"] == {"address": "ann@altsports.example", "status": "ok", "recovery": None}


async def test_what_is_left_out_stays_as_it_is(choose, read, ben):
    await choose(
        quiet_hours={"enabled": True, "start": "23:00"}, kinds=[{"kind": "run.failed", "in_app": False}]
    )
    await choose(quiet_hours={"end": "06:30"}, kinds=[{"kind": "run.failed", "email": "digest"}])
    found = await choose(digest={"every": "weekly", "weekday": "sunday"})
    assert found == await read()
    assert found["quiet_hours"] == {"enabled": True, "start": "23:00", "end": "06:30"}
    assert found["digest"] == {"every": "weekly", "at": "08:00", "weekday": "sunday"}
    (failed,) = [each for each in found["kinds"] if each["kind"] == "run.failed"]
    assert (failed["in_app"], failed["email"]) == (False, "digest")
    assert _email(await read(ben), "run.failed") == "at_once"


async def test_the_first_choice_adopts_the_time_zone_of_the_account(choose, accounts):
    accounts.timezone = "America/New_York"
    assert (await choose(digest={"at": "09:00"}))["timezone"] == "America/New_York"
    accounts.timezone = "Asia/Tokyo"
    assert (await choose(digest={"at": "10:00"}))["timezone"] == "America/New_York"
    assert (await choose(timezone="Europe/Berlin"))["timezone"] == "Europe/Berlin"


@pytest.mark.parametrize("status", ["unverified", "refused"])
async def test_an_address_that_gets_no_emails_is_reported_with_the_way_out(read, accounts, status):
    accounts.status = status
    mailbox = (await read())["mailbox"]
    assert mailbox["status"] == status
    assert "address" in mailbox["recovery"]


@pytest.mark.parametrize(
    ("changes", "reason", "loc", "words"),
    [
        ({"timezone": "Mars/Olympus"}, "UNKNOWN_TIMEZONE", ["timezone"], "IANA"),
        (
            {"quiet_hours": {"enabled": True, "start": "07:00"}},
            "INVALID_QUIET_HOURS",
            ["quiet_hours", "end"],
            "end that differs",
        ),
        (
            {"kinds": [{"kind": "run.failed"}, {"kind": "run.exploded"}]},
            "UNKNOWN_NOTIFICATION_KIND",
            ["kinds", 1, "kind"],
            "run.completed, run.failed",
        ),
        (
            {"kinds": [{"kind": "account.changed", "in_app": False}]},
            "SECURITY_NOTIFICATION",
            ["kinds", 0, "in_app"],
            "protects your account",
        ),
        ({"quiet_hours": {"start": "25:00"}}, "VALIDATION_FAILED", ["quiet_hours", "start"], "22:00"),
        ({"digest": {"every": "yearly"}}, "VALIDATION_FAILED", ["digest", "every"], "hourly"),
        (
            {"kinds": [{"kind": "run.failed", "email": "loudly"}]},
            "VALIDATION_FAILED",
            ["kinds", 0, "email"],
            "at_once",
        ),
    ],
)
async def test_a_wrong_choice_names_its_field_and_changes_nothing(choose, read, changes, reason, loc, words):
    before = await read()
    with pytest.raises(ValidationFailed) as refused:
        await choose(**{"digest": {"at": "11:11"}, **changes})
    (violation,) = refused.value.violations
    assert (refused.value.reason, violation["loc"]) == (reason, loc)
    assert words in violation["msg"]
    assert await read() == before


async def test_the_link_of_an_email_ends_its_kind_without_a_login(inbox, read, links, ben):
    token = links.unsubscribe("ann", "run.failed").rpartition("/")[2]
    for _ in range(2):
        answer = await inbox.call("Unsubscribe", {"token": token}, caller=ANONYMOUS)
        assert answer["unsubscribed"] == {"kind": "run.failed", "about": "A task of yours failed"}
    assert _email(await read(), "run.failed") == "off"
    assert _email(await read(ben), "run.failed") == "at_once"


async def test_the_link_of_a_digest_ends_all_emails_but_those_that_protect_the_account(inbox, read, links):
    token = links.unsubscribe("ann", "*").rpartition("/")[2]
    await inbox.call("Unsubscribe", {"token": token}, caller=ANONYMOUS)
    specs = load_notices().by_kind
    assert all(each["email"] == "off" or specs[each["kind"]].security for each in (await read())["kinds"])


async def test_a_link_that_was_changed_ends_nothing(inbox, read, links):
    token = links.unsubscribe("ann", "run.failed").rpartition("/")[2]
    cut, other = token[:-2], ("B" if token[0] == "A" else "A") + token[1:]
    for wrong in (cut, other, token + "A", "nonsense", "%00", "é", "=", "A" * 500):
        with pytest.raises(UnsubscribeLinkInvalid):
            await inbox.call("Unsubscribe", {"token": wrong}, caller=ANONYMOUS)
    assert _email(await read(), "run.failed") == "at_once"


async def test_what_is_switched_off_in_the_inbox_is_still_sent_by_email(
    choose, tell, inbox, mailing, posted, ann
):
    await choose(kinds=[{"kind": "run.failed", "in_app": False}])
    await tell("r1")
    assert (await inbox.call("ListNotifications", {}, caller=ann))["notifications"] == []
    await mailing.send_all()
    assert len(await posted()) == 1
