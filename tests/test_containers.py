"""The images and the composition promise what a host of containers relies on."""

import re
from pathlib import Path

import pytest
import yaml

from service_kit.settings.areas import AREAS, WORKER

ROOT = Path(__file__).parents[1]
PROCESSES = (*AREAS, WORKER)
MEMBERS = {
    **{f"{area}-service": f"{area}_service" for area in AREAS},
    "mcp-service": "mcp_service",
    "gateway": "gateway_service",
}
# What the composition settles itself, and what is of no use in a container that may not write.
SETTLED = {
    *("ALTSPORTS_HOME", "ALTSPORTS_HOST", "ALTSPORTS_MCP_URL", "PORT", "REDIS_URL", "DEBUG", "LOG_FILE"),
    *(f"ALTSPORTS_{area.upper()}_ADDRESS" for area in PROCESSES),
    *("DATABASE_URL", *(f"{area.upper()}_DATABASE_URL" for area in AREAS)),
    *(f"DB_{part}" for part in ("HOST", "PORT", "USER", "PASSWORD", "NAME")),
    "ALTSPORTS_METRICS_HOST",  # every container has a network of its own
    *("JWT_PRIVATE_KEY_PATH", "JWT_PUBLIC_KEY_PATH"),
    *("ALTSPORTS_TOKEN", "ALTSPORTS_API_KEY"),  # of programs that an agent starts beside itself
}


def dockerfile(member: str) -> str:
    return (ROOT / member / "Dockerfile").read_text()


@pytest.fixture(scope="module")
def services() -> dict[str, dict]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.mark.parametrize("member", [*MEMBERS, "cli"])
def test_an_image_has_two_stages_holds_no_tools_of_developers_and_runs_as_appuser(member: str):
    text = dockerfile(member)
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE) == ["python:3.11-slim"] * 2
    assert text.count("uv sync --frozen --no-dev") == 2
    assert "\nUSER appuser\n" in text.partition("COPY --from=builder")[2]


@pytest.mark.parametrize(("member", "package"), MEMBERS.items())
def test_an_image_starts_its_process_and_asks_it_how_it_is_without_curl(member: str, package: str):
    text = dockerfile(member)
    name = package.removesuffix("_service")
    assert f'CMD ["python", "-m", "{package}"]' in text
    assert "HEALTHCHECK --interval=30s --timeout=10s --start-period=5s --retries=3" in text
    assert f'CMD ["python", "-m", "service_kit.process.healthcheck", "{name}"]' in text


def test_the_gateway_has_port_8000_and_four_workers():
    text = dockerfile("gateway")
    assert "EXPOSE 8000" in text
    assert "WEB_CONCURRENCY=4" in text


def test_images_differ_only_in_their_names():
    def shape(member: str) -> str:
        text = dockerfile(member).partition("\nEXPOSE")[0]
        for name in (member, member.removesuffix("-service")):
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "NAME", text)
        text = re.sub(r" \\\n    (ALTSPORTS_\w+_ADDRESS|WEB_CONCURRENCY)=\S+", "", text)
        return text.partition("\n")[2]

    assert len({shape(member) for member in MEMBERS}) == 1


def test_only_the_balancer_of_the_gateways_and_mcp_are_published(services: dict):
    assert {name for name, service in services.items() if "ports" in service} == {"balancer", "mcp"}


def test_every_process_waits_for_what_it_needs(services: dict):
    for name in PROCESSES:
        needed = services[name]["depends_on"]
        assert needed["migrate"]["condition"] == "service_completed_successfully"
        assert needed["redis"]["condition"] == "service_healthy"
    for name in ("gateway", "mcp"):
        needed = services[name]["depends_on"]
        assert {need["condition"] for need in needed.values()} == {"service_healthy"}
        assert set(needed) == set(AREAS)


def test_our_processes_may_write_nothing_and_gain_no_rights(services: dict):
    for name in (*PROCESSES, "mcp", "gateway"):
        service = services[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])


def test_every_setting_is_passed_on_or_settled():
    known = set(re.findall(r"^#([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    passed_on = set(re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert known - passed_on == SETTLED


def test_redis_evicts_nothing_because_it_has_revocations(services: dict):
    command = services["redis"]["command"]
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_no_secret_is_written_down(services: dict):
    for service in services.values():
        for name, value in (service.get("environment") or {}).items():
            if re.search(r"SECRET|PASSWORD$|KEY", name):
                assert re.fullmatch(r"\$\{\w+:-\}", value), name
