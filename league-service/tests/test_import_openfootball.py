import pytest

from league_service.catalogue.imports.football_level import infer_level
from league_service.catalogue.imports.reader import read_file
from league_service.catalogue.imports.rows import LeagueRow, ParsedFile

LIST = """
= England =      ## with a comment
##  2  a comment in place of an entry
2   2004/05-    Division 1 =>  Championship
                  | EFL Championship | eng.cs
2   1992/93-2003/04   Division 1
                       | Division One
1   1892/93-1991/92   Football League => Division 1
1   1888/89-1891/92   Football League
1   1992/93-          Premier League   # since then
2   1892/93-1991/92   Division 2
3   -1991/92          Division 3
cup    2014-   FA Cup
        | $$Carabao$$ Cup     ## a sponsor
        | Liga Cup [de]

= Austria =
cup     ÖFB Cup,                cup
6.n.ost.sso    Gebietsliga Süd/Südost (NÖ)

= International =
uefa.cl.quali  1992/93-   UEFA Champions League - Quali
                           | uefa.cl.q

__END__
ua, Premier League,           ua    # no entry
"""


def read(text: str, name: str = "europe/leagues.txt") -> ParsedFile:
    return read_file(name, text.encode())


def by_key(parsed: ParsedFile) -> dict[str, LeagueRow]:
    return {row.key: row for row in parsed.rows}


def test_every_entry_is_a_league_or_an_earlier_name_of_one() -> None:
    parsed = read(LIST)
    assert (parsed.format, parsed.row_count, parsed.problems) == ("openfootball", 11, [])
    assert len(parsed.rows) == 9


def test_a_renamed_league_carries_the_names_of_its_earlier_entry_with_their_years() -> None:
    row = by_key(read(LIST))["england/2/2004/05-"]
    assert (row.name, row.first_season, row.status) == ("Championship", "1992/93", "active")
    assert [(n.text, n.kind, n.period) for n in row.names] == [
        ("EFL Championship", "alternative", ""),
        ("eng.cs", "code", ""),
        ("Division 1", "former", "1992/93-2003/04"),
        ("Division One", "former", "1992/93-2003/04"),
    ]
    assert [era.key for era in row.eras] == ["england/2/1992/93-2003/04"]


def test_the_same_key_without_a_rename_is_another_league() -> None:
    rows = by_key(read(LIST))
    assert rows["england/1/1992/93-"].name == "Premier League"
    assert (rows["england/1/1892/93-1991/92"].name, rows["england/1/1892/93-1991/92"].status) == (
        "Division 1", "defunct",
    )  # fmt: skip
    assert rows["england/2/1892/93-1991/92"].name == "Division 2"
    assert rows["england/3/-1991/92"].first_season == ""


def test_sponsors_languages_and_codes_are_told_from_names() -> None:
    rows = by_key(read(LIST))
    cup = rows["england/cup/2014-"]
    assert [(n.text, n.language) for n in cup.names] == [("Carabao Cup", ""), ("Cup", ""), ("Liga Cup", "de")]
    assert cup.first_season == "2014"
    austria = rows["austria/cup"]
    assert (austria.name, [(n.text, n.kind) for n in austria.names]) == ("ÖFB Cup", [("cup", "code")])


def test_the_place_is_the_heading_or_the_folder_of_an_international_competition() -> None:
    rows = by_key(read(LIST))
    assert rows["austria/6.n.ost.sso"].places == ("Austria",)
    assert rows["international/uefa.cl.quali/1992/93-"].places == ("Europe",)
    assert by_key(read(LIST, "leagues.txt"))["international/uefa.cl.quali/1992/93-"].places == (
        "International",
    )


def test_keys_that_are_unique_in_the_world_are_codes() -> None:
    row = by_key(read(LIST))["international/uefa.cl.quali/1992/93-"]
    assert [(n.text, n.kind) for n in row.names] == [("uefa.cl.q", "code"), ("uefa.cl.quali", "code")]


def test_lines_that_are_no_entries_are_reported_with_their_line() -> None:
    parsed = read("= Norway =\n | A name of nothing\n1  Eliteserien\nSome prose here\n2  X\n")
    assert [(p.line, p.refused) for p in parsed.problems] == [(2, True), (4, True), (5, True)]
    assert [row.name for row in parsed.rows] == ["Eliteserien"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("see also the cups below", "has no key followed by two spaces"),
        ("2 teams went down in 2019", "has no key followed by two spaces"),
        ("Teams of 2024", "has no key followed by two spaces"),
        ("note  the second tier was renamed", "reads like a sentence"),
        ("1  ", "has no key followed by two spaces"),
    ],
)
def test_a_sentence_among_the_entries_is_told_and_no_league(line: str, reason: str) -> None:
    parsed = read(f"= Norway =\n1  Eliteserien\n{line}\ncup\tNM Cup\n2  $$bwin$$ Liga\n")
    assert [row.name for row in parsed.rows] == ["Eliteserien", "NM Cup", "bwin Liga"]
    (problem,) = parsed.problems
    assert (problem.line, problem.refused) == (3, True)
    assert problem.message == f'"{line.strip()}" {reason}'


def test_names_after_a_refused_entry_are_not_given_to_the_one_before() -> None:
    parsed = read("= Norway =\n1  Eliteserien\nBroken entry\n | Its name\n")
    assert parsed.rows[0].names == ()


@pytest.mark.parametrize(
    ("key", "name", "level"),
    [
        ("1", "Premier League", "professional"),
        ("2", "2. Bundesliga", "professional"),
        ("3.o", "Regionalliga Ost", "semi_professional"),
        ("7.n", "1. Klasse", "amateur"),
        ("cup.l", "League Cup", "professional"),
        ("super", "Supercup", "professional"),
        ("uefa.cl", "UEFA Champions League", "professional"),
        ("1.y", "U-19 Bundesliga", "youth"),
        ("ncaa", "NCAA Men's Soccer", "collegiate"),
        ("rs", "Campeonato Gaúcho", "unknown"),
    ],
)
def test_the_level_follows_from_the_key(key: str, name: str, level: str) -> None:
    assert infer_level(key, name, national_teams=False) == level


def test_national_teams_play_internationally_and_inferred_levels_are_marked() -> None:
    (row,) = read("= National Teams =\neuro  1960-   Euro\n", "leagues.txt").rows
    assert (row.level, row.level_inferred) == ("international", True)
