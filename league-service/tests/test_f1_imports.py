"""Imports of Formula 1: made-up files of F1DB, and the real ones where they are present."""

import gzip
import io
import os
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from league_service.competition.results.repository import entrants_of, outcomes_of
from league_service.competition.rules.standings import Outcome
from league_service.core.errors import UnreadableFile
from league_service.core.importing.domain import ImportJob, Summary, Upload
from league_service.f1.domain import F1
from league_service.f1.imports.f1db import read_f1db
from league_service.f1.imports.importers import F1DB
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.domain import Season
from league_service.f1.standings import CONSTRUCTORS, DRIVERS, rank
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database

NOW = datetime(2026, 9, 1, tzinfo=UTC)
Send = Callable[..., Awaitable[tuple[Summary, dict[str, int]]]]
REAL = Path(os.environ.get("ALTSPORTS_DATA", Path(__file__).parents[3] / "shared/data")) / "f1/f1db"
needs_data = pytest.mark.skipif(not REAL.is_dir(), reason="the data folder is not here")

DRIVERS_OF = {
    "ann-arrow": ("ARR", "1990-01-02", "anvil"),
    "bo-brake": ("BRA", "1991-02-03", "anvil"),
    "cy-crash": ("CRA", "1992-03-04", "crate"),
}


def rows(*lines: tuple[str, object, object]) -> str:
    return "".join(
        f"- position: {position}\n  driverNumber: 7\n  driverId: {driver}\n"
        f"  constructorId: {DRIVERS_OF.get(driver, ('', '', 'crate'))[2]}\n  time:\n  points: {points}\n"
        for driver, position, points in lines
    )


def files(**more: str) -> dict[str, str]:
    """A season of one race, hilly, with changes; a path is written with __ for / and _ for -."""
    race = "seasons/2026/races/01-hilly/"
    found = {
        f"{race}race.yml": "round: 1\ndate: 2026-02-01\ntime: 15:00\ngrandPrixId: hilly\ncircuitId: hill\n",
        f"{race}race-results.yml": rows(("ann-arrow", 1, 25), ("bo-brake", 2, 18), ("cy-crash", "DNF", "")),
        "seasons/2026/entrants.yml": "".join(
            f"- constructorId: {team}\n  drivers:\n    - driverId: {driver}\n      rounds: 1-3,5\n"
            for driver, (_, _, team) in DRIVERS_OF.items()
        ),
        "constructors/anvil.yml": "id: anvil\nname: Anvil\n",
        "constructors/crate.yml": "id: crate\nname: Crate\n",
    }
    for driver, (code, born, _) in DRIVERS_OF.items():
        found[f"drivers/{driver}.yml"] = (
            f"name: {driver.title()}\nabbreviation: {code}\ndateOfBirth: {born}\n"
        )
    return found | {race + name.replace("_", "-") + ".yml": text for name, text in more.items()}


def uploads(found: dict[str, str]) -> list[Upload]:
    return [Upload(f"data/{path}", "", text.encode()) for path, text in found.items()]


@pytest.fixture
def send(database: Database, clock: FixedClock) -> Send:
    """Imports files; returns the summary and what it counted."""

    async def run(sent: list[Upload], now: datetime | None = None) -> tuple[Summary, dict[str, int]]:
        *_, last = [step async for step in F1DB.run(database, ImportJob(sent, now or clock.now()))]
        assert isinstance(last, Summary)
        return last, {count.name: count.count for count in last.counts if count.count}

    return run


async def test_a_season_is_imported_once(send: Send) -> None:
    summary, counts = await send(uploads(files()))
    assert counts == {"events_created": 2, "results_recorded": 1}
    assert not summary.problems
    assert (await send(uploads(files())))[1] == {"rows_unchanged": 2}


async def test_other_points_than_the_rules_give_are_kept_but_do_not_count(send: Send) -> None:
    wrong = rows(("ann-arrow", 1, 25), ("bo-brake", 2, 15), ("cy-crash", 3, 15))
    summary, counts = await send(uploads(files(race_results=wrong)))
    assert counts["results_recorded"] == 1
    (problem,) = summary.problems
    assert problem.file.endswith("race-results.yml")
    assert "the rules give 18" in problem.message


async def test_a_place_that_changes_is_a_correction_and_a_detail_is_not(send: Send) -> None:
    await send(uploads(files()))
    detailed = files()["seasons/2026/races/01-hilly/race-results.yml"].replace(
        "time:\n", "time: '1:30:00.1'\n"
    )
    assert (await send(uploads(files(race_results=detailed))))[1]["results_detailed"] == 1
    swapped = rows(("bo-brake", 1, 25), ("ann-arrow", 2, 18), ("cy-crash", "DNF", ""))
    assert (await send(uploads(files(race_results=swapped))))[1]["results_corrected"] == 1


async def test_fewer_rows_than_before_do_not_count(send: Send) -> None:
    await send(uploads(files()))
    _, counts = await send(uploads(files(race_results=rows(("ann-arrow", 1, 25), ("bo-brake", 2, 18)))))
    assert "results_corrected" not in counts
    assert counts["results_recorded"] == 1  # in quarantine


async def test_a_renamed_driver_is_the_same_person(send: Send, database: Database) -> None:
    await send(uploads(files()))
    renamed = {
        path.replace("ann-arrow", "anna"): text.replace("ann-arrow", "anna") for path, text in files().items()
    }
    _, counts = await send(uploads(renamed))
    assert "results_corrected" not in counts
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM league.people") == len(DRIVERS_OF)


async def test_an_unknown_driver_puts_a_result_into_quarantine(send: Send) -> None:
    strange = rows(("ann-arrow", 1, 25), ("nobody", 2, 18), ("cy-crash", "DNF", ""))
    summary, _ = await send(uploads(files(race_results=strange)))
    assert "nobody is not a known driver" in summary.problems[0].message


def test_times_are_text_and_missing_ones_are_assumed() -> None:
    found = read_f1db(uploads(files())).parsed.events
    assert {event.session: (event.scheduled_at.hour, event.hour_known) for event in found} == {
        "qualifying": (14, False),
        "race": (15, True),
    }


def archive_of(found: dict[str, str], kind: str) -> bytes:
    target = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(target, "w") as archive:
            for path, text in found.items():
                archive.writestr(path, text)
    else:
        with tarfile.open(fileobj=target, mode="w:gz") as archive:
            for path, text in found.items():
                info = tarfile.TarInfo(path)
                info.size = len(text.encode())
                archive.addfile(info, io.BytesIO(text.encode()))
    return target.getvalue()


def cut_tar(found: dict[str, str]) -> bytes:
    """A tar that ends exactly behind one of its files, as a download does that was broken off."""
    whole = gzip.decompress(archive_of(found, "tar.gz"))
    with tarfile.open(fileobj=io.BytesIO(whole)) as archive:
        return whole[: archive.getmembers()[-1].offset]


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
async def test_an_archive_of_the_folder_is_the_same(send: Send, kind: str) -> None:
    packed = archive_of({f"f1db-main/src/data/{path}": text for path, text in files().items()}, kind)
    _, counts = await send([Upload("f1db." + kind, "", packed)])
    assert counts == {"events_created": 2, "results_recorded": 1}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (archive_of(files() | {"../../etc/passwd": "x"}, "zip"), "leaves the folder"),
        (archive_of(files() | {"/etc/passwd": "x"}, "tar.gz"), "leaves the folder"),
        (archive_of(files(), "zip")[:-60], "damaged"),
        (archive_of(files(), "tar.gz")[:200], "damaged"),
        (archive_of(files(), "tar.gz")[:-60], "damaged"),
        (cut_tar(files()), "damaged"),
        (gzip.compress(cut_tar(files())), "damaged"),
        (archive_of({"readme.txt": "hello"}, "zip"), "it holds no seasons/"),
    ],
    ids=[
        "zip above",
        "absolute",
        "cut zip",
        "cut tar",
        "tar without end",
        "tar cut",
        "cut and packed",
        "others",
    ],
)
async def test_a_hostile_archive_is_refused_whole(
    send: Send, database: Database, data: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        await send([Upload("bad", "", data)])
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM league.events") == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &a [x]\nb: *a\n", "alias"),
        ("- " * 5000 + "x", "nested"),
        ("a: [", "not YAML"),
        ("a: 1\na: 2\n", "twice"),
        ("- x\n", "not a list of mappings"),
    ],
    ids=["alias", "deep", "broken", "twice", "list"],
)
async def test_a_hostile_file_is_refused_with_its_name(send: Send, text: str, reason: str) -> None:
    summary, _ = await send(uploads(files(race_results=text)))
    (problem,) = [problem for problem in summary.problems if problem.refused]
    assert problem.file.endswith("race-results.yml")
    assert reason in problem.message


@needs_data
async def test_the_tables_of_real_seasons_are_exact_after_every_round(send: Send, database: Database) -> None:
    """Derived points equal the stored tables of F1DB after each of the 101 rounds."""
    real = [
        Upload(str(path.relative_to(REAL)), "", path.read_bytes()) for path in sorted(REAL.rglob("*.yml"))
    ]
    summary, counts = await send(real, NOW)
    assert summary.refused == 0
    assert "results_recorded" in counts
    keys, checked = await _ids(database), 0
    for season in (2021, 2022, 2023, 2024, 2026):
        async with database.read() as connection:
            entrants = await entrants_of(connection, F1, season)
            outcomes = await outcomes_of(connection, F1, season, stages=(), at=NOW)
        by_grand_prix: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            by_grand_prix[outcome.event.split("_")[1]].append(outcome)
        so_far: list[Outcome] = []
        for folder in sorted((REAL / f"seasons/{season}/races").iterdir()):
            if not (folder / "driver-standings.yml").exists():
                continue
            so_far += by_grand_prix[folder.name.partition("-")[2]]
            found = rank(entrants, so_far)
            for division, name, field in (
                (DRIVERS, "driver-standings", "driverId"),
                (CONSTRUCTORS, "constructor-standings", "constructorId"),
            ):
                expected = yaml.safe_load((folder / f"{name}.yml").read_text())
                table = {
                    keys[each.entrant.person_id or each.entrant.team_id]: (each.rank, each.points)
                    for each in found
                    if each.entrant.division == division
                }
                stated = {row[field]: Decimal(str(row["points"])) for row in expected if row["points"]}
                assert {key: points for key, (_, points) in table.items() if points} == stated, folder
                checked += 1
    assert checked == 2 * 101


async def _ids(database: Database) -> dict[str, str]:
    async with database.read() as connection:
        people = await connection.fetch_rows("SELECT person_id, source_id FROM league.person_ids")
        teams = await connection.fetch_rows("SELECT id, key FROM league.teams")
    return dict([*people, *teams])


def season_of(*races: tuple[str, str]) -> list[Upload]:
    """A season of grands prix with their days, numbered in this order; the first one has a result."""
    found = files()
    del found["seasons/2026/races/01-hilly/race.yml"]
    for number, (race, day) in enumerate((("hilly", "2026-02-01"), *races), start=1):
        facts = f"round: {number}\ndate: {day}\ntime: 15:00\ngrandPrixId: {race}\ncircuitId: hill\n"
        found[f"seasons/2026/races/{number:02}-{race}/race.yml"] = facts
    return uploads(found)


async def test_a_dropped_race_stays_listed_with_the_reason_and_can_return(
    send: Send, database: Database
) -> None:
    async def states() -> dict[str, tuple[int, str, str]]:
        async with database.read() as connection:
            races = await races_of(connection, Season(F1, 2026), NOW)
        return {race.key[5:]: (race.number, race.main.status, race.main.reason) for race in races}

    others = [("flat", "2026-10-04"), ("wet", "2026-10-18"), ("dry", "2026-11-01")]
    dropped = ("steep", "2026-09-20")
    await send(season_of(dropped, *others), NOW)
    summary, counts = await send(season_of(*others), NOW)
    assert counts["events_cancelled"] == 2
    assert all("steep" in problem.message and problem.hint for problem in summary.problems)
    off = "Dropped: f1db does not list it any more"
    went = {"hilly": (1, "scheduled", ""), "flat": (2, "scheduled", ""), "wet": (3, "scheduled", "")}
    assert await states() == went | {"dry": (4, "scheduled", ""), "steep": (2, "cancelled", off)}
    assert (await send(season_of(*others), NOW))[1] == {"rows_unchanged": 8}
    await send(season_of(*others, (dropped[0], "2026-11-15")), NOW)
    assert (await states())["steep"] == (5, "scheduled", "")


async def test_a_file_of_a_part_of_a_season_drops_nothing(send: Send) -> None:
    races = [(f"ring-{number}", f"2026-10-{number:02}") for number in range(2, 10)]
    await send(season_of(*races), NOW)
    without_result = [file for file in season_of(*races[1:]) if "hilly" not in file.name]
    for part in (without_result, season_of(*races[:3])):
        assert "events_cancelled" not in (await send(part, NOW))[1]
    refused = [*season_of(*races[1:]), Upload("data/seasons/2026/races/09-x/race.yml", "", b"round: x\n")]
    assert "events_cancelled" not in (await send(refused, NOW))[1]
