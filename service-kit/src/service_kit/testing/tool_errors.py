"""Reads the error of a failed tool call, as data or as the object of a client library."""

import json
from typing import Any


def error_in(result: Any) -> dict[str, Any]:
    """The details that follow the text of a failed call."""
    is_data = hasattr(result, "keys")
    assert result["isError"] if is_data else result.is_error, result
    last: str = result["content"][-1]["text"] if is_data else result.content[-1].text
    return json.loads(last)["error"]
