"""Responses made of rows are the messages that they stand for, in both forms and byte for byte."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altsports.ai.v1 import games_pb2
from altsports.contract.catalog import load_catalog
from altsports.league.v1 import leagues_pb2 as pb
from service_kit.rpc.answers import JsonAnswer, Responses
from service_kit.rpc.plain import Plain, from_row, plain, shape_of

LIST = Responses(load_catalog().by_path["/altsports.league.v1.LeagueService/ListLeagues"])
SEARCH = Responses(load_catalog().by_path["/altsports.league.v1.LeagueService/SearchLeagues"])
GET = Responses(load_catalog().by_path["/altsports.league.v1.LeagueService/GetLeague"])

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
MAYBE_TEXT = st.none() | TEXT
NUMBER = st.integers(-(2**31), 2**31 - 1)
TIME = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ALIAS = st.fixed_dictionaries({"name": TEXT}, optional={"kind": TEXT, "period": TEXT, "language": TEXT})
ROWS = st.tuples(
    *(TEXT, TEXT, TEXT, TEXT, MAYBE_TEXT, st.none() | NUMBER, NUMBER, MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT),
    *(MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT, TEXT, st.none() | st.lists(ALIAS, max_size=2), st.booleans()),
    *(st.none() | TIME, st.none() | TIME),
    st.just("a column of the statement that is not in the message"),
)


def message_of(response: Any) -> Any:
    return cast("Plain[Any]", response).message()


@settings(deadline=None)
@given(rows=st.lists(ROWS, max_size=3), counts=st.lists(st.tuples(TEXT, NUMBER), max_size=2), total=NUMBER)
def test_a_list_of_rows_is_the_same_json_as_the_list_of_messages(rows, counts, total):
    made = plain(pb.ListLeaguesResponse, leagues=rows, other_levels=counts, total_size=total)
    message = message_of(made)
    assert message == pb.ListLeaguesResponse(
        leagues=[from_row(pb.League, row) for row in rows],
        other_levels=[pb.FacetCount(value=value, count=count) for value, count in counts],
        total_size=total,
    )
    assert LIST.json(made) == LIST.json(message)
    assert LIST.message(made) == message.SerializeToString()


def test_rows_and_messages_may_stand_beside_each_other():
    row = ("id", "N", "soccer", "youth", *[None] * 2, 3, *[None] * 6, "active", [], False, None, None)
    made = plain(
        pb.SearchLeaguesResponse,
        leagues=[row],
        matches=[pb.LeagueMatch(league_id="id", score=0.1, field="name")],
        facets=pb.LeagueFacets(sport=[pb.FacetCount(value="soccer", count=1)]),
    )
    assert SEARCH.json(made) == SEARCH.json(message_of(made))
    assert SEARCH.message(made) == message_of(made).SerializeToString()


def test_what_a_handler_leaves_out_has_the_default_of_the_contract():
    for responses, made in (
        (LIST, plain(pb.ListLeaguesResponse)),
        (GET, plain(pb.GetLeagueResponse)),
        (GET, plain(pb.GetLeagueResponse, league={"name": "x"})),
        (GET, plain(pb.GetLeagueResponse, league=pb.League(name="x"))),
    ):
        assert responses.json(made) == responses.json(message_of(made))


def test_times_of_the_database_are_written_as_those_of_messages():
    row: list[Any] = ["", "", "", "", None, None, 0, *[None] * 6, "", None, False]
    for offset, microsecond in ((0, 0), (0, 5), (7200, 120_000)):
        time = datetime(2026, 3, 1, 1, 2, 3, microsecond, tzinfo=UTC) + timedelta(seconds=offset)
        made = plain(pb.GetLeagueResponse, league=(*row, time, time))
        assert GET.json(made) == GET.json(message_of(made))


def test_a_message_that_cannot_be_made_of_plain_values_is_refused():
    with pytest.raises(TypeError, match=r"Game\.vegas_lines has no plain value"):
        shape_of(games_pb2.Game.DESCRIPTOR)


def test_the_names_of_a_row_are_the_fields_in_the_order_of_the_contract():
    assert shape_of(pb.FacetCount.DESCRIPTOR).names == ("value", "count")


@pytest.mark.parametrize(
    "content", [b"", b"1234567", b"\x01\x00\x00\x00\xff\xff\xff\xff", b"\x09" + bytes(8)]
)
def test_an_answer_that_was_cut_is_not_read(content):
    with pytest.raises(ValueError, match="ends"):
        JsonAnswer.unpack(content)
