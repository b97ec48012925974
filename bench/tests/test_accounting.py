"""The CPU time of process trees, of which members end while they are measured."""

import subprocess
import sys
import time

import pytest

from bench.accounting import Meter, machine_seconds, tree_seconds
from bench.measure import Series, Traffic, Variant, ratio_text, run_once
from bench.quiet import require_quiet

# A parent that starts a child, which burns time and ends when asked; a second line ends the parent.
PARENT = """
import subprocess, sys
BURN = "import time\\nwhile time.process_time() < 0.4: pass\\nprint('burnt', flush=True)\\ninput()"
pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
child = subprocess.Popen([sys.executable, "-c", BURN], **pipes)
print(child.stdout.readline().strip(), flush=True)
input()
child.communicate("end")
print("waited", flush=True)
input()
"""


@pytest.fixture
def parent():
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.kill()


def say(process, line):
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline().strip() == line


def test_a_child_that_ends_between_two_readings_keeps_its_time_in_the_sum(parent):
    before = tree_seconds(parent.pid)
    assert parent.stdout.readline().strip() == "burnt"
    living = tree_seconds(parent.pid)
    assert living - before > 0.2
    say(parent, "waited")
    ended = tree_seconds(parent.pid)
    assert living - 0.03 < ended < living + 0.3  # the kernel reports ended children in hundredths


def test_the_time_of_an_ended_child_is_charged_to_the_span_in_which_it_was_used(parent):
    assert parent.stdout.readline().strip() == "burnt"
    meter = Meter({"tree": parent.pid})
    say(parent, "waited")
    assert -0.03 < meter.used()["tree"] < 0.3


def test_a_process_that_never_was_has_used_nothing():
    assert tree_seconds(2**22 - 1) == 0.0


def test_the_benchmark_itself_is_not_a_neighbour():
    meter = Meter({})
    started = time.process_time()
    while time.process_time() - started < 0.3:
        pass
    own = 0.3 / meter.elapsed()
    busy = meter.foreign_cores({})
    assert busy < meter_cores(meter) - own + 0.2


def meter_cores(meter):
    """The cores that everything used since the meter began."""
    return (machine_seconds() - meter._machine) / meter.elapsed()


def test_use_at_rest_is_not_charged_to_requests(monkeypatch, parent):
    answer = {"requests": 100, "statuses": {"200": 100}, "per_second": 100.0, "p50_ms": 1.0, "p99_ms": 1.0}

    def load(*_):
        time.sleep(0.2)
        return answer

    monkeypatch.setattr("bench.measure._load", load)
    series, variant = Series(), Variant("it", ["http://x"], lambda: {"app": parent.pid})
    assert parent.stdout.readline().strip() == "burnt"
    run_once(variant, seconds=0.2, traffic=Traffic(), rest={parent.pid: 0.5}, series=series)
    assert series.cpu_us[0] == pytest.approx(-0.5 * 0.2 / 100 * 1e6, rel=0.5)


def test_a_loaded_machine_is_refused_unless_forced_and_the_result_says_so(monkeypatch):
    monkeypatch.setattr("bench.quiet.busy_cores", lambda: 64.0)
    with pytest.raises(SystemExit, match="--force"):
        require_quiet(force=False)
    assert "Forced on a loaded machine" in require_quiet(force=True)
    monkeypatch.setattr("bench.quiet.busy_cores", lambda: 0.0)
    assert "Forced" not in require_quiet(force=False)


def test_ratios_are_taken_round_by_round():
    assert ratio_text([1.0, 4.0, 9.0], [2.0, 4.0, 3.0]) == "1.00 (0.50..3.00)"
