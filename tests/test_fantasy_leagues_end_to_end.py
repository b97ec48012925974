"""Leagues of players through two gateways: one place, one code, and boards that are never stale."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

LEAGUES = "/api/v1/f1/leagues"
Players = Callable[[int], list[httpx.Client]]


@pytest.fixture
def players(mesh: Any, new_user: Any) -> Iterator[Players]:
    """Makes clients of players with teams, at two gateways in turn."""
    with ExitStack() as opened:

        def make(count: int) -> list[httpx.Client]:
            return [_player(opened, mesh.gateways[number % 2], new_user()) for number in range(count)]

        yield make


def _player(opened: ExitStack, gateway: str, user: dict[str, Any]) -> httpx.Client:
    client = opened.enter_context(httpx.Client(base_url=gateway, headers=user["headers"], timeout=30))
    named = {"name": f"Team of {user['user']['username']}", "season": open_season(client)}
    client.post("/api/v1/f1/teams", json=named).raise_for_status()
    return client


def open_season(client: httpx.Client) -> int:
    """This year's season; the next one after its last lock."""
    listed = client.get("/api/v1/f1/races").raise_for_status().json()
    year: int = listed["metadata"]["season"]
    return year + all(race["locked"] for race in listed["data"])


def make_league(owner: httpx.Client, **fields: Any) -> httpx.Response:
    return owner.post(LEAGUES, json={"season": open_season(owner), **fields})


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_one_of_many_gets_the_last_place_through_two_gateways(players: Players) -> None:
    owner, *others = players(7)
    made = make_league(owner, name="Two seats", max_members=2, visibility="public")
    league = made.json()["data"]
    assert (made.status_code, league["member_count"], league["code"]) == (201, 1, None)
    with ThreadPoolExecutor(len(others)) as threads:
        answers = list(
            threads.map(lambda player: player.post(f"{LEAGUES}/{league['id']}/join", json={}), others)
        )
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 5]
    assert {refused(answer)[1] for answer in answers if answer.is_error} == {"FANTASY_LEAGUE_FULL"}
    members = owner.get(f"{LEAGUES}/{league['id']}/members").json()
    assert (len(members["data"]), members["metadata"]["total_size"]) == (2, 2)


def test_strangers_see_nothing_and_owners_alone_change_a_league(players: Players, mesh: Any) -> None:
    owner, member, stranger = players(3)
    league = make_league(owner, name="Private").json()["data"]
    place = f"{LEAGUES}/{league['id']}"
    for path in (place, f"{place}/members", f"{place}/leaderboard"):
        assert refused(stranger.get(path)) == (404, "FANTASY_LEAGUE_NOT_FOUND")
        assert httpx.get(mesh.gateways[0] + path).status_code == 401
    assert refused(stranger.post(f"{place}/join", json={})) == (404, "FANTASY_LEAGUE_NOT_FOUND")
    assert refused(stranger.post(f"{LEAGUES}/join", json={"code": "AAAAAAAAAA"}))[0] == 404
    assert member.post(f"{LEAGUES}/join", json={"code": league["code"]}).status_code == 200
    assert refused(member.post(f"{place}/join", json={})) == (409, "ALREADY_A_MEMBER")
    assert refused(member.patch(place, json={"name": "Mine"})) == (403, "NOT_THE_OWNER")
    assert owner.patch(place, json={"owner": "me"}).status_code == 422
    assert refused(owner.post(f"{place}/leave", json={})) == (409, "OWNER_CANNOT_LEAVE")


def test_guesses_of_codes_are_limited(players: Players) -> None:
    (player,) = players(1)
    guesses = [player.post(f"{LEAGUES}/join", json={"code": f"GUESS{number}"}) for number in range(11)]
    assert [answer.status_code for answer in guesses] == [*[404] * 10, 429]


def test_a_cached_board_of_a_league_is_purged_by_who_comes_and_goes(players: Players, mesh: Any) -> None:
    owner, member = players(2)
    league = make_league(owner, name="Cached", visibility="public").json()["data"]
    board = f"{LEAGUES}/{league['id']}/leaderboard"

    def teams() -> int:
        return owner.get(board).raise_for_status().json()["metadata"]["total_size"]

    assert teams() == 1
    assert owner.get(board).json()["metadata"]["cached"]
    member.post(f"{LEAGUES}/{league['id']}/join", json={}).raise_for_status()
    mesh.wait_until(lambda: teams() == 2, seconds=5)
    own = member.get(board, params={"page_size": 1}).json()["metadata"]["own"]
    assert "@" not in own["username"]
    member.post(f"{LEAGUES}/{league['id']}/leave", json={}).raise_for_status()
    mesh.wait_until(lambda: teams() == 1, seconds=5)


def test_a_closed_account_leaves_boards_at_once_and_old_ones_keep_its_row(
    mesh: Any, new_user: Any, players: Players
) -> None:
    (owner,) = players(1)
    league = make_league(owner, name="Leaving", visibility="public").json()["data"]
    board, user = f"{LEAGUES}/{league['id']}/leaderboard", new_user()
    with ExitStack() as opened:
        leaver = _player(opened, mesh.gateways[1], user)
        leaver.post(f"{LEAGUES}/{league['id']}/join", json={}).raise_for_status()
        mesh.wait_until(lambda: _teams(owner, board) == [True, True], seconds=5)
        then = datetime.now(UTC).isoformat()
        closed = leaver.post("/api/v1/users/me/closure", json={"password": user["password"]})
        assert closed.status_code == 204
    mesh.wait_until(lambda: _teams(owner, board) == [True], seconds=5)
    assert _teams(owner, board, as_of=then) == [True, False]
    assert user["user"]["username"] not in owner.get(board, params={"as_of": then}).text


def _teams(client: httpx.Client, board: str, **parameters: str) -> list[bool]:
    """The rows of a board: whether each is named."""
    rows = client.get(board, params=parameters).raise_for_status().json()["data"]
    return [bool(row["team"] and row["username"]) for row in rows]
