"""Whether this gateway should get requests: after everything was available once, while Redis is usable."""

import asyncio

from altsports.mesh.v1.diagnostics_pb2 import GetDiagnosticsRequest
from gateway_service.health.probes import CALLER, DIAGNOSTICS, MeshCalls
from service_kit.edge.redis_health import check_redis
from service_kit.errors import DomainError
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux

_PATIENCE_S = 1.0


class Readiness:
    """A service that fails later does not make gateways unready, because most routes still work."""

    def __init__(self, mesh: MeshCalls, areas: tuple[str, ...], redis: RedisMux, keys: RedisKeys) -> None:
        self._mesh = mesh
        self._waited_for = set(areas)
        self._redis = redis
        self._keys = keys
        self.draining = False

    async def missing(self) -> str | None:
        """Returns the reason why the gateway is not ready, or None."""
        if self.draining:
            return "The gateway is stopping"
        redis = await check_redis(self._redis, self._keys)
        if redis.get("status") == "unhealthy":
            return redis.get("error")
        if self._waited_for:
            answers = await asyncio.gather(*(self._answers(area) for area in sorted(self._waited_for)))
            self._waited_for -= {area for area in answers if area}
        if self._waited_for:
            return f"Waiting for {', '.join(sorted(self._waited_for))}"
        return None

    async def _answers(self, area: str) -> str | None:
        try:
            await self._mesh.call(
                DIAGNOSTICS, GetDiagnosticsRequest(), caller=CALLER, timeout_s=_PATIENCE_S, area=area
            )
        except DomainError:
            return None
        return area
