"""Tells what fails around a walk, and passes by itself, from what a submission makes fail."""

import errno
from collections.abc import Iterator

import psycopg
import sqlalchemy.exc
from psycopg_pool import PoolTimeout

from grader.errors import GraderError

DATABASE = "the database does not answer"
SANDBOX_KILLED = "sandbox-killed"
DISK = "the disk is full, or takes nothing"

_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
# PostgreSQL's classes of errors: connection, rollback (deadlock), resources, locks, operator, system.
_PASSING = ("08", "40", "53", "55P03", "57", "58")
_DISK_FULL = "53100"
_SQLITE = ("locked", "busy", "unable to open", "disk i/o", "disk is full")


def passing(error: BaseException) -> str:
    """What is failing besides the submission, in a few words; empty where it may be the submission itself."""
    return next((why for each in _causes(error) if (why := _passing(each))), "")


def killed(error: BaseException) -> bool:
    """Whether somebody from outside ended the sandbox; the kernel for want of memory, say."""
    return any(isinstance(each, GraderError) and each.code == SANDBOX_KILLED for each in _causes(error))


def _passing(error: BaseException) -> str:
    if isinstance(error, sqlalchemy.exc.DBAPIError):
        return DATABASE if error.connection_invalidated else ""  # else its cause tells
    if isinstance(error, PoolTimeout | sqlalchemy.exc.TimeoutError):
        return DATABASE
    if isinstance(error, psycopg.Error):
        code = error.sqlstate
        if code == _DISK_FULL:
            return DISK
        lost = code is None and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        return DATABASE if lost or (code or "").startswith(_PASSING) else ""
    if type(error).__module__ == "sqlite3":
        return DATABASE if any(word in str(error).lower() for word in _SQLITE) else ""
    return DISK if isinstance(error, OSError) and error.errno in _DISK else ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, then what each was raised from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
