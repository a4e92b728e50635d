"""Outputs of a cell as notebook outputs: what a process sent, with text where text belongs, and bounded."""

import json
import math
import re
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode

from grader import notebooks

FIRST_BYTES = 4000  # what is kept of an output that decides a score, however much came before it
OUTPUTS_MAX = 1000
DEPTH_MAX = 30
_KIND = re.compile(r"[a-z]+/[\w.+-]+")

Told = dict[str, Any]


def read(told: Any, output_kb: int, count: int) -> list[NotebookNode]:
    """The outputs that a process says its cell ``count`` made, ``output_kb`` at most.

    Nothing of their shape is believed. What decides a score (an error, stderr, the last value) is cut, never
    dropped.
    """
    room = output_kb << 10
    kept: list[NotebookNode] = []
    for output in _plain(told, count):
        fitted = _fitted(output, room, kept)
        if fitted is not None:
            room -= _weight(fitted)
            kept.append(notebooks.node(fitted))
    return kept


def _plain(told: Any, count: int) -> Iterable[Told]:
    for output in (told if isinstance(told, list) else [])[:OUTPUTS_MAX]:
        kind = output.get("output_type") if isinstance(output, dict) else None
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            yield {"output_type": kind, "name": name, "text": _text(output.get("text"))}
        elif kind == "error":
            trace = output.get("traceback")
            lines = [_text(line) for line in trace[:200]] if isinstance(trace, list) else []
            told_error = {key: _text(output.get(key)) for key in ("ename", "evalue")}
            yield {"output_type": kind, **told_error, "traceback": lines}
        elif kind in ("display_data", "execute_result"):
            metadata = output.get("metadata")
            made: Told = {
                "output_type": kind,
                "data": _data(output.get("data")),
                "metadata": _safe(metadata) if isinstance(metadata, dict) else {},
            }
            yield {**made, "execution_count": count} if kind == "execute_result" else made


def _data(told: Any) -> Told:
    data = told if isinstance(told, dict) else {}
    return {
        kind: _safe(value) if kind.startswith("application/") else _text(value)
        for kind, value in data.items()
        if isinstance(kind, str) and _KIND.fullmatch(kind)
    }


def _safe(value: Any, depth: int = 0) -> Any:
    """A JSON value that can be written and read anywhere: not too deep, every text and number one."""
    if isinstance(value, str):
        return notebooks.printable(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if depth == DEPTH_MAX:
        return None
    if isinstance(value, list):
        return [_safe(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {notebooks.printable(name): _safe(one, depth + 1) for name, one in value.items()}
    return value


def _text(value: Any) -> str:
    return notebooks.printable(value if isinstance(value, str) else str(value))


def _fitted(output: Told, room: int, kept: list[NotebookNode]) -> Told | None:
    if _weight(output) <= room:
        return output
    kind = output["output_type"]
    if kind == "stream":
        begun = any(out.output_type == "stream" and out.name == output["name"] for out in kept)
        size = max(room, 0 if begun else FIRST_BYTES)
        return {**output, "text": output["text"][:size] + "\n[…]\n"} if size > 0 else None
    if kind == "error":
        lines = [line[:FIRST_BYTES] for line in output["traceback"]]
        return {**output, "evalue": output["evalue"][:FIRST_BYTES], "traceback": [*lines[:5], *lines[-5:]]}
    if kind == "execute_result":
        text = _text(output["data"].get("text/plain", ""))[:FIRST_BYTES]
        return {**output, "data": {"text/plain": text}, "metadata": {}}
    return None


def _weight(output: Told) -> int:
    return len(json.dumps(output)) + 100
