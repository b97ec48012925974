"""The contract is compatible with the last release."""

import shutil
import subprocess
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from generator.breaking import breaking_changes

COMMITTED = "proto/src/altsports/contract/contract.binpb"


def test_nothing_that_the_last_release_promised_is_broken(descriptors):
    assert breaking_changes(_last_release(), descriptors) == []


def _last_release() -> FileDescriptorSet:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    tag = _git("describe", "--tags", "--abbrev=0")
    if tag.returncode:
        pytest.skip("there is no tag, so there was no release yet")
    shown = _git("show", f"{tag.stdout.decode().strip()}:{COMMITTED}")
    if shown.returncode:
        pytest.skip(f"release {tag.stdout.decode().strip()} has no contract")
    return FileDescriptorSet.FromString(shown.stdout)


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", *words], cwd=Path(__file__).parent, capture_output=True, check=False, timeout=20
    )
