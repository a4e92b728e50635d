"""A percent script becomes the notebook that its author meant, or says which line to correct."""

from pathlib import Path

import jupytext
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from grader.authoring.notebook import notebook_of
from grader.authoring.percent import ScriptError
from grader.authoring.script import Script, read_script
from grader.authoring.wrong import read_answers, read_wrong

SCRIPT = '''# %% [markdown]
# # Le guichet
#
# Écris `tarif`.

# %% locked="outils"
PRIX = [3, 5]

# %% solution="tarif"
def tarif(age):
    """Le prix en euros."""
    ### BEGIN SOLUTION
    return PRIX[age >= 12]
    ### END SOLUTION

# %%
# %% test="enfants" points=2 says="Un enfant paie 3 €"
assert tarif(8) == 3, "À 8 ans, c'est 3 €."
### BEGIN HIDDEN TESTS
assert tarif(11) == 3, "À 11 ans, c'est 3 €."
### END HIDDEN TESTS
# %% test="bords" points=0.5 says="12 ans pile [\\"bord\\"]"
assert tarif(12) == 5, "Regarde à 12 ans pile."
# %% [markdown]
# ## À toi
# %% [markdown] manual="regle" points=2 says="Expliquer"
# Avant 12 ans, c'est le prix enfant.
# %% manual="dessin" points=1 says="Dessiner"
print("*")
'''


def script_of(folder: Path, text: str) -> Script:
    path = folder / "notebook.py"
    path.write_text(text, encoding="utf-8")
    return read_script(path)


def refusal(folder: Path, text: str) -> ScriptError:
    with pytest.raises(ScriptError) as caught:
        script_of(folder, text)
    return caught.value


def test_each_cell_is_what_its_header_says(tmp_path: Path) -> None:
    cells = script_of(tmp_path, SCRIPT).cells
    assert [(cell.role, cell.name, cell.markdown, cell.points) for cell in cells] == [
        ("statement", "enonce-01", True, 0),
        ("given", "outils", False, 0),
        ("answer", "tarif", False, 0),
        ("free", "libre-01", False, 0),
        ("test", "enfants", False, 2),
        ("test", "bords", False, 0.5),
        ("statement", "enonce-02", True, 0),
        ("manual", "regle", True, 2),
        ("manual", "dessin", False, 1),
    ]
    assert cells[5].says == '12 ans pile ["bord"]'
    assert cells[0].source == "# Le guichet\n\nÉcris `tarif`."


def test_the_notebook_has_the_marks_that_nbgrader_wants(tmp_path: Path) -> None:
    notebook = notebook_of(script_of(tmp_path, SCRIPT))
    MetadataValidator().validate_nb(notebook)
    marks = {cell.id: cell.metadata for cell in notebook.cells}
    assert marks["enonce-01"]["nbgrader"] == {
        "schema_version": 3,
        "grade_id": "enonce-01",
        "grade": False,
        "solution": False,
        "locked": True,
        "task": False,
    }
    assert marks["libre-01"] == {}
    assert marks["enfants"]["nbgrader"]["points"] == 2
    assert marks["enfants"]["campus"] == {"says": "Un enfant paie 3 €"}
    assert marks["regle"]["nbgrader"]["grade"]
    assert marks["regle"]["nbgrader"]["solution"]
    assert notebook.metadata.kernelspec.name == "python3"


def test_the_same_script_gives_the_same_notebook(tmp_path: Path) -> None:
    assert notebook_of(script_of(tmp_path, SCRIPT)) == notebook_of(script_of(tmp_path, SCRIPT))


def test_jupytext_opens_the_same_script(tmp_path: Path) -> None:
    script = script_of(tmp_path, SCRIPT)
    opened = jupytext.read(script.path)
    assert [cell.source for cell in opened.cells] == [cell.source for cell in script.cells]
    # ... and what an author saves from Jupyter is read the same, its front matter included.
    jupytext.write(opened, tmp_path / "saved.py", fmt="py:percent")
    saved = read_script(tmp_path / "saved.py")
    assert [(cell.role, cell.name, cell.source, cell.says) for cell in saved.cells] == [
        (cell.role, cell.name, cell.source, cell.says) for cell in script.cells
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("x = 1\n# %%\n", "script-cells", 1),
        ("", "script-cells", 1),
        ("# %%\n# %% Un titre\n", "script-header", 2),
        ("# %% solution='tarif'\nx = 1\n", "script-header", 1),
        ('# %% solution="a" solution="b"\nx = 1\n', "script-header", 1),
        ('# %% solution="a" locked="b"\nx = 1\n', "script-header", 1),
        ("# %% solution=3\nx = 1\n", "script-header", 1),
        ('# %% [markdown] solution="a"\n# x\n', "script-header", 1),
        ('# %% [markdown] test="a" points=1 says="x"\n# x\n', "script-header", 1),
        ('# %%\n# %% test="a" point=1 says="x"\nassert 1, "x"\n', "script-unknown-key", 2),
        ('# %% solution="a" points=1\nx = 1\n', "script-unknown-key", 1),
        ('# %% test="a" says="x"\nassert 1, "x"\n', "script-missing-key", 1),
        ('# %% manual="a" points=1\nx = 1\n', "script-missing-key", 1),
        ('# %% test="a" points=0 says="x"\nassert 1, "x"\n', "script-points", 1),
        ('# %% test="a" points=true says="x"\nassert 1, "x"\n', "script-header", 1),
        ('# %% test="a" points=1 says=" "\nassert 1, "x"\n', "script-header", 1),
        ('# %% solution="Ma règle"\nx = 1\n', "script-name", 1),
        ('# %% solution="a"\nx = 1\n# %% locked="a"\ny = 1\n', "script-name-twice", 3),
        ('# %% locked="a"\nx = 1\nx = = 2\n', "script-syntax", 3),
        ('# %% test="a" points=1 says="x"\nx = 1\n', "test-without-assert", 1),
        ('# %% test="a" points=1 says="x"\nassert 1, "x"\n\nassert 2\n', "test-without-words", 4),
        ('# %% test="a" points=1 says="x"\n\nassert 1, "x"\n1 + 1\n', "test-ends-with-value", 4),
        ('# %% locked="a"\n### BEGIN SOLUTION\n### END SOLUTION\n', "script-marker", 2),
        ("# %%\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n", "script-marker", 2),
        ('# %% solution="a"\nx = 1\n### BEGIN SOLUTION\n', "script-marker", 1),
        ('# %% solution="a"\nx = 1\n### END SOLUTION\n', "script-marker", 3),
        ("# %% [markdown]\n# ### BEGIN SOLUTION\n", "script-marker", 2),
    ],
)
def test_a_mistake_names_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    error = refusal(tmp_path, text)
    assert (error.code, error.line) == (code, line)
    assert error.operator.startswith(f"{tmp_path / 'notebook.py'}:{line}: ")


def test_a_misspelt_key_hints_at_the_right_one(tmp_path: Path) -> None:
    error = refusal(tmp_path, '# %% test="a" point=1 says="x"\nassert 1, "x"\n')
    assert 'did you mean "points"?' in error.why


def test_a_free_cell_may_be_broken_on_purpose(tmp_path: Path) -> None:
    assert script_of(tmp_path, "# %%\nprint('cherche l'erreur')\n").cells[0].role == "free"


WRONG = """# %% [markdown] fails=["bords"] words="12 ans pile"
# Elle écrit <=.
# %% solution="tarif"
def tarif(age): return PRIX[age > 12
"""


def wrong_path(folder: Path, text: str) -> Path:
    path = folder / "plus_petit.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_wrong_answer_tells_its_mistake_and_may_not_even_be_python(tmp_path: Path) -> None:
    wrong = read_wrong(wrong_path(tmp_path, WRONG), script_of(tmp_path, SCRIPT))
    assert (wrong.name, wrong.fails, wrong.words) == ("plus_petit", ("bords",), "12 ans pile")
    assert wrong.tells == "Elle écrit <=."
    assert wrong.answers == {"tarif": "def tarif(age): return PRIX[age > 12"}


def test_a_wrong_answer_may_have_advice_for_whoever_makes_it(tmp_path: Path) -> None:
    text = WRONG.replace('words="12 ans pile"', 'words="12 ans pile" advice="Essaie < à la place de <=."')
    wrong = read_wrong(wrong_path(tmp_path, text), script_of(tmp_path, SCRIPT))
    assert wrong.advice == "Essaie < à la place de <=."
    assert read_wrong(wrong_path(tmp_path, WRONG), script_of(tmp_path, SCRIPT)).advice == ""


def test_answers_are_read_with_or_without_a_wrong_answer_s_first_cell(tmp_path: Path) -> None:
    script = script_of(tmp_path, SCRIPT)
    given = {"tarif": "def tarif(age): return PRIX[age > 12"}
    assert read_answers(wrong_path(tmp_path, WRONG), script) == given
    assert read_answers(wrong_path(tmp_path, WRONG.split("\n", 2)[2]), script) == given
    with pytest.raises(ScriptError, match="there is no answer in it; there may be: tarif, regle, dessin"):
        read_answers(wrong_path(tmp_path, WRONG.split("\n# %% solution")[0]), script)


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (('fails=["bords"] ', ""), "wrong-header", 1),
        (('["bords"]', '"bords"'), "wrong-header", 1),
        (('["bords"]', "[]"), "wrong-header", 1),
        (('["bords"]', '["bord"]'), "wrong-unknown-name", 1),
        (('["bords"]', '["regle"]'), "wrong-unknown-name", 1),
        (('solution="tarif"', 'solution="tarifs"'), "wrong-unknown-name", 3),
        (('solution="tarif"', 'locked="outils"'), "wrong-cell", 3),
        (('solution="tarif"', ""), "wrong-cell", 3),
        (('words="12 ans pile"', 'words="12 ans pile" advice=""'), "script-header", 1),
        (('words="12 ans pile"', 'words="12 ans pile" advise="Essaie."'), "wrong-header", 1),
        (('words="12 ans pile"', f'words="12 ans pile" advice="{"x" * 301}"'), "wrong-advice", 1),
    ],
)
def test_a_wrong_answer_that_cannot_be_used_names_its_line(
    tmp_path: Path, change: tuple[str, str], code: str, line: int
) -> None:
    script = script_of(tmp_path, SCRIPT)
    with pytest.raises(ScriptError) as caught:
        read_wrong(wrong_path(tmp_path, WRONG.replace(*change)), script)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_a_wrong_file_without_answer_is_refused(tmp_path: Path) -> None:
    script = script_of(tmp_path, SCRIPT)
    with pytest.raises(ScriptError, match="there is no wrong answer in it"):
        read_wrong(wrong_path(tmp_path, WRONG.split("# %% solution", maxsplit=1)[0]), script)
