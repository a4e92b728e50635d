"""What a cell prints, shows and raises, kept as notebook outputs, as a Jupyter kernel would send them."""

import io
import os
from base64 import encodebytes
from collections.abc import Mapping
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher

Output = dict[str, Any]
CUT = "\n[…]\n"
KEPT = 4000  # characters of what decides a score, however much else there is
OUTPUTS_MAX = 500


class Outputs:
    """The outputs of the cell that runs, bounded: beyond ``characters_max`` a kind of output is cut."""

    def __init__(self, characters_max: int) -> None:
        self.characters_max = characters_max
        self._made: list[Output] = []
        self._size = 0
        self._streamed = {"stdout": 0, "stderr": 0}
        self._clear_next = False
        self._shown: dict[str, list[Output]] = {}

    def reset(self) -> None:
        self._made, self._size, self._clear_next = [], 0, False
        self._streamed = {"stdout": 0, "stderr": 0}
        self._shown = {}

    def take(self) -> list[Output]:
        """What was kept since ``reset``."""
        made = self._made
        for output in made:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        self.reset()
        return made

    def stream(self, name: str, text: str) -> None:
        room = self.characters_max - self._streamed[name]
        if not text or room <= 0:
            return
        self._streamed[name] += len(text)
        kept = text if len(text) <= room else text[:room] + CUT
        self._before()
        last = self._made[-1] if self._made else None
        if last is not None and last["output_type"] == "stream" and last["name"] == name:
            last["text"].append(kept)
        elif len(self._made) < OUTPUTS_MAX or name == "stderr":
            self._made.append({"output_type": "stream", "name": name, "text": [kept]})

    def error(self, name: str, value: str, trace: list[str]) -> None:
        self._before()
        self._made.append(
            {"output_type": "error", "ename": name, "evalue": value[:KEPT], "traceback": trace[:100]}
        )

    def add_frames(self, name: str, message: str, frames: list[tuple[int, int, str]]) -> None:
        """Says in an error's trace where her cells raised it, in the other process: cell, line, function."""
        for output in self._made:
            if (
                output["output_type"] == "error"
                and output["ename"] == name
                and output["evalue"] == message[:KEPT]
            ):
                hers = [
                    f"Cell In[{cell}], line {line}, in {function}(...)" for cell, line, function in frames
                ]
                output["traceback"][-1:-1] = hers

    def value(self, data: Mapping[str, Any], metadata: Mapping[str, Any], count: int) -> None:
        """What a cell ends with. Its text can be a score, so it is never left out."""
        told = self._fitted(data) or {"text/plain": str(data.get("text/plain", ""))[:KEPT]}
        self._before()
        self._made.append(
            {
                "output_type": "execute_result",
                "data": told,
                "metadata": dict(metadata),
                "execution_count": count,
            }
        )

    def display(
        self, data: Mapping[str, Any], metadata: Mapping[str, Any], name: str | None, *, update: bool
    ) -> None:
        told = self._fitted(data)
        if told is None:
            return
        if update:
            for shown in self._shown.get(name or "", []):
                shown["data"], shown["metadata"] = told, dict(metadata)
            return
        self._before()
        output: Output = {"output_type": "display_data", "data": told, "metadata": dict(metadata)}
        if len(self._made) < OUTPUTS_MAX:
            self._made.append(output)
            if name is not None:
                self._shown.setdefault(name, []).append(output)

    def clear(self, *, wait: bool) -> None:
        if wait:
            self._clear_next = True
        else:
            self._made.clear()

    def _before(self) -> None:
        if self._clear_next:
            self._made.clear()
            self._clear_next = False

    def _fitted(self, data: Mapping[str, Any]) -> dict[str, Any] | None:
        told = {
            kind: encodebytes(value).decode() if isinstance(value, bytes) else value
            for kind, value in data.items()
        }
        size = sum(len(value) if isinstance(value, str) else 200 for value in told.values())
        if self._size + size > self.characters_max:
            return None
        self._size += size
        return told


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a cell."""

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, outputs: Outputs, name: str, number: int) -> None:
        self._outputs = outputs
        self._name = name
        self._number = number

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def isatty(self) -> bool:
        return False

    def flush(self) -> None:
        """Everything is kept at once."""

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self._name, text)
        return len(text)


class Captured:
    """What C code and started programs write to a file descriptor, past Python's own streams."""

    def __init__(self, outputs: Outputs, name: str, number: int) -> None:
        self._outputs, self._name, self._number, self._read = outputs, name, number, 0
        memory = os.memfd_create(name)
        os.dup2(memory, number)
        os.close(memory)

    def collect(self) -> None:
        size = os.fstat(self._number).st_size
        if size > self._read:
            room = min(size - self._read, self._outputs.characters_max + KEPT)
            self._outputs.stream(
                self._name, os.pread(self._number, room, self._read).decode("utf-8", "replace")
            )
        self._read = size


class Hook(DisplayHook):
    """The value that a cell ends with, kept rather than printed."""

    outputs: Outputs

    def start_displayhook(self) -> None:
        self._data: dict[str, Any] = {}
        self._metadata: dict[str, Any] = {}

    def write_output_prompt(self) -> None:
        """The number comes with the output."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self._data, self._metadata = format_dict, md_dict or {}

    def finish_displayhook(self) -> None:
        if self._data:
            self.outputs.value(self._data, self._metadata, self.prompt_count)


class Publisher(DisplayPublisher):
    """What ``display`` shows."""

    outputs: Outputs

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: bool = False,
        **more: Any,
    ) -> None:
        name = (transient or {}).get("display_id")
        self.outputs.display(data, metadata or {}, name, update=update)

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear(wait=wait)
