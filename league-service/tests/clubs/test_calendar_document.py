"""The iCalendar document: what RFC 5545 asks for, and the same bytes for the same entries."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from league_service.clubs.calendar.domain import Entry, document, etag

BERLIN = ZoneInfo("Europe/Berlin")


def entry(id: str = "1", /, **given: Any) -> Entry:
    """A training session on a Saturday evening in Berlin."""
    start = given.pop("starts_at", datetime(2026, 3, 28, 18, tzinfo=BERLIN).astimezone(UTC))
    plain = Entry(
        "training",
        id,
        "Training",
        start,
        start + timedelta(minutes=90),
        "Europe/Berlin",
        sequence=0,
        changed_at=datetime(2026, 3, 1, 9, 0, 0, 500, tzinfo=UTC),
    )
    return replace(plain, **given)


def read(*entries: Entry) -> Any:
    return icalendar.Calendar.from_ical(document("club", "Harbour Rovers", entries))


def test_a_training_at_18_stays_at_18_when_the_clocks_change() -> None:
    days = [date(2026, 3, 21), date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)]
    entries = [
        entry(str(day), starts_at=datetime(day.year, day.month, day.day, 18, tzinfo=BERLIN)) for day in days
    ]
    body = document("club", "Harbour Rovers", entries).decode()
    for day in days:
        assert f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T180000\r\n" in body


@pytest.mark.parametrize(
    ("zone", "onsets"),
    [
        ("Europe/Berlin", ["20260329T020000", "20261025T030000"]),
        ("America/New_York", ["20260308T020000", "20261101T020000"]),
        ("Australia/Lord_Howe", ["20260405T020000", "20261004T020000"]),
        ("Asia/Tokyo", []),
    ],
)
def test_each_zone_that_is_used_states_its_changes_in_the_clock_before_the_change(
    zone: str, onsets: list[str]
) -> None:
    start = datetime(2026, 6, 1, 18, tzinfo=UTC)
    calendar = read(entry(time_zone=zone, starts_at=start), entry("2", time_zone="UTC", starts_at=start))
    (component,) = calendar.timezones
    assert component.tz_name == zone
    in_2026 = [each["DTSTART"].to_ical().decode() for each in component.subcomponents]
    assert sorted(onset for onset in in_2026 if onset.startswith("2026")) == onsets


def test_the_zones_of_the_document_alone_give_the_times_that_were_meant() -> None:
    """A reader that knows no time zones finds each instant, hour by hour around the changes."""
    around = [datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 10, 24, 23, tzinfo=UTC)]
    instants = {at + timedelta(minutes=30 * step) for at in around for step in range(-4, 12)}
    entries = [entry(at.isoformat(), starts_at=at) for at in instants]
    calendar = read(*entries)
    zone = calendar.timezones[0].to_tz(lookup_tzid=False)
    for event in calendar.events:
        local = event["DTSTART"].dt.replace(tzinfo=None)
        (meant,) = (at for at in instants if at.isoformat() in event["UID"])
        candidates = {local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
        assert meant in candidates


def test_texts_are_escaped_and_lines_folded_at_75_octets() -> None:
    title = "Cup; final, at \\home\\\nbring: " + "ö" * 80
    body = document("club", "Harbour Rovers", [entry(title=title, place="Pitch 2, North; gate B")])
    lines = body.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    (event,) = icalendar.Calendar.from_ical(body).events
    assert event["SUMMARY"] == title
    assert event["LOCATION"] == "Pitch 2, North; gate B"
    assert b"SUMMARY:Cup\\; final\\, at \\\\home\\\\\\nbring: " in body.replace(b"\r\n ", b"")


def test_a_change_keeps_the_uid_and_raises_the_sequence_and_a_cancellation_says_so() -> None:
    (before,) = read(entry(sequence=0)).events
    (after,) = read(entry(sequence=3, status="CANCELLED")).events
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 3)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_the_same_entries_give_the_same_bytes_in_any_order() -> None:
    zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"]
    entries = [entry(str(at), time_zone=zones[at % 4]) for at in range(12)]
    shuffled = random.Random(1).sample(entries, len(entries))
    body = document("club", "Harbour Rovers", entries)
    assert document("club", "Harbour Rovers", shuffled) == body
    assert etag(body) != etag(document("club", "Harbour Rovers", entries[1:]))
    assert body.count(b"DTSTAMP:20260301T090000Z\r\n") == len(entries)
    zone_names = [line for line in body.decode().splitlines() if line.startswith("TZID:")]
    assert zone_names == sorted(zone_names)


def test_an_empty_calendar_is_a_calendar() -> None:
    assert read()["PRODID"] == "-//AltSports//Football//EN"
