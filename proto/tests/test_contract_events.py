"""Events are complete: every omission in an event message is reported here."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module, resources
from pathlib import Path

import grpc_tools
import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from grpc_tools import protoc

from altsports.contract.catalog import Catalog
from altsports.contract.events import load_events, read_events
from altsports.contract.model import EventMessage
from generator.emit import emit_python
from generator.event_faults import event_faults
from generator.tree import Tree

ROOT = Path(__file__).parents[1]
HEAD = """syntax = "proto3";
package altsports.toys.v1;
import "altsports/options/v1/events.proto";
import "altsports/options/v1/options.proto";
import "google/protobuf/timestamp.proto";
"""
GOOD = """
// A kite was flown.
message KiteFlown {
  option (altsports.options.v1.event) = {
    type: "kite.flown"
    subject: "{kite_id}"
    channel: "kites"
    filters: ["kite_id"]
    audience: {organisation: "club_id" permission: "kites:read" team: "team_id"}
    tags: ["kites", "kite:{kite_id}", "flyer:{flyer_ids}"]
    reload: ["/api/v1/kites"]
  };
  string kite_id = 1 [(altsports.options.v1.rules) = {example: "\\"k1\\""}];
  string club_id = 2 [(altsports.options.v1.rules) = {example: "\\"c1\\""}];
  optional string team_id = 3;
  repeated string flyer_ids = 4;
  google.protobuf.Timestamp timestamp = 5 [(altsports.options.v1.rules) = {example: "\\"2026-11-21\\""}];
}
"""
NOON = "2026-11-21T12:00:00Z"

Compile = Callable[..., FileDescriptorSet]


@pytest.fixture
def compile_toys(tmp_path: Path) -> Compile:
    """`compile_toys(text)`: the descriptors of a package with these messages."""

    def compile_(text: str, name: str = "events") -> FileDescriptorSet:
        source = tmp_path / "altsports" / "toys" / "v1" / f"{name}.proto"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(HEAD + text)
        out = tmp_path / "toys.binpb"
        include = [f"-I{tmp_path}", f"-I{ROOT}", f"-I{resources.files(grpc_tools) / '_proto'}"]
        words = ["protoc", *include, f"--descriptor_set_out={out}", "--include_source_info", str(source)]
        assert protoc.main(words) == 0
        return FileDescriptorSet.FromString(out.read_bytes())

    return compile_


def get_routes(catalog: Catalog) -> set[str]:
    return {method.http.path for method in catalog.methods if method.http and method.http.verb == "GET"}


def test_every_event_of_the_contract_is_complete(protos, catalog: Catalog):
    assert event_faults(protos, get_routes(catalog)) == []


def test_an_event_that_is_complete_has_no_fault(compile_toys: Compile):
    assert event_faults(compile_toys(GOOD).file, {"/api/v1/kites"}) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("// A kite was flown.", "", "has no comment"),
        ('type: "kite.flown"', 'type: "kite_flown"', "is not noun.participle"),
        ('type: "kite.flown"', 'type: "kite.lost"', "does not match the name of the message"),
        ('subject: "{kite_id}"', "", "has no subject"),
        ('subject: "{kite_id}"', 'subject: "{kite}"', "has no field kite"),
        ('"kite:{kite_id}"', '"kite:{id}"', "has no field id"),
        ('filters: ["kite_id"]', 'filters: ["wind.id"]', "has no field wind.id"),
        ('channel: "kites"', "", "has `audience` but no channel"),
        ('reload: ["/api/v1/kites"]', "", "has a channel and nothing to reload"),
        ('reload: ["/api/v1/kites"]', 'reload: ["/kites"]', "no GET route /kites"),
        ("google.protobuf.Timestamp timestamp", "google.protobuf.Timestamp time", "and no timestamp"),
        ("optional string team_id = 3;", "optional string seq = 3;", "seq is reserved for the envelope"),
        ('{example: "\\"k1\\""}', "{}", "the field kite_id has no example"),
        ('permission: "kites:read"', "", "needs both an organisation and a permission"),
        ('organisation: "club_id"', "", "not exactly one of everybody, user and organisation"),
        ('organisation: "club_id"', 'organisation: "club_id" everybody: true', "not exactly one of"),
        ('team: "team_id"', 'team: "flyer_ids"', "flyer_ids is not a single string"),
    ],
)
def test_what_an_event_forgets_is_a_fault(compile_toys: Compile, old: str, new: str, fault: str):
    faults = event_faults(compile_toys(GOOD.replace(old, new)).file, {"/api/v1/kites"})
    assert any(fault in found for found in faults), faults


def test_a_message_without_the_option_is_a_fault_unless_an_event_holds_it(compile_toys: Compile):
    bare = "\n// A wind.\nmessage Wind {\n  optional string name = 1;\n}\n"
    held = GOOD.replace("optional string team_id = 3;", "optional string team_id = 3;\n  Wind wind = 6;")
    assert event_faults(compile_toys(held + bare).file, {"/api/v1/kites"}) == []
    (fault,) = event_faults(compile_toys(GOOD + bare).file, {"/api/v1/kites"})
    assert fault == "Wind: states no event option and no other message uses it"


def test_an_event_outside_events_proto_and_a_type_used_twice_are_faults(compile_toys: Compile):
    (fault,) = event_faults(compile_toys(GOOD, "kites").file, {"/api/v1/kites"})
    assert fault == "KiteFlown: lives outside events.proto"
    twice = GOOD + GOOD.replace("KiteFlown", "KiteFlew")
    assert "kite.flown: two messages have this type" in event_faults(
        compile_toys(twice).file, {"/api/v1/kites"}
    )


@pytest.fixture
def toys(
    compile_toys: Compile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FileDescriptorSet]:
    """A contract with one event, whose generated models can be imported."""
    files = compile_toys(GOOD)
    emit_python(Tree(tmp_path, check=False), files)
    monkeypatch.setattr(
        import_module("altsports"),
        "__path__",
        [*import_module("altsports").__path__, str(tmp_path / "altsports")],
    )
    yield files
    for name in [name for name in sys.modules if name.startswith("altsports.toys")]:
        del sys.modules[name]


def test_one_message_gives_the_model_the_channel_the_filters_the_tags_and_what_to_reload(toys):
    events = read_events(toys)
    assert (events.channels, events.filters) == (("kites",), ("kite_ids",))
    assert events.reload == {"kites": ("/api/v1/kites",)}
    spec = events.by_type["kite.flown"]
    kite = {
        "kite_id": "k1",
        "club_id": "c1",
        "flyer_ids": ["ann", "ben"],
        "timestamp": "2026-11-21T12:00:00+02:00",
    }
    event = spec.model.model_validate(kite)
    assert events.of(event) is spec
    assert spec.wire_type == "kite_flown"
    assert spec.subject.one(event) == "k1"
    assert spec.tags_of(event) == ["kites", "kite:k1", "flyer:ann", "flyer:ben"]
    content = event.model_dump(mode="json", exclude_none=True)
    assert content == {**kite, "timestamp": "2026-11-21T10:00:00Z"}
    assert spec.subjects_of(content) == {"kite_ids": {"k1"}}


def test_a_filter_of_two_fields_accepts_the_values_of_both():
    spec = load_events().by_type["f1_result.corrected"]
    race = {"race_id": "05428cae", "race_key": "2026_monaco"}
    assert spec.subjects_of(race) == {"race_ids": frozenset(race.values())}


def test_a_value_with_braces_is_only_a_value(toys):
    spec = read_events(toys).by_type["kite.flown"]
    kite = {
        "kite_id": "{x}",
        "club_id": "c1",
        "flyer_ids": ["{kite_id}"],
        "timestamp": "2026-11-21T12:00:00Z",
    }
    assert spec.tags_of(spec.model(**kite)) == ["kites", "kite:{x}", "flyer:{kite_id}"]


def test_a_producer_cannot_forget_a_field_that_is_not_optional(toys):
    model = read_events(toys).by_type["kite.flown"].model
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    assert required == {"kite_id", "club_id", "timestamp"}


def test_an_event_that_the_contract_does_not_know_is_no_event():
    class KiteLost(EventMessage):
        """Nobody declared it."""

    with pytest.raises(LookupError, match="KiteLost is not an event of the contract"):
        load_events().of(KiteLost())


def test_the_channels_that_clients_know_stay_in_their_order():
    assert load_events().channels[:3] == ("bets", "lines", "eliminations")
    assert load_events().filters[:2] == ("expert_ids", "game_ids")
    assert load_events().filters.count("race_ids") == 1
    assert load_events().reload["bets"] == ("/api/v1/bets/live", "/api/v1/experts")
