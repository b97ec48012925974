"""Which providers a task asks, in which order, and for which of their models: data, and its documentation.

`prefer` decides among the providers that are ready: the order of the table, the price of the model, or the
latency that was measured last. Providers that are not configured or cooling down are passed over.
"""

from dataclasses import dataclass
from typing import Final, Literal

Preference = Literal["order", "cost", "latency"]
ModelKind = Literal["default", "stream", "embedding"]

ORDER: Final = ("anthropic", "openai", "google", "remote")
"""The first choice, then the documented fallbacks. Your own endpoint is last, or first in LLM_MODE=remote."""


@dataclass(frozen=True, slots=True)
class Task:
    """How a task is routed."""

    prefer: Preference = "order"
    order: tuple[str, ...] = ORDER
    model: ModelKind = "default"


TASKS: Final = {
    "business_analysis": Task(),
    "partnership_analysis": Task(),
    "deep_analysis": Task(),
    "match_alert_advisory": Task(prefer="latency"),
    "analysis_stream": Task(model="stream"),
    "chat": Task(prefer="latency", model="stream"),
    "advisory": Task(prefer="latency", model="stream"),
    "summary": Task(prefer="cost"),
    "extraction": Task(prefer="cost"),
    "embedding": Task(order=("google", "openai", "remote"), model="embedding"),
}


def task_of(name: str) -> Task:
    """The row of a task. A task without a row follows the documented order."""
    return TASKS.get(name, Task())
