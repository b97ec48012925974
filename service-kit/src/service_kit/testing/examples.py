"""The example of a method as an HTTP request."""

from typing import Any

from altsports.contract.catalog import Method


def example_request(method: Method, **fields: Any) -> dict[str, Any]:
    """Arguments for `httpx.request`: the example with other values; None leaves a field out."""
    binding = method.http
    if binding is None:
        raise LookupError(f"{method.name} has no route")
    example = method.tool.example if method.tool else (*method.policy.examples, method.body_example)[0]
    values = {name: value for name, value in {**example, **fields}.items() if value is not None}
    rest = {name: value for name, value in values.items() if name not in binding.path_fields}
    place: dict[str, Any] = {"json": rest} if binding.body else {"params": rest}
    return {"method": binding.verb, "url": binding.path.format(**values), **place}
