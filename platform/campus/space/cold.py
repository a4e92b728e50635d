"""The first process of a space where no warm process is to be had: bubblewrap made the space already."""

import os
import socket
import sys

from campus.space import door, first, world
from campus.space.job import Job
from grader.sandbox.inside import confine, seccomp

SET_DUMPABLE = 4


def main() -> None:
    """``python -m campus.space.cold LISTENING LIMITS ARGUMENT...``, as her already, in her home."""
    listening, limits, *arguments = sys.argv[1:]
    job = Job(
        name=os.environ["USER"],
        home=os.environ["HOME"],
        uid=None,
        environment=dict(os.environ),
        arguments=tuple(arguments),
        limits={name: int(value) for name, value in (one.split("=") for one in limits.split(",") if one)},
    )
    os.chdir(job.home)
    world.limit(job)
    os.umask(0o077)
    confine.check(confine.LIBC.prctl(SET_DUMPABLE, 0, 0, 0, 0), "not dumpable")
    if seccomp.supported():
        seccomp.install(confine.LIBC, seccomp.program(namespaces=True, desk=True))
    listener = socket.socket(fileno=int(listening))
    if listener.family == socket.AF_UNIX:
        listener = door.Door(fileno=listener.detach())
    first.main(job, listener)


if __name__ == "__main__":
    main()
