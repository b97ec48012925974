"""What a hand-written FastAPI page needs of the request that the edge let in."""

from typing import cast

from fastapi import Request

from gateway_service.edge.exchange import KEY, Exchange


def exchange_of(request: Request) -> Exchange:
    """The request as the edge sees it."""
    return cast("Exchange", request.scope[KEY])
