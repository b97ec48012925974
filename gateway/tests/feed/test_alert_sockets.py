"""The alerts of one match on a WebSocket: for members of the club who see it, from where they left."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from altsports.analysis.v1.events_models import AnalysisTacticalAlertChanged

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CLUB = {"org": "o1", "club_role": "coach", "permissions": ["football:read", "feed:read"]}
MATCH = "/ws/alerts/m1"


def alert(number: int, match: str = "m1", organisation: str = "o1") -> AnalysisTacticalAlertChanged:
    facts = {"alert_id": f"a{number}", "match_id": match, "analysis_id": "run", "message": "They press less"}
    return AnalysisTacticalAlertChanged.model_validate(
        {
            "organisation_id": organisation,
            "match_id": match,
            "analysis_id": "run",
            "alert_id": f"a{number}",
            "change": "raised",
            "alert": facts | {"level": "high", "severity": 80.0},
            "timestamp": NOON,
        }
    )


@pytest.fixture
def query(token: Any) -> Callable[..., str]:
    """`query("ann", **CLUB)`: an address that says who listens."""

    def text(user: str, **claims: Any) -> str:
        return "?token=" + token(user, **claims)["Authorization"].removeprefix("Bearer ")

    return text


async def test_members_hear_the_alerts_of_the_match_and_resume_where_they_left(listen, query, outbox):
    first = await listen(query("ann", **CLUB), path=MATCH)
    subscribed = await first.next()
    assert (subscribed["type"], subscribed["channels"]) == ("subscribed", ["tactical_alerts"])
    await outbox.write(alert(1), alert(2, "m2"), alert(3, organisation="o2"), alert(4))
    heard = await first.take(2)
    assert [each["alert_id"] for each in heard] == ["a1", "a4"]
    assert heard[0]["alert"]["level"] == "high"
    place = f"&last_seq={heard[0]['seq']}&epoch={heard[0]['epoch']}"
    again = await listen(query("ann", **CLUB) + place, path=MATCH)
    assert (await again.next())["type"] == "subscribed"
    assert (await again.next())["alert_id"] == "a4"


async def test_a_browser_says_who_it_is_in_its_first_message(listen, query, outbox):
    browser = await listen(path=MATCH)
    token = query("ann", **CLUB).removeprefix("?token=")
    assert (await browser.ask(type="authenticate", token=token))["type"] == "authenticated"
    assert (await browser.next())["type"] == "subscribed"
    await outbox.write(alert(1))
    assert (await browser.next())["alert_id"] == "a1"
    refused = await browser.subscribe("bets")
    assert (refused["type"], refused["code"]) == ("error", "FIXED_SUBSCRIPTION")


async def test_a_match_that_the_caller_may_not_see_closes_the_connection(listen, query):
    stranger = await listen(query("ben", **CLUB | {"org": "o2"}), path=MATCH)
    assert (await stranger.closed())[0] == 4404
    elsewhere = await listen(query("ann", **CLUB), path="/ws/alerts/m2")
    assert (await elsewhere.closed())[0] == 4404
    fan = await listen(query("cleo"), path=MATCH)
    assert (await fan.closed())[0] == 4403
