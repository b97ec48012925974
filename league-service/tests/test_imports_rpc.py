"""Imports over gRPC: counts, merges, problems, atomicity, and repeated imports."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from altsports.league.v1 import imports_pb2 as pb
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

HEADER = "league,sport,region,level,founded,teams,website,alternative_names\n"


async def parts(*files: tuple[str, bytes], source: str = "") -> AsyncIterator[pb.ImportFilesRequest]:
    for name, data in files:
        yield pb.ImportFilesRequest(start=pb.FileStart(name=name, kind="leagues", source=source))
        for at in range(0, len(data), 100):
            yield pb.ImportFilesRequest(chunk=data[at : at + 100])


async def run(leagues: Any, *files: tuple[str, bytes], source: str = "") -> Any:
    return await leagues.imported(parts(*files, source=source))


@pytest.fixture
async def empty(serve_leagues: Any, database: Database) -> Any:
    """The service over an empty schema."""
    return await serve_leagues(database)


async def only(leagues: Any, query: str) -> Any:
    (league,) = (await leagues.call("SearchLeagues", query=query)).leagues
    return league


async def test_rows_become_leagues_and_the_same_again_changes_nothing(empty: Any) -> None:
    file = (
        "my.csv",
        (HEADER + "Alpha Cup,chess,Norway,pro,1999,8,alpha.org,\nBeta Cup,chess,,,,,,\n").encode(),
    )
    first = await run(empty, file)
    assert first.counts == (2, 2, 0, 0, 0)
    assert (first.progress[-1].done, first.progress[-1].total) == (2, 2)
    before = await empty.call("SearchLeagues")
    again = await run(empty, file)
    assert again.counts == (2, 0, 0, 2, 0)
    assert await empty.call("SearchLeagues") == before


async def test_names_of_any_script_arrive_whole(empty: Any) -> None:
    names = ["プロ野球", "Лига Ставок 💥", "'; DROP TABLE league.leagues; --", "%s %(x)s {0}", "دوري روشن"]
    answer = [{"strLeague": name, "strSport": "Baseball"} for name in names]
    assert (await run(empty, ("b.json", json.dumps(answer).encode()))).counts == (5, 5, 0, 0, 0)
    for name in names:
        assert (await empty.call("SearchLeagues", query=name)).leagues[0].name == name


async def test_several_files_are_one_import(empty: Any) -> None:
    table = ("a.csv", b"league,sport\nAlpha Cup,chess\n")
    text = ("europe/leagues.txt", b"= Norway =\n1  Eliteserien\n")
    answer = ("b.json", b'{"leagues": [{"strLeague": "Gamma Cup", "strSport": "Golf"}]}')
    imported = await run(empty, table, text, answer)
    assert [(file.name, file.format, file.rows) for file in imported.summary.files] == [
        ("a.csv", "csv", 1), ("europe/leagues.txt", "openfootball", 1), ("b.json", "thesportsdb", 1),
    ]  # fmt: skip
    keys = {source.key: source.licence for source in (await empty.call("ListSources")).sources}
    assert keys == {"a": "not stated", "openfootball": "CC0-1.0", "thesportsdb": "TheSportsDB terms of use"}


async def test_the_same_league_of_another_source_fills_what_is_missing(empty: Any) -> None:
    await run(empty, ("a.csv", (HEADER + "Alpha Cup,chess,Norway,pro,,8,,\n").encode()))
    answer = b'[{"idLeague": "7", "strLeague": "ALPHA CUP", "strSport": "Chess", "intFormedYear": "1999"}]'
    assert (await run(empty, ("b.json", answer))).counts == (1, 0, 1, 0, 0)
    league = await only(empty, "alpha cup")
    assert (league.name, league.founded_year, league.member_count) == ("Alpha Cup", 1999, 8)
    rows = (await empty.call("ListLeagueSources", league_id=league.id)).rows
    assert [(row.source, row.key) for row in rows] == [("a", "chess/norway/alpha-cup"), ("thesportsdb", "7")]


async def test_a_source_that_says_nothing_new_confirms_and_changes_no_fact(
    empty: Any, clock: FixedClock
) -> None:
    await run(empty, ("a.csv", b"league,sport\nAlpha Cup,chess\n"))
    before = await only(empty, "alpha cup")
    clock.advance(timedelta(hours=1))
    assert (await run(empty, ("b.csv", b"league,sport\nAlpha Cup,chess\n"))).counts == (1, 0, 0, 1, 0)
    assert await only(empty, "alpha cup") == before
    rows = (await empty.call("ListLeagueSources", league_id=before.id)).rows
    assert [row.source for row in rows] == ["a", "b"]


async def test_a_source_may_correct_itself_but_not_another_one(empty: Any) -> None:
    row = HEADER + "Alpha Cup,chess,Norway,{level},{founded},{teams},,\n"
    await run(empty, ("a.csv", row.format(level="pro", founded=1999, teams=8).encode()))
    await run(empty, ("b.csv", row.format(level="amateur", founded=1950, teams=9).encode()))
    league = await only(empty, "alpha cup")
    assert (league.level, league.founded_year, league.member_count) == ("professional", 1999, 8)
    corrected = await run(empty, ("a.csv", row.format(level="pro", founded=1999, teams=10).encode()))
    assert corrected.counts == (1, 0, 1, 0, 0)
    assert (await only(empty, "alpha cup")).member_count == 10


async def test_what_a_person_entered_wins_over_imports(empty: Any) -> None:
    row = "Alpha Cup,chess,Norway,pro,{},8,alpha.org,\n"
    await run(empty, ("a.csv", (HEADER + row.format(1999)).encode()))
    league = await only(empty, "alpha cup")
    await empty.call("UpdateLeague", ADMIN, league_id=league.id, founded_year=1950, website="")
    await run(empty, ("a.csv", (HEADER + row.format(2001)).encode()))
    league = await only(empty, "alpha cup")
    assert (league.founded_year, league.HasField("website")) == (1950, False)


async def test_a_deleted_league_stays_deleted(empty: Any) -> None:
    file = ("a.csv", b"league,sport\nAlpha Cup,chess\n")
    await run(empty, file)
    await empty.call("DeleteLeague", ADMIN, league_id=(await only(empty, "alpha cup")).id)
    again = await run(empty, file)
    assert again.counts == (1, 0, 0, 1, 0)
    assert "stays deleted" in again.problems[0].message
    await empty.call("CreateLeague", ADMIN, name="Alpha Cup", sport="chess", level="amateur")
    assert (await run(empty, file)).problems == []


async def test_two_places_or_two_sports_are_two_leagues(empty: Any) -> None:
    rows = "Alpha Cup,chess,Norway,,,,,\nAlpha Cup,chess,Sweden,,,,,\nAlpha Cup,golf,Norway,,,,,\n"
    assert (await run(empty, ("a.csv", (HEADER + rows).encode()))).counts == (3, 3, 0, 0, 0)


async def test_a_name_that_fits_two_leagues_is_held_back(empty: Any) -> None:
    await run(
        empty, ("a.csv", (HEADER + "Alpha Cup,chess,Norway,,,,,\nAlpha Cup,chess,Sweden,,,,,\n").encode())
    )
    imported = await run(empty, ("b.csv", b"league,sport\nAlpha Cup,chess\n"))
    assert imported.counts == (1, 0, 0, 0, 1)
    assert "2 leagues are named Alpha Cup" in imported.problems[0].message


async def test_a_new_sport_joins_the_vocabulary_with_its_origin(empty: Any) -> None:
    imported = await run(empty, ("a.csv", b"league,sport\nSnow Fight Cup,Yukigassen\nMore Snow,yukigassen\n"))
    assert list(imported.summary.notes) == ["New sports: yukigassen"]
    assert imported.problems[0].field == "sport"
    assert (await empty.call("ListLeagues", sport="Yukigassen", level="professional")).total_size == 0
    assert (await empty.call("SearchLeagues", sport="yukigassen")).total_size == 2
    made = await empty.call("CreateLeague", ADMIN, name="Third Cup", sport="YUKIGASSEN", level="amateur")
    assert made.league.sport == "yukigassen"


@pytest.mark.parametrize(
    ("region", "sport"), [("USA", "american_football"), ("Brazil", "soccer"), ("", None)]
)
async def test_football_means_what_its_country_calls_football(
    empty: Any, region: str, sport: str | None
) -> None:
    imported = await run(empty, ("a.csv", (HEADER + f"Some Bowl,football,{region},,,,,\n").encode()))
    if sport is None:
        assert imported.counts == (1, 0, 0, 0, 1)
        assert "can be soccer, american_football" in imported.problems[0].message
    else:
        assert (await only(empty, "some bowl")).sport == sport


async def test_refused_rows_are_counted_and_told_with_line_field_and_hint(empty: Any) -> None:
    imported = await run(empty, ("a.csv", b"league,sport,founded\nAB,chess,\nGood Cup,chess,soon\n"))
    assert imported.counts == (2, 1, 0, 0, 1)
    assert [(p.file, p.line, p.field) for p in imported.problems] == [
        ("a.csv", 2, "league"),
        ("a.csv", 3, "founded"),
    ]
    assert all(p.message and p.hint for p in imported.problems)
    assert imported.summary.files[0].refused == 1


async def test_a_file_of_a_folder_that_is_no_list_is_passed_over(empty: Any) -> None:
    imported = await run(empty, ("README.md", b"words"), ("a.csv", b"league,sport\nAlpha Cup,chess\n"))
    assert imported.counts == (1, 1, 0, 0, 0)
    assert imported.problems[0].file == "README.md"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"words", "UNREADABLE_FILE"),
        (b"", "UNREADABLE_FILE"),
        (b"league,sport\n" + b"x" * 1_100_000, "IMPORT_TOO_LARGE"),
    ],
)
async def test_what_cannot_be_imported_at_all_is_an_error(empty: Any, data: bytes, reason: str) -> None:
    with pytest.raises(DomainError) as caught:
        await run(empty, ("a.csv", data))
    assert (caught.value.kind, caught.value.reason) == ("invalid_argument", reason)


async def test_no_file_at_all_is_an_error(empty: Any) -> None:
    with pytest.raises(DomainError) as caught:
        await run(empty)
    assert caught.value.reason == "UNREADABLE_FILE"


async def test_bytes_before_a_name_are_an_error(empty: Any) -> None:
    async def nameless() -> AsyncIterator[pb.ImportFilesRequest]:
        yield pb.ImportFilesRequest(chunk=b"league,sport")

    with pytest.raises(DomainError) as caught:
        await empty.stream("ImportFiles", nameless())
    assert caught.value.kind == "invalid_argument"


async def test_an_import_that_fails_leaves_nothing(empty: Any, database: Database) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            "ALTER TABLE league.league_sources ADD CONSTRAINT full_disk CHECK (key <> 'chess/beta-cup')"
        )
    with pytest.raises(DomainError):
        await run(empty, ("a.csv", b"league,sport\nAlpha Cup,chess\nBeta Cup,chess\n"))
    assert (await empty.call("SearchLeagues")).total_size == 0
    assert (await empty.call("ListSources")).sources == []


async def test_two_imports_at_once_make_each_league_once(empty: Any) -> None:
    rows = "".join(f"Cup Number {number},chess\n" for number in range(50)).encode()
    file = ("a.csv", b"league,sport\n" + rows)
    imports = await asyncio.gather(run(empty, file), run(empty, file))
    assert sorted(each.count("leagues_created") for each in imports) == [0, 50]
    assert (await empty.call("SearchLeagues")).total_size == 50


async def test_an_import_tells_the_mesh_which_leagues_changed(empty: Any, database: Database) -> None:
    await run(empty, ("a.csv", b"league,sport\nAlpha Cup,chess\n"))
    await run(empty, ("a.csv", b"league,sport\nAlpha Cup,chess\n"))
    league = await only(empty, "alpha cup")
    async with database.read() as connection:
        cursor = await connection.execute("SELECT type, data->'tags' FROM league.outbox")
        assert await cursor.fetchall() == [("leagues.imported", ["leagues", f"league:{league.id}"])]
