"""Reads all pages of a list, whichever way its method pages: by token, by offset, or not at all."""

from collections.abc import AsyncGenerator
from typing import Any, Protocol

from altsports.contract.catalog import Method
from gateway_service.routes.reading import Values


class Source(Protocol):
    """Asks the service of a route."""

    async def fetch(self, values: Values) -> dict[str, Any]:
        """The response as JSON."""
        ...


class Pages:
    """The pages of one method. The list is `data_field`, or the first list of the response."""

    def __init__(self, method: Method, field: str) -> None:
        known = method.request_model.model_fields
        self.field = field
        self._by_token = {"page_size", "page_token"} <= known.keys()
        self._by_offset = {"limit", "offset"} <= known.keys()
        self._size_name = "page_size" if self._by_token else "limit" if "limit" in known else ""
        self._size = _largest(known[self._size_name]) if self._size_name else 0

    @property
    def names(self) -> frozenset[str]:
        """The parameters with which a client chooses one page."""
        return frozenset({self._size_name} - {""})

    async def of(self, source: Source, values: Values, *, one: bool) -> AsyncGenerator[dict[str, Any]]:
        """Yields each response, from the requested page on; only that one if the client chose its size."""
        if one or not self._size_name:
            yield await source.fetch(values)
            return
        values = {**values, self._size_name: self._size}
        while True:
            response = await source.fetch(values)
            yield response
            items: list[Any] = response.get(self.field) or []
            if self._by_token and response.get("next_page_token"):
                values = {**values, "page_token": response["next_page_token"]}
            elif self._by_offset and len(items) == self._size:
                values = {**values, "offset": values.get("offset", 0) + self._size}
            else:
                return


def _largest(info: Any) -> int:
    """The largest page that the contract allows."""
    return next((int(rule.le) for rule in info.metadata if getattr(rule, "le", None) is not None), 100)
