"""Verifies passwords: slowed down after failures, with the same work for every name."""

from dataclasses import dataclass
from uuid import UUID

from auth_service.audit.domain import NewEntry
from auth_service.core.derived_keys import fingerprint
from auth_service.core.ids import uuid_or_none
from auth_service.errors import (
    AccountGone,
    InvalidCredentials,
    LoginThrottled,
    PasswordChanged,
    WrongPassword,
)
from auth_service.sessions import throttle_repository
from auth_service.sessions.throttle import Standing, seconds_to_wait
from auth_service.sessions.throttle_repository import Attempt
from auth_service.units import Unit, Units
from auth_service.users import repository as users
from auth_service.users.domain import User, normal_login
from auth_service.users.passwords import Passwords, is_outdated
from auth_service.users.repository import Stored
from service_kit.caller import current_caller
from service_kit.limits.addresses import address_bucket


@dataclass(frozen=True, slots=True)
class Proven:
    """An account whose password was proven; `new_hash` is set if the old one is outdated."""

    user: User
    attempt: Attempt
    password_hash: str | None
    new_hash: str | None


class PasswordProof:
    """Verifies passwords of logins and callers."""

    def __init__(self, units: Units, passwords: Passwords, names_key: bytes) -> None:
        self._units = units
        self._passwords = passwords
        self._names_key = names_key

    async def of_login(self, name: str, password: str) -> Proven:
        """Verifies a login. Raises InvalidCredentials, LoginThrottled, LoginBusy."""
        login = normal_login(name)
        async with self._passwords.place():
            reader = self._units.database.pipelined
            stored = await users.find_login(reader, login)
            return await self._prove(stored, password, login, action="session.login")

    async def of_caller(self, password: str) -> Proven:
        """Verifies a logged-in caller. Raises WrongPassword, LoginThrottled, LoginBusy, AccountGone."""
        return await self.of_account(uuid_or_none(current_caller().user_id), password)

    async def of_account(self, user_id: UUID | None, password: str) -> Proven:
        """Verifies an account's password. Raises WrongPassword, LoginThrottled, LoginBusy, AccountGone."""
        async with self._passwords.place():
            reader = self._units.database.pipelined
            stored = None if user_id is None else await users.find(reader, user_id)
            if stored is None:
                raise AccountGone
            try:
                return await self._prove(stored, password, stored.user.email, action="password.prove")
            except InvalidCredentials:
                raise WrongPassword("The current password is wrong") from None

    def attempt_of(self, user: User) -> Attempt:
        """An attempt on an account from the caller's network."""
        return Attempt(str(user.id), address_bucket(current_caller().ip), user.id)

    async def _prove(self, stored: Stored | None, password: str, login: str, *, action: str) -> Proven:
        attempt = self._attempt(stored, login)
        reader = self._units.database.pipelined
        standing = await throttle_repository.standing(reader, attempt)
        wait_s = seconds_to_wait(standing, self._units.clock.now())
        if wait_s:
            raise LoginThrottled(wait_s)
        fits = await self._passwords.fits(password, stored.password_hash if stored else None)
        if stored is None or not fits:
            await self._note_failure(attempt, standing, action)
            raise InvalidCredentials
        outdated = stored.password_hash is not None and is_outdated(stored.password_hash)
        new_hash = await self._passwords.rehash(password) if outdated else None
        return Proven(stored.user, attempt, stored.password_hash, new_hash)

    def _attempt(self, stored: Stored | None, login: str) -> Attempt:
        if stored is not None:
            return self.attempt_of(stored.user)
        network = address_bucket(current_caller().ip)
        return Attempt(fingerprint(self._names_key, login), network, None)

    async def _note_failure(self, attempt: Attempt, standing: Standing, action: str) -> None:
        async with self._units.transaction() as unit:
            counted = await throttle_repository.note_failure(
                unit.connection, attempt, unit.now, network_is_known=standing.network_is_known
            )
            details = {"failures": counted.count}
            if counted.locked_until is not None:
                details["locked_s"] = int((counted.locked_until - unit.now).total_seconds())
            await unit.audit(NewEntry(action, "failed", attempt.user_id, details=details))


async def accept(unit: Unit, proven: Proven) -> bool:
    """Locks the account and notes the success; returns whether the network is new.

    Otherwise, whoever has just lost the account to a password reset could still finish a login or a change
    of the address. Raises PasswordChanged.
    """
    stored = await users.lock(unit.connection, proven.user.id)
    if stored is None or stored.password_hash != proven.password_hash:
        raise PasswordChanged("The password was changed at the same time; try again", retry_after_s=1)
    return await note_success(unit, proven.attempt)


async def note_success(unit: Unit, attempt: Attempt) -> bool:
    """Clears the failures of the pair and stores its network; returns whether the network is new."""
    return await throttle_repository.note_success(unit.connection, attempt, unit.now)
