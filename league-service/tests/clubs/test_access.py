"""Who sees which rows of a club."""

from dataclasses import replace
from uuid import UUID

import pytest

from league_service.clubs import access
from service_kit.caller import Caller
from service_kit.rpc.access import InsufficientPermissions
from service_kit.testing.callers import ADMIN, READER, club_member

CLUB, ONE, TWO = (f"{digit}0000000-0000-4000-8000-000000000000" for digit in "123")
COACH, PLAYER = club_member("coach", CLUB, ONE), club_member("player", CLUB, ONE)
MANAGER = club_member("account_manager", CLUB)


def test_a_row_is_seen_through_one_of_its_teams_and_a_row_without_a_team_by_the_club():
    assert access.sees(COACH, [ONE])
    assert access.sees(COACH, [TWO, ONE])
    assert access.sees(COACH, [])
    assert access.sees(COACH, [None])
    assert not access.sees(COACH, [TWO])
    assert access.sees(MANAGER, [TWO])
    assert not access.sees(ADMIN, [TWO])


def test_queries_are_restricted_to_the_teams_of_the_caller():
    assert access.visible_teams(COACH) == [UUID(ONE)]
    assert access.visible_teams(club_member("coach", CLUB, "first team")) == []
    assert access.visible_teams(MANAGER) is None
    assert access.visible_teams(club_member("analyst", CLUB, "*")) is None


@pytest.mark.parametrize("caller", [ADMIN, READER, replace(ADMIN, club_role="coach")])
def test_whoever_is_no_member_acts_for_no_club(caller: Caller):
    with pytest.raises(InsufficientPermissions) as caught:
        access.organisation_of(caller)
    assert caught.value.metadata["required_permission"] == "football:read"


def test_an_administrator_who_plays_in_a_club_is_a_player_there():
    plays = replace(ADMIN, organisation_id=CLUB, club_role="player")
    assert access.organisation_of(plays) == UUID(CLUB)
    assert access.is_player(plays)
    assert not access.is_manager(plays)
    assert not access.may(plays, "football:write")


def test_a_narrow_key_of_a_coach_may_less_than_the_coach():
    key = replace(COACH, kind="api_key", permissions=frozenset({"football:read"}))
    assert access.may(COACH, "football:write")
    assert not access.may(key, "football:write")
