"""What partners record about the partnerships of a league, beside the estimates of the analysis."""

from typing import Any

import pytest

from league_service.catalogue.errors import InvalidPartnership, LeagueNotFound
from service_kit.caller import Caller
from service_kit.errors import ValidationFailed
from service_kit.rpc.access import InsufficientPermissions
from service_kit.testing.callers import AI_SERVICE

PARTNER = Caller(
    kind="user",
    user_id="pat",
    role="partner",
    permissions=frozenset({"partnerships:read", "partnerships:write"}),
)
USER = Caller(kind="user", user_id="uma", role="user", permissions=frozenset({"partnerships:read"}))
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
async def league_id(leagues: Any) -> str:
    return (await leagues.call("SearchLeagues", query="PLL")).leagues[0].id


async def _listed(leagues: Any, league_id: str) -> dict[str, Any]:
    answer = await leagues.call("ListPartnerships", USER, league_id=league_id)
    return {each.partner_type: each for each in answer.partnerships}


async def test_a_partner_records_how_far_a_partnership_is_and_an_analysis_keeps_it(
    leagues: Any, league_id: str
) -> None:
    assert await _listed(leagues, league_id) == {}
    facts = {
        "status": "agreed",
        "partner_name": "Harbour Beverages",
        "agreed_value": 250_000,
        "note": "two years",
    }
    place = {"league_id": league_id, "partner_type": "sponsor"}
    stored = (await leagues.call("UpdatePartnership", PARTNER, **place, **facts)).partnership
    assert {name: getattr(stored, name) for name in facts} == facts
    assert stored.HasField("recorded_at")
    assert stored.estimated_value >= 1000
    analysis = (await leagues.call("ScorePartnerships", AI_SERVICE, league_id=league_id)).analysis
    listed = await _listed(leagues, league_id)
    assert {kind: each.estimated_value for kind, each in listed.items()} == {
        each.partner_type: each.estimated_value for each in analysis.opportunities
    }
    assert (listed["sponsor"].status, listed["sponsor"].partner_name) == ("agreed", "Harbour Beverages")
    assert (listed["venue"].status, listed["venue"].HasField("recorded_at")) == ("prospect", False)


async def test_omitted_fields_keep_their_values_and_an_empty_text_clears_one(
    leagues: Any, league_id: str
) -> None:
    place = {"league_id": league_id, "partner_type": "venue"}
    await leagues.call(
        "UpdatePartnership", PARTNER, **place, status="in_talks", partner_name="Dome", note="x"
    )
    changed = (await leagues.call("UpdatePartnership", PARTNER, **place, note="")).partnership
    assert (changed.status, changed.partner_name, changed.HasField("note")) == ("in_talks", "Dome", False)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (0, "Partnership value must be at least $1,000"),
        (999.99, "Partnership value must be at least $1,000"),
        (100_000_001, "Partnership value cannot exceed $100M"),
    ],
)
async def test_an_impossible_value_is_refused_as_documented(
    leagues: Any, league_id: str, value: float, message: str
) -> None:
    place = {"league_id": league_id, "partner_type": "sponsor"}
    with pytest.raises(InvalidPartnership) as refused:
        await leagues.call("UpdatePartnership", PARTNER, **place, agreed_value=value)
    assert refused.value.violations == [
        {"loc": ["agreed_value"], "msg": message, "type": refused.value.violations[0]["type"]}
    ]


async def test_only_partners_and_administrators_record(leagues: Any, league_id: str) -> None:
    with pytest.raises(InsufficientPermissions):
        await leagues.call(
            "UpdatePartnership", USER, league_id=league_id, partner_type="sponsor", status="agreed"
        )


async def test_unknown_leagues_and_kinds_are_refused(leagues: Any, league_id: str) -> None:
    with pytest.raises(LeagueNotFound):
        await leagues.call("ListPartnerships", USER, league_id=NOWHERE)
    with pytest.raises(LeagueNotFound):
        await leagues.call(
            "UpdatePartnership", PARTNER, league_id=NOWHERE, partner_type="sponsor", status="agreed"
        )
    with pytest.raises(ValidationFailed):
        await leagues.call("UpdatePartnership", PARTNER, league_id=league_id, partner_type="mascot")
