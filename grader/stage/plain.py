"""Answers of a learner's process, read as plain values of the expected shape and no others."""

from typing import Any

from grader.stage.wire import Lost

Told = dict[str, Any]


def text(told: Told, name: str, most: int = 1000) -> str:
    value = told.get(name)
    if type(value) is not str:
        raise Lost("nonsense")
    # Half characters cannot be shown, nor written into a notebook.
    return value[:most].encode("utf-8", "replace").decode()


def number(told: Told, name: str, least: int = 0, most: int = 1 << 31) -> int:
    value = told.get(name)
    if type(value) is not int or not least <= value <= most:
        raise Lost("nonsense")
    return value


def several(told: Told, name: str, most: int = 10_000) -> list[Any]:
    value = told.get(name)
    if type(value) is not list or len(value) > most:
        raise Lost("nonsense")
    return value


def table(told: Told, name: str) -> Told | None:
    value = told.get(name)
    if value is not None and type(value) is not dict:
        raise Lost("nonsense")
    return value
