"""The options of a method as plain values."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import MethodDescriptor

from altsports.contract.comments import summary_of
from altsports.options.v1 import options_pb2

_WINDOWS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_DEFAULT_TIMEOUT_S = 10.0
_DEFAULT_STALE_S = 600.0


@dataclass(frozen=True)
class RateLimit:
    """A number of calls within a number of seconds."""

    limit: int
    window_s: int


@dataclass(frozen=True)
class CachePolicy:
    """How long an answer may be served from the cache."""

    ttl_s: float
    stale_s: float
    tags: tuple[str, ...]
    per_caller: bool


@dataclass(frozen=True)
class Alias:
    """Another path of a method."""

    verb: str
    path: str
    body: str
    """`form` if the body can only be a form. Otherwise empty."""
    bare: bool


@dataclass(frozen=True)
class HttpBinding:
    """The REST route of a method."""

    verb: str
    path: str
    body: str
    """`*` if the request is the JSON body. Otherwise empty."""
    aliases: tuple[Alias, ...]

    @property
    def path_fields(self) -> tuple[str, ...]:
        """The request fields in the path."""
        return tuple(re.findall(r"{(\w+)}", self.path))


@dataclass(frozen=True)
class Policy:
    """Who may call a method and what a call costs."""

    access: str
    """PUBLIC, OPTIONAL, REQUIRED or INTERNAL."""
    permissions: tuple[str, ...]
    role: str
    rate_limit: RateLimit | None
    rate_limit_bucket: str
    cache: CachePolicy | None
    envelope: bool
    data_field: str
    success_status: int
    quota_cost: int
    timeout_s: float
    retry_safe: bool
    form: bool
    unmetered: bool
    spends_tokens: bool
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class ToolSpec:
    """A method as a tool for agents."""

    name: str
    title: str
    description: str
    read_only: bool
    destructive: bool
    idempotent: bool
    open_world: bool
    example: Mapping[str, Any]
    hidden: bool
    only_in_toolset: bool
    result_field: str
    result_keep: tuple[str, ...]
    failure: str
    recovery: tuple[str, ...]
    related: tuple[str, ...]
    alternatives: tuple[str, ...]


def read_policy(method: MethodDescriptor) -> Policy:
    """Returns the policy of a method. Raises LookupError if it states none."""
    raw = method.GetOptions().Extensions[options_pb2.policy]
    if not raw.access:
        raise LookupError(f"{method.full_name} has no policy")
    return Policy(
        access=options_pb2.Policy.Access.Name(raw.access),
        permissions=tuple(raw.permissions),
        role=raw.role,
        rate_limit=parse_rate_limit(raw.rate_limit) if raw.rate_limit else None,
        rate_limit_bucket=raw.rate_limit_bucket,
        cache=_read_cache(raw.cache) if raw.HasField("cache") else None,
        envelope=raw.envelope,
        data_field=raw.data_field,
        success_status=raw.success_status or 200,
        quota_cost=raw.quota_cost if raw.HasField("quota_cost") else 1,
        timeout_s=_seconds(raw.timeout) or _DEFAULT_TIMEOUT_S,
        retry_safe=raw.retry_safe,
        form=raw.form,
        unmetered=raw.unmetered,
        spends_tokens=raw.spends_tokens,
        examples=tuple(json.loads(example) for example in raw.examples),
    )


def parse_rate_limit(text: str) -> RateLimit:
    """Parses a limit such as `5/minute`. Raises ValueError for anything else."""
    amount, _, window = text.partition("/")
    if window not in _WINDOWS or not amount.isdigit():
        raise ValueError(f"{text!r} is not a rate limit such as 5/minute")
    return RateLimit(int(amount), _WINDOWS[window])


def read_binding(method: MethodDescriptor, http: Any, policy: Policy) -> HttpBinding | None:
    """Returns the REST route of a method. None for internal methods."""
    rule = method.GetOptions().Extensions[http]
    verb = rule.WhichOneof("pattern")
    if verb is None or policy.access == "INTERNAL":
        return None
    raw = method.GetOptions().Extensions[options_pb2.policy]
    return HttpBinding(verb.upper(), getattr(rule, verb), rule.body, tuple(map(_read_alias, raw.aliases)))


def _read_alias(raw: Any) -> Alias:
    verb, _, path = raw.path.partition(" ")
    return Alias(verb, path, raw.body, raw.bare)


def read_tool(
    method: MethodDescriptor, prefix: str, comment: str, binding: HttpBinding | None
) -> ToolSpec | None:
    """Returns the tool of a method. None if it has no tool."""
    policy = method.GetOptions().Extensions[options_pb2.policy]
    if not policy.HasField("tool"):
        return None
    raw = policy.tool
    reads = raw.read_only if raw.HasField("read_only") else binding is not None and binding.verb == "GET"
    return ToolSpec(
        name=tool_name(prefix, method.name, raw.name),
        title=raw.title or summary_of(comment),
        description=raw.description or comment,
        read_only=reads,
        destructive=raw.destructive,
        idempotent=raw.idempotent or reads,
        open_world=raw.open_world,
        example=json.loads(raw.example or "{}"),
        hidden=raw.hidden,
        only_in_toolset=raw.only_in_toolset,
        result_field=raw.result_field,
        result_keep=tuple(raw.result_keep),
        failure=raw.failure,
        recovery=tuple(raw.recovery),
        related=tuple(raw.related),
        alternatives=tuple(raw.alternatives),
    )


def tool_name(prefix: str, method: str, given: str) -> str:
    """Returns the given name, or the name of the method in snake_case with the prefix of the package."""
    return given or "_".join(filter(None, (prefix, snake_case(method))))


def snake_case(name: str) -> str:
    """Returns "get_league" for "GetLeague"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _read_cache(raw: Any) -> CachePolicy:
    stale = _seconds(raw.stale) if raw.HasField("stale") else _DEFAULT_STALE_S
    return CachePolicy(_seconds(raw.ttl), stale, tuple(raw.tags), raw.per_caller)


def _seconds(duration: Any) -> float:
    return duration.seconds + duration.nanos / 1e9
