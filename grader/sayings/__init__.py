"""What a learner is told of each of Python's errors: tables of rules, tried from the first to the last."""

from grader.sayings import endings, games, libraries, marks, names, sites, syntax, types, unfinished, values
from grader.sayings.trouble import Rule

# What is said of a library or of a written line is nearer to her than words for a whole class of errors.
RULES: tuple[Rule, ...] = (
    *endings.RULES,
    *games.RULES,
    *libraries.RULES,
    *sites.RULES,
    *unfinished.RULES,
    *syntax.RULES,
    *marks.RULES,
    *names.RULES,
    *types.RULES,
    *values.RULES,
)
