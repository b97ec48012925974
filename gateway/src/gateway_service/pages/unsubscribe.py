"""POST /unsubscribe/{token}: the one click of a mail program, whose form RFC 8058 prescribes.

It has no limit per address, because mail providers click for all of their users from few addresses. A token
that we did not sign is refused before anything is read.
"""

from fastapi import FastAPI
from starlette.responses import Response

from altsports.task.v1 import notifications_pb2 as pb
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Target
from service_kit.rpc.grpc_client import MeshClient

PATH = "/unsubscribe/{token}"
_UNSUBSCRIBE = "/altsports.task.v1.NotificationService/Unsubscribe"


def install(app: FastAPI, table: RouteTable[Target], client: MeshClient) -> None:
    """Adds the route. People get the page of the same path."""

    async def unsubscribe(token: str) -> Response:
        await client.call(_UNSUBSCRIBE, pb.UnsubscribeRequest(token=token))
        return Response("Unsubscribed\n", media_type="text/plain")

    app.add_api_route(PATH, unsubscribe, methods=["POST"], include_in_schema=False)
    table.add("POST", PATH, Target(PATH, None))
