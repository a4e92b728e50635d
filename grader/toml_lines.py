"""Where each key of a TOML file is written, since tomllib forgets it and authors need the line."""

import tomllib
from collections import Counter

Key = tuple[str | int, ...]

_SPACE = " \t"
_BLANK = " \t\r\n"


def lines_of(text: str) -> dict[Key, int]:
    """The line, from 1, of every key and list item of a valid TOML text; tables have their header's line."""
    return _Scanner(text).scan()


class _Scanner:
    """Walks a text that tomllib has accepted, so it only needs to find where things end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Key, int] = {}
        self.tables: Counter[Key] = Counter()

    def scan(self) -> dict[Key, int]:
        table: Key = ()
        self.skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip()
        return self.lines

    def header(self) -> Key:
        line = self.line()
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        names = self.names()
        self.at += 2 if many else 1
        table: Key = ()
        for name in names[:-1]:
            table = self.inside((*table, name))
        table = (*table, names[-1])
        self.lines.setdefault(table, line)
        if many:
            self.tables[table] += 1
            table = self.inside(table)
            self.lines[table] = line
        return table

    def inside(self, table: Key) -> Key:
        """The last item of a list of tables, or the table itself."""
        return (*table, self.tables[table] - 1) if self.tables[table] else table

    def pair(self, table: Key) -> None:
        line = self.line()
        key: Key = table
        for name in self.names():
            key = (*key, name)
            self.lines.setdefault(key, line)
        self.at += 1  # the equals sign
        self.value(key)

    def names(self) -> list[str]:
        """A dotted key; stops on what follows it."""
        found = [self.name()]
        while self.text[self.at] == ".":
            self.at += 1
            found.append(self.name())
        return found

    def name(self) -> str:
        self.skip(_SPACE)
        start = self.at
        if self.text[start] in "\"'":
            self.string()
            raw = self.text[start + 1 : self.at - 1]
            name = _unescaped(raw) if self.text[start] == '"' else raw
        else:
            while self.text[self.at] not in " \t.=]":
                self.at += 1
            name = self.text[start : self.at]
        self.skip(_SPACE)
        return name

    def value(self, key: Key) -> None:
        self.skip(_SPACE)
        first = self.text[self.at]
        if first in "\"'":
            self.string()
        elif first == "[":
            self.array(key)
        elif first == "{":
            self.inline_table(key)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\r\n":
                self.at += 1

    def array(self, key: Key) -> None:
        self.at += 1
        number = 0
        self.skip()
        while self.text[self.at] != "]":
            self.lines[(*key, number)] = self.line()
            self.value((*key, number))
            number += 1
            self.skip(_BLANK + ",")
        self.at += 1

    def inline_table(self, key: Key) -> None:
        self.at += 1
        self.skip()
        while self.text[self.at] != "}":
            self.pair(key)
            self.skip(_BLANK + ",")
        self.at += 1

    def string(self) -> None:
        quote = self.text[self.at]
        mark = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(mark)
        while not self.text.startswith(mark, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(mark)
        # Two more quotes may belong to the text of a long string: """a quote """"" .
        while len(mark) == 3 and self.text.startswith(quote, self.at):
            self.at += 1

    def skip(self, blank: str = _BLANK) -> None:
        """Steps over blanks, and comments where lines may end."""
        while self.at < len(self.text):
            if self.text[self.at] in blank:
                self.at += 1
            elif self.text[self.at] == "#" and "\n" in blank:
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                return

    def line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1


def _unescaped(raw: str) -> str:

    return str(tomllib.loads(f'name = "{raw}"')["name"])
