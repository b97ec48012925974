"""/docs/realtime: the AsyncAPI document for people, as one page without scripts."""

import json
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

from altsports.contract.events import load_events
from gateway_service.feed.asyncapi import document


@cache
def content() -> str:
    """What goes into the shell."""
    described = document(load_events())
    info, messages = described["info"], described["components"]["messages"]
    schemas = described["components"]["schemas"]
    parts = [
        f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>",
        *_paragraphs(info["description"]),
        '<p>The same for programs: <a href="/asyncapi.json">/asyncapi.json</a>.</p>',
    ]
    for operation in described["operations"].values():
        channel = operation["channel"]["$ref"].rpartition("/")[2]
        address = described["channels"][channel]["address"]
        parts.append(f"<h2>{escape(operation['summary'])} <code class=kind>{address}</code></h2>")
        names = [each["$ref"].rpartition("/")[2] for each in operation["messages"]]
        if channel == "stream":
            parts.append(f"<p>{', '.join(f'<a href=#{name}>{name}</a>' for name in names)}</p>")
        else:
            for name in names:
                parts += _message(name, messages[name], schemas)
    return "".join(parts)


def _message(name: str, message: dict[str, Any], schemas: dict[str, Any]) -> Iterable[str]:
    yield f"<h3 id={name}><code>{escape(message['name'])}</code></h3><p>{escape(message['summary'])}</p>"
    schema = schemas[name]
    required = set(schema.get("required", ()))
    rows = [
        f"<tr><td><code>{escape(field)}</code>{'' if field in required else ' <i>optional</i>'}</td>"
        f"<td>{escape(_kind(about))}</td><td>{_rich(about.get('description', ''))}</td></tr>"
        for field, about in schema["properties"].items()
    ]
    head = "<tr><th scope=col>Field<th scope=col>Type<th scope=col>Meaning</tr>"
    yield f"<div class=table tabindex=0><table>{head}{''.join(rows)}</table></div>"


def _kind(about: dict[str, Any]) -> str:
    if "const" in about:
        return json.dumps(about["const"])
    if "enum" in about:
        return " | ".join(map(json.dumps, about["enum"]))
    if "$ref" in about:
        return about["$ref"].rpartition("/")[2]
    if "anyOf" in about:
        return " | ".join(_kind(each) for each in about["anyOf"])
    if about.get("type") == "array":
        return f"list of {_kind(about['items'])}"
    return about.get("format") or about.get("type", "anything")


def _paragraphs(text: str) -> Iterable[str]:
    return (f"<p>{_rich(part)}</p>" for part in text.strip().split("\n\n"))


def _rich(text: str) -> str:
    """Renders code and bold of Markdown."""
    shown = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
    return re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", shown)
