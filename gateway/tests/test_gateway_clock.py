"""One call moves the clock of the mesh, in test mode only."""

from datetime import datetime, timedelta

from service_kit.clock.mesh import running_clock
from service_kit.settings.mesh import MeshSettings
from service_kit.testing.waiting import eventually


async def test_an_administrator_moves_the_clocks_of_all_processes(
    start_gateway, token, redis_url, redis_prefix
):
    one, other = await start_gateway(), await start_gateway()
    settings = MeshSettings(env="test", redis_url=redis_url, redis_prefix=redis_prefix)
    async with running_clock(settings) as service_clock:
        before = service_clock.now()
        admin = token("root", role="admin")
        assert (await one.post("/admin/clock", json={"advance_s": 60})).status_code == 401
        assert (await one.post("/admin/clock", json={"advance_s": -1}, headers=admin)).status_code == 422
        answer = await one.post("/admin/clock", json={"advance_s": 3600.5}, headers=admin)
        assert answer.raise_for_status().json()["offset_s"] == 3600.5
        assert datetime.fromisoformat(answer.json()["now"]) > before + timedelta(seconds=3600)

        async def follows() -> bool:
            return service_clock.now() > before + timedelta(seconds=3600)

        await eventually(follows)
        spent = await other.get("/api/v1/leagues?sport=soccer", headers=token("ann"))
        assert spent.status_code == 401  # good for ten minutes, and ten minutes are over


async def test_outside_the_test_mode_there_is_no_such_route(start_gateway, token):
    gateway = await start_gateway(env="development")
    answer = await gateway.post("/admin/clock", json={"advance_s": 60}, headers=token("root", role="admin"))
    assert (answer.status_code, answer.json()["code"]) == (404, "ROUTE_NOT_FOUND")
