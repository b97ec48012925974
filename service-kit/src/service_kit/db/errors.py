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


class DatabaseFull(DatabaseUnavailable):
    """The disk of PostgreSQL is full; the transaction is rolled back."""

    reason = "DATABASE_DISK_FULL"


class DatabaseReadOnly(DatabaseUnavailable):
    """The server accepts no writes, such as a standby."""

    reason = "DATABASE_READ_ONLY"


class DatabaseExhausted(DatabaseUnavailable):
    """PostgreSQL lacks memory or another resource; the transaction is rolled back."""

    reason = "DATABASE_OUT_OF_RESOURCES"


class TooManyDatabaseConnections(DatabaseUnavailable):
    """PostgreSQL accepts no more connections."""

    reason = "DATABASE_TOO_MANY_CONNECTIONS"


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
RECOVERY: Final = "Restart database connection pool"
_REFUSED_RETRY_S: Final = 5.0  # an operator has to do something first

_LOST_CLASSES: Final = ("08", "57P")  # connection, operator intervention
_RESOURCES_CLASS: Final = "53"
# Errors while connecting have no code, and their text is all there is.
_TOO_MANY: Final = ("too many clients", "too many connections", "connection slots are reserved")
_BAD_INPUT: Final = frozenset({None, "22001", "22003", "22007", "22008", "22021", "22P02", "22P05"})


def constraint_of(error: BaseException) -> str | None:
    """The name of the violated constraint, so that a repository can raise the matching error.

    except psycopg.errors.UniqueViolation as error:
        if constraint_of(error) == "uq_leagues_name":
            raise LeagueExists(...) from error
        raise
    """
    return error.diag.constraint_name if isinstance(error, psycopg.Error) else None


def to_domain(error: BaseException, *, writing: bool = False) -> DomainError | None:
    """The domain error for a psycopg error; None if the error is not about the database's state.

    `writing`: whether the block may write. A write in a block that only reads is a mistake of ours.
    """
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
    if writing and _is_read_only(error):
        return _refused(DatabaseReadOnly, "The database accepts no writes", "Set DATABASE_URL to the primary")
    if (error.sqlstate or "").startswith(_RESOURCES_CLASS):
        return _out_of(error)
    if is_lost(error):
        return _undone(ConnectionLost, "The database does not answer")
    if isinstance(error, psycopg.DataError) and error.sqlstate in _BAD_INPUT:
        return InvalidValue("A value cannot be stored")
    return None


def cannot_connect(error: Exception | None, retry_after_s: float) -> DatabaseUnavailable:
    """The error for a failed attempt to connect."""
    retry_after_s = max(RETRY_AFTER_S, retry_after_s)
    if isinstance(error, pg.TooManyConnections) or any(text in str(error) for text in _TOO_MANY):
        return TooManyDatabaseConnections(
            "The database accepts no more connections",
            retry_after_s=retry_after_s,
            recovery=["Raise max_connections of PostgreSQL, or lower DB_POOL_MAX_SIZE"],
        )
    return DatabaseUnavailable(
        "The database does not answer", retry_after_s=retry_after_s, recovery=[RECOVERY]
    )


def _out_of(error: psycopg.Error) -> DatabaseUnavailable:
    if isinstance(error, pg.DiskFull):
        return _refused(
            DatabaseFull, "The disk of the database is full", "Free space on the disk of PostgreSQL"
        )
    if isinstance(error, pg.TooManyConnections):
        return cannot_connect(error, _REFUSED_RETRY_S)
    return _refused(
        DatabaseExhausted, "The database lacks memory or another resource", "See the log of PostgreSQL"
    )


def _is_read_only(error: psycopg.Error) -> bool:
    """A standby refuses even to begin a transaction that may write, and calls that unsupported."""
    if isinstance(error, pg.FeatureNotSupported):
        return error.diag.source_function == "call_bool_check_hook"
    return isinstance(error, pg.ReadOnlySqlTransaction)


def _refused(error: type[DatabaseUnavailable], message: str, recovery: str) -> DatabaseUnavailable:
    return error(message, retry_after_s=_REFUSED_RETRY_S, recovery=[recovery])


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
