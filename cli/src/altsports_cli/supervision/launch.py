"""Executes another program: drops root if requested, and makes it end with the process that started it.

Runs as a script under `python -I -S`, so that it starts in milliseconds and imports none of our modules.
"""

import ctypes
import json
import os
import platform
import struct
import sys
from collections.abc import Callable
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
LINUX_CAPABILITY_VERSION_3 = 0x20080522
EXIT_ORPHANED = 125
EXIT_CANNOT_START = 126


def main(arguments: list[str]) -> None:
    """Executes argv; before it come options as JSON.

    The options are parent_pid, death_signal, uid, gid and reach_private_folders.
    """
    options: dict[str, Any] = json.loads(arguments[0])
    argv = arguments[1:]
    libc_call = _libc_call() if platform.system() == "Linux" else None
    try:
        if options.get("uid") is not None:
            _become_user(options, libc_call)
        if libc_call and options.get("death_signal"):
            libc_call("prctl", PR_SET_PDEATHSIG, options["death_signal"])
        if os.getppid() != options["parent_pid"]:
            os._exit(EXIT_ORPHANED)
        os.execv(argv[0], argv)  # noqa: S606 - that is its purpose
    except OSError as error:
        sys.stderr.write(f"cannot start {argv[0]}: {error}\n")
        os._exit(EXIT_CANNOT_START)


def _become_user(options: dict[str, Any], libc_call: Callable[..., None] | None) -> None:
    """Switches to the account; with reach_private_folders it can still enter folders closed to others."""
    reach = libc_call if options.get("reach_private_folders") else None
    if reach:
        # Otherwise, switching users drops all capabilities, and access(2) keeps ignoring them.
        reach("prctl", PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
    os.setgroups([])
    os.setresgid(options["gid"], options["gid"], options["gid"])
    os.setresuid(options["uid"], options["uid"], options["uid"])
    os.umask(0o077)
    if reach:
        _keep_one_capability(reach, CAP_DAC_OVERRIDE)


def _keep_one_capability(libc_call: Callable[..., None], capability: int) -> None:
    """Keeps a single capability across exec (ambient set); root's other capabilities are dropped."""
    header = ctypes.create_string_buffer(struct.pack("=Ii", LINUX_CAPABILITY_VERSION_3, 0))
    mask = 1 << capability
    data = ctypes.create_string_buffer(struct.pack("=6I", mask, mask, mask, 0, 0, 0))
    libc_call("capset", header, data)
    libc_call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def _libc_call() -> Callable[..., None]:
    libc = ctypes.CDLL(None, use_errno=True)

    def call(name: str, *values: object) -> None:
        wide = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in values]
        if getattr(libc, name)(*wide) != 0:
            number = ctypes.get_errno()
            raise OSError(number, f"{name}: {os.strerror(number)}")

    return call


if __name__ == "__main__":
    main(sys.argv[1:])
