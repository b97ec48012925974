"""Facts have dates: the newest wins whatever the order of the files, and what is not taken is reported."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from altsports.league.v1 import imports_pb2 as pb
from league_service.catalogue.imports.cells import figure
from league_service.core.dates import as_of_key
from service_kit.caller import Caller
from service_kit.db.database import Database
from service_kit.errors import DomainError

ADMIN = Caller(kind="user", user_id="admin-1", username="admin", permissions=frozenset({"leagues:*"}))


@pytest.fixture
async def empty(serve_leagues: Any, database: Database) -> Any:
    """The service over an empty schema."""
    return await serve_leagues(database)


async def send(leagues: Any, name: str, text: str, as_of: str = "") -> Any:
    async def parts() -> AsyncIterator[pb.ImportFilesRequest]:
        yield pb.ImportFilesRequest(start=pb.FileStart(name=name, kind="leagues", as_of=as_of))
        yield pb.ImportFilesRequest(chunk=text.encode())

    return await leagues.imported(parts())


async def only(leagues: Any) -> Any:
    (league,) = (await leagues.call("SearchLeagues", query="alpha cup")).leagues
    return league


def table(**facts: object) -> str:
    return f"league,sport,{','.join(facts)}\nAlpha Cup,chess,{','.join(map(str, facts.values()))}\n"


def test_dates_are_ordered() -> None:
    ordered = ["", "soon", "1999", "2024-05", "2024-05-31", "2023-24", "2024-11", "2024", "2024/25", "2025"]
    keys = [as_of_key(text) for text in ordered]
    assert keys == sorted(keys)
    assert as_of_key("1999-00") == as_of_key("1999/2000")


OLD = {"teams": 30, "level": "amateur", "status": "active", "as_of": 2024}
NEW = {"teams": 31, "level": "pro", "status": "defunct", "as_of": "2025-26"}


@pytest.mark.parametrize("order", [("old.csv", "new.csv"), ("new.csv", "old.csv")])
async def test_the_newest_facts_win_whatever_the_order_of_the_files(
    empty: Any, order: tuple[str, str]
) -> None:
    files = {"old.csv": table(**OLD), "new.csv": table(**NEW)}
    await send(empty, order[0], files[order[0]])
    imported = await send(empty, order[1], files[order[1]])
    league = await only(empty)
    assert (league.member_count, league.member_count_as_of, league.level, league.status) == (
        31, "2025-26", "professional", "defunct",
    )  # fmt: skip
    reported = {problem.field for problem in imported.problems}
    assert reported == (set() if order[0] == "old.csv" else {"member_count", "level", "status"})


async def test_an_older_file_of_the_same_source_takes_nothing_back(empty: Any) -> None:
    await send(empty, "a.csv", table(**NEW))
    imported = await send(empty, "a.csv", table(**OLD))
    assert (await only(empty)).member_count == 31
    assert "31 is stored (a, 2025-26)" in next(
        p.message for p in imported.problems if p.field == "member_count"
    )
    assert list(imported.summary.notes) == ["Facts that contradict stored ones and were not taken: 3"]


async def test_the_declared_date_of_a_file_counts_for_rows_without_one(empty: Any) -> None:
    await send(empty, "a.csv", table(teams=31), as_of="2025-06-30")
    imported = await send(empty, "b.csv", table(teams=30), as_of="2024-06-30")
    assert [problem.field for problem in imported.problems] == ["member_count"]
    assert ((await only(empty)).member_count, (await only(empty)).member_count_as_of) == (31, "2025-06-30")
    await send(empty, "b.csv", table(teams=32), as_of="2026-01-01")
    assert (await only(empty)).member_count == 32


async def test_a_dated_fact_replaces_an_undated_one_that_may_change(empty: Any) -> None:
    await send(empty, "a.csv", table(teams=30, founded=1990))
    imported = await send(empty, "b.csv", table(teams=31, founded=1991, as_of=2025))
    league = await only(empty)
    assert (league.member_count, league.founded_year) == (31, 1990)
    assert [problem.field for problem in imported.problems] == ["founded_year"]


async def test_undated_facts_of_two_sources_are_a_reported_contradiction(empty: Any) -> None:
    await send(empty, "a.csv", table(teams=30))
    imported = await send(empty, "b.csv", table(teams=31))
    assert (await only(empty)).member_count == 30
    assert [(p.field, "30 is stored (a)" in p.message) for p in imported.problems] == [("member_count", True)]


async def test_only_values_that_exclude_each_other_are_contradictions(empty: Any) -> None:
    stated = {"website": "https://www.alpha.org/", "headquarters": "New York City", "first_season": "1999-00"}
    await send(empty, "a.csv", table(**stated))
    same = {"website": "alpha.org/cup", "headquarters": '"New York, NY"', "first_season": "1999"}
    assert (await send(empty, "b.csv", table(**same))).problems == []
    other = {"website": "beta.org", "headquarters": "Oslo", "first_season": "2001"}
    imported = await send(empty, "c.csv", table(**other))
    assert {problem.field for problem in imported.problems} == set(other)
    assert (await only(empty)).website == "https://www.alpha.org/"


async def test_two_values_with_one_date_in_one_file_are_a_reported_contradiction(empty: Any) -> None:
    rows = ("Alpha Cup,chess,18,1990,2026", "Alpha Cup,chess,20,1991,2026", "Alpha Cup,chess,21,1990,2026-27")
    imported = await send(empty, "two.csv", "league,sport,teams,founded,as_of\n" + "\n".join(rows))
    league = await only(empty)
    assert (league.member_count, league.founded_year) == (21, 1990)
    assert [problem.field for problem in imported.problems] == ["founded_year", "member_count"]
    assert all("same date" in problem.hint for problem in imported.problems)
    again = await send(
        empty, "two.csv", "league,sport,teams,founded,as_of\nAlpha Cup,chess,22,1990,2026-27\n"
    )
    assert not again.problems, "a correction of the source is no contradiction"
    assert (await only(empty)).member_count == 22


async def test_what_a_person_entered_is_kept_and_the_contradiction_reported(empty: Any) -> None:
    await send(empty, "a.csv", table(teams=30))
    await empty.call("UpdateLeague", ADMIN, league_id=(await only(empty)).id, member_count=12)
    imported = await send(empty, "b.csv", table(teams=31, as_of=2025))
    assert (await only(empty)).member_count == 12
    assert "a person entered" in imported.problems[0].hint


async def test_the_sources_say_what_each_of_them_states(empty: Any) -> None:
    await send(empty, "a.csv", table(teams=30, founded=1990, teams_as_of=2024))
    await send(empty, "b.csv", table(teams=31, founded=1991, as_of="2025-26", region="Norway; Sweden"))
    rows = (await empty.call("ListLeagueSources", league_id=(await only(empty)).id)).rows
    stated = {
        row.source: {fact.name: (fact.value, fact.as_of, fact.used) for fact in row.facts} for row in rows
    }
    assert stated["a"]["member_count"] == ("30", "2024", False)
    assert stated["b"]["member_count"] == ("31", "2025-26", True)
    assert stated["a"]["founded_year"] == ("1990", "", True)
    assert stated["b"]["founded_year"] == ("1991", "2025-26", False)
    assert stated["b"]["places"] == ("Norway, Sweden", "2025-26", True)


async def test_rows_stored_without_their_facts_get_them_with_the_next_import(
    empty: Any, database: Database
) -> None:
    await send(empty, "a.csv", table(teams=30))
    async with database.transaction() as connection:
        await connection.execute("UPDATE league.league_sources SET facts = NULL")
    assert (await send(empty, "a.csv", table(teams=30))).counts == (1, 0, 0, 1, 0)
    (row,) = (await empty.call("ListLeagueSources", league_id=(await only(empty)).id)).rows
    assert "member_count" in {fact.name for fact in row.facts}


async def test_facts_from_the_future_are_dropped_and_reported(empty: Any) -> None:
    imported = await send(empty, "a.csv", table(founded=2100, teams=30, teams_as_of=2042))
    league = await only(empty)
    assert (league.HasField("founded_year"), league.member_count, league.member_count_as_of) == (
        False,
        30,
        "",
    )
    assert [(p.field, "lies in the future" in p.message) for p in imported.problems] == [
        ("founded", True), ("teams_as_of", True),
    ]  # fmt: skip


@pytest.mark.parametrize("year", [2027, 2100])
async def test_a_person_cannot_enter_a_founding_year_of_the_future(empty: Any, year: int) -> None:
    facts = {"name": "Alpha Cup", "sport": "chess", "level": "amateur"}
    with pytest.raises(DomainError) as refused:
        await empty.call("CreateLeague", ADMIN, **facts, founded_year=year)
    assert (refused.value.reason, refused.value.violations[0]["loc"]) == (
        "INVALID_LEAGUE",
        ["body", "founded_year"],
    )
    made = (await empty.call("CreateLeague", ADMIN, **facts, founded_year=2026)).league
    with pytest.raises(DomainError):
        await empty.call("UpdateLeague", ADMIN, league_id=made.id, founded_year=year)


async def test_figures_are_stored_with_their_date_and_make_a_league_known(empty: Any) -> None:
    text = table(
        attendance='"12,500"', revenue="$1.2 billion", followers="3m", as_of="2024-25", source_url="x.org/a"
    )
    assert (await send(empty, "a.csv", text)).problems == []
    await send(empty, "a2.csv", "league,sport,level\nBeta Cup,chess,pro\nAlpha Cup,chess,pro\n")
    answer = await empty.call("ListLeagueSources", league_id=(await only(empty)).id)
    assert {figure.name: (figure.value, figure.as_of) for figure in answer.figures} == {
        "attendance": (12_500, "2024-25"),
        "revenue_usd": (1.2e9, "2024-25"),
        "followers": (3e6, "2024-25"),
    }
    assert {(figure.url, figure.source) for figure in answer.figures} == {("https://x.org/a", "a")}
    listed = (await empty.call("ListLeagues", sport="chess")).leagues
    assert [league.name for league in listed] == ["Alpha Cup", "Beta Cup"]


async def test_two_figures_with_one_date_in_one_file_are_a_reported_contradiction(empty: Any) -> None:
    rows = "Alpha Cup,chess,1000,2025\nAlpha Cup,chess,2000,2025\nAlpha Cup,chess,3000,2026\n"
    imported = await send(empty, "a.csv", f"league,sport,attendance,as_of\n{rows}")
    assert [(problem.line, problem.field) for problem in imported.problems] == [(3, "attendance")]
    figures = (await empty.call("ListLeagueSources", league_id=(await only(empty)).id)).figures
    assert [(figure.value, figure.as_of) for figure in figures] == [(3000, "2026"), (1000, "2025")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.500", 12_500), ("1.234.567", 1_234_567), ("$1.250 billion", 1.25e9), ("1.5m", 1.5e6),
        ("7'500", 7_500), ("9.25", 9.25),
    ],
)  # fmt: skip
def test_figures_are_read_as_their_writers_mean_them(text: str, value: float) -> None:
    assert figure(text, largest=1e12, dated=True) == value


@pytest.mark.parametrize(
    ("value", "as_of"), [("many", "2024"), ("-5", "2024"), ("9e99", "2024"), ("500", "")]
)
async def test_a_figure_that_cannot_be_used_is_reported(empty: Any, value: str, as_of: str) -> None:
    imported = await send(empty, "a.csv", table(attendance=value, as_of=as_of))
    assert [(problem.field, False) for problem in imported.problems if problem.field != "as_of"] == [
        ("attendance", False)
    ]
    assert not (await empty.call("ListLeagueSources", league_id=(await only(empty)).id)).figures
