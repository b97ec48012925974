"""One reader for the files of every importer: encodings, line ends, delimiters, headings, compression."""

import gzip
import json

import pytest

from league_service.catalogue.imports.reader import read_file
from league_service.core.files.rows import UnreadableFileError
from league_service.core.files.text import MAX_FILE_BYTES
from league_service.nfl.imports.nflverse import NEEDED, read_games
from league_service.nfl.imports.opening_lines import GameIndex, read_openings
from league_service.nfl.names import nfl_teams

LEAGUES = "league,sport,teams\nPesäpalloliiga Öst,pesäpallo,12\nLøberliga,athletics,8\n"
GAME = ["2024_05_BUF_KC", "2024", "REG", "5", "2024-10-06", "BUF", "KC", "20", "24"]


def names(data: bytes) -> list[str]:
    return [row.name for row in read_file("leagues.csv", data).rows]


EXPECTED = ["Pesäpalloliiga Öst", "Løberliga"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])
def test_any_encoding_line_end_and_compression(ends: str, encoding: str, compressed: bool) -> None:
    data = LEAGUES.replace("\n", ends).encode(encoding)
    assert names(gzip.compress(data) if compressed else data) == EXPECTED


def test_windows_text_is_read_and_reported() -> None:
    parsed = read_file("leagues.csv", LEAGUES.encode("cp1252"))
    assert [(p.line, p.refused, "Windows-1252" in p.message) for p in parsed.problems] == [(0, False, True)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("first", ["", "sep={}\n", '"SEP={}"\n', "Exported leagues\n\n"])
def test_delimiters_and_the_lines_above_a_header(delimiter: str, first: str) -> None:
    text = first.format(delimiter) + LEAGUES.replace(",", delimiter)
    parsed = read_file("leagues.csv", text.encode())
    assert [row.name for row in parsed.rows] == EXPECTED
    assert parsed.rows[0].line == 2 + first.count("\n")


@pytest.mark.parametrize(
    ("league", "sport", "founded"),
    [
        ("League name", "Sport type", "Year founded"),
        ("LEAGUE_NAME", "sportType", "Founding Year"),
        ("Name of the league", "Type of sport", "Year of foundation"),
        ("Competition", "Name of sport", "Date founded"),
        (" Official  name ", "Sport:", "Founded in"),
        ("Title", "Kind of sport", "Established (year)"),
        ("Full name", "Discipline", "Year established"),
    ],
)
def test_headings_of_spreadsheets(league: str, sport: str, founded: str) -> None:
    parsed = read_file("sheet.csv", f"{founded},{sport},{league}\n1974,squash,Bloemfontein Open\n".encode())
    (row,) = parsed.rows
    assert (row.name, row.sport, row.founded_year) == ("Bloemfontein Open", "squash", 1974)


@pytest.mark.parametrize(
    ("header", "lacks", "proposes"),
    [
        ("league,sprot", "sport", 'rename "sprot" to sport'),
        ("leauge,sport", "league", 'rename "leauge" to league'),
        ("sport,town", "league", "the columns are"),
        ("Liga,Sportart", "league, sport", 'rename "Sportart" to sport'),
    ],
)
def test_a_missing_column_is_named_with_the_nearest_heading(header: str, lacks: str, proposes: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("sheet.csv", f"{header}\nsome,thing\n".encode())
    assert lacks in caught.value.message
    assert proposes in caught.value.hint


def test_an_unused_column_proposes_the_column_it_resembles() -> None:
    parsed = read_file("sheet.csv", b"league,sport,headquaters\nBloemfontein Open,squash,Bloemfontein\n")
    assert parsed.problems[0].field == "headquaters"
    assert "did you mean headquarters?" in parsed.problems[0].hint


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(LEAGUES.encode())[:-9], "damaged"),
        (gzip.compress(gzip.compress(LEAGUES.encode())), "gzip twice"),
        (gzip.compress(b"x" * (MAX_FILE_BYTES + 1)), "larger than 32 MiB"),
        (gzip.compress(b""), "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"PK\x03\x04....[Content_Types].xml..xl/workbook.xml", "an Excel workbook"),
        (b"BZh91AY", "bzip2"),
        (b"\xff\xd8\xff\xe0", "an image"),
    ],
    ids=range(8),
)
def test_the_true_cause_is_named(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("leagues.csv", data)
    assert says in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("key", ["all", "leagues", "data", "results", "Ligen"])
def test_the_list_of_a_json_document_is_found(key: str) -> None:
    document = {"count": 1, key: [{"strLeague": "Bloemfontein Open", "strSport": "Squash"}], "errors": []}
    assert names(json.dumps(document).encode()) == ["Bloemfontein Open"]


def test_objects_below_one_another_are_a_list() -> None:
    data = (
        b'{"strLeague": "Bloemfontein Open", "strSport": "Squash"}\n{"strLeague": "O", "strSport": "Golf"}\n'
    )
    parsed = read_file("lines.json", data)
    assert ([row.name for row in parsed.rows], parsed.problems[0].line) == (["Bloemfontein Open"], 2)


def test_json_with_the_columns_of_a_table_is_one() -> None:
    entry = {"name": "Bloemfontein Open", "sport": "squash", "founded_year": 1974, "member_count": 12}
    parsed = read_file("export.json", json.dumps({"data": [entry]}).encode())
    (row,) = parsed.rows
    assert (parsed.format, row.name, row.founded_year, row.member_count) == (
        "json", "Bloemfontein Open", 1974, 12,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("document", "says"),
    [('{"leagues": null}', "leagues is empty"), ('{"a": [{}], "b": [{}]}', "several lists (a, b)")],
)
def test_json_without_one_list_says_why(document: str, says: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_file("answer.json", document.encode())
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("Women&#039;s Cup", "Women's Cup"),
        ("Bed &amp; Board League", "Bed & Board League"),
        ("Caf&eacute; Cup", "Café Cup"),
        ("Twice &amp;#39;quoted&amp;#39; Cup", "Twice 'quoted' Cup"),
        ("AT&T Cup", "AT&T Cup"),
        ("Turned \u202eCup\u2066", "Turned Cup"),
        ("Two\u2028Lines\u0085Cup", "Two Lines Cup"),
        ("Foot\u00adball\u200b Cup\u200e", "Football Cup"),
        ("&#x202E;Turned &#10;Cup", "Turned Cup"),
    ],
)
def test_entities_and_invisible_marks_of_names(stated: str, read: str) -> None:
    answer = [{"strLeague": stated, "strSport": "Golf"}]
    assert names(json.dumps(answer).encode()) == [read]
    assert names(f"league;sport\n{stated.replace(';', '')};golf\n".encode())[0]


@pytest.mark.parametrize(
    "name",
    ["_No League", "_No League Soccer", "No League", "(none)", "N/A", "TBD", "undefined", "#REF!", "---"],
)
def test_a_placeholder_is_no_league(name: str) -> None:
    parsed = read_file("a.json", json.dumps([{"strLeague": name, "strSport": "Golf"}]).encode())
    assert (parsed.rows, [problem.refused for problem in parsed.problems]) == ([], [True])


@pytest.mark.parametrize("sport", ["n/a", "unknown", "102", "?"])
def test_a_placeholder_is_no_sport(sport: str) -> None:
    parsed = read_file("a.csv", f"league,sport\nBloemfontein Open,{sport}\n".encode())
    assert [(problem.field, problem.refused) for problem in parsed.problems] == [("sport", True)]


def test_a_very_long_name_and_sport_have_a_short_key() -> None:
    text = f"league,sport,region\n{'ﷺ' * 150},{'ﷺ' * 90},{'界' * 290}\n{'ﷺ' * 150},{'ﷺ' * 91},x\n"
    keys = {row.key for row in read_file("x" * 400 + ".csv", text.encode()).rows}
    assert len(keys) == 2
    assert all(len(key) < 450 for key in keys)
    assert len(read_file("x" * 400 + ".csv", text.encode()).source.key) <= 100


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("header", [" ".join(NEEDED), " ".join(NEEDED).upper().replace("_", "-")])
def test_a_games_file_may_come_from_a_spreadsheet(delimiter: str, header: str) -> None:
    columns = [*header.split(), "Spread Line"]
    text = "\n".join(["sep=" + delimiter, delimiter.join(columns), delimiter.join([*GAME, '"2,5"'])])
    parsed = read_games("games.csv", text, nfl_teams())
    (game,) = parsed.events
    assert (game.key, game.quotes[0].point, parsed.problems) == ("2024_05_BUF_KC", -2.5, [])


def test_a_games_file_without_a_column_proposes_it() -> None:
    header = ",".join(NEEDED).replace("home_score", "home_scor")
    with pytest.raises(UnreadableFileError) as caught:
        read_games("games.csv", f"{header}\n{','.join(GAME)}\n", nfl_teams())
    assert "home_score" in caught.value.message
    assert 'rename "home_scor" to home_score' in caught.value.hint


def test_opening_lines_without_a_key_propose_it() -> None:
    row = {"season": 2020, "date": 20200910, "home_team": "KC", "away_team": "HOU", "home_open_sprea": -9}
    with pytest.raises(UnreadableFileError) as caught:
        read_openings("lines.json", json.dumps({"games": [row]}).encode(), nfl_teams(), GameIndex([]))
    assert "home_open_spread" in caught.value.message
    assert 'rename "home_open_sprea" to home_open_spread' in caught.value.hint


@pytest.mark.parametrize(
    ("rows", "line", "used"),
    [
        ('Chess One,chess\n"Chess Two,chess\nChess Three,chess\n', 3, 1),
        ('"Chess One,chess\n"Chess Two",chess\nChess Three,chess\n', 2, 1),
        ('Chess One,chess\nChess Two,chess\n"Chess Three,chess', 4, 2),
    ],
)
def test_an_open_quote_is_named(rows: str, line: int, used: int) -> None:
    parsed = read_file("leagues.csv", f"league,sport\n{rows}".encode())
    assert len(parsed.rows) == used
    assert [(problem.line, "quote" in problem.message) for problem in parsed.problems] == [(line, True)]


def test_a_quote_inside_a_value_and_a_value_of_several_lines_are_read() -> None:
    parsed = read_file(
        "leagues.csv", b'league,sport\nThe 5" Cup,chess\n"Two\nlines",chess\nLast 5" Cup,chess'
    )
    assert [row.name for row in parsed.rows] == ['The 5" Cup', "Two lines", 'Last 5" Cup']


@pytest.mark.parametrize(
    ("document", "format"),
    [
        ('{"strLeague": "Chess One", "strSport": "Chess"}', "thesportsdb"),
        (
            '\n {"league": "Chess One", "sport": "chess", "aliases": [{"name": "C1", "kind": "former"}]}',
            "json",
        ),
    ],
)
def test_a_single_object_is_a_league(document: str, format: str) -> None:
    parsed = read_file("one.json", document.encode())
    assert (parsed.format, [row.name for row in parsed.rows]) == (format, ["Chess One"])
