"""Refreshing, revoking and rotating while many ask at once."""

import asyncio

import httpx
import jwt


async def test_fifty_parallel_refreshes_log_nobody_out(clients, new_user):
    user = new_user()

    body = {"refresh_token": user["refresh_token"]}
    refreshing = [clients[number % 2].post("/auth/refresh", json=body) for number in range(50)]
    answers = await asyncio.gather(*refreshing)
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        assert (await clients[0].get("/users/me", headers=headers)).status_code == 200


async def test_logging_out_ends_the_token_on_every_gateway_at_once(mesh, new_user):
    user = new_user()
    async with httpx.AsyncClient() as client:
        for url in mesh.gateways:
            assert (await client.get(f"{url}/users/me", headers=user["headers"])).status_code == 200
        ended = await client.post(f"{mesh.gateways[0]}/auth/logout", json={}, headers=user["headers"])
        assert ended.status_code == 204
        for url in mesh.gateways:
            assert (await client.get(f"{url}/users/me", headers=user["headers"])).status_code == 401


async def test_rotating_the_signing_key_under_load_fails_no_request(mesh, admin, new_user):
    failed: list[str] = []
    signed_by: set[str] = set()
    stop = asyncio.Event()

    async def keep_asking(tokens, url: str) -> None:
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            while not stop.is_set():
                signed_by.add(jwt.get_unverified_header(tokens["access_token"])["kid"])
                headers = {"Authorization": f"Bearer {tokens['access_token']}"}
                asked = await client.get("/users/me", headers=headers)
                renewed = await client.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
                failed.extend(r.text for r in (asked, renewed) if r.status_code != 200)
                tokens = renewed.json() if renewed.status_code == 200 else tokens

    users = [new_user(tier="enterprise") for _ in mesh.gateways]
    asking = [asyncio.create_task(keep_asking(*pair)) for pair in zip(users, mesh.gateways, strict=True)]
    async with httpx.AsyncClient(base_url=mesh.gateways[0], timeout=30) as client:
        rotated = await client.post("/api/v1/auth/signing-keys/rotate", json={}, headers=admin)
    assert rotated.status_code == 200, rotated.text
    async with asyncio.timeout(30):
        while len(signed_by) < 2:
            await asyncio.wait(asking, timeout=0.1)
    stop.set()
    await asyncio.gather(*asking)
    assert failed == []


async def test_a_revoked_api_key_is_dead_at_once_everywhere(mesh, new_user):
    user = new_user()
    async with httpx.AsyncClient(timeout=30) as client:
        body = {"name": "reader", "scopes": ["leagues:read"]}
        made = await client.post(f"{mesh.gateways[0]}/auth/api-keys", json=body, headers=user["headers"])
        assert made.status_code == 201, made.text
        key = {"X-API-Key": made.json()["key"]}
        for url in mesh.gateways:
            assert (await client.get(f"{url}/api/v1/sports", headers=key)).status_code == 200
        key_id = made.json()["id"]
        gone = await client.delete(f"{mesh.gateways[1]}/auth/api-keys/{key_id}", headers=user["headers"])
        assert gone.status_code == 204
        for url in mesh.gateways:
            assert (await client.get(f"{url}/api/v1/sports", headers=key)).status_code == 401
