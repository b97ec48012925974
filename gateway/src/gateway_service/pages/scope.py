"""Gives hand-written FastAPI pages access to the request that the edge admitted."""

from typing import cast

from fastapi import Request

from gateway_service.edge.exchange import KEY, Exchange


def exchange_of(request: Request) -> Exchange:
    """The request as the edge sees it."""
    return cast("Exchange", request.scope[KEY])
