"""What a product passes to a model call, and what it gets back."""

import hashlib
from dataclasses import dataclass, field
from uuid import uuid4

import orjson

from ai_service.models.calls.accounts import Attempt, Settlement
from ai_service.models.providers.port import Answer, Delta, Prompt
from service_kit.caller import Caller, current_caller
from service_kit.errors import DomainError


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One call of a model.

    `task` names a row of the routing table, such as "business_analysis"; `endpoint` is the RPC or the kind of
    run that usage is attributed to. `provider` forces one provider: there is no fallback then. A request that
    is repeated with the same `call_id` is reserved and booked once.
    """

    prompt: Prompt
    task: str
    endpoint: str
    provider: str = ""
    call_id: str = field(default_factory=lambda: str(uuid4()))
    caller: Caller = field(default_factory=current_caller)

    @property
    def key(self) -> bytes:
        """Equal for requests of one caller that ask the same for the same purpose."""
        asked = [self.caller.principal, self.endpoint, self.task, self.provider, self.prompt]
        text = orjson.dumps(asked, default=str, option=orjson.OPT_NON_STR_KEYS)
        return hashlib.blake2b(text, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer, who gave it, what it cost, and every attempt that was made."""

    answer: Answer
    provider: str
    settlement: Settlement
    attempts: tuple[Attempt, ...]

    @property
    def local(self) -> bool:
        """Whether no model took part."""
        return self.provider == "local"


@dataclass(frozen=True, slots=True)
class Started:
    """An attempt begins: its number, counted from one, the provider and the model."""

    number: int
    provider: str
    model: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """The provider failed in the middle. The client drops the text so far; attempt `number` follows."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """The last event of a stream that succeeded."""

    completion: Completion


@dataclass(frozen=True, slots=True)
class Failed:
    """The last event of a stream that failed. `settlement` is None if nothing was reserved."""

    error: DomainError
    attempts: tuple[Attempt, ...] = ()
    settlement: Settlement | None = None


StreamEvent = Started | Delta | Restarted | Done | Failed
"""A stream is (Started Delta* Restarted)* Started Delta* and then exactly one Done or Failed."""
