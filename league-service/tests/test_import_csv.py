import pytest

from league_service.catalogue.imports.reader import read_file
from league_service.catalogue.imports.rows import ParsedFile
from league_service.core.files.rows import UnreadableFileError


def read(text: str, name: str = "leagues.csv") -> ParsedFile:
    return read_file(name, text.encode())


def test_the_columns_of_the_format_become_facts() -> None:
    parsed = read(
        "league,abbreviation,sport,category,region,headquarters,level,founded,first_season,teams,teams_as_of,"
        "status,website,source_url,note\n"
        'Premier Lacrosse League,PLL,field lacrosse,lacrosse,United States,"El Segundo, California",'
        "professional,2018,2019,8,2025,active,premierlacrosseleague.com,https://example.org/pll,a tour\n"
    )
    (row,) = parsed.rows
    assert (row.name, row.sport, row.line, row.level) == (
        "Premier Lacrosse League", "field lacrosse", 2, "professional",
    )  # fmt: skip
    assert (row.places, row.headquarters) == (("United States",), "El Segundo, California")
    assert (row.founded_year, row.first_season, row.member_count, row.member_count_as_of) == (
        2018, "2019", 8, "2025",
    )  # fmt: skip
    assert (row.website, row.url) == ("https://premierlacrosseleague.com", "https://example.org/pll")
    assert (row.abbreviation, row.status, row.note, parsed.problems) == ("PLL", "active", "a tour", [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_order_delimiter_case_and_bom_do_not_matter(delimiter: str) -> None:
    lines = [["Teams", " SPORT ", "League"], ["12", "korfball", "Korfbal League"]]
    parsed = read("\ufeff" + "\r\n".join(delimiter.join(cells) for cells in lines))
    assert [(row.name, row.sport, row.member_count) for row in parsed.rows] == [
        ("Korfbal League", "korfball", 12)
    ]


def test_utf_16_of_a_spreadsheet_is_read() -> None:
    parsed = read_file("sheet.txt", "league\tsport\nPesäpalloliiga\tpesäpallo\n".encode("utf-16"))
    assert parsed.rows[0].name == "Pesäpalloliiga"


def test_a_row_without_name_or_sport_is_refused_with_line_column_and_way_out() -> None:
    parsed = read("league,sport\n,chess\nNo Sport League,\nA,chess\nGood League,chess\n")
    assert [(p.line, p.field, p.refused) for p in parsed.problems] == [
        (2, "league", True), (3, "sport", True), (4, "league", True),
    ]  # fmt: skip
    assert all(p.message and p.hint for p in parsed.problems)
    assert [row.name for row in parsed.rows] == ["Good League"]
    assert (parsed.row_count, parsed.refused) == (4, 3)


def test_a_bad_optional_value_costs_the_value_and_not_the_row() -> None:
    parsed = read(
        "league,sport,founded,teams,level,status,website\n"
        "Good League,chess,1750,lots,galactic,maybe,not a site\n"
    )
    (row,) = parsed.rows
    assert (row.founded_year, row.member_count, row.level, row.status, row.website) == (
        None, None, "unknown", "unknown", "",
    )  # fmt: skip
    assert {p.field for p in parsed.problems} == {"founded", "teams", "level", "status", "website"}
    assert not any(p.refused for p in parsed.problems)


def test_numbers_may_have_thousands_separators_and_decimals_of_a_spreadsheet() -> None:
    parsed = read("league;sport;teams;founded\nBig League;chess;1,200;1999.0\n")
    assert (parsed.rows[0].member_count, parsed.rows[0].founded_year) == (1200, 1999)


def test_headers_of_other_exports_are_understood() -> None:
    parsed = read(
        "leagueLabel,sportLabel,countryLabel,inception\nShogi League,shogi,Japan,1924-09-08T00:00:00Z\n"
    )
    (row,) = parsed.rows
    assert (row.name, row.places, row.founded_year, parsed.problems) == ("Shogi League", ("Japan",), 1924, [])


def test_unknown_columns_are_named_and_the_rest_is_used() -> None:
    parsed = read("league,sport,mascot\nGood League,chess,an owl\n")
    assert [(p.field, p.refused) for p in parsed.problems] == [("mascot", False)]
    assert len(parsed.rows) == 1


def test_a_row_with_too_many_values_is_refused() -> None:
    parsed = read("league,sport\nGood League, of course,chess\n")
    assert [(p.line, p.refused) for p in parsed.problems] == [(2, True)]


def test_a_quote_that_is_not_closed_is_found() -> None:
    rows = "\n".join(f"League {number},chess" for number in range(40))
    parsed = read(f'league,sport\n"Open League,chess\n{rows}\n')
    assert [(p.line, p.refused) for p in parsed.problems] == [(2, True)]


def test_a_value_may_hold_line_breaks_and_lines_are_still_counted() -> None:
    parsed = read('league,sport,note\nOne League,chess,"two\nlines"\n,chess,\n')
    assert [p.line for p in parsed.problems] == [4]


def test_alternative_and_former_names_are_read() -> None:
    parsed = read("league,sport,alternative_names,former_names\nUFA,ultimate,The UFA; Ultimate,AUDL\n")
    assert [(n.text, n.kind) for n in parsed.rows[0].names] == [
        ("The UFA", "alternative"), ("Ultimate", "alternative"), ("AUDL", "former"),
    ]  # fmt: skip


def test_the_same_league_twice_keeps_both_rows() -> None:
    parsed = read("league,sport\nGood League,chess\nGood League,chess\n")
    assert len({row.key for row in parsed.rows}) == 2


def test_a_table_without_league_or_sport_says_which_columns_there_may_be() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read("league,town\nGood League,Ghent\n")
    assert "sport" in caught.value.message
    assert "teams_as_of" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"%PDF-1.7", "PDF"),
        ("league,sport\nCafé League,chess\nCaf".encode() + b"\xe9 2,chess", "line 3 is not UTF-8"),
        (b"league,sport\nCaf\x81 League,chess", "line 2 is neither UTF-8 nor Windows-1252"),
        (b"league,sport\nA\x00B,chess", "binary"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"just some words", "is unknown"),
        (b"CREATE TABLE x (y int);", "is unknown"),
    ],
)
def test_a_file_that_is_no_list_of_leagues_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("file", data)
    assert says in caught.value.message
    assert caught.value.hint


def test_the_source_of_a_table_is_its_name_or_what_the_person_says() -> None:
    assert (
        read("league,sport\nGood League,chess\n", "https://x.org/my leagues.csv?raw=1").source.key
        == "my-leagues"
    )
    named = read_file("file.csv", b"league,sport\nGood League,chess\n", source="My Source")
    assert named.source.key == "my-source"
