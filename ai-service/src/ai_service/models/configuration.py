"""Lists the model providers that the settings configure: anthropic, openai, google, remote, local."""

from ai_service.models.domain import Provider, Remote, providers_of
from ai_service.models.keys import read_keys
from ai_service.settings import AiSettings


def configured_providers(settings: AiSettings) -> tuple[Provider, ...]:
    """Every known provider, configured or not. Raises SettingsError if AI_KEYS is malformed.

    The custom endpoint (REMOTE_LLM_URL) is listed only if the settings ask for it.
    """
    shared = read_keys(settings.ai_keys.get_secret_value()) if settings.ai_keys else {}
    remotes = [
        Remote("anthropic", settings.anthropic_model, "ANTHROPIC_API_KEY", bool(settings.anthropic_api_key)),
        Remote("openai", settings.openai_model, "OPENAI_API_KEY", bool(settings.openai_api_key)),
        Remote("google", settings.google_model, "GOOGLE_API_KEY", bool(settings.google_api_key)),
    ]
    remotes = [Remote(r.name, r.model, r.variable, r.is_set or r.name in shared) for r in remotes]
    if settings.remote_llm_url or settings.llm_mode == "remote":
        remotes.append(
            Remote("remote", settings.remote_model, "REMOTE_LLM_URL", bool(settings.remote_llm_url))
        )
    return providers_of(remotes, local_only=settings.llm_mode == "local")
