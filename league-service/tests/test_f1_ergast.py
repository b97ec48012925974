"""Answers in the Ergast format: whole races out of pages, and the same drivers and results as in F1DB."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from league_service.core.errors import UnreadableFile
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import Importer, ImportJob, Summary, Upload
from league_service.f1.imports.ergast import read_ergast
from league_service.f1.imports.importers import ERGAST, F1DB
from service_kit.db.database import Database

NOW = datetime(2026, 9, 1, tzinfo=UTC)
NAMES = {"arrow": "Ann", "brake": "Bo", "crash": "Cy"}
BORN = {"arrow": "1990-01-02", "brake": "1991-02-03", "crash": "1992-03-04"}


def row(
    driver: str, position: int, points: str, *, text: str = "", status: str = "Finished"
) -> dict[str, Any]:
    return {
        "number": "7",
        "position": str(position),
        "positionText": text or str(position),
        "points": points,
        "status": status,
        "Driver": {
            "driverId": driver,
            "code": driver[:3].upper(),
            "givenName": NAMES[driver],
            "familyName": driver.title(),
            "dateOfBirth": BORN[driver],
        },
        "Constructor": {"constructorId": "anvil", "name": "Anvil"},
    }


ROWS = [row("arrow", 1, "25"), row("brake", 2, "18"), row("crash", 3, "0", text="R", status="Engine")]


def race(number: int, name: str, rows: Sequence[Any] = (), **facts: Any) -> dict[str, Any]:
    found = {
        "season": "2026",
        "round": str(number),
        "raceName": name,
        "Circuit": {"circuitId": "monaco", "circuitName": "Circuit de Monaco"},
        "date": "2026-06-07",
        "time": "13:00:00Z",
    }
    return found | ({"Results": list(rows)} if rows else {}) | facts


def page(
    races: list[dict[str, Any]], *, offset: int = 0, total: int = 3, path: str = "2026/results"
) -> Upload:
    data = {
        "MRData": {
            "url": f"http://127.0.0.1/f1/{path}.json",
            "limit": "30",
            "offset": str(offset),
            "total": str(total),
            "RaceTable": {"season": "2026", "Races": races},
        }
    }
    return Upload(f"page-{offset}.json", "", orjson.dumps(data))


async def send(database: Database, importer: Importer, *uploads: Upload) -> tuple[Summary, dict[str, int]]:
    *_, last = [step async for step in importer.run(database, ImportJob(uploads, NOW))]
    assert isinstance(last, Summary)
    return last, {count.name: count.count for count in last.counts if count.count}


def results(*uploads: Upload) -> dict[str, int]:
    events = read_ergast(uploads).parsed.events
    return {event.key: len(event.result.lines) for event in events if event.result is not None}


def test_a_race_that_two_pages_share_is_joined_in_any_order():
    first = page([race(1, "Monaco Grand Prix", ROWS), race(2, "Dutch Grand Prix", ROWS[:1])], total=6)
    second = page([race(2, "Dutch Grand Prix", ROWS[1:])], offset=4, total=6)
    expected = {"2026_monaco_race": 3, "2026_netherlands_race": 3}
    assert results(first, second) == results(second, first) == expected


def test_a_race_that_is_cut_by_a_missing_page_is_left_out():
    first = page([race(1, "Monaco Grand Prix", ROWS), race(2, "Dutch Grand Prix", ROWS[:1])], total=6)
    assert results(first) == {"2026_monaco_race": 3}
    second = page([race(2, "Dutch Grand Prix", ROWS[1:])], offset=4, total=6)
    assert results(second) == {}
    problems = read_ergast([second]).parsed.problems
    assert "cut by the end of a page" in problems[-1].message


@pytest.mark.parametrize(
    ("uploads", "reason"),
    [
        ([page([race(1, "Monaco Grand Prix", ROWS)], path="2026/results/1")], "filtered"),
        ([page([race(1, "Monaco Grand Prix", ROWS)], path="drivers/arrow/results")], "filtered"),
        (
            [page([race(1, "A", ROWS)], total=6), page([race(2, "B", ROWS)], offset=3, total=7)],
            "changed while",
        ),
        ([Upload("x.json", "", b'{"MRData": {"RaceTable": {"Races": [')], "not JSON, or was cut off"),
        ([Upload("x.json", "", b"{}")], "'MRData' is missing"),
        ([Upload("x.json", "", b"<html>Bad gateway</html>")], "a web page"),
        ([Upload("x.json", "", b"[]")], "not a page"),
        ([page([race(1, "A", ROWS), race(1, "A", ROWS)])], "listed twice"),
        ([page([race(1, "A", [*ROWS, ROWS[0]])])], "arrow is listed twice"),
        ([page([race(1, "A", [row("arrow", 1, "25") | {"number": "\0"}])])], "impossible"),
        ([page([race(1, "A", ROWS, season="99999")])], "impossible"),
    ],
    ids=[
        "filtered",
        "driver",
        "changed",
        "cut",
        "empty",
        "html",
        "list",
        "twice",
        "driver twice",
        "NUL",
        "season",
    ],
)
def test_pages_that_cannot_be_trusted_are_refused(uploads: list[Upload], reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        read_ergast(uploads)


async def test_nothing_is_stored_of_pages_that_are_refused(database: Database) -> None:
    filtered = [
        replace(page([race(2, "Dutch Grand Prix", ROWS)], path=path), name=name)
        for name, path in (("winners.json", "2026/results/1"), ("arrow.json", "drivers/arrow/results"))
    ]
    cut = Upload("cut.json", "", b"{")
    with pytest.raises(UnreadableFile) as refused:
        await send(database, ERGAST, page([race(1, "Monaco Grand Prix", ROWS)]), *filtered, cut)
    assert [name in refused.value.message for name in ("winners.json", "arrow.json", "cut.json")] == [
        True
    ] * 3
    assert "with all their pages" in refused.value.recovery[0]
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM league.events") == 0


def test_who_is_classified_follows_from_the_text_of_the_position():
    rows = [
        row("arrow", 1, "25"),
        row("brake", 2, "0", text="D", status="Disqualified"),
        row("crash", 3, "0", text="W", status="Withdrew"),
    ]
    (event,) = [
        e for e in read_ergast([page([race(1, "Monaco Grand Prix", rows)])]).parsed.events if e.result
    ]
    assert event.result is not None
    assert [(line.rank, line.status) for line in event.result.lines] == [
        (1, "finished"),
        (None, "disqualified"),
        (None, "not_started"),
    ]


async def test_both_sources_state_one_season_without_a_correction(database: Database) -> None:
    """F1DB first, without session times; Ergast adds the hour, and finds the same drivers and results."""
    files = {
        "seasons/2026/races/06-monaco/race.yml": "round: 6\ndate: 2026-06-07\ngrandPrixId: monaco\n",
        "seasons/2026/races/06-monaco/race-results.yml": "".join(
            f"- position: {place}\n  driverId: {NAMES[driver].lower()}-{driver}\n"
            f"  constructorId: anvil\n  points: {points}\n"
            for driver, place, points in [("arrow", 1, 25), ("brake", 2, 18), ("crash", "DNF", "")]
        ),
        "constructors/anvil.yml": "name: Anvil\n",
    }
    for driver, name in NAMES.items():
        born = f"dateOfBirth: {BORN[driver]}\nabbreviation: {driver[:3].upper()}\n"
        files[f"drivers/{name.lower()}-{driver}.yml"] = f"name: {name} {driver.title()}\n{born}"
    await send(database, F1DB, *(Upload(path, "", text.encode()) for path, text in files.items()))
    _, counts = await send(database, ERGAST, page([race(5, "Monaco Grand Prix", ROWS)]))
    assert "results_corrected" not in counts
    assert "events_created" not in counts
    async with database.read() as connection:
        row = await connection.fetch_rows(
            "SELECT e.scheduled_at, e.hour_known, r.number, (SELECT count(*) FROM league.people)"
            " FROM league.events e JOIN league.rounds r ON r.id = e.round_id WHERE e.session = 'race'"
        )
    assert row == [(datetime(2026, 6, 7, 13, tzinfo=UTC), True, 5, 3)]


JUNK = st.sampled_from([None, "", "x", -1, 10**9, [], {}, [None], {"a": None}, True, "NaN", "1e99", "\u0000"])


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all parts of a value."""
    yield at
    if hasattr(value, "items"):
        for name, part in value.items():
            yield from places(part, (*at, name))
    elif hasattr(value, "append"):
        for number, part in enumerate(value):
            yield from places(part, (*at, number))


SPRINT = {"date": "2026-06-06", "time": "10:00:00Z"}
WHOLE: Any = orjson.loads(page([race(1, "Monaco Grand Prix", ROWS, Sprint=SPRINT)]).data)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([way for way in places(WHOLE) if way]), JUNK)
def test_whatever_is_broken_in_a_page_is_refused_or_reported(way: tuple[Any, ...], junk: Any) -> None:
    content: Any = orjson.loads(orjson.dumps(WHOLE))
    part = content
    for step in way[:-1]:
        part = part[step]
    part[way[-1]] = junk
    with contextlib.suppress(UnreadableFileError):
        read_ergast([Upload("page.json", "", orjson.dumps(content))])
