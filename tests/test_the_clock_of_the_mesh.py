"""One call moves the clock of every process: games end, weeks open, tokens expire, on every way in."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from redis import Redis

COMPETITIONS = "/api/v1/competitions"
COUNCIL = "/api/v1/council/current"
GAMES = "/api/v1/games/week/1"
OFF_SEASON = timedelta(days=300)


def get(url: str, **options: Any) -> dict[str, Any]:
    """A new answer, whatever is cached."""
    headers = {"Cache-Control": "no-cache", **options.pop("headers", {})}
    return httpx.get(url, headers=headers, timeout=30, **options).raise_for_status().json()


def seasons(url: str) -> list[dict[str, Any]]:
    """The simulated seasons, which run in step with the calendar, newest first."""
    found = get(f"{url}{COMPETITIONS}")["data"]
    return next(each["seasons"] for each in found if each["key"] == "nfl-simulated")


def finished(url: str) -> int:
    return sum(season["final_count"] for season in seasons(url))


def next_game(url: str) -> dict[str, Any] | None:
    """The next game that nobody has played, None in the months without any."""
    for season in reversed(seasons(url)):
        for week in range(1, 23):
            path = f"{COMPETITIONS}/nfl-simulated/seasons/{season['season']}/events"
            games = get(f"{url}{path}", params={"week": week, "page_size": 100})["data"]
            for game in games:
                if game["status"] == "scheduled":
                    return game
    return None


def betting_week(url: str) -> tuple[int, int]:
    """The season and week that the experts are in."""
    council = get(f"{url}{COUNCIL}")
    return council["book"]["season"], council["week"]


def time_of_experts(url: str) -> datetime:
    return datetime.fromisoformat(get(f"{url}{GAMES}")["book"]["cursor_time"])


def status(url: str, headers: dict[str, str]) -> int:
    return httpx.get(f"{url}/api/v1/users/me", headers=headers, timeout=30).status_code


def new_login(mesh) -> dict[str, str]:
    answer = httpx.post(f"{mesh.gateways[0]}/auth/login", json=mesh.admin, timeout=20)
    return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}


def is_accepted(mesh, headers: dict[str, str]) -> bool:
    return all(status(url, headers) == 200 for url in mesh.gateways)


@pytest.fixture
def admin(mesh) -> dict[str, str]:
    """A new login: the key of an older token may be forgotten when the clock comes back."""
    return new_login(mesh)


@pytest.fixture
def advance(mesh, admin) -> Iterator[Callable[[timedelta], datetime]]:
    """`advance(step)`: moves the clock, which is put back afterwards, and returns the time that is now."""
    mesh.wait_until(lambda: not get(f"{mesh.gateways[0]}{COUNCIL}")["book"]["catching_up"])
    before = time_of_experts(mesh.gateways[0])

    def move(step: timedelta) -> datetime:
        body = {"advance_s": step.total_seconds()}
        answer = httpx.post(f"{mesh.gateways[1]}/admin/clock", json=body, headers=admin, timeout=30)
        return datetime.fromisoformat(answer.raise_for_status().json()["now"])

    yield move
    with Redis.from_url(mesh.told("REDIS_URL")) as redis:
        for key in redis.keys("*:clock:offset"):
            redis.delete(key)
    # Until every process has read the clock, auth-service may issue tokens of a time to come.
    mesh.wait_until(lambda: is_accepted(mesh, admin) and is_accepted(mesh, new_login(mesh)))
    mesh.wait_until(lambda: time_of_experts(mesh.gateways[0]) - before < timedelta(hours=1))


def test_the_clock_moves_in_every_service_at_once(mesh, admin, advance) -> None:
    one, other = mesh.gateways
    game, ended, week = next_game(one), finished(one), betting_week(one)
    kick_off = datetime.fromisoformat(game["scheduled_at"]) if game else time_of_experts(one) + OFF_SEASON
    now = advance(kick_off + timedelta(days=8) - time_of_experts(one))

    assert status(one, admin) == status(other, admin) == 401  # half an hour is over
    assert time_of_experts(other) >= now
    mesh.wait_until(lambda: finished(other) > ended, 30)
    if game is not None:
        played = get(f"{other}/api/v1/events/{game['id']}")["data"]
        assert played["status"] == "final"
    mesh.wait_until(lambda: betting_week(other) > week, 60)


def test_who_logs_in_after_the_clock_was_moved_gets_a_token_of_the_new_time(mesh, new_user, advance) -> None:
    user = new_user()
    advance(timedelta(minutes=31))
    refused = httpx.get(f"{mesh.gateways[0]}/api/v1/users/me", headers=user["headers"], timeout=30)
    assert (refused.status_code, refused.json()["code"]) == (401, "TOKEN_EXPIRED")
    url, body = f"{mesh.gateways[1]}/auth/login", {"username": user["email"], "password": user["password"]}
    made = httpx.post(url, json=body, timeout=30).raise_for_status().json()
    headers = {"Authorization": f"Bearer {made['access_token']}"}
    assert [status(url, headers) for url in mesh.gateways] == [200, 200]
