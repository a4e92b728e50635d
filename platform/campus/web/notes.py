"""What a facilitator reads before a class: an exercise's facilitator.md as HTML."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from campus.web.words import typeset
from grader.manifest import Exercise

# Titles of the notes stand below those of the page.
_DEEPER = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h5"}
_READER = MarkdownIt("js-default")  # HTML in the text stays text


def notes_of(exercise: Exercise) -> Markup | None:
    """The notes as safe HTML, typeset; None where there are none that can be read."""
    try:
        text = exercise.notes.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    tokens = _READER.parse(text)
    for token in tokens:
        token.tag = _DEEPER.get(token.tag, token.tag)
        for child in token.children or ():
            if child.type == "text":
                child.content = typeset(child.content)
    return Markup(_READER.renderer.render(tokens, _READER.options, {}))  # noqa: S704 - made by the renderer
