"""Google's models, through the `google-genai` SDK: Gemini with a key, Vertex AI with a project."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final, cast

import orjson

from ai_service.models.providers.counting import estimated_embedding_usage
from ai_service.models.providers.failures import Report, error_of, unparseable
from ai_service.models.providers.port import Embeddings, Message, Prompt, ToolCall, Usage
from ai_service.models.providers.reading import Reading
from ai_service.models.providers.vendor import Vendor
from ai_service.models.providers.wire import Target

_REFUSED: Final = ("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY")
_NOT_ACCEPTED: Final = Report(401, "authentication_error", "the service account is not accepted")
_MOST_TEXTS: Final = {False: 100, True: 250}
"""Texts in one request for embeddings, of Gemini and of Vertex AI."""


class GoogleProvider(Vendor):
    """With `project`, requests go to Vertex AI: with the key if there is one, else as the service account."""

    name: str = "google"
    label: ClassVar[str] = "Google"

    def __init__(
        self,
        api_key: str,
        *,
        timeout_s: float,
        base_url: str | None = None,
        project: str = "",
        location: str = "",
        credentials_file: str = "",
    ) -> None:
        super().__init__(timeout_s=timeout_s)
        self._api_key, self._base_url = api_key, base_url
        self._targets: dict[tuple[str, str], Target] = {}
        self._project, self._location, self._credentials_file = project, location, credentials_file

    async def embed(self, texts: Sequence[str], model: str) -> Embeddings:
        vectors: list[tuple[float, ...]] = []
        used = 0
        most = _MOST_TEXTS[bool(self._project)]
        async with self._errors():
            for start in range(0, len(texts), most):
                part = list(texts[start : start + most])
                found, tokens = await self._embed_part(part, model)
                vectors += found
                used += tokens
        if len(vectors) != len(texts):
            raise unparseable(self.label, f"{len(vectors)} vectors for {len(texts)} texts")
        return Embeddings(tuple(vectors), model, Usage(used) if used else estimated_embedding_usage(texts))

    async def _embed_part(self, texts: list[str], model: str) -> tuple[list[tuple[float, ...]], int]:
        if self._project:
            body: dict[str, Any] = {"instances": [{"content": text} for text in texts]}
            answer = await self._ask(await self._target_for(model, "predict"), body)
            found = [prediction["embeddings"] for prediction in answer["predictions"]]
            tokens = sum(int(item.get("statistics", {}).get("token_count") or 0) for item in found)
        else:
            name = f"models/{model}"
            requests = [{"model": name, "content": {"parts": [{"text": text}]}} for text in texts]
            target = await self._target_for(model, "batchEmbedContents")
            answer = await self._ask(target, {"requests": requests})
            found, tokens = answer["embeddings"], 0
        return [tuple(map(float, item["values"])) for item in found], tokens

    def _make_client(self) -> Any:
        from google.genai import Client, types  # noqa: PLC0415 - takes 66 MB and a second

        client = cast("Any", Client)
        options = types.HttpOptions(base_url=self._base_url)
        if not self._project:
            return client(api_key=self._api_key, vertexai=False, http_options=options)
        if self._api_key:
            return client(vertexai=True, api_key=self._api_key, http_options=options)
        return client(
            vertexai=True,
            project=self._project,
            location=self._location,
            credentials=_credentials(self._credentials_file),
            http_options=options,
        )

    async def _close(self, client: Any) -> None:
        await client.aio.aclose()
        client.close()

    async def _target(self, model: str, *, stream: bool) -> Target:
        verb = "streamGenerateContent?alt=sse" if stream else "generateContent"
        return await self._target_for(model, verb)

    async def _target_for(self, model: str, verb: str) -> Target:
        """What the SDK's client prepares. It has no public way to that."""
        api = (await self._client())._api_client
        target = self._targets.get((model, verb))
        if target is None:
            path = f"publishers/google/models/{model}" if self._project else f"models/{model}"
            request = api._build_request("post", f"{path}:{verb}", {})
            target = self._targets[model, verb] = Target(request.url, request.headers)
        if not self._project or self._api_key:
            return target
        return Target(target.url, {**target.headers, **await self._signed(api)})

    async def _signed(self, api: Any) -> dict[str, str]:
        """The token of the service account, which the SDK renews."""
        from google.auth.exceptions import GoogleAuthError  # noqa: PLC0415

        try:
            token = await api._async_access_token()
        except GoogleAuthError as error:
            raise error_of(self.label, _NOT_ACCEPTED) from error
        project = api._credentials.quota_project_id
        return {"Authorization": f"Bearer {token}"} | ({"x-goog-user-project": project} if project else {})

    def _body(self, prompt: Prompt, model: str, *, stream: bool) -> dict[str, Any]:  # noqa: ARG002 - in the path
        config: dict[str, Any] = {"maxOutputTokens": prompt.max_tokens, "temperature": prompt.temperature}
        if prompt.schema is not None:
            config |= {"responseMimeType": "application/json", "responseJsonSchema": prompt.schema}
        body: dict[str, Any] = {"contents": _contents(prompt.messages), "generationConfig": config}
        if prompt.system:
            body["systemInstruction"] = {"parts": [{"text": prompt.system}]}
        if prompt.tools:
            tools = [
                {"name": t.name, "description": t.description, "parametersJsonSchema": t.parameters}
                for t in prompt.tools
            ]
            body["tools"] = [{"functionDeclarations": tools}]
        return body

    def _reading(self, prompt: Prompt) -> Reading:
        return _Reading(prompt)


def _credentials(file: str) -> Any:
    """The service account of a key file; None for the environment's own (workload identity, gcloud)."""
    if not file:
        return None
    from google.oauth2 import service_account  # noqa: PLC0415

    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
    return service_account.Credentials.from_service_account_file(file, scopes=scopes)  # pyright: ignore


def _contents(messages: Sequence[Message]) -> list[dict[str, Any]]:
    names = {call.id: call.name for message in messages for call in message.calls}
    return [_content(message, names) for message in messages]


def _content(message: Message, names: dict[str, str]) -> dict[str, Any]:
    if message.role == "tool":
        result = {"name": names.get(message.call_id, message.call_id), "response": {"result": message.text}}
        return {"role": "user", "parts": [{"functionResponse": result}]}
    parts: list[dict[str, Any]] = [{"text": message.text}] if message.text else []
    parts += [{"functionCall": _call(call)} for call in message.calls]
    return {"role": "model" if message.role == "assistant" else "user", "parts": parts}


def _parts(candidate: dict[str, Any]) -> list[Any]:
    content = candidate.get("content")
    return (content.get("parts") or []) if content else []


def _call(call: ToolCall) -> dict[str, Any]:
    return {"name": call.name, "args": dict(call.arguments)}


class _Reading(Reading):
    _calls_seen = 0

    def whole(self, answer: dict[str, Any]) -> None:
        self.frame(answer)

    def frame(self, frame: dict[str, Any]) -> str:
        self.model = str(frame.get("modelVersion") or self.model)
        self._use(frame.get("usageMetadata"))
        if frame.get("promptFeedback", {}).get("blockReason"):
            self._stop("SAFETY")
            return ""
        text = ""
        for candidate in cast("list[Any]", frame.get("candidates") or []):
            for part in _parts(candidate):
                text += self._part(part)
            if candidate.get("finishReason"):
                self._stop(candidate["finishReason"])
        return text

    def _part(self, part: dict[str, Any]) -> str:
        call = part.get("functionCall")
        if call is not None:
            self._calls_seen += 1
            arguments = orjson.dumps(call.get("args") or {}).decode()
            self.call(self._calls_seen, id=f"call_{self._calls_seen}", name=call["name"], arguments=arguments)
            return ""
        if "text" not in part or part.get("thought"):
            return ""
        return self.write(part["text"])

    def _stop(self, reason: str) -> None:
        self.complete = True
        self.finish = "refusal" if reason in _REFUSED else "length" if reason == "MAX_TOKENS" else "stop"

    def _use(self, usage: Any) -> None:
        if usage:
            written = int(usage.get("candidatesTokenCount") or 0) + int(usage.get("thoughtsTokenCount") or 0)
            self.usage = Usage(int(usage.get("promptTokenCount") or 0), written)
