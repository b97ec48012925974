"""Lists the model providers that the settings configure: anthropic, openai, google, remote, local."""

from collections.abc import Callable, Mapping

from ai_service.models.domain import Availability, Remote, providers_of
from ai_service.models.keys import read_keys
from ai_service.models.providers.anthropic import AnthropicProvider
from ai_service.models.providers.google import GoogleProvider
from ai_service.models.providers.openai import OpenAIProvider
from ai_service.models.providers.port import Provider
from ai_service.models.routing.pace import Pace, parse_rate
from ai_service.models.routing.router import Member
from ai_service.models.routing.tasks import ModelKind
from ai_service.settings import AiSettings
from service_kit.settings.files import SettingsError

Wrap = Callable[[Provider], Provider]


def configured_providers(settings: AiSettings) -> tuple[Availability, ...]:
    """Every known provider, configured or not. Raises SettingsError if AI_KEYS is malformed.

    The custom endpoint (REMOTE_LLM_URL) is listed only if the settings ask for it.
    """
    keys = keys_of(settings)
    remotes = [
        Remote("anthropic", settings.anthropic_model, "ANTHROPIC_API_KEY", "anthropic" in keys),
        Remote("openai", settings.openai_model, "OPENAI_API_KEY", "openai" in keys),
        Remote("google", settings.google_model, "GOOGLE_API_KEY", _has_google(settings, keys)),
    ]
    if settings.remote_llm_url or settings.llm_mode == "remote":
        remote = Remote("remote", settings.remote_model, "REMOTE_LLM_URL", bool(settings.remote_llm_url))
        remotes.insert(0 if settings.llm_mode == "remote" else len(remotes), remote)
    return providers_of(remotes, local_only=settings.llm_mode == "local")


def members_of(settings: AiSettings, wrap: Wrap = lambda provider: provider) -> list[Member]:
    """The configured providers that are not local. No SDK is imported before a provider is asked.

    `wrap` puts something in front of each, such as a drill that makes it fail.
    """
    if settings.llm_mode == "local":
        return []
    keys, timeout_s = keys_of(settings), settings.llm_timeout_s
    providers: list[Provider] = []
    if "anthropic" in keys:
        url = settings.anthropic_base_url
        providers.append(AnthropicProvider(keys["anthropic"], timeout_s=timeout_s, base_url=url))
    if "openai" in keys:
        url = settings.openai_base_url
        providers.append(OpenAIProvider(keys["openai"], timeout_s=timeout_s, base_url=url))
    if _has_google(settings, keys):
        providers.append(_google(settings, keys.get("google", "")))
    if settings.remote_llm_url:
        key = settings.remote_llm_key.get_secret_value() if settings.remote_llm_key else ""
        url = settings.remote_llm_url
        providers.append(OpenAIProvider(key, timeout_s=timeout_s, base_url=url, name="remote"))
    return [_member(settings, wrap(provider)) for provider in providers]


def keys_of(settings: AiSettings) -> dict[str, str]:
    """The keys by provider; a provider's own variable precedes AI_KEYS. Raises SettingsError."""
    keys = read_keys(settings.ai_keys.get_secret_value()) if settings.ai_keys else {}
    own = {
        "anthropic": settings.anthropic_api_key,
        "openai": settings.openai_api_key,
        "google": settings.google_api_key,
    }
    return keys | {name: key.get_secret_value() for name, key in own.items() if key}


def _has_google(settings: AiSettings, keys: Mapping[str, str]) -> bool:
    return "google" in keys or bool(settings.google_cloud_project)


def _google(settings: AiSettings, key: str) -> GoogleProvider:
    return GoogleProvider(
        key,
        timeout_s=settings.llm_timeout_s,
        base_url=settings.google_base_url,
        project=settings.google_cloud_project,
        location=settings.google_cloud_location,
        credentials_file=settings.google_credentials_file,
    )


def _member(settings: AiSettings, provider: Provider) -> Member:
    models: dict[str, dict[ModelKind, str]] = {
        "anthropic": {"default": settings.anthropic_model, "stream": settings.anthropic_stream_model},
        "openai": {"default": settings.openai_model, "embedding": settings.openai_embedding_model},
        "google": {"default": settings.google_model, "embedding": settings.google_embedding_model},
        "remote": {"default": settings.remote_model, "embedding": settings.remote_embedding_model},
    }
    return Member(provider, models[provider.name], pace=_pace(settings.ai_provider_rates.get(provider.name)))


def _pace(rate: str | None) -> Pace | None:
    if rate is None:
        return None
    try:
        return Pace(parse_rate(rate))
    except ValueError as error:
        raise SettingsError(f"AI_PROVIDER_RATES: {error}") from None
