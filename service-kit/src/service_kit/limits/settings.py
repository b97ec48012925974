"""Settings of the limits and quotas of each tier."""

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, create_model

from altsports.contract.plans import PLANS, PlanTerms
from service_kit.limits.plans import Plan, Plans
from service_kit.limits.rates import Rate


def _fields_of(plan: PlanTerms) -> dict[str, Any]:
    """The fields of a tier: `limit_basic` is ALTSPORTS_LIMIT_BASIC, and so on."""
    return {
        f"limit_{plan.tier}": _field(str, plan.rate_limit, f"LIMIT_{plan.tier}"),
        f"quota_{plan.tier}_api_calls": _field(int, plan.monthly_api_calls, f"QUOTA_{plan.tier}_API_CALLS"),
        f"quota_{plan.tier}_ai_tokens": _field(int, plan.monthly_ai_tokens, f"QUOTA_{plan.tier}_AI_TOKENS"),
    }


def _field(kind: type, default: str | int, name: str) -> Any:
    least = 0 if kind is int else None
    return kind, Field(default=default, ge=least, validation_alias=f"ALTSPORTS_{name.upper()}")


if TYPE_CHECKING:
    _TierSettings = BaseModel
else:
    _TierSettings = create_model(
        "_TierSettings", **{name: field for plan in PLANS for name, field in _fields_of(plan).items()}
    )


class LimitSettings(_TierSettings):
    """Mixed into the settings of a process that limits. Rates are written like "100/minute" or "none";
    a quota of 0 means no limit."""

    limit_anonymous: str = Field(default="100/minute", validation_alias="ALTSPORTS_LIMIT_ANONYMOUS")
    limit_routes: dict[str, str] = Field(
        default_factory=dict[str, str],
        validation_alias="ALTSPORTS_LIMIT_ROUTES",
        description='JSON: the limit of single routes, such as {"GET /api/v1/leagues/search": "5/minute"}.',
    )

    def plans(self) -> Plans:
        """The tiers, cheapest first. Raises ValueError if a rate is invalid."""
        return Plans(
            tiers=tuple(self._plan(plan.tier) for plan in PLANS),
            anonymous=_rate(self.limit_anonymous),
            routes={route: _rate(text) for route, text in self.limit_routes.items()},
        )

    def _plan(self, tier: str) -> Plan:
        rate: str = getattr(self, f"limit_{tier}")
        api_calls: int = getattr(self, f"quota_{tier}_api_calls")
        ai_tokens: int = getattr(self, f"quota_{tier}_ai_tokens")
        return Plan(tier, _rate(rate), api_calls, ai_tokens)


def _rate(text: str) -> Rate | None:
    return None if text.strip().lower() == "none" else Rate.parse(text)
