"""What fails around a submission is told from what it makes fail itself."""

import errno
import sqlite3

import psycopg
import pytest
import sqlalchemy.exc
from psycopg import errors
from psycopg_pool import PoolTimeout

from grader.failures import DATABASE, DISK, passing


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (psycopg.OperationalError("server closed the connection unexpectedly"), DATABASE),
        (errors.AdminShutdown(), DATABASE),
        (errors.DeadlockDetected(), DATABASE),
        (errors.LockNotAvailable(), DATABASE),
        (errors.DiskFull(), DISK),
        (PoolTimeout(), DATABASE),
        (sqlite3.OperationalError("database is locked"), DATABASE),
        (OSError(errno.ENOSPC, "No space left on device"), DISK),
        (raised(RuntimeError("in a folder"), OSError(errno.EDQUOT, "quota")), DISK),
        # What a submission could do by itself, again and again.
        (errors.ProgramLimitExceeded(), ""),
        (errors.UniqueViolation(), ""),
        (sqlite3.OperationalError("no such table"), ""),
        (FileNotFoundError(errno.ENOENT, "no such file"), ""),
        (ValueError("a bug of ours"), ""),
    ],
)
def test_only_what_passes_by_itself_is_waited_for(error: BaseException, why: str) -> None:
    assert passing(error) == why


def test_sqlalchemy_s_errors_are_known_by_what_they_wrap() -> None:
    def wrapped(original: Exception) -> Exception:
        try:
            raise sqlalchemy.exc.OperationalError("select 1", {}, original) from original
        except sqlalchemy.exc.OperationalError as error:
            return error

    assert passing(wrapped(psycopg.OperationalError("connection refused"))) == DATABASE
    assert passing(wrapped(errors.ProgramLimitExceeded())) == ""
