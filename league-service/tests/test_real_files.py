"""The real public files: every row is stored, every name is found, and a second import changes nothing."""

import os
import re
from pathlib import Path

import pytest

from league_service.catalogue.imports.operations import Outcome, Upload, import_files, read_uploads
from league_service.catalogue.imports.reader import read_file
from league_service.catalogue.leagues.search import Search, search_leagues
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database

FOLDER = (
    Path(os.environ.get("ALTSPORTS_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data") / "leagues"
)

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the public files are missing: set ALTSPORTS_SHARED_DATA to their folder"
)


def uploads(*patterns: str) -> list[Upload]:
    files = [path for pattern in patterns for path in sorted(FOLDER.glob(pattern))]
    assert files
    return [Upload(str(path.relative_to(FOLDER)), "", path.read_bytes()) for path in files]


async def run(database: Database, files: list[Upload], clock: FixedClock) -> Outcome:
    parsed, unread = await read_uploads(files)
    assert unread == []
    async with database.transaction() as connection:
        steps = [step async for step in import_files(connection, parsed, unread, clock.now())]
    assert isinstance(steps[-1], Outcome)
    return steps[-1]


def counts(outcome: Outcome) -> tuple[int, int, int, int, int]:
    plan = outcome.plan
    return plan.row_count, plan.created_count, plan.updated_count, plan.unchanged_count, plan.refused_count


@pytest.mark.parametrize(
    ("pattern", "rows", "leagues"),
    [
        ("alternative_leagues_transcribed.csv", 14, 14),
        ("teamarr/tsdb_seed.json", 7, 7),
        ("openfootball/**/*.txt", 480, 475),
    ],
)
async def test_no_row_is_lost_and_a_second_import_changes_nothing(
    database: Database, clock: FixedClock, pattern: str, rows: int, leagues: int
) -> None:
    first = await run(database, uploads(pattern), clock)
    assert counts(first) == (rows, leagues, rows - leagues, 0, 0)
    assert first.plan.problems == []
    async with database.read() as connection:
        stored = await connection.fetch_value("SELECT count(*) FROM league.league_sources")
        snapshot = await connection.fetch_value(
            "SELECT md5(string_agg(l::text, '' ORDER BY id)) FROM league.leagues l"
        )
    assert stored == rows
    again = await run(database, uploads(pattern), clock)
    assert counts(again) == (rows, 0, 0, rows, 0)
    async with database.read() as connection:
        assert snapshot == await connection.fetch_value(
            "SELECT md5(string_agg(l::text, '' ORDER BY id)) FROM league.leagues l"
        )


async def test_every_entry_of_the_lists_is_counted() -> None:
    for upload in uploads("openfootball/**/*.txt"):
        text = upload.data.decode().split("__END__")[0]
        lines = (line.split("#")[0].strip() for line in text.splitlines())
        entries = sum(bool(line) and not line.startswith(("=", "|")) for line in lines)
        parsed = read_file(upload.name, upload.data)
        assert (parsed.row_count, parsed.refused) == (entries, 0), upload.name


async def test_every_name_of_the_lists_finds_a_league_of_its_country(
    database: Database, clock: FixedClock
) -> None:
    await run(database, uploads("openfootball/**/*.txt"), clock)
    lost: list[str] = []
    async with database.read() as connection:
        for place, name in names_in_lists():
            found = await search_leagues(connection, Search(words=name), limit=100, after=None)
            if not any(place in (league.location, league.country) for league in found.leagues):
                lost.append(f"{place}: {name}")
    assert lost == []


def names_in_lists() -> set[tuple[str, str]]:
    """Every name between bars and every entry's name, found with an independent, simple pattern."""
    found: set[tuple[str, str]] = set()
    for upload in uploads("openfootball/europe/**/*.txt", "openfootball/south-america/**/*.txt"):
        country = ""
        for line in upload.data.decode().split("__END__")[0].splitlines():
            text = line.split("#")[0].strip()
            if text.startswith("="):
                country = text.strip("= ")
            elif text and country != "International":
                stated = text if text.startswith("|") else re.split(r"\s{2,}", text)[-1]
                for part in re.split(r"\||=>", stated):
                    name = re.sub(r"\[..\]|\$\$", "", part).split(",")[0].strip()
                    found |= {(country, name)} if len(name) > 2 else set()
    return found


async def test_all_files_and_the_demo_data_together_lose_nothing(
    demo_database: Database, clock: FixedClock
) -> None:
    files = uploads("alternative_leagues_transcribed.csv", "openfootball/**/*.txt", "teamarr/tsdb_seed.json")
    first = await run(demo_database, files, clock)
    rows, created, updated, unchanged, refused = counts(first)
    assert (rows, refused) == (501, 0)
    assert created + updated + unchanged == 501
    assert counts(await run(demo_database, files, clock)) == (501, 0, 0, 501, 0)


@pytest.mark.parametrize(
    ("query", "name", "place"),
    [
        ("Gaucho", "Campeonato Gaúcho", "Brazil"),
        ("Bundesliga", "Bundesliga", "Austria"),
        ("Division 1", "Championship", "England"),
        ("Football League", "Division 1", "England"),
        ("Supertaca", "Supercup", "Portugal"),
        ("uefa.cl.q", "UEFA Champions League - Quali", "Europe"),
        ("Nordirland JJB Sports Irish Cup", "Irish Cup", "Northern Ireland"),
        ("Erste Liga", "2. Liga", "Austria"),
        ("Österreichischer Cup", "ÖFB Cup", "Austria"),
    ],
)
async def test_former_local_and_mistyped_names_lead_to_the_league(
    database: Database, clock: FixedClock, query: str, name: str, place: str
) -> None:
    await run(database, uploads("openfootball/**/*.txt"), clock)
    async with database.read() as connection:
        found = await search_leagues(connection, Search(words=query), limit=100, after=None)
    assert (name, place) in [(league.name, league.location) for league in found.leagues]
