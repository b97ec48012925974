"""The wire formats of Anthropic's Messages, OpenAI's Chat Completions, and Google's generateContent."""

import json
from collections.abc import Iterator
from typing import Any

from service_kit.testing.fake_models.replies import Reply

Frames = Iterator[bytes]


def vendor_of(path: str) -> str:
    """The vendor whose API has the path."""
    if path.endswith("/messages"):
        return "anthropic"
    return "google" if ":" in path else "openai"


def is_stream(vendor: str, path: str, body: dict[str, Any]) -> bool:
    """Whether the request asks for a stream."""
    return "streamGenerateContent" in path if vendor == "google" else bool(body.get("stream"))


def is_embedding(path: str) -> bool:
    """Whether the request asks for vectors."""
    return path.endswith(("/embeddings", ":batchEmbedContents", ":predict"))


def usage_of(reply: Reply, body: dict[str, Any]) -> tuple[int, int]:
    """Tokens of the request and of the text: about one for four bytes."""
    return reply.usage or (max(1, len(json.dumps(body)) // 8), max(1, len(reply.text) // 4))


def error(vendor: str, reply: Reply) -> dict[str, Any]:
    """The error document."""
    if vendor == "anthropic":
        return {"type": "error", "error": {"type": reply.error or "api_error", "message": reply.message}}
    if vendor == "openai":
        content = {
            "message": reply.message,
            "type": reply.error or "server_error",
            "code": reply.error or None,
        }
        return {"error": content | {"param": reply.param or None}}
    details: list[Any] = []
    if reply.retry_after:
        kind = "type.googleapis.com/google.rpc.RetryInfo"
        details.append({"@type": kind, "retryDelay": f"{reply.retry_after}s"})
    content = {"code": reply.status, "message": reply.message, "status": reply.error or "UNAVAILABLE"}
    return {"error": content | {"details": details}}


def whole(vendor: str, reply: Reply, body: dict[str, Any], model: str) -> dict[str, Any]:
    """A whole answer."""
    taken, written = usage_of(reply, body)
    if vendor == "anthropic":
        return _anthropic(reply, model, {"input_tokens": taken, "output_tokens": written})
    if vendor == "openai":
        usage = {"prompt_tokens": taken, "completion_tokens": written, "total_tokens": taken + written}
        return _openai(reply, model, usage)
    return _google(reply, reply.text, model, (taken, written), last=True)


def frames(
    vendor: str, reply: Reply, body: dict[str, Any], model: str
) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """A stream: what comes before the text, its parts, and what comes after it."""
    make = {"anthropic": _anthropic_frames, "openai": _openai_frames, "google": _google_frames}[vendor]
    return make(reply, model, usage_of(reply, body))


def vectors(vendor: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Vectors whose values depend on the texts alone."""
    if vendor == "openai":
        data = [
            {"object": "embedding", "index": n, "embedding": _vector(t)} for n, t in enumerate(body["input"])
        ]
        tokens = sum(len(text) // 4 + 1 for text in body["input"])
        return {"object": "list", "data": data, "usage": {"prompt_tokens": tokens, "total_tokens": tokens}}
    if path.endswith(":predict"):
        texts = [instance["content"] for instance in body["instances"]]
        statistics = [{"token_count": len(text) // 4 + 1, "truncated": False} for text in texts]
        return {
            "predictions": [
                {"embeddings": {"values": _vector(text), "statistics": counted}}
                for text, counted in zip(texts, statistics, strict=True)
            ]
        }
    texts = ["".join(part["text"] for part in one["content"]["parts"]) for one in body["requests"]]
    return {"embeddings": [{"values": _vector(text)} for text in texts]}


def _vector(text: str) -> list[float]:
    return [float(len(text)), float(sum(text.encode()) % 97), 1.0]


def _anthropic(reply: Reply, model: str, usage: dict[str, int]) -> dict[str, Any]:
    content: list[dict[str, Any]] = [{"type": "text", "text": reply.text}] if reply.text else []
    if reply.tool:
        content.append({"type": "tool_use", "id": "toolu_1", "name": reply.tool[0], "input": reply.tool[1]})
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": model, "content": content}
    stop = reply.finish or ("refusal" if reply.refusal else "tool_use" if reply.tool else "end_turn")
    return (
        message | {"stop_reason": stop, "stop_sequence": None} | ({} if reply.no_usage else {"usage": usage})
    )


def _anthropic_frames(
    reply: Reply, model: str, usage: tuple[int, int]
) -> tuple[list[bytes], list[bytes], list[bytes]]:
    message = _anthropic(reply, model, {"input_tokens": usage[0], "output_tokens": 1})
    message |= {"content": [], "stop_reason": None}
    text = {"index": 0, "content_block": {"type": "text", "text": ""}}
    before = [_event("message_start", message=message), _event("content_block_start", **text), _event("ping")]
    parts = [
        _event("content_block_delta", index=0, delta={"type": "text_delta", "text": t}) for t in reply.parts
    ]
    after = [_event("content_block_stop", index=0)]
    if reply.tool:
        block: dict[str, Any] = {"type": "tool_use", "id": "toolu_1", "name": reply.tool[0], "input": {}}
        after.append(_event("content_block_start", index=1, content_block=block))
        for piece in _halves(json.dumps(reply.tool[1])):
            delta = {"type": "input_json_delta", "partial_json": piece}
            after.append(_event("content_block_delta", index=1, delta=delta))
        after.append(_event("content_block_stop", index=1))
    stop = _anthropic(reply, model, {})["stop_reason"]
    counted = {} if reply.no_usage else {"usage": {"output_tokens": usage[1]}}
    after.append(_event("message_delta", delta={"stop_reason": stop, "stop_sequence": None}, **counted))
    return before, parts, [*after, _event("message_stop")]


def _event(kind: str, **content: Any) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **content})}\n\n".encode()


def _openai(reply: Reply, model: str, usage: dict[str, int]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": reply.text or None}
    if reply.refusal:
        message |= {"content": None, "refusal": "I cannot help with that."}
    if reply.tool:
        message["tool_calls"] = [_openai_call(reply.tool[0], json.dumps(reply.tool[1]))]
    choice = {"index": 0, "message": message, "finish_reason": _openai_finish(reply)}
    answer = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": model}
    return answer | {"choices": [choice]} | ({} if reply.no_usage else {"usage": usage})


def _openai_call(name: str, arguments: str) -> dict[str, Any]:
    return {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}


def _openai_finish(reply: Reply) -> str:
    return reply.finish or ("tool_calls" if reply.tool else "stop")


def _openai_frames(
    reply: Reply, model: str, usage: tuple[int, int]
) -> tuple[list[bytes], list[bytes], list[bytes]]:
    common = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1700000000, "model": model}

    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        return _data(
            common | {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}], "usage": None}
        )

    before = [chunk({"role": "assistant", "content": ""})]
    parts = [chunk({"content": text}) for text in reply.parts]
    after = [chunk({"refusal": "I cannot help with that."})] if reply.refusal else []
    if reply.tool:
        first, second = _halves(json.dumps(reply.tool[1]))
        after.append(chunk({"tool_calls": [{"index": 0, **_openai_call(reply.tool[0], first)}]}))
        after.append(chunk({"tool_calls": [{"index": 0, "function": {"arguments": second}}]}))
    after.append(chunk({}, _openai_finish(reply)))
    if not reply.no_usage:
        counted = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
        after.append(_data(common | {"choices": [], "usage": counted}))
    return before, parts, [*after, b"data: [DONE]\n\n"]


def _google(reply: Reply, text: str, model: str, usage: tuple[int, int], *, last: bool) -> dict[str, Any]:
    if reply.refusal:
        return {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "modelVersion": model}
    parts: list[dict[str, Any]] = [{"text": text}] if text else []
    if reply.tool and last:
        parts.append({"functionCall": {"name": reply.tool[0], "args": reply.tool[1]}})
    candidate: dict[str, Any] = {"content": {"parts": parts, "role": "model"}, "index": 0}
    if last:
        candidate["finishReason"] = reply.finish or "STOP"
    counted: dict[str, Any] = {"promptTokenCount": usage[0]}
    if last:
        counted |= {"candidatesTokenCount": usage[1], "totalTokenCount": sum(usage)}
    answer = {"candidates": [candidate], "modelVersion": model}
    return answer | ({} if reply.no_usage else {"usageMetadata": counted})


def _google_frames(
    reply: Reply, model: str, usage: tuple[int, int]
) -> tuple[list[bytes], list[bytes], list[bytes]]:
    parts = [_data(_google(reply, text, model, usage, last=False)) for text in reply.parts]
    return [], [] if reply.refusal else parts, [_data(_google(reply, "", model, usage, last=True))]


def _data(content: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(content)}\n\n".encode()


def _halves(text: str) -> tuple[str, str]:
    return text[: len(text) // 2], text[len(text) // 2 :]
