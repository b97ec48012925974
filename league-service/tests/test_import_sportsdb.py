import json
from typing import Any

import pytest

from league_service.catalogue.imports.reader import read_file
from league_service.catalogue.imports.rows import ParsedFile
from league_service.core.files.rows import UnreadableFileError


def read(document: Any) -> ParsedFile:
    return read_file("answer.json", json.dumps(document, indent=1).encode())


def test_an_answer_of_the_api_is_read() -> None:
    parsed = read(
        {
            "leagues": [
                {
                    "idLeague": "4328",
                    "strLeague": "English Premier League",
                    "strSport": "Soccer",
                    "strLeagueAlternate": "Premier League, EPL",
                    "intFormedYear": "1992",
                    "strCountry": "England",
                    "strWebsite": "www.premierleague.com",
                    "strDescriptionEN": None,
                }
            ]
        }
    )
    (row,) = parsed.rows
    assert (row.key, row.name, row.sport, row.founded_year) == (
        "4328",
        "English Premier League",
        "Soccer",
        1992,
    )
    assert (row.places, row.website) == (("England",), "https://www.premierleague.com")
    assert [(n.text, n.kind) for n in row.names] == [
        ("Premier League", "alternative"),
        ("EPL", "abbreviation"),
    ]
    assert (row.abbreviation, parsed.format) == ("EPL", "thesportsdb")


@pytest.mark.parametrize("key", ["leagues", "countries", "countrys"])
def test_the_list_may_have_several_names(key: str) -> None:
    assert len(read({key: [{"strLeague": "A-League", "strSport": "Soccer"}]}).rows) == 1


def test_a_bare_list_is_read() -> None:
    assert len(read([{"strLeague": "A-League", "strSport": "Soccer"}]).rows) == 1


def test_a_seed_file_with_teams_is_read() -> None:
    parsed = read(
        {
            "teams": [{"team_name": "Sharks"}],
            "leagues": [
                {"code": "nrl", "provider_league_id": "4416", "provider_league_name": "National Rugby League",
                 "sport": "Rugby League", "team_count": 17}
            ],
        }
    )  # fmt: skip
    (row,) = parsed.rows
    assert (row.key, row.member_count, row.abbreviation) == ("4416", 17, "NRL")


def test_entries_that_cannot_be_used_are_reported_with_their_line() -> None:
    parsed = read_file(
        "answer.json",
        b'{"leagues": [\n 7,\n {"strLeague": "No Sport League"},\n {"strSport": "Golf"},\n'
        b' {"strLeague": "Good", "strSport": "Golf", "intFormedYear": "0"}]}',
    )
    assert [(p.line, p.refused) for p in parsed.problems] == [(2, True), (3, True), (4, True)]
    assert [(row.name, row.founded_year) for row in parsed.rows] == [("Good", None)]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"leagues": [', "not valid JSON"),
        (b'{"leagues": [{} {}]}', "not valid JSON"),
        (b'[{"a": 1} 2]', "not valid JSON"),
        (b'{"teams": []}', "not contain a list"),
        (b"{}", "not contain a list"),
        (b'{"leagues": ' + b"[" * 100_000 + b"}", "nested too deeply"),
    ],
)
def test_json_that_holds_no_leagues_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("answer.json", data)
    assert says in caught.value.message
