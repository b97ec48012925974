"""Creates the first signing keys, rotates keys, introduces configured ones, and deletes old ones."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from altsports.auth.v1.events_models import SigningKeyRotated
from auth_service.audit.domain import NewEntry
from auth_service.errors import RotationPending
from auth_service.keys import repository as signing_keys
from auth_service.keys.domain import (
    SigningKey,
    Source,
    active_key,
    pending_key,
    published,
    safe_from,
    standby_key,
    succession,
)
from auth_service.keys.pem import KeyPair, is_readable, seal, unseal
from auth_service.units import Unit
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class KeyRules:
    """The key for sealing, the time keys are published before they sign, and the lifetime of tokens."""

    sealing_key: bytes
    lead: timedelta
    token_lifetime: timedelta


async def ensure_keys(unit: Unit, rules: KeyRules, configured: KeyPair | None, spares: list[KeyPair]) -> None:
    """Makes sure that one key signs and that the next one is published.

    A new configured key becomes the one that signs: at once in a new installation, otherwise after the lead.
    `spares` are two new pairs, generated before the transaction because that takes long.
    """
    await signing_keys.lock(unit.connection)
    known = await signing_keys.load_all(unit.connection)
    keys = [key for key in known if _usable(key, rules, unit.now)]
    if configured is not None and configured.kid not in {key.kid for key in known}:
        await _introduce(unit, rules, known, configured, "configured")
    elif active_key(keys, unit.now) is None:
        await _introduce(unit, rules, known, spares[0], "generated")
    if standby_key(keys) is None:
        await _drop_unusable_standby(unit.connection, known)
        await signing_keys.add(unit.connection, _new_key(spares[1], "generated", unit.now, rules))


async def rotate(unit: Unit, rules: KeyRules, spare: KeyPair, reason: str | None) -> SigningKey:
    """Activates the standby key and publishes the spare as the next one. Raises RotationPending."""
    await signing_keys.lock(unit.connection)
    keys = [key for key in await signing_keys.load_all(unit.connection) if _usable(key, rules, unit.now)]
    waiting = pending_key(keys, unit.now, rules.lead)
    if waiting is not None and waiting.signs_from is not None:
        wait_s = (waiting.signs_from - unit.now).total_seconds()
        raise RotationPending("The key of the last rotation is not active yet", retry_after_s=wait_s)
    active, standby = active_key(keys, unit.now), standby_key(keys)
    if standby is None:
        standby = _new_key(spare, "generated", unit.now, rules)
        await signing_keys.add(unit.connection, standby)
    else:
        await signing_keys.add(unit.connection, _new_key(spare, "generated", unit.now, rules))
    begins = safe_from(standby, active, unit.now, rules.lead)
    successor, retired = succession(keys, standby, begins)
    for key in (successor, *retired):
        await signing_keys.schedule(unit.connection, key)
    entry = NewEntry("signing_key.rotate", target_kind="signing_key", target_id=successor.kid)
    await unit.audit(replace(entry, details={"reason": reason} if reason else {}))
    await unit.report(SigningKeyRotated(key_id=successor.kid))
    return successor


async def forget_old_keys(unit: Unit, token_lifetime: timedelta) -> None:
    """Deletes private keys that do not sign any more, and keys whose last token has expired."""
    await signing_keys.lock(unit.connection)
    await signing_keys.forget_private_halves(unit.connection, unit.now)
    keys = await signing_keys.load_all(unit.connection)
    kept = {key.kid for key in published(keys, unit.now, token_lifetime)}
    for key in keys:
        if key.kid not in kept:
            await signing_keys.delete(unit.connection, key.kid)


async def _introduce(
    unit: Unit, rules: KeyRules, known: list[SigningKey], pair: KeyPair, source: Source
) -> None:
    """Replaces the active and pending keys with a new one."""
    active = active_key([key for key in known if _usable(key, rules, unit.now)], unit.now)
    fresh = _new_key(pair, source, unit.now, rules)
    begins = unit.now if active is None else unit.now + rules.lead
    for key in known:
        if key.signs_from is not None and key.signs_until is None:
            await signing_keys.schedule(
                unit.connection, replace(key, signs_until=max(begins, key.signs_from))
            )
    await signing_keys.add(unit.connection, replace(fresh, signs_from=begins))
    await unit.report(SigningKeyRotated(key_id=pair.kid))


async def _drop_unusable_standby(connection: Connection, known: list[SigningKey]) -> None:
    """Deletes a standby key that cannot be decrypted here and so can never sign."""
    unusable = standby_key(known)
    if unusable is not None:
        await signing_keys.delete(connection, unusable.kid)


def _new_key(pair: KeyPair, source: Source, now: datetime, rules: KeyRules) -> SigningKey:
    sealed = seal(pair.private, pair.kid, rules.sealing_key)
    return SigningKey(pair.kid, pair.public_pem, sealed, source, now, None, None)


def _usable(key: SigningKey, rules: KeyRules, now: datetime) -> bool:
    """Whether the key can sign here: a key sealed with another mesh secret only verifies."""
    if key.status(now) == "retired" or key.sealed_private is None or not is_readable(key.public_pem):
        return False
    return unseal(key.sealed_private, key.kid, rules.sealing_key) is not None
