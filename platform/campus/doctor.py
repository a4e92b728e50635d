"""What this machine lacks for a campus, and what to do about it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from campus import ports, programs
from campus.settings import Settings
from grader.browser import chromium
from grader.errors import GraderError
from grader.manifest import load_course
from grader.sandbox import Level, cgroup, confinement

Verdict = Literal["ok", "warning", "missing"]
FREE_DISK_GB = 2
FREE_MEMORY_GB = 1.5


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``advice`` says what to do, empty where nothing is."""

    topic: str
    verdict: Verdict
    said: str
    advice: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Looks at one thing after the other; nothing is changed on the machine."""
    checks: list[Callable[[Settings], Finding]] = [
        _python,
        _node,
        _proxy,
        _confinement,
        _data_dir,
        _memory,
        _ports,
        _database,
        _browser,
    ]
    for check in checks:
        yield check(settings)
    yield from _courses(settings)


def _python(settings: Settings) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", "ok", version)  # an older one cannot even read this file


def _node(settings: Settings) -> Finding:
    found = programs.node()
    if found.exists():
        return Finding("Node", "ok", str(found))
    return Finding("Node", "missing", "no Node 20 or later", "run `make env`")


def _proxy(settings: Settings) -> Finding:
    try:
        return Finding("Proxy", "ok", programs.proxy_command(settings)[1])
    except GraderError as error:
        return Finding("Proxy", "missing", "configurable-http-proxy is not there", error.operator)


def _confinement(settings: Settings) -> Finding:
    level, least = confinement(), settings.grading.level
    advice = (
        "`apt install bubblewrap` (root), and allow user namespaces "
        "(`sysctl kernel.unprivileged_userns_clone=1`, or AppArmor's setting on Ubuntu). "
        "Without it no learner's server starts, unless campus.toml accepts the danger"
    )
    if level is Level.NAMESPACES:
        groups = " and ".join(cgroup.available()) or "no"
        said = f"level namespaces: bubblewrap works, with {groups} control groups"
        return Finding("Confinement", "ok", said)
    if level < least:
        said = f"level {level.word}, and {least.word} is the least accepted: nothing is graded"
        return Finding("Confinement", "missing", said, advice)
    return Finding("Confinement", "warning", f"level {level.word}: graded, less well confined", advice)


def _data_dir(settings: Settings) -> Finding:
    folder = settings.data_dir
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(there, os.W_OK):
        return Finding(
            "Data directory", "missing", f"{there} cannot be written", "change data_dir in campus.toml"
        )
    free_gb = shutil.disk_usage(there).free / 1e9
    said = f"{folder}, {free_gb:.0f} GB free"
    if free_gb < FREE_DISK_GB:
        return Finding("Data directory", "warning", said, f"free at least {FREE_DISK_GB} GB")
    return Finding("Data directory", "ok", said)


def _memory(settings: Settings) -> Finding:
    free_gb = psutil.virtual_memory().available / 1e9
    said = f"{free_gb:.1f} GB available, about {max(0, int((free_gb - 1) / 0.16))} learners at once"
    if free_gb < FREE_MEMORY_GB:
        return Finding("Memory", "warning", said, f"the campus alone needs {FREE_MEMORY_GB} GB")
    return Finding("Memory", "ok", said)


def _ports(settings: Settings) -> Finding:
    courses, apps = len(settings.course_folders), sum(map(_has_app, settings.course_folders))
    taken = ports.taken(settings, courses, apps)
    if not taken:
        last = ports.wanted(settings, courses, apps)[-1][1]
        return Finding("Ports", "ok", f"{settings.hub.port} and {settings.hub_port}-{last} are free")
    numbers = ", ".join(map(str, taken))
    advice = "a campus may be running already; else change [hub] port or internal_port in campus.toml"
    return Finding("Ports", "warning", f"in use: {numbers}", advice)


def _has_app(folder: Path) -> bool:
    """Whether a course has an app; one that cannot be read is said elsewhere."""
    try:
        return load_course(Path(folder)).app is not None
    except GraderError:
        return False


def _database(settings: Settings) -> Finding:
    if settings.database.url:
        return Finding("Database", "ok", "the one that [database] url names")
    return Finding("Database", "ok", "embedded PostgreSQL, in the data directory")


def _browser(settings: Settings) -> Finding:
    program = chromium.find()
    graded = [folder.name for folder in settings.course_folders if _opens_pages(Path(folder))]
    need = f"pages of {', '.join(graded)} wait for it to be graded" if graded else "only `make test` needs it"
    verdict: Verdict = "missing" if graded else "warning"
    lacks = chromium.lacking()
    if program is None or lacks:
        return Finding("Chromium", verdict, f"not ready: {need}", lacks)
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("Chromium", verdict, f"{program} does not start: {error}", chromium.ADVICE)
    if told.returncode != 0:
        said = (told.stderr.strip().splitlines() or [f"status {told.returncode}"])[-1]
        return Finding("Chromium", verdict, f"{program} does not start: {said}", chromium.ADVICE)
    return Finding("Chromium", "ok", f"{told.stdout.strip()}, {program}")


def _opens_pages(course: Path) -> bool:
    """Whether tests of a course open pages; one that cannot be read is said elsewhere."""
    try:
        scripts = [
            script
            for exercise in load_course(course).exercises
            for script in exercise.scripts.values()
            if exercise.limits.browser
        ]
        return any("grader.browser" in script.read_text("utf-8") for script in scripts)
    except (GraderError, OSError, UnicodeDecodeError):
        return False


def _courses(settings: Settings) -> Iterator[Finding]:
    for folder in settings.course_folders:
        try:
            course = load_course(Path(folder))
        except GraderError as error:
            yield Finding(f"Course {folder.name}", "missing", "malformed", error.operator)
        else:
            app = f", an app at /services/{course.id}/" if course.app is not None else ""
            yield Finding(f"Course {course.id}", "ok", f"{len(course.exercises)} exercise(s){app}")
