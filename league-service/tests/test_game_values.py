"""The pure parts of games and lines: kick-offs, teams, times, texts of a line."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from league_service.competition.ledger.schedule import status_at
from league_service.competition.lines.domain import Quote, favourite, in_words, phases
from league_service.core.errors import InvalidMoment
from league_service.core.moments import read_moment
from league_service.nfl.imports.values import stated
from league_service.nfl.kickoff import kickoff_of
from league_service.nfl.names import find_venue, nfl_teams
from league_service.nfl.rules import nfl_rules

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "zone", "kickoff"),
    [
        ("2024-09-05", "20:20", "America/Chicago", "2024-09-06T00:20"),  # summer time
        ("2024-12-25", "13:00", "America/New_York", "2024-12-25T18:00"),  # winter time
        ("2024-11-03", "13:00", "America/Los_Angeles", "2024-11-03T18:00"),  # the day the clocks change
        ("2000-09-04", "09:00", "America/Chicago", "2000-09-05T01:00"),  # twelve hours off upstream
        ("2017-09-24", "21:30", "Europe/London", "2017-09-24T13:30"),  # twelve hours off upstream
        ("2014-10-26", "09:30", "Europe/London", "2014-10-26T13:30"),
        ("2024-10-13", "13:00", "America/Los_Angeles", "2024-10-13T17:00"),  # ten in the morning there
        ("2026-09-10", "20:35", "Australia/Melbourne", "2026-09-11T00:35"),  # the next morning there
        ("2024-09-08", "09:00", "", "2024-09-08T13:00"),  # unknown venue: unchanged
    ],
)
def test_eastern_times_become_utc_and_nobody_plays_before_ten(
    day: str, hour: str, zone: str, kickoff: str
) -> None:
    found = kickoff_of(date.fromisoformat(day), time.fromisoformat(hour), zone)
    assert found.at == datetime.fromisoformat(kickoff).replace(tzinfo=UTC)
    assert found.day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "season", "code"),
    [
        ("STL", 2015, "STL"),
        ("LA", 2016, "LA"),
        ("LAR", 2024, "LA"),
        ("St.Louis", 2014, "STL"),
        ("LosAngeles", 2016, "LA"),
        ("SanDiego", 2016, "SD"),
        ("SD", 2017, "LAC"),
        ("OAK", 2019, "OAK"),
        ("LVRaiders", 2021, "LV"),
        ("WSH", 2024, "WAS"),
        ("Washingtom", 2012, "WAS"),
        ("Washington Football Team", 2020, "WAS"),
        ("KCChiefs", 2012, "KC"),
        ("Fortyniners", 2012, "SF"),
        ("BuffaloBills", 2012, "BUF"),
        ("Tampa", 2012, "TB"),
        ("JAC", 2012, "JAX"),
        ("new york jets", 2012, "NYJ"),
    ],
)
def test_every_name_of_any_source_leads_to_one_team(text: str, season: int, code: str) -> None:
    found = nfl_teams().find(text, season)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "season", "codes"),
    [
        ("NewYork", 2015, {"NYG", "NYJ"}),
        ("LosAngeles", 2018, {"LA", "LAC"}),
        ("HOU", 2001, set[str]()),
        ("Nobody", 2015, set[str]()),
    ],
)
def test_a_name_of_several_teams_or_none_means_no_team(text: str, season: int, codes: set[str]) -> None:
    assert {era.code for era in nfl_teams().candidates(text, season)} == codes
    assert nfl_teams().find(text, season) is None


def test_every_season_has_its_teams_in_divisions_of_four_or_more() -> None:
    book = nfl_teams()
    for season in range(1999, 2027):
        eras = [era for team in book.teams if (era := book.era(team, season)) is not None]
        assert len(eras) == len({era.code for era in eras}) == (31 if season < 2002 else 32), season
        divisions = [era.division for era in eras]
        sizes = {divisions.count(division) for division in divisions}
        assert sizes == ({5, 6} if season < 2002 else {4}), season


def test_a_venue_is_known_by_its_key_or_by_a_word_of_its_name() -> None:
    by_key, by_word = find_venue("LON00", "Wembley"), find_venue("XXX99", "Santiago Bernabéu Stadium")
    assert by_key is not None
    assert by_word is not None
    assert (by_key.zone, by_word.zone, by_word.key) == ("Europe/London", "Europe/Madrid", "XXX99")
    unknown = find_venue("", "A New Ground")
    assert unknown is not None
    assert (unknown.key, unknown.zone) == ("a-new-ground", "")
    assert find_venue("", "") is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", NOW),
        ("2024-10-01", datetime(2024, 10, 1, tzinfo=UTC)),
        ("2024-10-01T12:00:00Z", datetime(2024, 10, 1, 12, tzinfo=UTC)),
        ("2024-10-01T12:00:00+02:00", datetime(2024, 10, 1, 10, tzinfo=UTC)),
        ("2024-10-01T12:00:00 02:00", datetime(2024, 10, 1, 10, tzinfo=UTC)),
        ("2024-10-01T12:00", datetime(2024, 10, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_day_or_a_time(text: str, moment: datetime) -> None:
    assert read_moment(text, NOW) == moment


@pytest.mark.parametrize("text", ["now", "2024-13-01", "12", "0001-01-01T00:00:00+14:00", "٢٠٢٤-٠١"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InvalidMoment):
        read_moment(text, NOW)


def test_an_event_is_live_for_hours_and_then_lacks_a_result() -> None:
    def status(hours: float, *, has_final: bool = False, stored: str = "scheduled") -> str:
        at = NOW + timedelta(hours=hours)
        return status_at(stored, "", NOW, at, has_final=has_final, live_for=nfl_rules().live_for)[0]

    assert [status(-1), status(0), status(5.9)] == ["scheduled", "in_progress", "in_progress"]
    assert status(6) == "awaiting_result"
    assert status(1, has_final=True) == "final"
    assert status(1, stored="cancelled") == "cancelled"


def quote(market: str, point: float | None, *prices: int | None, hours: float = 0) -> Quote:
    home, away = prices or (None, None)
    return Quote(market, NOW + timedelta(hours=hours), "source", "", point, home, away, NOW)


@pytest.mark.parametrize(
    ("found", "words", "favoured"),
    [
        (quote("spread", -2.5), "KC -2.5", "KC"),
        (quote("spread", 3.0), "BUF -3", "BUF"),
        (quote("spread", 0.0), "pick'em", ""),
        (quote("total", 47.0), "over/under 47", ""),
        (quote("moneyline", None, -150, 130), "KC -150, BUF +130", "KC"),
        (quote("moneyline", None, 105, -125), "KC +105, BUF -125", "BUF"),
        (quote("moneyline", None, -110, -110), "KC -110, BUF -110", ""),
        (quote("moneyline", None, None, 130), "BUF +130", ""),
    ],
)
def test_a_line_in_words_names_the_favourite(found: Quote, words: str, favoured: str) -> None:
    assert in_words(found, "KC", "BUF") == words
    assert favourite(found, "KC", "BUF") == favoured


def test_a_market_closes_when_the_event_begins() -> None:
    quotes = [
        quote("spread", -3.0, hours=0),
        quote("total", 44.0, hours=0),
        quote("spread", -4.0, hours=5),
        quote("spread", -9.0, hours=11),
    ]
    begins_at = NOW + timedelta(hours=10)
    assert phases(quotes, begins_at, NOW + timedelta(hours=6)) == ["opening", "opening", "", ""]
    assert phases(quotes, begins_at, begins_at) == ["opening", "both", "closing", ""]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("Arrowhead\u202e  Stadium\x85", "Arrowhead Stadium"),
        (' "Joe\u2028Burrow" ', "Joe Burrow"),
        ("N/A\u200b", "N/A"),
    ],
)
def test_names_in_files_of_games_are_one_visible_line(cell: str, read: str):
    assert stated(cell) == read
