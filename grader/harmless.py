"""A learner's notebook as it may be shown in someone else's browser: nothing in it can run there."""

import base64
import binascii
import html
import re
from functools import lru_cache
from typing import Any

from bleach import clean  # type: ignore[import-untyped]
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, Unicode

from grader import exhibits, notebooks

_TAG = re.compile(r"<[A-Za-z/!?]")
_SCHEME = re.compile(r"javascript:|vbscript:|data:", re.IGNORECASE)
_MATHS = re.compile(r"\\(href|require|style|class|cssid)", re.IGNORECASE)
# A picture asks for its address with the rights of whoever looks: only those in the notebook itself.
_PICTURE = re.compile(r"!\[(?![\w .,'-]*\]\(attachment:[\w.-]+\))")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff\\]+")  # browsers and markdown skip these
_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PICTURES = ("image/png", "image/jpeg")
_LONG = 50_000  # characters: longer tables are not kept in memory
_TABLE_TAGS = frozenset(
    (
        *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "p", "br", "div", "span", "pre"),
        *("b", "i", "em", "strong", "code", "ul", "ol", "li", "h1", "h2", "h3", "h4"),
    )
)
_TABLE_ATTRIBUTES = {"td": ["colspan", "rowspan"], "th": ["colspan", "rowspan"]}
_LANGUAGE = {
    "name": "python",
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "pygments_lexer": "ipython3",
}


class Harmless(NbGraderPreprocessor):  # type: ignore[misc]
    """The same for stock ``nbgrader autograde``, as the last of its preprocessors."""

    display_data_priority = List(Unicode()).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        return harmless(nb), resources


def harmless(notebook: NotebookNode) -> NotebookNode:
    """A copy that looks the same as far as it is safe; what nbgrader and the formgrader read is unchanged.

    Locked cells are the author's and keep their text; outputs are never trusted, since the same Python that
    runs the tests ran what the learner wrote.
    """
    cells = [_cell(cell, place) for place, cell in enumerate(notebook.cells)]
    metadata = {"language_info": dict(_LANGUAGE)}
    if "kernelspec" in notebook.metadata:
        metadata["kernelspec"] = notebook.metadata.kernelspec  # the author's, put back by restore()
    return notebooks.new(cells, notebooks.node(metadata))


def _cell(cell: NotebookNode, place: int) -> NotebookNode:
    kept = {name: cell.metadata[name] for name in ("nbgrader", "campus") if name in cell.metadata}
    name = cell.get("id", "")
    fields: dict[str, Any] = {
        "metadata": notebooks.node(kept),
        "id": name if _CELL_ID.fullmatch(name) else f"cell-{place}",
    }
    if cell.cell_type == "code":
        outputs = [shown for output in cell.outputs if (shown := _output(output)) is not None]
        fields |= {"outputs": outputs, "execution_count": _count(cell.get("execution_count"))}
        return notebooks.new_cell("code", cell.source, **fields)
    if utils.is_locked(cell):
        return notebooks.new_cell("markdown", cell.source, **fields)
    made = notebooks.new_cell("markdown", text(cell.source, plain=cell.cell_type == "raw"), **fields)
    if attached := _attachments(cell.get("attachments")):
        made.attachments = attached
    return made


def text(markdown: str, *, plain: bool = False) -> str:
    """Markdown of a learner; shown as she typed it, unformatted, where formatting it could run something."""
    told = html.unescape(markdown)
    active = any(mark.search(told) for mark in (_TAG, _MATHS, _PICTURE))
    if plain or active or _SCHEME.search(_UNSEEN.sub("", told)):
        # Entities for every mark of markdown, HTML or mathematics: the browser alone turns them back.
        return "<pre>" + re.sub(r"[^\w\s.,;'?!À-ÿ]", lambda mark: f"&#{ord(mark[0])};", markdown) + "</pre>"
    return markdown


def _output(output: NotebookNode) -> NotebookNode | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return notebooks.node({"output_type": "stream", "name": name, "text": _string(output.get("text"))})
    if kind == "error":
        shown = {key: _string(output.get(key)) for key in ("ename", "evalue")}
        trace = [_string(line) for line in output.get("traceback", [])]
        return notebooks.node({"output_type": "error", **shown, "traceback": trace})
    if kind in ("display_data", "execute_result"):
        metadata = exhibits.metadata(output) if exhibits.is_exhibit(output) else {}
        data = _data(output.get("data", {}))
        fields: dict[str, Any] = {"output_type": kind, "metadata": metadata, "data": data}
        if kind == "execute_result":
            fields["execution_count"] = _count(output.get("execution_count"))
        return notebooks.node(fields) if fields["data"] else None
    return None


def _data(data: dict[str, Any]) -> dict[str, str]:
    shown = {}
    if "text/plain" in data:
        shown["text/plain"] = _string(data["text/plain"])
    for kind in _PICTURES:
        if kind in data and (picture := _picture(data[kind])):
            shown[kind] = picture
    if "text/html" in data and not set(shown) & set(_PICTURES):
        table = _string(data["text/html"])
        shown["text/html"] = (_table if len(table) < _LONG else _table.__wrapped__)(table)
    return shown


@lru_cache(maxsize=128)  # a class shows the same tables of the same data, and each takes milliseconds
def _table(markup: str) -> str:
    table = clean(markup, tags=_TABLE_TAGS, attributes=_TABLE_ATTRIBUTES, protocols=(), strip=True)
    # MathJax reads the page after the browser: a joiner keeps it from seeing commands.
    return str(table).replace("\\", "\\\u2060")


def _attachments(attachments: object) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = {}
    if isinstance(attachments, dict):
        for name, data in attachments.items():
            for kind in _PICTURES:
                if re.fullmatch(r"[\w. -]{1,100}", name) and (picture := _picture(data.get(kind))):
                    kept[name] = {kind: picture}
    return kept


def _picture(data: object) -> str:
    """Base64 as we write it ourselves, or nothing."""
    try:
        return base64.b64encode(base64.b64decode(_string(data).replace("\n", ""), validate=True)).decode()
    except (binascii.Error, ValueError):
        return ""


def _string(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _count(value: object) -> int | None:
    return value if type(value) is int else None
