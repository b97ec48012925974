"""Which providers can answer, and what a person has to set for the others."""

import os
import subprocess
import sys

import pytest

from ai_service.models.configuration import members_of
from ai_service.models.providers.errors import ProviderRateLimited
from ai_service.models.providers.failures import Report, error_of
from service_kit.caller import ANONYMOUS, service_caller
from service_kit.settings.files import SettingsError

LIST = "/altsports.ai.v1.ModelService/ListProviders"
DIAGNOSTICS = "/altsports.mesh.v1.DiagnosticsService/GetDiagnostics"
GATEWAY = service_caller("gateway")


def _available(answer) -> list[str]:
    return [provider["name"] for provider in answer["providers"] if provider["available"]]


async def test_without_keys_only_the_local_provider_answers_and_the_others_say_what_to_set(ask, settings):
    answer = await ask(settings(), LIST, ANONYMOUS)
    assert [(p["name"], p["reason"]) for p in answer["providers"]] == [
        ("anthropic", "Set ANTHROPIC_API_KEY"),
        ("openai", "Set OPENAI_API_KEY"),
        ("google", "Set GOOGLE_API_KEY"),
        ("local", ""),
    ]
    assert answer["limited"] is True
    assert [p["name"] for p in answer["providers"] if p["local"]] == ["local"]


@pytest.mark.parametrize(
    ("variable", "provider"),
    [
        ("ANTHROPIC_API_KEY", "anthropic"),
        ("ANTHROPIC_KEY", "anthropic"),
        ("OPENAI_API_KEY", "openai"),
        ("OPENAI_KEY", "openai"),
        ("openai_key", "openai"),
        ("GOOGLE_API_KEY", "google"),
        ("GOOGLE_KEY", "google"),
    ],
)
async def test_a_key_under_any_of_its_names_makes_its_provider_available(ask, settings, variable, provider):
    answer = await ask(settings(**{variable: "some-key"}), LIST, ANONYMOUS)
    assert _available(answer) == [provider, "local"]
    assert answer["limited"] is False


@pytest.mark.parametrize(
    ("text", "providers"),
    [
        ('{"openai": "a", "google_key": "b"}', ["openai", "google"]),
        ("openai=a, anthropic_api_key=b", ["anthropic", "openai"]),
        ("sk-ant-1,sk-2,AIza3", ["anthropic", "openai", "google"]),
        ("", []),
    ],
)
async def test_keys_of_several_providers_come_in_one_variable(ask, settings, text, providers):
    assert _available(await ask(settings(AI_KEYS=text), LIST, ANONYMOUS)) == [*providers, "local"]


@pytest.mark.parametrize("text", ["{", '{"openai": 5}', "mistral=hidden-key", "hidden-key", '["hidden-key"]'])
async def test_keys_that_cannot_be_read_are_refused_without_showing_them(ask, settings, text):
    with pytest.raises(SettingsError, match="AI_KEYS") as caught:
        await ask(settings(AI_KEYS=text), LIST, ANONYMOUS)
    assert "hidden-key" not in str(caught.value)


async def test_an_endpoint_of_ones_own_comes_after_the_known_ones(ask, settings):
    answer = await ask(settings(REMOTE_LLM_URL="http://models.test"), LIST, ANONYMOUS)
    assert [p["name"] for p in answer["providers"]][-2:] == ["remote", "local"]
    assert _available(answer) == ["remote", "local"]


async def test_remote_mode_without_an_address_says_so(ask, settings):
    answer = await ask(settings(LLM_MODE="remote"), LIST, ANONYMOUS)
    assert ("remote", "Set REMOTE_LLM_URL") in [(p["name"], p["reason"]) for p in answer["providers"]]


async def test_local_mode_keeps_everything_on_the_machine_whatever_keys_there_are(ask, settings):
    answer = await ask(settings(LLM_MODE="local", OPENAI_API_KEY="k"), LIST, ANONYMOUS)
    assert _available(answer) == ["local"]
    assert answer["limited"] is True


async def test_without_keys_the_service_is_limited_and_not_down(ask, settings):
    (check,) = (await ask(settings(), DIAGNOSTICS, GATEWAY))["checks"]
    assert (check["name"], check["status"]) == ("providers", "limited")
    assert check["recovery"] == "Set ANTHROPIC_API_KEY; or Set OPENAI_API_KEY; or Set GOOGLE_API_KEY"


async def test_with_a_key_the_service_is_healthy(ask, settings):
    (check,) = (await ask(settings(GOOGLE_API_KEY="k"), DIAGNOSTICS, GATEWAY))["checks"]
    assert (check["status"], check["details"]) == ("healthy", {"available": ["google", "local"]})


def test_a_key_is_not_shown_with_the_settings(settings):
    assert "hidden" not in repr(settings(OPENAI_API_KEY="hidden", AI_KEYS="google=hidden"))


async def test_remote_mode_asks_the_own_endpoint_first(ask, settings):
    answer = await ask(
        settings(LLM_MODE="remote", REMOTE_LLM_URL="http://models.test", OPENAI_API_KEY="k"), LIST, ANONYMOUS
    )
    assert answer["providers"][0]["name"] == "remote"
    assert _available(answer) == ["remote", "openai", "local"]


async def test_a_project_makes_google_available_through_vertex(ask, settings):
    answer = await ask(settings(GOOGLE_CLOUD_PROJECT="my-project"), LIST, ANONYMOUS)
    assert _available(answer) == ["google", "local"]


def test_no_sdk_is_imported_before_a_provider_is_asked():
    code = (
        "import sys; from ai_service.models.configuration import members_of\n"
        "from ai_service.settings import AiSettings\n"
        "assert len(members_of(AiSettings.read())) == 3;"
        "print(*{name.partition('.')[0] for name in sys.modules} & {'anthropic', 'openai', 'httpx2'},"
        " *('google.genai' in sys.modules and ['google.genai'] or []))"
    )
    environment = {**os.environ, "AI_KEYS": "anthropic=a,openai=b,google=c"}
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == ""


def test_a_rate_that_cannot_be_read_is_refused(settings):
    with pytest.raises(SettingsError, match="AI_PROVIDER_RATES: not a rate: 'fast'"):
        members_of(settings(OPENAI_API_KEY="k", AI_PROVIDER_RATES='{"openai": "fast"}'))


async def test_a_provider_that_cools_down_is_reported(ask, settings):
    configured = settings(OPENAI_API_KEY="k")
    members = members_of(configured)
    error = error_of("OpenAI", Report(429, message="slow down", retry_after_s=30.0))
    assert isinstance(error, ProviderRateLimited)
    members[0].health.failed(error)
    shown = next(
        p for p in (await ask(configured, LIST, ANONYMOUS, members))["providers"] if p["name"] == "openai"
    )
    assert (shown["state"], shown["last_error"], shown["ready_in_s"]) == (
        "cooling_down",
        "PROVIDER_RATE_LIMITED",
        30,
    )
    (check,) = (await ask(configured, DIAGNOSTICS, GATEWAY, members))["checks"]
    assert (check["status"], check["error"]) == ("limited", "No model provider is ready")
    assert check["details"]["cooling_down"]["openai"]["error"] == "PROVIDER_RATE_LIMITED"
