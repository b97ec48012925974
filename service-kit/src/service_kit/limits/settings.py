"""The limits and quotas of each tier, as an operator sets them."""

from pydantic import BaseModel, Field

from service_kit.limits.plans import Plan, Plans
from service_kit.limits.rates import Rate


class LimitSettings(BaseModel):
    """Mixed into the settings of a process that limits. Rates are written like "100/minute" or "none";
    a quota of 0 means no limit."""

    limit_basic: str = Field("100/minute", validation_alias="ALTSPORTS_LIMIT_BASIC")
    limit_pro: str = Field("1000/minute", validation_alias="ALTSPORTS_LIMIT_PRO")
    limit_enterprise: str = Field("none", validation_alias="ALTSPORTS_LIMIT_ENTERPRISE")
    limit_anonymous: str = Field("100/minute", validation_alias="ALTSPORTS_LIMIT_ANONYMOUS")
    limit_routes: dict[str, str] = Field(
        default_factory=dict[str, str],
        validation_alias="ALTSPORTS_LIMIT_ROUTES",
        description='JSON: the limit of single routes, such as {"GET /api/v1/leagues/search": "5/minute"}.',
    )
    quota_basic_api_calls: int = Field(50_000, ge=0, validation_alias="ALTSPORTS_QUOTA_BASIC_API_CALLS")
    quota_pro_api_calls: int = Field(1_000_000, ge=0, validation_alias="ALTSPORTS_QUOTA_PRO_API_CALLS")
    quota_enterprise_api_calls: int = Field(0, ge=0, validation_alias="ALTSPORTS_QUOTA_ENTERPRISE_API_CALLS")
    quota_basic_ai_tokens: int = Field(200_000, ge=0, validation_alias="ALTSPORTS_QUOTA_BASIC_AI_TOKENS")
    quota_pro_ai_tokens: int = Field(5_000_000, ge=0, validation_alias="ALTSPORTS_QUOTA_PRO_AI_TOKENS")
    quota_enterprise_ai_tokens: int = Field(0, ge=0, validation_alias="ALTSPORTS_QUOTA_ENTERPRISE_AI_TOKENS")

    def plans(self) -> Plans:
        """The tiers, cheapest first. ValueError when a rate cannot be read."""
        return Plans(
            tiers=(
                Plan(
                    "basic", _rate(self.limit_basic), self.quota_basic_api_calls, self.quota_basic_ai_tokens
                ),
                Plan("pro", _rate(self.limit_pro), self.quota_pro_api_calls, self.quota_pro_ai_tokens),
                Plan(
                    "enterprise",
                    _rate(self.limit_enterprise),
                    self.quota_enterprise_api_calls,
                    self.quota_enterprise_ai_tokens,
                ),
            ),
            anonymous=_rate(self.limit_anonymous),
            routes={route: _rate(text) for route, text in self.limit_routes.items()},
        )


def _rate(text: str) -> Rate | None:
    return None if text.strip().lower() == "none" else Rate.parse(text)
