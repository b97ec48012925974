"""`python -m service_kit.process.healthcheck league`: checks the local process and exits with 0 or 1.

For an area or the worker it calls gRPC's health service; for `gateway` and `mcp` it requests a page over
HTTP. It uses the address in the settings of the container.
"""

import http.client
import sys
from typing import Any, Final

import grpc
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthStub

from service_kit.settings.areas import AREAS, WORKER
from service_kit.settings.mesh import MeshSettings

_TIMEOUT_S: Final = 8.0
_PAGES: Final = {"gateway": "/health", "mcp": "/readyz"}
_OVER_GRPC: Final = (*AREAS, WORKER)
_ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound


def main(name: str) -> str | None:
    """Returns what is wrong, or None if the process is healthy."""
    settings = MeshSettings.read()
    if name in _OVER_GRPC:
        return _ask_grpc(settings.bind_address(name))
    if name in _PAGES:
        own = settings.port if name == "gateway" else settings.mcp_port
        return _ask_http(settings.host, settings.container_port or own, _PAGES[name])
    return f"usage: python -m service_kit.process.healthcheck {'|'.join([*_OVER_GRPC, *_PAGES])}"


def _ask_grpc(address: str) -> str | None:
    host, _, port = address.rpartition(":")
    target = address if host == "unix" else f"{_ANYWHERE.get(host, host)}:{port}"
    with grpc.insecure_channel(target) as channel:
        try:
            stub: Any = HealthStub(channel)
            answer = stub.Check(HealthCheckRequest(), timeout=_TIMEOUT_S)
        except grpc.RpcError as error:
            return f"{target}: {error.code().name}"  # pyright: ignore[reportAttributeAccessIssue]
    return None if answer.status == HealthCheckResponse.SERVING else f"{target}: not serving"


def _ask_http(host: str, port: int, page: str) -> str | None:
    connection = http.client.HTTPConnection(_ANYWHERE.get(host, host), port, timeout=_TIMEOUT_S)
    try:
        connection.request("GET", page)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"{page}: {error}"
    finally:
        connection.close()
    return None if status == http.HTTPStatus.OK else f"{page}: {status}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else ""))
