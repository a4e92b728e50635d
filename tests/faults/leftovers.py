"""What killed processes left on this machine, looked for by their ids."""

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

import psutil

from grader.sandbox import cgroup


def processes_left(pids: Collection[int], seen: Collection[psutil.Process]) -> list[str]:
    """Those of ``seen`` that live on, and whatever is in a session that one of ``pids`` began."""
    found = {one for one in seen if one.is_running() and one.status() != psutil.STATUS_ZOMBIE}
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) in pids and process.status() != psutil.STATUS_ZOMBIE:
                found.add(process)
        except (psutil.Error, ProcessLookupError):
            continue
    return [str(one) for one in found]


def folders_left(pids: Collection[int]) -> list[str]:
    """Folders in the machine's temporary one, and control groups, that carry one of their ids."""
    groups = [
        one
        for parent in set(cgroup._parents(cgroup.NAME, cgroup.KINDS).values())
        for one in parent.iterdir()
        if one.is_dir()
    ]
    places = [*Path(tempfile.gettempdir()).iterdir(), *groups]
    marks = {str(pid) for pid in pids}
    return [str(path) for path in places if marks & set(path.name.split("-"))]
