"""The clients that receive an event, and those that do not."""

from dataclasses import replace

import pytest

from service_kit.caller import ANONYMOUS, Caller
from service_kit.events.audience import EVERYBODY, SERVICES, Audience
from service_kit.testing.callers import ADMIN, club_member

ANN = club_member("staff", "o1", user_id="ann")
COACH = replace(club_member("coach", "o1", "t1"), permissions=frozenset({"notes:*"}))
MANAGER = club_member("account_manager", "o1")
PLAYER = replace(club_member("player", "o1", "t1"), permissions=frozenset({"football:read"}))
OWNER_OF_THE_PLATFORM = replace(ADMIN, organisation_id="o1", team_access=frozenset({"*"}))
KEY = Caller(kind="api_key", user_id="ann", api_key_id="k1", permissions=frozenset({"feed:read"}))
NARROW_KEY = Caller(kind="api_key", user_id="ann", api_key_id="k2", permissions=frozenset({"leagues:read"}))
EVERY_CLIENT = (ANONYMOUS, ANN, COACH, MANAGER, PLAYER, ADMIN, OWNER_OF_THE_PLATFORM, KEY, NARROW_KEY)


@pytest.mark.parametrize(
    ("audience", "admitted"),
    [
        (EVERYBODY, EVERY_CLIENT),
        (SERVICES, ()),
        (Audience(user="ann"), (ANN, KEY)),
        (Audience(organisation="o1", permission="notes:read"), (ANN, COACH, MANAGER)),
        (Audience(organisation="o1", permission="notes:read", team="t1"), (COACH, MANAGER)),
        (Audience(organisation="o1", permission="notes:read", team="t2"), (MANAGER,)),
        (Audience(organisation="o2", permission="notes:read"), ()),
        (Audience(permission="notes:read"), ()),
    ],
    ids=["everybody", "services", "user", "organisation", "team", "other team", "other club", "no club"],
)
def test_an_audience_admits_whom_it_names_and_nobody_else(audience, admitted):
    assert tuple(caller for caller in EVERY_CLIENT if audience.admits(caller)) == admitted
    assert Audience.from_json(audience.to_json()) == audience


def test_an_audience_that_a_newer_version_wrote_is_for_services_only():
    assert Audience.from_json({"everybody": True, "region": "north"}) is SERVICES
