"""When e-mails are due: quiet hours and digests in the time zone of the user, also when the clocks change."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from task_service.notifications.timing import Timing

NIGHT = Timing(timezone="Europe/Berlin", quiet=True)
BERLIN = Timing(timezone="Europe/Berlin")
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-10T21:59:59+01:00", None),
        ("2026-03-10T22:00:00+01:00", "2026-03-11T07:00:00+01:00"),
        ("2026-03-11T06:59:59+01:00", "2026-03-11T07:00:00+01:00"),
        ("2026-03-11T07:00:00+01:00", None),
        ("2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00"),  # the clocks go forward in this night
        ("2026-10-25T02:30:00+02:00", "2026-10-25T07:00:00+01:00"),  # and back in this one
    ],
)
def test_quiet_hours_end_by_the_clock_of_the_user(now: str, until: str | None) -> None:
    assert NIGHT.quiet_until(at(now)) == (at(until) if until else None)


def test_quiet_hours_that_end_in_a_repeated_hour_do_not_begin_again() -> None:
    early = Timing(timezone="Europe/Berlin", quiet=True, quiet_start=time(22), quiet_end=time(2, 30))
    assert early.quiet_until(at("2026-10-25T02:29:00+02:00")) == at("2026-10-25T02:30:00+02:00")
    assert early.quiet_until(at("2026-10-25T02:10:00+01:00")) is None


def test_quiet_hours_that_begin_in_a_skipped_hour_begin_after_it() -> None:
    late = Timing(timezone="Europe/Berlin", quiet=True, quiet_start=time(2, 30), quiet_end=time(6))
    assert late.quiet_until(at("2026-03-29T01:59:00+01:00")) is None
    assert late.quiet_until(at("2026-03-29T03:30:00+02:00")) == at("2026-03-29T06:00:00+02:00")


@pytest.mark.parametrize(
    ("timing", "now", "due"),
    [
        (BERLIN, "2026-03-10T07:59:00+01:00", "2026-03-10T08:00:00+01:00"),
        (BERLIN, "2026-03-10T08:00:00+01:00", "2026-03-11T08:00:00+01:00"),
        (BERLIN, "2026-03-28T09:00:00+01:00", "2026-03-29T08:00:00+02:00"),
        (
            Timing("Europe/Berlin", digest_at=time(2, 30)),
            "2026-03-28T12:00:00+01:00",
            "2026-03-29T03:30:00+02:00",
        ),
        (
            Timing("Europe/Berlin", digest_at=time(2, 30)),
            "2026-10-25T02:30:00+02:00",
            "2026-10-26T02:30:00+01:00",
        ),
        (
            Timing("America/New_York", digest_every="weekly", digest_weekday=6),
            "2026-03-04T12:00:00-05:00",
            "2026-03-08T08:00:00-04:00",
        ),
        (Timing(digest_every="hourly"), "2026-03-10T12:00:00Z", "2026-03-10T13:00:00Z"),
    ],
)
def test_a_digest_is_due_at_its_next_time(timing: Timing, now: str, due: str) -> None:
    assert timing.mail_at("digest", at(now), security=False) == at(due)


def test_an_email_waits_for_the_end_of_the_quiet_hours_unless_it_protects_the_account() -> None:
    now, morning = at("2026-03-10T23:00:00+01:00"), at("2026-03-11T07:00:00+01:00")
    assert NIGHT.mail_at("at_once", now, security=False) == morning
    assert NIGHT.mail_at("at_once", now, security=True) == now
    assert NIGHT.mail_at("off", now, security=False) is None
    hourly = Timing("Europe/Berlin", quiet=True, digest_every="hourly")
    assert hourly.mail_at("digest", now, security=False) == morning


ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])


@given(
    ZONES,
    st.times(),
    st.times(),
    st.sampled_from(["hourly", "daily", "weekly"]),
    st.datetimes(BEGIN.replace(tzinfo=None), END.replace(tzinfo=None), timezones=st.just(UTC)),
)
def test_nothing_is_due_in_the_past_or_within_quiet_hours_or_after_more_than_a_week(
    zone, start, end, every, now
):
    timing = Timing(zone, quiet=start != end, quiet_start=start, quiet_end=end, digest_every=every)
    due = timing.mail_at("digest", now, security=False)
    assert due is not None
    assert due > now
    assert timing.quiet_until(due) is None
    assert (due - now).total_seconds() <= 9 * 86_400
