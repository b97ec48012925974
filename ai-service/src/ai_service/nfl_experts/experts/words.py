"""The text of reasonings and picks. It follows from the facts by rule."""

from dataclasses import dataclass
from typing import Literal

from ai_service.nfl_experts.betting.markets import Category, Side
from ai_service.nfl_experts.experts.domain import Expert, Opinion


@dataclass(frozen=True, slots=True)
class Reasoning:
    """A reasoning and its author: a rule, or a model that was given the same reasons."""

    text: str
    source: Literal["rule", "model"] = "rule"


def reasoning(expert: Expert, opinion: Opinion, category: Category) -> Reasoning:
    """Why an expert makes a pick, in its own voice, from the reasons of its opinion."""
    return Reasoning(f"{expert.voice} {'; '.join(opinion.reasons_for(category))}.")


def pick_text(side: Side, *, home: str, away: str, point: float | None = None) -> str:
    """The text of a pick: KC -2.5, BUF PK, over 47.5, KC. `point` is the home handicap of a spread."""
    if side in ("over", "under"):
        if point is None:
            raise ValueError("an over or under needs the points of the total")
        return f"{side} {point:g}"
    team = home if side == "home" else away
    if point is None:
        return team
    return handicap_text(team, point if side == "home" else -point)


def handicap_text(team: str, handicap: float) -> str:
    """A team with its handicap: KC -2.5, BUF +3, BUF PK."""
    return f"{team} {handicap:+g}" if handicap else f"{team} PK"
