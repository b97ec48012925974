"""Health, readiness, metrics and documentation."""

import asyncio
import json
import time

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from service_kit.testing.waiting import eventually

NEEDED = {"database", "ai_service", "mcp_server", "redis", "external_apis", "background_tasks"}


async def test_liveness_and_readiness(http):
    assert (await http.get("/livez")).json() == {"status": "ok"}
    assert (await http.get("/readyz")).json() == {"status": "ready"}


async def test_probes_are_logged_for_debugging_unless_they_fail(start_gateway, mesh, monkeypatch):
    seen: dict[str, str] = {}

    def access_later(_logger: str, message: str, _context: object, *, level: str, **_place: object) -> None:
        seen[message] = level

    monkeypatch.setattr("gateway_service.edge.measures.logs.access_later", access_later)
    http = await start_gateway()
    for path in ("/livez", "/readyz", "/metrics", "/api/v1/sports", "/health"):
        await http.get(path)
    await eventually(lambda: asyncio.sleep(0, len(seen)), lambda count: count == 5)
    quiet = {message for message, level in seen.items() if level == "DEBUG"}
    assert quiet == {"GET /livez 200", "GET /readyz 200", "GET /metrics 200"}
    assert seen["GET /health 503"] == "INFO"


async def test_readiness_waits_for_the_services_and_then_does_without(start_gateway, mesh):
    await mesh.stop("league")
    http = await start_gateway()
    waiting = await http.get("/readyz")
    assert (waiting.status_code, waiting.json()["reason"]) == (503, "Waiting for league")
    await mesh.start("league")
    await eventually(lambda: http.get("/readyz"), lambda answer: answer.status_code == 200)
    await mesh.stop("league")
    assert (await http.get("/readyz")).status_code == 200


async def test_health_names_what_is_down_and_what_to_do(http):
    response = await http.get("/health")
    report = response.json()
    assert response.status_code == 503
    assert report["overall_status"] == "degraded"
    assert report["services"].keys() >= NEEDED | {"auth_service", "league_service", "task_service"}
    assert "mcp_server" in report["affected_services"]
    mcp = report["services"]["mcp_server"]
    assert (mcp["service"], mcp["status"]) == ("mcp_server", "unhealthy")
    assert mcp["error"]
    assert mcp["recovery"]
    assert mcp["estimated_recovery_seconds"] >= 5
    assert report["timestamp"].endswith("Z")
    assert isinstance(report["response_time_ms"], int)
    for name in ("redis", "league_service"):
        entry = report["services"][name]
        assert (entry["status"], entry["uptime_percentage"], entry["error_rate"]) == ("healthy", 100.0, 0.0)
        assert isinstance(entry["response_time_ms"], int)
    assert "gw-" not in response.text


@pytest.fixture
async def mcp():
    """`await mcp(report)`: the URL of an MCP server with this health report."""
    servers = []

    async def start(report: dict) -> str:
        async def answer(reader, writer):
            await reader.readline()
            body, status = json.dumps(report).encode(), 503 if report["status"] == "unhealthy" else 200
            writer.write(b"HTTP/1.0 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body))
            await writer.drain()
            writer.close()

        servers.append(await asyncio.start_server(answer, "127.0.0.1", 0))
        return f"http://127.0.0.1:{servers[-1].sockets[0].getsockname()[1]}"

    yield start
    for server in servers:
        server.close()


async def test_an_mcp_server_that_waits_for_another_part_is_not_called_dead(start_gateway, mcp):
    checks = [
        {"name": "redis", "status": "healthy", "error": ""},
        {"name": "league", "status": "unhealthy", "error": "Checks of the league service fail: database"},
    ]
    url = await mcp({"status": "unhealthy", "ready": True, "tools": 7, "checks": checks})
    http = await start_gateway(mcp_url=url)
    report = (await http.get("/health")).json()
    assert "mcp_server" not in report["affected_services"]
    entry = report["services"]["mcp_server"]
    assert (entry["status"], entry["details"]["waits_for"]) == ("limited", ["league"])


async def test_an_mcp_server_that_is_not_ready_is_down(start_gateway, mcp):
    http = await start_gateway(mcp_url=await mcp({"status": "healthy", "ready": False, "checks": []}))
    assert "mcp_server" in (await http.get("/health")).json()["affected_services"]


async def test_what_a_service_that_is_down_would_report_is_not_called_healthy(start_gateway, mesh):
    await mesh.stop("ai")
    http = await start_gateway()
    entry = (await http.get("/health")).json()["services"]["external_apis"]
    assert (entry["status"], entry["error"]) == ("limited", "Not known, because ai cannot report")
    assert entry["recovery"]


async def test_health_of_a_whole_mesh_is_200(start_gateway, mesh, mcp):
    async def healthy():
        return {"status": "healthy", "details": {"message": "fine", "connection_pool_size": 3}}

    for server in mesh.diagnostics.values():
        server.add("database", healthy)
    http = await start_gateway(mcp_url=await mcp({"status": "healthy", "ready": True, "tools": 7}))
    response = await http.get("/health")
    report = response.json()
    assert (response.status_code, report["overall_status"]) == (200, "healthy")
    assert report["affected_services"] == []
    assert report["services"]["database"]["details"]["connection_pool_size"] == 12
    assert report["services"]["mcp_server"]["details"]["tools"] == 7


async def test_checks_run_at_the_same_time(start_gateway, mesh):
    async def slow():
        await asyncio.sleep(1.0)
        return {"status": "healthy"}

    for diagnostics in mesh.diagnostics.values():
        diagnostics.add("slow", slow)
    http = await start_gateway()
    started = time.monotonic()
    await http.get("/health")
    assert time.monotonic() - started < 2.5


async def test_metrics_are_prometheus_text_of_the_whole_mesh(http):
    await http.get("/leagues/one")
    await http.get("/leagues/nobody")
    # A service that answers too late for one report is in the next one.
    response = await eventually(
        lambda: http.get("/metrics"), lambda answer: 'service="league-service"' in answer.text
    )
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    families = {family.name: family for family in text_string_to_metric_families(response.text)}
    requests = {
        (s.labels["method"], s.labels["endpoint"], s.labels["status"])
        for s in families["backend_requests"].samples
    }
    assert {("GET", "/leagues/{league_id}", "200"), ("GET", "/leagues/{league_id}", "404")} <= requests
    assert "backend_request_duration_seconds" in families
    assert {s.labels.get("service") for s in families["grpc_server_handled"].samples} >= {"league-service"}
    assert response.text.count("# TYPE grpc_server_handled_total") == 1


async def test_metrics_can_have_a_port_of_their_own(start_gateway):
    http = await start_gateway(metrics_port=0)
    await http.get("/api/v1/sports")
    async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
        own = f"http://127.0.0.1:{start_gateway.servers[-1].metrics_port}"
        found = await client.get(f"{own}/metrics")
        assert (found.status_code, (await client.get(f"{own}/api/v1/sports")).status_code) == (200, 404)
        assert (await client.post(f"{own}/metrics")).status_code == 404
    families = {family.name for family in text_string_to_metric_families(found.text)}
    assert "backend_requests_in_flight" in families
    hidden = await http.get("/metrics")
    assert (hidden.status_code, hidden.headers["content-type"]) == (404, "application/problem+json")


async def test_a_request_is_counted_once_even_when_it_fails(http):
    async def count(status: str) -> float:
        families = text_string_to_metric_families((await http.get("/metrics")).text)
        (family,) = [family for family in families if family.name == "backend_requests"]
        wanted = {"method": "GET", "endpoint": "unmatched", "status": status}
        return sum(
            s.value
            for s in family.samples
            if wanted.items() <= s.labels.items() and "service" not in s.labels
        )

    before = await count("404")
    await http.get("/who/knows")
    assert await count("404") == before + 1


async def test_admin_metrics_are_numbers_under_one_key(http, token):
    await http.get("/leagues/one")
    response = await http.get("/admin/metrics", headers=token("root", role="admin"))
    assert response.status_code == 200
    metrics = response.json()["metrics"]
    assert metrics["requests"]["total"] >= 1
    assert "GET /leagues/{league_id}" in metrics["requests"]["by_endpoint"]

    async def services() -> dict[str, float]:
        answer = await http.get("/admin/metrics", headers=token("root", role="admin"))
        return answer.json()["metrics"]["services"]

    # A service that answers too late for one report is in the next one.
    await eventually(services, lambda up: up["league-service"] >= 1)


async def test_the_documentation_works_without_internet(http):
    for page, title in (("/docs", "swagger-ui"), ("/redoc", "redoc")):
        response = await http.get(page)
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/html")
        assert title in response.text
        assert "https://" not in response.text.replace("https://fastapi", "")
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "redoc.standalone.js", "favicon.png"):
        assert len((await http.get(f"/docs/assets/{name}")).content) > 1000
    outside = await http.get("/docs/assets/..%2Fsecret")
    assert (outside.status_code, outside.json()["code"]) == (404, "ROUTE_NOT_FOUND")


@pytest.mark.parametrize("path", ["/docs", "/livez", "/metrics", "/docs/assets/favicon.png"])
async def test_pages_answer_head_without_a_body(http, path):
    response = await http.head(path)
    assert (response.status_code, response.content) == (200, b"")


async def test_documentation_can_be_hidden(start_gateway):
    http = await start_gateway(docs_enabled=False)
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert (await http.get(path)).status_code == 404
