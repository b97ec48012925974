"""Logs of all processes are read into one view and kept small."""

import json
from pathlib import Path

from altsports_cli.logs.lines import merged
from altsports_cli.logs.rotation import rotate_logs
from altsports_cli.machine.home import Home
from altsports_cli.supervision.event_log import EventLog
from altsports_cli.supervision.events import Event
from service_kit.logging.lines import placed_record


def json_line(time: str, message: str, **more: object) -> str:
    return json.dumps({"timestamp": time, "level": "INFO", "message": message} | more)


def test_lines_of_all_processes_are_ordered_by_time(tmp_path: Path) -> None:
    (tmp_path / "gateway.log").write_text(
        json_line("2026-01-02T03:04:05.000Z", "first") + "\n" + json_line("2026-01-02T03:04:07.000Z", "third")
    )
    (tmp_path / "postgres.log").write_text("2026-01-02 03:04:06.000 UTC [12] LOG:  second\n")

    lines = merged(sorted(tmp_path.glob("*.log")), 10)

    assert [(line.name, line.message) for line in lines] == [
        ("gateway", "first"),
        ("postgres", "second"),
        ("gateway", "third"),
    ]


def test_a_traceback_stays_with_the_line_before_it(tmp_path: Path) -> None:
    (tmp_path / "ai.log").write_text(json_line("2026-01-02T03:04:05Z", "broke") + "\nTraceback\n  boom\n")
    (tmp_path / "task.log").write_text(json_line("2026-01-02T03:04:06Z", "later") + "\n")

    lines = merged(sorted(tmp_path.glob("*.log")), 10)

    assert [line.message for line in lines] == ["broke", "Traceback", "  boom", "later"]


def test_only_the_newest_lines_are_shown(tmp_path: Path) -> None:
    log = tmp_path / "ai.log"
    log.write_text(
        "".join(json_line(f"2026-01-02T03:04:{n % 60:02}Z", f"line {n}") + "\n" for n in range(50))
    )

    assert [line.message for line in merged([log], 2)] == ["line 48", "line 49"]
    assert merged([log], 0) == []


def test_context_and_unknown_fields_are_kept_as_extras(tmp_path: Path) -> None:
    log = tmp_path / "ai.log"
    log.write_text(
        json_line("2026-01-02T03:04:05Z", "hello", context={"a": 1}, logger="x", user_id=None) + "\n"
    )

    assert merged([log], 1)[0].extra == {"logger": "x", "a": 1}


def test_a_line_that_is_no_json_is_shown_as_it_is(tmp_path: Path) -> None:
    log = tmp_path / "ai.log"
    log.write_text('{"half": \n[1]\n{"timestamp": 5}\n')

    assert [line.message for line in merged([log], 5)] == ['{"half": ', "[1]", '{"timestamp": 5}']


def test_a_big_log_is_copied_aside_and_emptied_under_its_writer(tmp_path: Path) -> None:
    log = tmp_path / "ai.log"
    with log.open("a") as writer:
        for round_number in range(1, 6):
            writer.write(f"{round_number}" * 100)
            writer.flush()
            rotate_logs(tmp_path, largest=50)
        writer.write("after")

    assert log.read_text() == "after"
    assert {file.name: file.read_text()[0] for file in tmp_path.glob("ai.log.*")} == {
        "ai.log.1": "5",
        "ai.log.2": "4",
        "ai.log.3": "3",
    }


def test_rare_important_lines_are_found_among_many(tmp_path: Path) -> None:
    log = tmp_path / "ai.log"
    lines = [json_line(f"2026-01-02T03:04:{n % 60:02}Z", f"line {n}", level="INFO") for n in range(50)]
    lines[3] = json_line("2026-01-02T03:04:03Z", "careful", level="WARNING")
    log.write_text("\n".join(lines) + "\n")

    assert [line.message for line in merged([log], 2, least=2)] == ["careful"]


def test_the_supervisor_writes_the_fields_of_every_log_and_one_trace_per_run(home: Home) -> None:
    log = EventLog(home)
    log.write(Event("ready", "league", seconds=1.0))
    log.write(Event("note", detail="An earlier run was killed."))
    EventLog(home).write(Event("crashed", "league", "was killed"))

    lines = [json.loads(line) for line in home.log_of("supervisor").read_text().splitlines()]

    assert set(lines[0]) == set(placed_record("", "", "", "", {}, (0, "", "", "")))
    assert [line["level"] for line in lines] == ["INFO", "INFO", "WARNING"]
    assert lines[0]["trace_id"] == lines[1]["trace_id"] != lines[2]["trace_id"]
    assert lines[0]["context"] == {"program": "league"}
