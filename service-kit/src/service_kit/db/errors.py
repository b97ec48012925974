"""Converts PostgreSQL's errors to domain errors; repositories handle constraint violations."""

from typing import Final

import psycopg
from psycopg import errors as pg

from service_kit.errors import DeadlineExceeded, DomainError, InvalidArgument, Unavailable


class DatabaseUnavailable(Unavailable):
    """No connection is available; nothing was changed."""

    reason = "DATABASE_UNAVAILABLE"


class ConnectionLost(DatabaseUnavailable):
    """The connection was lost before a commit was sent; the transaction is rolled back."""


class CommitUnknown(DatabaseUnavailable):
    """The connection was lost during the commit: the change may or may not have been made."""


class DatabaseBusy(Unavailable):
    """All connections of the pool are in use, or a lock was held too long."""

    reason = "DATABASE_BUSY"


class TransactionConflict(Unavailable):
    """Serialization failure or deadlock; the transaction is rolled back and can be repeated."""

    reason = "TRANSACTION_CONFLICT"


class DatabaseTimeout(DeadlineExceeded):
    """A statement ran longer than the statement timeout."""

    reason = "DATABASE_TIMEOUT"


class InvalidValue(InvalidArgument):
    """A value that PostgreSQL cannot store, such as text with a NUL character."""

    reason = "INVALID_VALUE"


RETRY_AFTER_S: Final = 1.0

_LOST_CLASSES: Final = ("08", "57P", "53")  # connection, operator intervention, insufficient resources
_BAD_INPUT: Final = frozenset({None, "22001", "22003", "22007", "22008", "22021", "22P02", "22P05"})


def constraint_of(error: BaseException) -> str | None:
    """The name of the violated constraint, so that a repository can raise the matching error.

    except psycopg.errors.UniqueViolation as error:
        if constraint_of(error) == "uq_leagues_name":
            raise LeagueExists(...) from error
        raise
    """
    return error.diag.constraint_name if isinstance(error, psycopg.Error) else None


def to_domain(error: BaseException) -> DomainError | None:
    """The domain error for a psycopg error; None if the error is not about the database's state."""
    if not isinstance(error, psycopg.Error):
        return None
    if isinstance(error, pg.SerializationFailure | pg.DeadlockDetected):
        return _undone(TransactionConflict, "The data was changed by another request")
    if is_stale_plan(error):
        return _undone(TransactionConflict, "The tables have just been changed")
    if isinstance(error, pg.LockNotAvailable):
        return DatabaseBusy("The data is locked by another request", retry_after_s=RETRY_AFTER_S)
    if isinstance(error, pg.QueryCanceled):
        return DatabaseTimeout("The database did not answer in time")
    if is_lost(error):
        return _undone(ConnectionLost, "The database does not answer")
    if isinstance(error, psycopg.DataError) and error.sqlstate in _BAD_INPUT:
        return InvalidValue("A value cannot be stored")
    return None


def _undone(error: type[DomainError], message: str) -> DomainError:
    made = error(message, retry_after_s=RETRY_AFTER_S)
    made.undone = True
    return made


def is_stale_plan(error: BaseException) -> bool:
    """Whether a statement was prepared before a migration changed its columns; a new connection helps."""
    if not isinstance(error, pg.FeatureNotSupported):
        return False
    return error.diag.source_function == "RevalidateCachedQuery"


def is_lost(error: psycopg.Error) -> bool:
    """Whether the connection failed, not the statement."""
    if isinstance(error, pg.QueryCanceled):
        return False
    if error.sqlstate is None:
        return isinstance(error, psycopg.OperationalError)
    return error.sqlstate.startswith(_LOST_CLASSES) or isinstance(error, pg.IdleInTransactionSessionTimeout)
