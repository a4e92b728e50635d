"""Style sheets as far as they can be told without a browser: plain selectors, and what they say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.page.tree import Element

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMPOUND = re.compile(
    r"(\*|[a-z][\w-]*)|#([\w-]+)|\.([\w-]+)|\[([\w-]+)(?:=[\"']?([^\"'\]]*)[\"']?)?\]|:([\w-]+)"
)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
# States that a page at rest is not in.
_RESTING = {"root", "link", "any-link", "first-child", "last-child"}
RULES_MAX = 2000


@dataclass(frozen=True)
class _Part:
    """One step of a selector: what an element must be; ``child``: and right below the step before."""

    tag: str = ""
    ids: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str | None], ...] = ()
    states: frozenset[str] = frozenset()
    child: bool = False

    def fits(self, element: Element) -> bool:
        if self.tag not in ("", "*", element.tag):
            return False
        if not (self.ids <= {element.get("id")} and self.classes <= element.classes):
            return False
        for name, value in self.attributes:
            if not element.has(name) or value not in (None, element.get(name)):
                return False
        return all(_rests(state, element) for state in self.states)


@dataclass(frozen=True)
class _Rule:
    parts: tuple[_Part, ...]
    weight: tuple[int, int, int]
    declared: Mapping[str, tuple[str, bool]]


@dataclass(frozen=True)
class Sheet:
    """Rules in their order; those of ``@media`` and the like are left out: they do not always hold."""

    rules: Sequence[_Rule] = field(default_factory=tuple)

    def of(self, element: Element) -> dict[str, str]:
        """What is said of an element itself, its ``style`` attribute included."""
        found: list[tuple[bool, tuple[int, int, int], int, Mapping[str, tuple[str, bool]]]] = []
        for place, rule in enumerate(self.rules):
            if _matches(rule.parts, element):
                for important in (False, True):
                    chosen = {n: one for n, one in rule.declared.items() if one[1] is important}
                    if chosen:
                        found.append((important, rule.weight, place, chosen))
        own = declarations(element.get("style"))
        found.append((False, (1000, 0, 0), 0, own))
        said: dict[str, str] = {}
        for _, _, _, declared in sorted(found, key=lambda one: one[:3]):
            said.update({name: value for name, (value, _) in declared.items()})
        return said


def read_sheet(text: str) -> Sheet:
    """Never raises; what is not understood says nothing."""
    rules: list[_Rule] = []
    for selectors, body in _blocks(_COMMENT.sub(" ", text)):
        declared = declarations(body)
        for selector in selectors.split(","):
            parts = _selector(selector)
            if parts and declared and len(rules) < RULES_MAX:
                rules.append(_Rule(parts, _weight(parts), declared))
    return Sheet(tuple(rules))


def declarations(text: str) -> dict[str, tuple[str, bool]]:
    """Values by property, and whether each is ``!important``."""
    said: dict[str, tuple[str, bool]] = {}
    for one in _COMMENT.sub(" ", text).split(";"):
        name, colon, value = one.partition(":")
        if colon and value.strip():
            plain = re.sub(r"\s*!\s*important\s*$", "", value.strip(), flags=re.IGNORECASE)
            said[name.strip().lower()] = (plain, plain != value.strip())
    return said


def resolved(value: str, variables: Mapping[str, str]) -> str:
    """A value with its ``var(--…)`` replaced."""
    for _ in range(10):
        found = _VARIABLE.search(value)
        if found is None:
            break
        value = value[: found.start()] + variables.get(found[1], found[2] or "") + value[found.end() :]
    return value.strip()


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """(selectors, body) of each rule at the top."""
    place = 0
    while (start := text.find("{", place)) >= 0:
        head = text[place:start].rpartition(";")[2].rpartition("}")[2].strip()
        depth, end = 1, start + 1
        while end < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        if not head.startswith("@"):
            yield head, text[start + 1 : end - (depth == 0)]
        place = end


def _selector(text: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    child = False
    for word in text.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        part = _compound(word, child)
        if part is None:
            return ()
        parts.append(part)
        child = False
    return tuple(parts)


def _compound(word: str, child: bool) -> _Part | None:
    """None for what only a browser can tell."""
    tag, ids, classes, states = "", set(), set(), set()
    attributes: list[tuple[str, str | None]] = []
    place = 0
    while place < len(word):
        found = _COMPOUND.match(word, place)
        if found is None:
            return None
        name, one, kind, attribute, value, state = found.groups()
        tag = name.lower() if name else tag
        ids |= {one} if one else set()
        classes |= {kind} if kind else set()
        attributes += [(attribute.lower(), value)] if attribute else []
        if state and state not in _RESTING:
            return None
        states |= {state} if state else set()
        place = found.end()
    return _Part(tag, frozenset(ids), frozenset(classes), tuple(attributes), frozenset(states), child)


def _weight(parts: tuple[_Part, ...]) -> tuple[int, int, int]:
    ids = sum(len(part.ids) for part in parts)
    classes = sum(len(part.classes) + len(part.attributes) + len(part.states) for part in parts)
    return ids, classes, sum(part.tag not in ("", "*") for part in parts)


def _matches(parts: tuple[_Part, ...], element: Element) -> bool:
    if not parts[-1].fits(element):
        return False
    if len(parts) == 1:
        return True
    above = [element.parent] if parts[-1].child else list(element.ancestors())
    return any(one is not None and one.tag and _matches(parts[:-1], one) for one in above)


def _rests(state: str, element: Element) -> bool:
    if state == "root":
        return element.tag == "html"
    if state in ("link", "any-link"):
        return element.tag == "a" and element.has("href")
    beside = [one for one in element.parent.children if isinstance(one, Element)] if element.parent else []
    return bool(beside) and beside[0 if state == "first-child" else -1] is element
