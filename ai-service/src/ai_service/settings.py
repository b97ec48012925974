"""The settings of the ai service: keys of the model providers, their models, and what the keeper runs."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from ai_service.match_engine.settings import EngineSettings
from service_kit.files.settings import FileSettings
from service_kit.limits.settings import LimitSettings
from service_kit.settings.mesh import from_env


def _none(value: object) -> object:
    return None if isinstance(value, str) and value.strip().lower() == "none" else value


Usd = Annotated[
    Annotated[Decimal, Field(ge=0, le=1_000_000_000, decimal_places=6)] | None, BeforeValidator(_none)
]
"""US dollars a month; "none" means no limit."""


class OwnPrice(BaseModel):
    """A price of your own, in US dollars per million tokens."""

    model_config = ConfigDict(extra="forbid")

    input: Decimal = Field(ge=0, le=100_000, max_digits=12, decimal_places=6)
    output: Decimal = Field(ge=0, le=100_000, max_digits=12, decimal_places=6)


class AiSettings(LimitSettings, FileSettings, EngineSettings):
    """Every key is optional. `ai_keys` holds several at once; a provider's own variable takes precedence.

    The models are the documented ones; a vendor retires models, so set those that your account has. With
    `google_cloud_project`, Google's models are asked through Vertex AI, as the service account of
    `google_credentials_file` or of the environment. `ai_provider_rates` holds the rate that each account
    allows, such as {"anthropic": "50/minute"}: further requests wait in line.

    `ai_budget_*` are monthly budgets of the platform, and of each account by its tier; what an administrator
    sets takes precedence. `ai_live_seasons` is the number of seasons with a live book, counted back from the
    current one.
    `ai_demo_replay_speed` is the speed of the demo's replay; 0 turns it off. If it is not set, the replay
    runs in development only.
    """

    anthropic_api_key: SecretStr | None = Field(
        default=None, validation_alias=from_env("ANTHROPIC_API_KEY", "ANTHROPIC_KEY")
    )
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=from_env("OPENAI_API_KEY", "OPENAI_KEY")
    )
    google_api_key: SecretStr | None = Field(
        default=None, validation_alias=from_env("GOOGLE_API_KEY", "GOOGLE_KEY")
    )
    ai_keys: SecretStr | None = None

    anthropic_model: str = "claude-3-opus-20240229"
    anthropic_stream_model: str = "claude-3-sonnet-20240229"
    openai_model: str = "gpt-4"
    openai_embedding_model: str = "text-embedding-3-small"
    google_model: str = "gemini-2.5-pro"
    google_embedding_model: str = Field(
        default="gemini-embedding-001",
        validation_alias=from_env("GOOGLE_EMBEDDING_MODEL", "VERTEX_EMBEDDING_ENDPOINT"),
    )
    remote_model: str = "default"
    remote_embedding_model: str = ""

    anthropic_base_url: str | None = None
    openai_base_url: str | None = None
    google_base_url: str | None = None
    google_cloud_project: str = Field(
        default="", validation_alias=from_env("GOOGLE_CLOUD_PROJECT", "GCP_PROJECT_ID")
    )
    google_cloud_location: str = Field(
        default="global", validation_alias=from_env("GOOGLE_CLOUD_LOCATION", "GCP_REGION")
    )
    google_credentials_file: str = Field(
        default="", validation_alias=from_env("GOOGLE_APPLICATION_CREDENTIALS", "GCP_SERVICE_ACCOUNT_FILE")
    )

    ai_embeddings: Literal["auto", "local", "openai", "google", "remote"] = "auto"

    llm_mode: Literal["remote", "local"] | None = None
    remote_llm_url: str | None = None
    remote_llm_key: SecretStr | None = None
    llm_timeout_s: float = Field(default=60.0, gt=0, le=600, validation_alias="LLM_TIMEOUT")
    ai_provider_rates: dict[str, str] = Field(default_factory=dict[str, str])

    ai_budget_platform_usd: Usd = Decimal(500)
    ai_budget_basic_usd: Usd = Decimal(10)
    ai_budget_pro_usd: Usd = Decimal(100)
    ai_budget_enterprise_usd: Usd = None
    ai_prices: dict[str, OwnPrice] = Field(
        default_factory=dict[str, OwnPrice],
        description='JSON: {"remote/*": {"input": 0, "output": 0}}, in US dollars per million tokens.',
    )

    analyses_store: Literal["postgres", "firestore"] = "postgres"
    gcp_project_id: str | None = Field(
        default=None, validation_alias=from_env("GCP_PROJECT_ID", "GOOGLE_CLOUD_PROJECT")
    )
    firestore_emulator_host: str | None = None

    ai_live_seasons: int = Field(default=2, ge=1, le=50)
    ai_demo_replay_speed: float | None = Field(default=None, ge=0)
