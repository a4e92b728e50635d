"""What a learner sees of an error in her notebook, in a real kernel like hers."""

import html
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from campus.learner.program import inside, telling

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Seen:
    """What a cell showed, in order: the kinds of messages, the words, their HTML, and the error's lines."""

    kinds: Sequence[str]
    text: str
    html: str
    traceback: Sequence[str]
    reply: dict[str, Any]


class Notebook:
    def __init__(self, client: BlockingKernelClient) -> None:
        self.client = client

    def run(self, *cells: str) -> Seen:
        """Runs the cells; what the last one showed."""
        for code in cells:
            seen = self._run(code)
        return seen

    def _run(self, code: str) -> Seen:
        asked = self.client.execute(code, stop_on_error=False)
        kinds, text, markup, traceback = [], "", "", []
        while True:
            said = self.client.get_iopub_msg(timeout=PATIENCE_SECONDS)
            if said["parent_header"].get("msg_id") != asked:
                continue
            kind, content = said["msg_type"], said["content"]
            if kind == "status" and content["execution_state"] == "idle":
                break
            if kind in ("display_data", "error", "stream"):
                kinds.append(kind)
            if kind == "display_data":
                text, markup = content["data"]["text/plain"], content["data"]["text/html"]
            if kind == "error":
                traceback = content["traceback"]
        reply = self.client.get_shell_msg(timeout=PATIENCE_SECONDS)["content"]
        return Seen(kinds, _plain(text), markup, traceback, reply)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    folder = tmp_path_factory.mktemp("home")
    (folder / "rosace.py").write_text("def petale(n):\n    return 360 / n\n")
    (folder / "casse.py").write_text("def petale(n)\n    return n\n")
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(
        argv=[
            *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
            *("--IPKernelApp.kernel_class=campus.space.lean.Kernel", "--HistoryManager.enabled=False"),
        ]
    )
    manager.start_kernel(cwd=str(folder))
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE_SECONDS)
        yield Notebook(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


# What beginners get wrong most, with what must be read of it.
MISTAKES = [
    ("prixx", "prix = 12\nprint(prix2)", ["« prix2 »", "« prix »", "ligne 2", "print(prix2)"]),
    ("guillemet", 'nom = "Inès\nprint(nom)', ["guillemet", "ligne 1"]),
    ("deux-points", "age = 12\nif age > 10\n    print(age)", ["deux-points", "ligne 2"]),
    ("decalage", "for i in range(3):\nprint(i)", ["décalé", "ligne 2"]),
    ("decalage-en-trop", "a = 1\n  b = 2", ["ligne 2"]),
    ("egal-dans-if", "age = 12\nif age = 12:\n    print(age)", ["==", "ligne 2"]),
    ("texte-plus-nombre", 'print("3" + 4)', ["texte", "str(", "ligne 1"]),
    ("parenthese", "print((3 + 4)", ["referm", "ligne 1"]),
    ("liste-trop-courte", "notes = [3, 4]\nnotes[2]", ["ligne 2"]),
    ("cle", 'prix = {"gaufre": 3}\nprix["gauffre"]', ["« gauffre »", "« gaufre »"]),
    ("rien-a-un-attribut", "x = None\nx.append(3)", ["None", "return"]),
    ("appeler-un-nombre", "age = 12\nage(3)", ["pas une fonction", "ligne 2"]),
    ("trop-d-arguments", "def double(n):\n    return 2 * n\n\ndouble(1, 2)", ["double", "ligne 4"]),
    ("pas-assez-d-arguments", "def somme(a, b):\n    return a + b\n\nsomme(1)", ["somme", "b"]),
    ("import", "import ramdom", ["« ramdom »", "« random »"]),
    ("division", "a = 0\n1 / a", ["zéro", "ligne 2"]),
    ("int-abc", 'int("abc")', ["« abc »", "chiffres"]),
    (
        "locale",
        "score = 0\ndef gagne():\n    score = score + 1\n\ngagne()",
        ["« score »", "ligne 3"],
    ),
    ("sans-fin", "def f(n):\n    return f(n - 1)\n\nf(3)", ["s'appelle elle-même", "ligne 2"]),
    ("attribut", 'mots = ["a"]\nmots.apend("b")', [".apend", "append"]),
    ("place-texte", 'notes = [1, 2]\nnotes["0"]', ["ligne 2"]),
    ("elif-seul", "age = 3\nelif age > 2:\n    print(age)", ["if", "ligne 2"]),
    ("else-if", "age = 3\nif age > 5:\n    pass\nelse if age > 2:\n    pass", ["elif", "ligne 4"]),
    ("majuscule", 'Print("bonjour")', ["print"]),
    ("francais", "si age > 3:\n    print(3)", ["if"]),
    ("return-dehors", "return 3", ["return", "fonction"]),
    ("virgule", "notes = [1 2 3]", ["virgule"]),
    ("true", "x = true", ["True"]),
    ("boucle-sur-un-nombre", "for i in 5:\n    print(i)", ["range"]),
    ("print-sans", 'print "bonjour"', ["parenthèses"]),
]


@pytest.mark.parametrize(("code", "pieces"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES])
def test_a_beginner_s_mistake_is_told_in_french_before_python_s_words(
    notebook: Notebook, code: str, pieces: list[str]
) -> None:
    seen = notebook.run("%reset -f", code)
    assert [kind for kind in seen.kinds if kind != "stream"] == ["display_data", "error"]
    missing = [piece for piece in pieces if piece not in seen.text]
    assert missing == [], seen.text
    assert len(seen.traceback) == 1
    assert seen.traceback[0].startswith(seen.reply["ename"])
    assert len("".join(seen.reply["traceback"])) > len(seen.traceback[0])


@pytest.mark.parametrize(("code", "pieces"), [one[1:] for one in MISTAKES], ids=[one[0] for one in MISTAKES])
def test_the_atelier_says_the_same(tmp_path: Path, code: str, pieces: list[str]) -> None:
    folder = tmp_path / "jeu"
    folder.mkdir()
    file = folder / "jeu.py"
    file.write_text(code)
    try:
        exec(compile(code, str(file), "exec"), {"__name__": "__main__"})  # noqa: S102 - ours
    except Exception as error:
        seen = telling.told(inside.problem(error, folder), folder)
    assert [piece for piece in pieces if piece not in _plain(seen.french)] == [], seen.french
    assert seen.english


def test_a_test_s_own_words_come_without_its_source(notebook: Notebook) -> None:
    seen = notebook.run(
        "def tarif(age):\n    return 3",
        "obtenu = tarif(12)\nassert obtenu == 5, f'Le prix attendu est 5, et ton guichet donne {obtenu!r}.'",
    )
    assert seen.text == "À essayer\nLe prix attendu est 5, et ton guichet donne 3."
    assert [_plain(line) for line in seen.traceback] == ["AssertionError : lis le cadre au-dessus."]
    assert "<details" not in seen.html
    assert seen.reply["evalue"] == "Le prix attendu est 5, et ton guichet donne 3."


def test_an_error_in_what_a_test_calls_leads_to_her_own_cell(notebook: Notebook) -> None:
    seen = notebook.run("%reset -f", "def tarif(age):\n    return prix", "assert tarif(12) == 5, 'non'")
    assert re.search(r"Dans la cellule \[\d+\], regarde la ligne 2 : `return prix`", seen.text), seen.text


def test_an_answer_that_is_not_there_yet_is_no_fault(notebook: Notebook) -> None:
    seen = notebook.run("raise NotImplementedError()")
    assert seen.text.startswith("À toi\nTu n'as pas encore répondu ici.")


def test_an_assert_without_words_shows_its_line(notebook: Notebook) -> None:
    seen = notebook.run("assert 2 + 2 == 5")
    assert "regarde la ligne 1" in seen.text.lower()


def test_an_error_in_a_file_of_hers_names_the_file(notebook: Notebook) -> None:
    assert "Dans rosace.py, regarde la ligne 2 :" in notebook.run("import rosace\nrosace.petale(0)").text
    assert "Dans casse.py, regarde la ligne 1 :" in notebook.run("import casse").text


def test_it_is_a_page_s_text_and_never_its_code(notebook: Notebook) -> None:
    seen = notebook.run("raise ValueError('<script>alert(1)</script> `x`')")
    assert "<script" not in seen.html
    assert "<script>alert(1)</script>" in html.unescape(seen.html)


def test_python_s_own_words_are_folded_below_and_in_no_colour(notebook: Notebook) -> None:
    seen = notebook.run("prix = 12\nprint(prix2)")
    folded = html.unescape(seen.html.split("<details")[1])
    assert "Le message de Python, en anglais" in folded
    assert "NameError: name 'prix2' is not defined" in folded
    assert "\x1b" not in folded
    assert seen.traceback == ["NameError: name 'prix2' is not defined"]


def test_tb_and_another_xmode_show_all_of_it(notebook: Notebook) -> None:
    notebook.run("%reset -f", "1 / 0")
    again = notebook.run("%tb")
    assert again.kinds == ["error"]
    assert len(again.traceback) > 1
    try:
        seen = notebook.run("%xmode Verbose", "1 / 0")
    finally:
        notebook.run("%xmode Context")
    assert seen.kinds == ["display_data", "error"]
    assert len(seen.traceback) > 1
    assert "<details" not in seen.html


def test_the_debugger_finds_the_error(notebook: Notebook) -> None:
    notebook.run("def moitie(n):\n    return n / 0", "moitie(3)")
    seen = notebook.run("import sys\nassert sys.last_traceback.tb_next.tb_next is not None\nsys.last_value")
    assert seen.kinds == []


@pytest.mark.parametrize(
    "code",
    [
        "import grader.words\ngrader.words.explain = None\n1 / 0",
        "import sys\nsys.modules['campus.space.mishap'] = None\n1 / 0",
    ],
    ids=["no rules", "no module"],
)
def test_where_the_words_fail_python_s_own_are_shown(notebook: Notebook, code: str) -> None:
    try:
        seen = notebook.run(code)
    finally:
        notebook.run(
            "import importlib, sys, grader.words\nimportlib.reload(grader.words)\n"
            "sys.modules.pop('campus.space.mishap', None)"
        )
    assert seen.kinds == ["error"]
    assert len("".join(seen.traceback)) > 40
    assert notebook.run("1 / 0").kinds == ["display_data", "error"]


def test_an_error_that_cannot_be_shown_harms_nothing(notebook: Notebook) -> None:
    seen = notebook.run(
        "class Muette(Exception):\n    def __str__(self):\n        raise ValueError\n\nraise Muette"
    )
    assert "error" in seen.kinds
    assert notebook.run("1 / 0").kinds == ["display_data", "error"]


def test_the_words_take_no_time_that_anybody_notices(notebook: Notebook) -> None:
    cells = [f"mots_{number} = ['a' * {number}, 'b', 'c']" for number in range(60)]
    notebook.run(*cells)
    began = time.monotonic()
    notebook.run("mots_1['d']")
    assert time.monotonic() - began < 0.5
