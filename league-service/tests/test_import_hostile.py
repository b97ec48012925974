"""Whatever a file contains, reading it ends soon, with rows, problems, or one clear error."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.catalogue.imports.matching import LeagueIndex
from league_service.catalogue.imports.planning import Planner
from league_service.catalogue.imports.reader import read_file
from league_service.catalogue.imports.rows import ParsedFile
from league_service.catalogue.imports.sports import SportResolver
from league_service.core.files import rows
from league_service.core.files.rows import UnreadableFileError
from league_service.core.vocabulary.domain import packaged

anything = st.text(alphabet=st.characters(), max_size=200)
lines = st.lists(
    st.text(alphabet="=|#$[]<>,;\"'\\ \t1ab.-/é\u2028\u0000", max_size=60) | anything, max_size=12
)


def read(data: bytes) -> ParsedFile | None:
    """Reads and plans the file; None if it cannot be used."""
    try:
        parsed = read_file("file", data)
    except UnreadableFileError as error:
        return None if error.message and error.hint else pytest.fail("an error without a message or hint")
    planner = Planner(index=LeagueIndex([]), sports=SportResolver(packaged()), known_rows={})
    assert sum(planner.add_file(parsed)) + parsed.refused == parsed.row_count
    plan = planner.plan
    assert plan.row_count == (
        plan.created_count + plan.updated_count + plan.unchanged_count + plan.refused_count
    )
    assert all(problem.message and problem.hint for problem in plan.problems)
    for row in plan.rows:
        row.raw.encode()
        row.key.encode()
    return parsed


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read(data)


@given(lines, st.sampled_from([",", ";", "\t", "|"]))
def test_any_lines_under_the_header_of_a_table(body: list[str], delimiter: str) -> None:
    header = delimiter.join(["league", "sport", "founded", "teams", "website", "region"])
    read("\n".join([header, *body]).encode("utf-8", "surrogatepass"))


@given(lines)
def test_any_lines_under_the_heading_of_a_list(body: list[str]) -> None:
    read("\n".join(["= Norway =", "1  Eliteserien", *body]).encode("utf-8", "surrogatepass"))


leaves = st.none() | st.booleans() | st.integers() | st.floats() | anything
json_values = leaves | st.lists(leaves, max_size=3)
KEYS = st.sampled_from(
    ["strLeague", "strSport", "intFormedYear", "strCountry", "strWebsite", "code", "team_count"]
)


@given(st.lists(st.dictionaries(KEYS, json_values, max_size=6) | json_values, max_size=6))
def test_any_values_in_json(items: list[object]) -> None:
    read(json.dumps({"leagues": items}).encode())


@pytest.mark.parametrize(
    "text",
    [
        "= Norway =\n1  Eliteserien\n=" + " " * 300_000 + "x=y",
        "= Norway =\n1  Eliteserien\n" + "1 " * 200_000,
        "= Norway =\n1  Eliteserien\n | " + "[" * 200_000 + "$$" * 100_000,
        "league,sport\n" + '"' * 300_000,
        "league,sport\n" + "a," * 300_000,
        "league" + "," * 300_000 + "sport\nGood League,chess",
        "league,sport,teams,founded\nGood League,chess," + "9" * 100_000 + ",1" + "9" * 5000,
        "league,sport,website\nGood League,chess," + "a." * 60_000,
        '{"leagues": [{"strLeague": "Good League", "strSport": "Chess", "intFormedYear": '
        + "9" * 5000
        + "}]}",
        "[" * 200_000,
        '{"a":' * 100_000,
    ],
    ids=range(11),
)
def test_long_lines_do_not_take_long(text: str) -> None:
    started = time.process_time()
    read(text.encode())
    assert time.process_time() - started < 5


def test_half_characters_and_controls_of_json_are_left_out() -> None:
    parsed = read(
        b'[{"strLeague": "Good\\u0000 \\ud800League\\u0007", "strSport": "Chess", "strCountry": {"a": 1}}]'
    )
    assert parsed is not None
    assert (parsed.rows[0].name, parsed.rows[0].places) == ("Good League", ())


def test_more_rows_than_an_import_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_ROWS", 10)
    table = "league,sport\n" + "".join(f"League {n},chess\n" for n in range(11))
    text = "= Norway =\n" + "".join(f"{n}  League {n}\n" for n in range(11))
    items = [{"strLeague": f"League {n}", "strSport": "Chess"} for n in range(11)]
    for data in (table, text, json.dumps(items)):
        with pytest.raises(UnreadableFileError, match="more than 10 rows"):
            read_file("file", data.encode())
