"""When schedules have dates: cron in a time zone, intervals, single dates, and changes of the clocks."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from task_service.errors import InvalidTaskSchedule
from task_service.schedules.domain import check_timing
from task_service.schedules.timing import Timing

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def timing(cron=None, *, interval_s=None, at=None, zone="UTC") -> Timing:
    return Timing(cron=cron, interval_s=interval_s, at=at, time_zone=zone, anchor=NOW)


def _after(given: Timing, time: str, count: int) -> list[str]:
    start = datetime.fromisoformat(time).replace(tzinfo=UTC)
    return [f"{date:%m-%d %H:%M}" for date in islice(given.after(start), count)]


def test_a_local_time_stays_the_same_when_the_clocks_change():
    nine = timing("0 9 * * *", zone="America/New_York")
    assert _after(nine, "2026-03-07T00:00", 3) == ["03-07 14:00", "03-08 13:00", "03-09 13:00"]
    assert _after(nine, "2026-10-31T00:00", 3) == ["10-31 13:00", "11-01 14:00", "11-02 14:00"]


def test_a_time_that_the_clocks_skip_runs_right_after_it_and_a_repeated_one_once():
    assert _after(timing("30 2 * * *", zone="America/New_York"), "2026-03-08T00:00", 2) == [
        "03-08 07:00",  # 03:00, because 02:30 did not exist
        "03-09 06:30",
    ]
    early = timing("30 1 * * *", zone="America/New_York")
    assert _after(early, "2026-11-01T00:00", 2) == ["11-01 05:30", "11-02 06:30"]
    # in the second pass of the repeated hour, the date of the first one does not come back
    assert _after(early, "2026-11-01T06:10", 1) == ["11-02 06:30"]


def test_every_hour_that_passes_counts_for_a_star():
    hourly = timing("0 * * * *", zone="America/New_York")
    assert _after(hourly, "2026-11-01T04:30", 4) == [
        "11-01 05:00",
        "11-01 06:00",
        "11-01 07:00",
        "11-01 08:00",
    ]
    assert _after(hourly, "2026-03-08T05:30", 3) == ["03-08 06:00", "03-08 07:00", "03-08 08:00"]


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", "2026-03-07"),
        ("America/New_York", "2026-03-07"),
        ("America/New_York", "2026-10-31"),
        ("Europe/London", "2026-10-24"),
        ("Australia/Lord_Howe", "2026-04-04"),
        ("Australia/Lord_Howe", "2026-10-03"),
    ],
)
@pytest.mark.parametrize(
    "cron", ["30 2 * * *", "30 1 * * *", "*/20 * * * *", "0 1,2,3 * * *", "15 0-5/2 * * SUN", "0 0 1 * *"]
)
def test_looking_back_finds_the_same_dates_as_looking_forward(cron: str, zone: str, day: str):
    given = timing(cron, zone=zone)
    first = datetime.fromisoformat(day).replace(tzinfo=UTC)
    for minutes in range(0, 2 * 24 * 60, 97):
        last = first + timedelta(minutes=minutes)
        forward = [date for date in islice(given.after(first - timedelta(seconds=1)), 400) if date <= last]
        assert given.latest(first, last, 400) == forward
        assert given.latest(first, last, 2) == forward[-2:]


def test_an_interval_neither_drifts_nor_depends_on_the_time_zone():
    given = timing(interval_s=90 * 60, zone="America/New_York")
    assert _after(given, "2026-03-08T05:00", 3) == ["03-08 06:00", "03-08 07:30", "03-08 09:00"]
    late = NOW + timedelta(days=400, minutes=3)
    assert given.latest(NOW, late, 1) == [NOW + timedelta(days=400)]
    assert given.latest(NOW, NOW + timedelta(minutes=89), 5) == []


def test_a_single_date_comes_once():
    given = timing(at=NOW + timedelta(hours=1))
    assert list(given.after(NOW)) == [NOW + timedelta(hours=1)]
    assert list(given.after(NOW + timedelta(hours=1))) == []
    assert given.latest(NOW, NOW + timedelta(hours=2), 5) == [NOW + timedelta(hours=1)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (timing(), "cron"),
        (timing("0 9 * * *", interval_s=60), "cron"),
        (timing("0 9 * *"), "cron"),
        (timing("* 0 9 * * *"), "cron"),
        (timing("61 9 * * *"), "cron"),
        (timing("0 0 30 2 *"), "cron"),
        (timing("@daily"), "cron"),
        (timing("0 9 * * *", zone="Mars/Olympus"), "time_zone"),
        (timing("0 9 * * *", zone="America"), "time_zone"),
        (timing("0 9 * * *", zone="../../etc/passwd"), "time_zone"),
        (timing("0 9 * * *", zone=""), "time_zone"),
        (timing(at=NOW), "once_at"),
    ],
)
def test_a_schedule_without_dates_is_refused_at_the_field_that_is_wrong(given: Timing, field: str):
    with pytest.raises(InvalidTaskSchedule) as caught:
        check_timing(given, NOW)
    assert caught.value.violations[0]["loc"] == [field]
