"""Reads the error of a failed tool call, as data or as the object of a client library."""

import json
from typing import Any


def error_in(result: Any) -> dict[str, Any]:
    """The details that follow the text of a failed call."""
    failed = result["isError"] if isinstance(result, dict) else result.is_error
    content = result["content"] if isinstance(result, dict) else result.content
    assert failed, content
    last = content[-1]
    return json.loads(last["text"] if isinstance(last, dict) else last.text)["error"]
