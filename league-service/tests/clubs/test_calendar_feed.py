"""The calendar of a member: its address, and what it shows to whoever has the address."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import uuid4

import icalendar
import pytest

from service_kit.caller import service_caller
from service_kit.errors import NotFound

GATEWAY: Final = service_caller("gateway")


class Subscription:
    """The calendar of one member, as a calendar program reads it."""

    def __init__(self, planned: Any, members: Any, caller: Any) -> None:
        self._planned = planned
        self._members = members
        self.caller = caller
        self.token = ""

    async def make(self) -> None:
        url = (await self._planned.call("CreateCalendar", self.caller)).calendar.url
        self.token = url.rpartition("/")[2].removesuffix(".ics")
        self.joins(self.caller.club_role, *self.caller.team_access)

    def joins(self, role: str, *teams: str) -> None:
        """The membership that auth-service knows."""
        self._members.known[self.caller.user_id, self.caller.organisation_id] = (role, list(teams))

    def leaves(self) -> None:
        del self._members.known[self.caller.user_id, self.caller.organisation_id]

    async def read(self, token: str = "") -> Any:
        return await self._planned.call("ReadCalendar", GATEWAY, token=token or self.token)

    async def events(self) -> dict[str, Any]:
        """The events by their titles."""
        calendar: Any = icalendar.Calendar.from_ical((await self.read()).document)
        return {str(event["SUMMARY"]): event for event in calendar.events}

    async def is_gone(self) -> bool:
        with pytest.raises(NotFound) as missing:
            await self.read()
        return missing.value.reason == "CALENDAR_NOT_FOUND"


@pytest.fixture
async def subscribed(planned: Any, members: Any) -> Any:
    """Makes the calendar of a member."""

    async def subscribe(caller: Any) -> Subscription:
        subscription = Subscription(planned, members, caller)
        await subscription.make()
        return subscription

    return subscribe


async def test_a_calendar_shows_what_its_owner_may_see_at_that_time(
    planned: Any, subscribed: Any, soon: datetime
) -> None:
    await planned.training(soon, title="Ours", time_zone="Europe/Dublin", focus="Pressing; all")
    first = planned.team
    await planned.begin()
    await planned.training(soon, title="Theirs")
    await planned.call("CreateReunion", title="Everybody", starts_at=planned.shown(soon))
    feed = await subscribed(planned.club.player(first))
    events = await feed.events()
    assert set(events) == {"Ours", "Everybody"}
    assert events["Ours"]["DESCRIPTION"] == "Pressing; all"
    assert events["Ours"]["DTSTART"].params["TZID"] == "Europe/Dublin"
    feed.joins("player", planned.team)
    assert set(await feed.events()) == {"Theirs", "Everybody"}
    feed.joins("account_manager")
    assert set(await feed.events()) == {"Ours", "Theirs", "Everybody"}


async def test_the_agenda_of_a_meeting_is_for_those_who_are_invited(
    planned: Any, subscribed: Any, soon: datetime
) -> None:
    user = "22222222-2222-4222-8222-222222222222"
    own = await planned.player(user)
    for title, people in (("Staff", [{"name": "Board"}]), ("All", []), ("Mine", [{"player_id": own}])):
        when = {"title": title, "starts_at": planned.shown(soon), "team_id": planned.team}
        await planned.call("CreateReunion", agenda="Wages", participants=people, **when)
    plays = await subscribed(planned.club.player(planned.team, user_id=user))
    coaches = await subscribed(planned.club.coach(planned.team))
    seen = {title: "DESCRIPTION" in event for title, event in (await plays.events()).items()}
    assert seen == {"Staff": False, "All": True, "Mine": True}
    assert all("DESCRIPTION" in event for event in (await coaches.events()).values())


async def test_changes_raise_the_sequence_and_what_is_off_is_cancelled(
    planned: Any, subscribed: Any, soon: datetime
) -> None:
    moved, off, deleted, archived = [
        await planned.training(soon, title=title) for title in ("moved", "off", "deleted", "archived")
    ]
    feed = await subscribed(planned.club.coach(planned.team))
    before = await feed.events()
    later = {"starts_at": planned.shown(soon + timedelta(minutes=30))}
    for session, fields in ((moved, later), (off, {"status": "cancelled"}), (archived, {"archived": True})):
        await planned.call("UpdateTrainingSession", training_session_id=session.id, **fields)
    await planned.call("DeleteTrainingSession", training_session_id=deleted.id)
    after = await feed.events()
    assert {title: event["UID"] for title, event in after.items()} == {
        title: event["UID"] for title, event in before.items()
    }
    assert all(event["SEQUENCE"] == 0 for event in before.values())
    assert all(event["SEQUENCE"] == 1 for event in after.values())
    states = {title: str(event["STATUS"]) for title, event in after.items()}
    assert states == {"moved": "CONFIRMED"} | dict.fromkeys(("off", "deleted", "archived"), "CANCELLED")
    assert after["moved"]["DTSTART"].dt == soon.astimezone(UTC) + timedelta(minutes=30)


async def test_a_match_shows_its_length_its_result_and_the_squad_of_the_team(
    planned: Any, subscribed: Any, soon: datetime
) -> None:
    own = await planned.player()
    live = {"status": "live", "score": {"home": 2, "away": 1}}
    match = await planned.match(soon, venue="Harbour Park", **live)
    line = {"player_id": own, "team_id": planned.team, "role": "starter", "jersey_number": 10}
    await planned.call("CreateMatchLineup", match_id=match.id, **line)
    feed = await subscribed(planned.club.player(planned.team))
    (event,) = (await feed.events()).values()
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=105)
    assert event["LOCATION"] == "Harbour Park"
    result, squad = str(event["DESCRIPTION"]).split("\n")
    assert result == "2 - 1"
    assert squad.endswith(": 10 Aoife Byrne")


async def test_line_ups_and_names_of_teams_raise_the_sequence_of_a_match(
    planned: Any, subscribed: Any, soon: datetime, clock: Any
) -> None:
    match, own = await planned.match(soon), await planned.player()
    feed = await subscribed(planned.club.player(planned.team))
    seen: list[tuple[int, datetime]] = []

    async def look() -> None:
        (event,) = (await feed.events()).values()
        seen.append((event["SEQUENCE"], event["DTSTAMP"].dt))
        clock.advance(timedelta(minutes=1))

    await look()
    made = await planned.call("CreateMatchLineup", match_id=match.id, player_id=own, jersey_number=9)
    await look()
    entry = {"player_id": own, "role": "starter", "position": "goalkeeper"}
    await planned.call("SetLineup", match_id=match.id, lineup=[entry])
    await look()
    await planned.call("DeleteMatchLineup", match_lineup_id=made.match_lineup.id)
    await look()
    await planned.call("football.v1.TeamService/UpdateTeam", team_id=planned.team, name=f"City {own}")
    await look()
    await planned.call("football.v1.MatchService/DeleteMatch", match_id=match.id)
    await look()
    assert all(before < after for before, after in pairwise(seen)), seen


async def test_the_same_rows_give_the_same_document_and_tag(
    planned: Any, subscribed: Any, soon: datetime, clock: Any
) -> None:
    await planned.training(soon)
    feed = await subscribed(planned.club.coach(planned.team))
    first = await feed.read()
    clock.advance(timedelta(minutes=5))
    second = await feed.read()
    assert (first.document, first.etag) == (second.document, second.etag)


async def test_an_address_ends_when_it_is_replaced_or_revoked(planned: Any, subscribed: Any) -> None:
    feed = await subscribed(planned.club.coach(planned.team))
    old = feed.token
    await feed.make()
    assert await feed.read()
    with pytest.raises(NotFound):
        await feed.read(old)
    assert (await planned.call("GetCalendar", feed.caller)).calendar.HasField("last_read_at")
    await planned.call("DeleteCalendar", feed.caller)
    assert await feed.is_gone()
    with pytest.raises(NotFound):
        await planned.call("GetCalendar", feed.caller)


async def test_the_address_of_a_member_who_left_ends_for_good(planned: Any, subscribed: Any) -> None:
    feed = await subscribed(planned.club.coach(planned.team))
    feed.leaves()
    assert await feed.is_gone()
    feed.joins("coach", planned.team)
    assert await feed.is_gone()


async def test_addresses_are_neither_guessed_nor_stored(planned: Any, subscribed: Any, database: Any) -> None:
    feed = await subscribed(planned.club.coach(planned.team))
    for token in ("x", "A" * 43, str(uuid4())):
        with pytest.raises(NotFound):
            await feed.read(token)
    async with database.read() as connection:
        rows = await connection.fetch_rows("SELECT to_jsonb(f)::text FROM clubs.calendar_feeds f")
    assert rows
    assert feed.token not in str(rows)
