"""Long lists: the work per row does not grow with the number of rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.catalogue.imports import openfootball_rows, sports
from league_service.catalogue.imports.matching import MOST_CANDIDATES, LeagueIndex
from league_service.catalogue.imports.openfootball import Entry
from league_service.catalogue.imports.planning import Plan, Planner
from league_service.catalogue.imports.reader import read_file
from league_service.catalogue.imports.sports import SportResolver
from league_service.catalogue.leagues.domain import MOST_ALIASES
from league_service.core.text import normalise
from league_service.core.vocabulary.domain import packaged


def plan(table: str) -> Plan:
    planner = Planner(index=LeagueIndex([]), sports=SportResolver(packaged()), known_rows={})
    parsed = read_file("leagues.csv", table.encode())
    assert sum(planner.add_file(parsed)) == len(parsed.rows)
    return planner.plan


def test_leagues_of_one_name_are_told_apart_by_place_however_many_there_are() -> None:
    places = [f"Land {n}" for n in range(2 * MOST_CANDIDATES)]
    rows = [f"Premier League,soccer,{place}\n" for place in (*places, places[-1], "Elsewhere", "")]
    decided = plan("league,sport,region\n" + "".join(rows))
    assert (decided.created_count, decided.unchanged_count, decided.refused_count) == (len(places) + 1, 1, 1)
    (problem,) = decided.problems
    assert problem.message.startswith(f"{MOST_CANDIDATES} or more leagues are named Premier League")


def test_an_import_brings_in_so_many_sports_and_refuses_rows_of_further_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sports, "MOST_NEW_SPORTS", 2)
    decided = plan("league,sport\nFirst,zorbing\nSecond,yukigassen\nThird,wallyball xl\nFourth,zorbing\n")
    assert (decided.created_count, decided.refused_count) == (3, 1)
    (refused,) = [problem for problem in decided.problems if problem.refused]
    assert (refused.line, refused.field) == (4, "sport")
    assert '"wallyball xl" is new, after 2 other new sports' in refused.message


def test_a_league_has_so_many_other_names_and_says_when_more_are_left_out() -> None:
    names = [";".join(f"Name {n}" for n in range(start, start + 60)) for start in (0, 60, 120)]
    rows = "".join(f'Great League,korfball,"{text}"\n' for text in names)
    decided = plan("league,sport,alternative_names\n" + rows)
    (league,) = decided.created.values()
    assert [alias.name for alias in league.aliases] == [f"Name {n}" for n in range(MOST_ALIASES)]
    assert [problem.line for problem in decided.problems] == [3, 4]
    assert not any(problem.refused for problem in decided.problems)


years = st.sampled_from(["", "1990-", "1990-1995", "1996-", "1996-2000", "2001-", "-1992"])


def _entry(key: str, years: str, name: str, formers: list[str]) -> Entry:
    return Entry(1, "Norway", key, years, name, formers=[former for former in formers if former != name])


entries = st.builds(
    _entry,
    st.sampled_from("12"),
    years,
    st.sampled_from(["A", "B", "C"]),
    st.lists(st.sampled_from(["A", "B", "C"]), max_size=2),
)


def renames(old: Entry, new: Entry) -> bool:
    return (
        old.key == new.key
        and normalise(old.name) in {normalise(former) for former in new.formers}
        and bool(old.end and new.start)
        and old.end[:4] <= new.start[:4]
    )


@given(st.lists(entries, max_size=7))
def test_an_entry_goes_on_in_the_last_one_that_renamed_it(listed: list[Entry]) -> None:
    expected = {
        at: max(found)
        for at, old in enumerate(listed)
        if (found := [other for other, new in enumerate(listed) if renames(old, new)])
    }
    assert openfootball_rows._newer(listed) == expected
