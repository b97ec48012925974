"""Errors that occur before a service is called."""

from service_kit.edge.refusals import HttpRefusal
from service_kit.errors import NotFound, Unavailable


class RouteNotFound(NotFound):
    """No route has this path."""

    reason = "ROUTE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("Not Found", recovery=["See /docs for all routes"])


class MethodNotAllowed(HttpRefusal):
    """The path exists only for other verbs, which `allow` lists."""

    status = 405
    reason = "METHOD_NOT_ALLOWED"

    def __init__(self, allow: str) -> None:
        super().__init__("Method Not Allowed")
        self.allow = allow


class NotCached(HttpRefusal):
    """The client asked for a cached answer only, and there is none."""

    status = 504
    reason = "NOT_CACHED"


class Overloaded(Unavailable):
    """More requests are in progress than the gateway accepts."""

    reason = "OVERLOADED"
