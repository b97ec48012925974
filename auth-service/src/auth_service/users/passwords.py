"""Password hashes: argon2id, and bcrypt from older systems; computed in threads, a few at a time."""

import asyncio
import unicodedata
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from auth_service.errors import LoginBusy
from service_kit.db.held import check_nothing_held

T = TypeVar("T")

# 19 MiB and two passes: OWASP's argon2id minimum, about 45 ms on one core of a small machine.
_ARGON2: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_BCRYPT_READS: Final = 72
_LONGEST_QUEUE: Final = 200


class Passwords:
    """Checks and creates hashes, `at_once` at a time; others wait, and too many get LoginBusy.

    A check holds its slot from before the failures are counted until its failure is stored, so that
    concurrent guesses do not all pass on the same count.
    """

    def __init__(self, at_once: int = 2) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="passwords")
        self._places = asyncio.Semaphore(at_once)
        self._waiting = 0
        self._nobody = _ARGON2.hash("the password of nobody")

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    @asynccontextmanager
    async def place(self) -> AsyncGenerator[None]:
        """Waits for a slot to check a password. Raises LoginBusy if too many are waiting."""
        if self._waiting >= _LONGEST_QUEUE:
            raise LoginBusy
        self._waiting += 1
        try:
            await self._places.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()

    async def fits(self, password: str, stored: str | None) -> bool:
        """Whether the password matches the hash. Without a hash, does the same work and returns False."""
        return await self._off_the_loop(_fits, password, stored, self._nobody)

    async def hash(self, password: str) -> str:
        """Returns a new argon2id hash."""
        async with self.place():
            return await self.rehash(password)

    async def rehash(self, password: str) -> str:
        """Returns a new hash; the caller already holds a slot."""
        return await self._off_the_loop(_hash, password)

    async def _off_the_loop(self, work: Callable[..., T], *arguments: str | None) -> T:
        check_nothing_held("A password check")  # it waits for a thread
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)


def is_outdated(stored: str) -> bool:
    """Whether a hash should be replaced at the next login: bcrypt, or weaker parameters than ours."""
    return not stored.startswith("$argon2id$") or _ARGON2.check_needs_rehash(stored)


def _hash(password: str) -> str:
    return _ARGON2.hash(_normal(password))


def _fits(password: str, stored: str | None, nobody: str) -> bool:
    if stored is not None and stored.startswith("$2"):
        return _fits_bcrypt(password, stored)
    try:
        fits = _ARGON2.verify(nobody if stored is None else stored, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return fits and stored is not None


def _fits_bcrypt(password: str, stored: str) -> bool:
    """bcrypt ignores everything after 72 bytes, so older systems stored hashes of the first 72 bytes."""
    try:
        return bcrypt.checkpw(password.encode()[:_BCRYPT_READS], stored.encode())
    except ValueError:
        return False


def _normal(password: str) -> str:
    """Normalises a password, because keyboards compose characters differently."""
    return unicodedata.normalize("NFC", password)
