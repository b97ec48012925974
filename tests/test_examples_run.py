"""The examples of the contract are requests that work: each is sent as it stands, over REST."""

import json
from time import monotonic, sleep

import httpx
import pytest

from altsports.contract.catalog import load_catalog

DEMO = {"username": "demo@altsports.example", "password": "demo at altsports"}
NOBODY = "00000000-0000-4000-8000-000000000000"
"""Stands in examples for what no demo data can hold, such as a key; the documented 404 is the answer."""


def _examples():
    for method in load_catalog().methods:
        if method.http is None:
            continue
        found = [*method.policy.examples, *([method.tool.example] if method.tool else [])]
        for example in {json.dumps(one, sort_keys=True): one for one in found}.values():
            if method.http.verb == "GET" or method.retry_safe or method.policy.examples:
                yield pytest.param(method, example, id=f"{method.name}-{json.dumps(example)[:40]}")


@pytest.fixture
def demo(mesh):
    """Headers of the demo account; some examples change its rights, which ends older tokens."""
    answer = httpx.post(f"{mesh.gateways[0]}/auth/login", json=DEMO, timeout=20).raise_for_status()
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.mark.parametrize(("method", "example"), list(_examples()))
def test_an_example_succeeds_as_it_stands(mesh, admin, demo, method, example):
    path = method.http.path.format(**example)
    rest = {name: value for name, value in example.items() if name not in method.http.path_fields}
    place = {"json": rest} if method.http.body else {"params": rest}
    needs_admin = method.policy.role or "leagues:write" in method.policy.permissions
    with httpx.Client(
        base_url=mesh.gateways[0], timeout=30, headers=admin if needs_admin else demo
    ) as client:
        wanted = 404 if NOBODY in json.dumps(example) else method.policy.success_status
        answer = _answer_of(lambda: client.request(method.http.verb, path, **place), wanted)
    assert answer.status_code == wanted, answer.text


def _answer_of(send, wanted):
    """The experts catch up with the season after the start: what is missing comes within two minutes."""
    ends = monotonic() + 120
    answer = send()
    while answer.status_code == 404 != wanted and monotonic() < ends:
        sleep(0.5)
        answer = send()
    return answer
