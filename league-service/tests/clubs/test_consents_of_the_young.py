"""What describes the body of somebody young is stored with a consent, and goes when it is withdrawn."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from service_kit.errors import DomainError, PermissionDenied

CHILD = "2012-03-02"


class Young:
    """A team with a player who is 13 years old."""

    def __init__(self, planned: Any) -> None:
        self.planned = planned
        self.id = ""

    async def begin(self) -> "Young":
        self.id = await self.planned.player()
        await self.change(birth_date=CHILD)
        return self

    async def change(self, **facts: Any) -> Any:
        return (await self.planned.call("UpdatePlayer", player_id=self.id, **facts)).player

    async def consent(self) -> None:
        await self.planned.call("RecordConsent", player_id=self.id, kind="physical", given_by="Maeve")

    async def withdraw(self) -> None:
        await self.planned.call("WithdrawConsent", player_id=self.id, kind="physical")

    def came(self, load: int | None = 7) -> list[dict[str, Any]]:
        return [{"player_id": self.id, "status": "present", **({"perceived_load": load} if load else {})}]

    async def refused(self, awaitable: Any) -> list[Any]:
        with pytest.raises(DomainError) as caught:
            await awaitable
        assert caught.value.reason == "CONSENT_NEEDED"
        return caught.value.violations[0]["loc"]


@pytest.fixture
async def young(planned: Any) -> Young:
    return await Young(planned).begin()


async def test_loads_of_trainings_and_injuries_need_a_consent(young: Young, planned: Any, soon: Any) -> None:
    load = ["attendance", 1, "perceived_load"]
    came = [{"player_id": await planned.player(), "status": "present", "perceived_load": 5}, *young.came()]
    assert await young.refused(planned.training(soon, attendance=came)) == load
    session = await planned.training(soon, attendance=young.came(None))
    change = {"training_session_id": session.id, "attendance": came}
    assert await young.refused(planned.call("UpdateTrainingSession", **change)) == load
    assert await young.refused(young.change(status="injured")) == ["status"]
    await young.consent()
    assert (await young.change(status="injured")).status == "injured"
    updated = (await planned.call("UpdateTrainingSession", **change)).training_session
    assert [each.perceived_load for each in updated.attendance] == [5, 7]


async def test_a_withdrawn_consent_deletes_loads_and_injuries_too(
    young: Young, planned: Any, soon: Any
) -> None:
    await young.consent()
    await young.change(status="injured", weight_kg=40)
    session = await planned.training(soon, attendance=young.came())
    match = await planned.match(soon - timedelta(days=30))
    figures = {"match_id": match.id, "player_id": young.id, "goals": 1, "sprint_m": 200, "max_speed_kmh": 25}
    await planned.call("CreatePlayerMatchStatistic", **figures)
    await young.withdraw()
    kept = (await planned.call("GetTrainingSession", training_session_id=session.id)).training_session
    assert [(each.status, each.HasField("perceived_load")) for each in kept.attendance] == [
        ("present", False)
    ]
    assert kept.version == session.version + 1
    [row] = (await planned.call("ListPlayerMatchStatistics", player_id=young.id)).player_match_statistics
    assert (row.goals, row.HasField("sprint_m"), row.HasField("max_speed_kmh")) == (1, False, False)
    player = (await planned.call("GetPlayer", player_id=young.id)).player
    assert (player.HasField("status"), player.HasField("weight_kg")) == (False, False)
    await young.withdraw()
    again = (await planned.call("GetTrainingSession", training_session_id=session.id)).training_session
    assert again == kept


async def test_team_mates_do_not_see_who_consented(young: Young, planned: Any) -> None:
    await young.consent()
    user = str(uuid4())
    mate = planned.club.player(planned.team, user_id=user)
    with pytest.raises(PermissionDenied) as caught:
        await planned.call("ListConsents", mate, player_id=young.id)
    assert caught.value.metadata["required_permission"] == "football:write"
    own = await planned.player(user)
    assert not (await planned.call("ListConsents", mate, player_id=own)).consents
    coach = planned.club.coach(planned.team)
    assert len((await planned.call("ListConsents", coach, player_id=young.id)).consents) == 1


async def test_a_player_does_not_turn_young_over_what_is_stored(
    young: Young, planned: Any, soon: Any
) -> None:
    await young.change(birth_date="1999-05-17")
    await planned.training(soon, attendance=young.came())
    assert await young.refused(young.change(birth_date=CHILD)) == ["birth_date"]
    await young.consent()
    assert (await young.change(birth_date=CHILD)).birth_date == CHILD


@pytest.mark.parametrize(("age", "stored"), [(13, True), (14, False)])
async def test_the_operator_sets_the_age(
    serve_leagues: Any, database: Any, club: Any, members: Any, planned: Any, age: int, stored: bool
) -> None:
    strict = type(planned)(await serve_leagues(database, consent_age=age), club, members)
    facts = {"first_name": "Ada", "last_name": "Young", "birth_date": CHILD, "height_cm": 150}
    if stored:
        assert (await strict.call("CreatePlayer", **facts)).player.height_cm == 150
    else:
        with pytest.raises(DomainError) as caught:
            await strict.call("CreatePlayer", **facts)
        assert "younger than 14" in caught.value.violations[0]["msg"]


@pytest.mark.parametrize("group", ["U15", "u-16", " U9 girls"])
async def test_a_player_of_unknown_age_is_young_in_a_team_of_the_young(
    planned: Any, soon: Any, group: str
) -> None:
    team = (
        await planned.call("football.v1.TeamService/CreateTeam", name=f"Juniors {group}", age_group=group)
    ).team
    facts = {
        "first_name": "Kid",
        "last_name": "Unknown",
        "registrations": [{"team_id": team.id, "from": "2025-07-01"}],
    }
    with pytest.raises(DomainError) as caught:
        await planned.call("CreatePlayer", **facts, height_cm=150)
    assert caught.value.violations[0]["loc"] == ["height_cm"]
    kid = (await planned.call("CreatePlayer", **facts)).player
    load = [{"player_id": kid.id, "status": "present", "perceived_load": 7}]
    with pytest.raises(DomainError) as caught:
        await planned.training(soon, attendance=load)
    assert caught.value.reason == "CONSENT_NEEDED"
    await planned.call("RecordConsent", player_id=kid.id, kind="physical", given_by="Maeve")
    assert (await planned.call("UpdatePlayer", player_id=kid.id, height_cm=150)).player.height_cm == 150


@pytest.mark.parametrize("group", ["U17", "senior", "U", "United 9"])
async def test_a_player_of_unknown_age_is_grown_up_elsewhere(planned: Any, group: str) -> None:
    team = (
        await planned.call("football.v1.TeamService/CreateTeam", name=f"Side {group}", age_group=group)
    ).team
    own = [{"team_id": team.id, "from": "2025-07-01"}]
    facts = {"first_name": "Kim", "last_name": "Unknown", "registrations": own, "height_cm": 180}
    assert (await planned.call("CreatePlayer", **facts)).player.height_cm == 180
