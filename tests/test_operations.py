"""What operators look at: health, metrics, logs, traces, over the whole mesh."""

import json

import httpx
from prometheus_client.parser import text_string_to_metric_families

from service_kit.settings.areas import AREAS

CHECKED = {"database", "redis", "ai_service", "mcp_server", "external_apis", "background_tasks"}


async def test_health_has_the_documented_fields(http):
    answer = await http.get("/health")
    found = answer.json()
    assert answer.status_code == 200
    assert found["overall_status"] == "healthy"
    assert {"timestamp", "response_time_ms", "uptime_percentage"} <= found.keys()
    assert found["services"].keys() >= CHECKED
    for name, entry in found["services"].items():
        assert entry["service"] == name
        assert {"status", "response_time_ms", "details", "uptime_percentage", "error_rate"} <= entry.keys()


async def test_metrics_are_one_valid_text_of_all_processes(http, mesh):
    await http.get("/api/v1/sports")
    text = (await http.get("/metrics")).text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert {"backend_requests", "backend_request_duration_seconds"} <= families.keys()
    connections = {one.labels["service"] for one in families["database_connections_active"].samples}
    assert connections == {*AREAS, "task-worker"}
    assert "database_query_duration_seconds" in families
    assert "mcp_tool_calls" in families


async def test_an_administrator_sees_the_metrics_as_json_and_others_do_not(http, admin, new_user):
    allowed = await http.get("/admin/metrics", headers=admin)
    assert allowed.status_code == 200
    assert allowed.json()["metrics"]["requests"]["total"] > 0
    refused = await http.get("/admin/metrics", headers=new_user()["headers"])
    assert refused.status_code == 403
    assert refused.json()["detail"] == "Insufficient permissions. Required role: admin"


async def test_one_trace_id_is_in_the_logs_of_every_hop(mesh, http):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    answer = await http.get("/api/v1/leagues?sport=lacrosse&page_size=17", headers=headers)
    assert answer.json()["metadata"]["trace_id"] == trace

    def logged(name: str) -> bool:
        lines = (mesh.home / "logs" / f"{name}.log").read_text().splitlines()
        return any(json.loads(line).get("trace_id") == trace for line in lines if line.startswith("{"))

    mesh.wait_until(lambda: logged("gateway") and logged("league"), 10)


def test_documentation_works_without_the_internet(mesh):
    for path, mark in (("/docs", "swagger-ui"), ("/redoc", "redoc")):
        page = httpx.get(f"{mesh.gateways[0]}{path}")
        assert page.status_code == 200
        assert mark in page.text
        assert "https://cdn" not in page.text
