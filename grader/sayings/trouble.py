"""An error as it reached us, and the shape of a rule that puts it into a learner's words."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from grader.sayings.french import clipped, french


@dataclass(frozen=True)
class Trouble:
    """An error and what helps to explain it.

    Attributes:
        name: class of the error, e.g. ``NameError``.
        message: the error's own text, as Python 3.11 to 3.13 write it.
        code: the line of hers that it comes from, stripped; empty where that is not known.
        names: what she or the exercise gave a value to, for "did you mean".
        texts: what stands between quotes in the notebook: keys, columns.
        modules: what the notebook imports.
    """

    name: str
    message: str
    code: str = ""
    names: Collection[str] = ()
    texts: Collection[str] = ()
    modules: Collection[str] = ()


Say = Callable[[re.Match[str], Trouble], str]


@dataclass(frozen=True)
class Rule:
    """Words for some errors.

    Attributes:
        errors: names of their classes; none for every class.
        pattern: found in the message.
        say: makes the words; an empty answer leaves the error to the rules that follow.
        code: found in her line too, where it is not empty.
    """

    errors: frozenset[str]
    pattern: re.Pattern[str]
    say: Say
    code: re.Pattern[str] | None = None

    def told(self, trouble: Trouble) -> str:
        """The words for this trouble, or nothing where they do not fit it."""
        if self.errors and trouble.name not in self.errors:
            return ""
        if self.code is not None and not self.code.search(trouble.code):
            return ""
        found = self.pattern.search(trouble.message)
        return self.say(found, trouble) if found else ""


def rule(errors: str, pattern: str, say: str | Say, code: str = "") -> Rule:
    """A rule as the tables write it: classes between blanks, ``{0}`` for the pattern's first group."""
    told = sentence(say) if isinstance(say, str) else say
    return Rule(
        frozenset(errors.split()),
        re.compile(pattern, re.DOTALL),
        told,
        re.compile(code) if code else None,
    )


def sentence(text: str) -> Say:
    """A sentence with the pattern's groups put in."""
    spaced = french(text)
    return lambda found, trouble: spaced.format(*(clipped(group or "") for group in found.groups()))


def by_word(words: Mapping[str, str], text: str) -> Say:
    """A sentence where ``words`` knows the first group: ``{0}`` is the word, ``{1}`` what it gives."""
    spaced = french(text)

    def say(found: re.Match[str], trouble: Trouble) -> str:
        known = words.get(found[1])
        return spaced.format(found[1], known) if known else ""

    return say
