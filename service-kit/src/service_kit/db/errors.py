"""What PostgreSQL's errors mean to a caller; constraint violations stay with the repositories."""

from typing import Final

import psycopg
from psycopg import errors as pg

from service_kit.errors import DeadlineExceeded, DomainError, InvalidArgument, Unavailable


class DatabaseUnavailable(Unavailable):
    """No connection can be had now; nothing was changed."""

    reason = "DATABASE_UNAVAILABLE"


class ConnectionLost(DatabaseUnavailable):
    """The connection broke before a commit was sent; the transaction is rolled back."""


class CommitUnknown(DatabaseUnavailable):
    """The connection broke while committing: the change may or may not be there."""


class DatabaseBusy(Unavailable):
    """Every connection of the pool is in use, or a lock is held too long."""

    reason = "DATABASE_BUSY"


class TransactionConflict(Unavailable):
    """Serialization failure or deadlock; the transaction is rolled back and may be run again."""

    reason = "TRANSACTION_CONFLICT"


class DatabaseTimeout(DeadlineExceeded):
    """A statement ran longer than the statement timeout."""

    reason = "DATABASE_TIMEOUT"


class InvalidValue(InvalidArgument):
    """A value that PostgreSQL cannot hold, such as text with a NUL character."""

    reason = "INVALID_VALUE"


RETRY_AFTER_S: Final = 1.0

_LOST_CLASSES: Final = ("08", "57P", "53")  # connection, operator intervention, insufficient resources
_BAD_INPUT: Final = frozenset({None, "22001", "22003", "22007", "22008", "22021", "22P02", "22P05"})


def constraint_of(error: BaseException) -> str | None:
    """Name of the violated constraint, so that a repository can say which rule was broken.

    except psycopg.errors.UniqueViolation as error:
        if constraint_of(error) == "uq_leagues_name":
            raise LeagueExists(...) from error
        raise
    """
    return error.diag.constraint_name if isinstance(error, psycopg.Error) else None


def to_domain(error: BaseException) -> DomainError | None:
    """The domain error for a psycopg error, None when the error is not about the database's state."""
    if not isinstance(error, psycopg.Error):
        return None
    if isinstance(error, pg.SerializationFailure | pg.DeadlockDetected):
        return _undone(TransactionConflict, "Somebody else changed the same data")
    if is_stale_plan(error):
        return _undone(TransactionConflict, "The tables have just changed")
    if isinstance(error, pg.LockNotAvailable):
        return DatabaseBusy("The data is locked at the moment", retry_after_s=RETRY_AFTER_S)
    if isinstance(error, pg.QueryCanceled):
        return DatabaseTimeout("The database took too long")
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
    """A statement was prepared before a migration changed its columns; another connection will do."""
    if not isinstance(error, pg.FeatureNotSupported):
        return False
    return error.diag.source_function == "RevalidateCachedQuery"


def is_lost(error: psycopg.Error) -> bool:
    """Whether the connection, not the statement, is what failed."""
    if isinstance(error, pg.QueryCanceled):
        return False
    if error.sqlstate is None:
        return isinstance(error, psycopg.OperationalError)
    return error.sqlstate.startswith(_LOST_CLASSES) or isinstance(error, pg.IdleInTransactionSessionTimeout)
