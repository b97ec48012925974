"""The settings of the ai service: keys of the model providers, their models, and what the keeper runs."""

from typing import Literal

from pydantic import Field, SecretStr

from ai_service.models.budgets.settings import BudgetSettings
from service_kit.settings.mesh import MeshSettings, from_env


class AiSettings(BudgetSettings, MeshSettings):
    """Every key is optional. `ai_keys` holds several at once; a provider's own variable takes precedence.

    `ai_live_seasons` is the number of seasons with a live book, counted back from the current one.
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
    openai_model: str = "gpt-4"
    google_model: str = "gemini-2.5-pro"
    remote_model: str = "default"

    llm_mode: Literal["remote", "local"] | None = None
    remote_llm_url: str | None = None

    ai_live_seasons: int = Field(default=2, ge=1, le=50)
    ai_demo_replay_speed: float | None = Field(default=None, ge=0)
