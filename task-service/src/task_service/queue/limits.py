"""What the queue needs to know wherever runs enter it."""

from dataclasses import dataclass
from typing import Final

CHANNEL: Final = "task_queue"
"""The notification channel that wakes the workers."""


@dataclass(frozen=True, slots=True)
class Queue:
    """`per_user` is how many runs of one user are in the queue or with a worker at the same time."""

    per_user: int = 4
