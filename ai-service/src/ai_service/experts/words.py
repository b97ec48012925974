"""How an expert's reasoning and picks read; the text follows from the facts by rule, and says so."""

from dataclasses import dataclass
from typing import Literal

from ai_service.experts.domain import Category, Expert, Opinion, Side


@dataclass(frozen=True, slots=True)
class Reasoning:
    """A reasoning and who wrote it: a rule, or a model from the same reasons."""

    text: str
    source: Literal["rule", "model"] = "rule"


def reasoning(expert: Expert, opinion: Opinion, category: Category) -> Reasoning:
    """Why the expert thinks so, in its own voice, from the reasons of its opinion."""
    raise NotImplementedError


def pick_text(side: Side, *, home: str, away: str, point: float | None = None) -> str:
    """A pick as people write it: KC -2.5, BUF PK, over 47.5, KC. `point` is the home handicap of a spread."""
    raise NotImplementedError
