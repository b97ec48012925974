"""Which providers to ask for a task, best first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ai_service.models.providers.port import Provider
from ai_service.models.routing.health import Health
from ai_service.models.routing.pace import Pace
from ai_service.models.routing.tasks import ModelKind, Task, task_of
from service_kit.errors import InvalidArgument

PriceOf = Callable[[str, str], Decimal]
"""The price of a thousand input and a thousand output tokens of a provider's model."""


class ProviderNotAvailable(InvalidArgument):
    """The provider that the caller forces is not configured, or does not exist."""

    reason = "PROVIDER_NOT_AVAILABLE"


@dataclass(slots=True)
class Member:
    """A provider that is configured, the models that it is asked for, and how it is doing."""

    provider: Provider
    models: dict[ModelKind, str]
    health: Health = field(default_factory=Health)
    pace: Pace | None = None

    @property
    def name(self) -> str:
        return self.provider.name

    def model(self, kind: ModelKind) -> str:
        return self.models.get(kind) or self.models.get("default", "")


class Router:
    """The providers that can answer. Unless it is forced, the local one only answers without any other."""

    def __init__(
        self, members: Sequence[Member], *, local: Member, price_of: PriceOf, first: str = ""
    ) -> None:
        """`first` names a provider that precedes the order of every task."""
        self.members = {member.name: member for member in members}
        self.local = local
        self._price_of = price_of
        self._first = first

    def route(self, task_name: str, *, forced: str = "") -> list[tuple[Member, str]]:
        """The providers with their models, best first. Raises ProviderNotAvailable."""
        task = task_of(task_name)
        if forced:
            return [self._pair(self._forced(forced), task)]
        found = [self.members[name] for name in task.order if name in self.members]
        if not found:
            return [self._pair(self.local, task)]
        found.sort(key=lambda member: self._rank(member, task))
        return [self._pair(member, task) for member in found]

    def embedder(self, wanted: str = "auto") -> tuple[Member, str]:
        """The provider whose vectors are stored: the same for the same settings, whatever its health."""
        for name in task_of("embedding").order if wanted == "auto" else (wanted,):
            member = self.members.get(name)
            if member is not None and (model := member.models.get("embedding")):
                return member, model
        return self.local, "hashed-words-1"

    def _pair(self, member: Member, task: Task) -> tuple[Member, str]:
        return member, member.model(task.model)

    def _forced(self, name: str) -> Member:
        member = self.local if name == self.local.name else self.members.get(name)
        if member is None:
            known = ", ".join([*self.members, self.local.name])
            raise ProviderNotAvailable(
                f"The provider {name} is not available; use one of: {known}",
                recovery=["GET /api/v1/ai/providers shows which setting makes a provider available"],
                provider=name,
            )
        return member

    def _rank(self, member: Member, task: Task) -> tuple[bool, bool, Decimal | float, int]:
        """Ready ones first; then the first choice; then what the task prefers; then the order."""
        place = task.order.index(member.name)
        value: Decimal | float = 0.0
        if task.prefer == "cost":
            value = self._price_of(member.name, member.model(task.model))
        elif task.prefer == "latency":
            value = member.health.latency_s or 0.0  # one that was never measured is tried
        return member.health.state != "ready", member.name != self._first, value, place
