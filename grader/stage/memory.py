"""What games told before: the same one, asked the same, plays the same, so it is not played once more.

Tests are sealed from each other, so each of them lets the game begin anew; half of what they ask was asked
by the one before.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Told = dict[str, Any]

REPEATABLE = frozenset({"play"})
BYTES_MAX = 32 << 20
FILES_MAX = 2000


@dataclass(eq=False)
class Account:
    """What one program told first, and what it answered, by question."""

    first: Told
    answers: dict[str, Told] = field(default_factory=dict)


class Memory:
    """Accounts by what was asked and by the files that were there."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._room = BYTES_MAX

    def find(self, key: str) -> Account | None:
        return self._accounts.get(key)

    def begin(self, key: str, first: Told) -> Account:
        """A new account; it is kept where there is a key, and room."""
        account = Account(first)
        if key and self._takes(first):
            self._accounts[key] = account
        return account

    def note(self, account: Account, question: Told, reply: Told) -> None:
        if self._takes(reply):
            account.answers[asked(question)] = reply

    def _takes(self, told: Told) -> bool:
        size = len(str(told))
        if size > self._room:
            return False
        self._room -= size
        return True


def asked(question: Mapping[str, Any]) -> str:
    return json.dumps(question, sort_keys=True)


def key_of(part: str, request: Mapping[str, Any], folder: Path) -> str:
    """Equal where the same program would be played from the same files; empty where nothing is to be kept."""
    if part not in REPEATABLE:
        return ""
    seen = hashlib.sha256(asked({"part": part, **request}).encode())
    many = 0
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)  # noqa: PTH118 - quicker, and walked already
            known = os.lstat(path)
            seen.update(f"{path}\0{known.st_ino} {known.st_size} {known.st_mtime_ns}\0".encode())
            many += 1
        if many > FILES_MAX:
            return ""
    return seen.hexdigest()
