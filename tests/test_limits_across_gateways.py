"""Limits count the same on every gateway."""

import asyncio

import pytest

pytestmark = pytest.mark.soak


async def test_two_gateways_admit_exactly_the_limit(clients, new_user):
    headers = new_user()["headers"]
    asked = [clients[number % 2].get("/api/v1/sports", headers=headers) for number in range(200)]
    statuses = [response.status_code for response in await asyncio.gather(*asked)]
    assert (statuses.count(200), statuses.count(429)) == (100, 100)


async def test_a_refused_request_says_when_to_come_back(clients, new_user):
    headers = new_user()["headers"]
    answers = [await clients[0].get("/leagues/search", headers=headers) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    refused = answers[-1]
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.json()["code"]
    assert "Rate limit exceeded" in refused.json()["error"]


async def test_a_pro_account_may_search_more_often(clients, new_user):
    headers = new_user(tier="pro")["headers"]
    answers = [await clients[0].get("/leagues/search", headers=headers) for _ in range(8)]
    assert {answer.status_code for answer in answers} == {200}
