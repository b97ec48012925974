"""Bad input of players over HTTP: each has its own reason, names its field, and says what to do instead."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

F1 = "/api/v1/f1"


class Game:
    """A player with a team, and another one without, in the season that can be played."""

    def __init__(self, one: httpx.Client, other: httpx.Client, name: str) -> None:
        self.one, self.other, self.name = one, other, name
        listed = one.get(f"{F1}/races").json()
        self.season = listed["metadata"]["season"] + all(race["locked"] for race in listed["data"])
        asked = {"season": self.season, "sort": "price"}
        ids = [driver["id"] for driver in one.get(f"{F1}/drivers", params=asked).json()["data"]]
        self.dearest, self.cheapest = ids[:5], ids[-5:]
        wish = {"name": name, "season": self.season}
        self.team = f"{F1}/teams/{one.post(f'{F1}/teams', json=wish).json()['data']['id']}"

    def save(self, drivers: list[str], **fields: Any) -> httpx.Response:
        return self.one.put(f"{self.team}/drivers", json={"driver_ids": drivers, **fields})

    def create(self, who: httpx.Client, **fields: Any) -> httpx.Response:
        return who.post(f"{F1}/teams", json={"name": "Another", "season": self.season, **fields})


@pytest.fixture
def game(mesh: Any, new_user: Any) -> Iterator[Game]:
    users = [new_user() for _ in range(2)]
    url = mesh.gateways[0]
    one, other = (httpx.Client(base_url=url, headers=user["headers"], timeout=30) for user in users)
    with one, other:
        yield Game(one, other, f"Bad {users[0]['user']['username']}")


def refused(answer: httpx.Response, *words: str) -> tuple[int, str]:
    """The status and the reason; the answer has all the words, and a way out that is not empty."""
    body = answer.json()
    assert all(word in answer.text for word in words), answer.text
    assert body["recovery"], answer.text
    return answer.status_code, body["code"]


def test_a_line_up_that_breaks_a_rule(game: Game) -> None:
    five, dear = game.cheapest, game.dearest
    save = game.save
    captain = game.one.put(f"{game.team}/captain", json={"captain_id": five[0]})
    assert refused(captain) == (409, "NO_LINEUP")
    for wrong in ([], five[:4], [*five, dear[0]]):
        assert refused(save(wrong), "driver_ids") == (422, "NOT_FIVE_DRIVERS")
    assert refused(save([five[0], *five[:4]]), "driver_ids", five[0]) == (400, "DRIVER_TWICE")
    assert refused(save(["nobody", *five[:4]]), "driver_ids", "nobody") == (400, "DRIVER_NOT_ENTERED")
    assert refused(save(dear), "driver_ids", "cost", "left") == (400, "OVER_BUDGET")
    outside = (400, "CAPTAIN_OUTSIDE_TEAM")
    assert refused(save(five, captain_id=dear[0]), "captain_id: ", dear[0]) == outside
    assert refused(save(five, captain_id=""), "captain_id: an empty text") == outside
    assert refused(save(five, vice_captain_id=dear[0]), "vice_captain_id: ", dear[0]) == outside
    both = save(five, captain_id=five[0], vice_captain_id=five[0])
    assert refused(both, "vice_captain_id: ", "another driver") == outside
    nowhere = save(five, race="2025_monaco")
    assert refused(nowhere, f"2025_monaco not found in the season {game.season}") == (404, "RACE_NOT_FOUND")
    assert game.one.get(game.team).json()["data"]["lineup"] is None


def test_a_team_that_is_not_made_or_not_ones_own(game: Game) -> None:
    one, other = game.one, game.other
    assert refused(game.create(one)) == (409, "TEAM_EXISTS")
    assert refused(game.create(other, name=game.name.upper()), "called") == (409, "TEAM_NAME_TAKEN")
    assert refused(game.create(other, season=1066), "1066") == (404, "SEASON_NOT_FOUND")
    assert refused(game.create(other, season=2025), "season") == (409, "SEASON_OVER")
    for field in ("points", "price", "owner"):
        assert refused(game.create(other, **{field: "1"}), field) == (422, "VALIDATION_FAILED")
    assert refused(other.put(f"{game.team}/drivers", json={"driver_ids": game.cheapest})) == (
        403,
        "NOT_TEAM_OWNER",
    )
    assert refused(other.delete(game.team)) == (403, "NOT_TEAM_OWNER")
    assert refused(one.get(f"{F1}/teams/nobody"), "nobody") == (404, "TEAM_NOT_FOUND")
    league = {"name": "No team", "season": game.season}
    assert refused(other.post(f"{F1}/leagues", json=league)) == (409, "NO_TEAM_YET")
    for most in (1, 10001):
        limited = one.post(f"{F1}/leagues", json={**league, "max_members": most})
        assert refused(limited, "max_members", "between 2 and 10000") == (422, "VALIDATION_FAILED")
    wrong = other.post(f"{F1}/leagues/join", json={"code": "AAAAAAAAAA"})
    assert refused(wrong, "code: ") == (404, "FANTASY_LEAGUE_NOT_FOUND")
