"""An answer or a hidden test that learners would receive is found wherever it is."""

from pathlib import Path

import pytest

from grader.authoring.leaks import documents_in, leaks
from grader.authoring.notebook import notebook_of
from grader.authoring.script import Script, read_script

SCRIPT = """# %% [markdown]
# Écris `tarif`. Exemple : `return 3`.
# %% solution="tarif"
def tarif(age):
    ### BEGIN SOLUTION
    if age < 12:
        return 3
    return 5
    ### END SOLUTION
# %% solution="trois"
def trois():
    ### BEGIN SOLUTION
    return 3
    ### END SOLUTION
# %% test="enfants" points=2 says="Un enfant paie 3 €"
assert tarif(8) == 3, "À 8 ans, c'est 3 €."
### BEGIN HIDDEN TESTS
assert tarif(8) == 3, "À 8 ans, c'est 3 €."
for age in (9, 11):
    assert tarif(age) == 3, "Un enfant paie 3 €."
### END HIDDEN TESTS
# %% [markdown] manual="regle" points=2 says="Expliquer"
# Avant 12 ans, c'est le prix enfant.
"""


@pytest.fixture
def script(tmp_path: Path) -> Script:
    path = tmp_path / "notebook.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return read_script(path)


def found(script: Script, text: str) -> list[str]:
    return [what for _, what in leaks(script, {"lesson": text})]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Par exemple :\n\n```python\nif age < 12:\n    return 3\nreturn 5\n```", ['the answer of "tarif"']),
        ("> if age < 12:\n>     return 3\n> return 5", ['the answer of "tarif"']),
        ("if age  < 12:\n\n        return 3 \n# puis\nreturn 5", ['the answer of "tarif"']),
        ("Avant 12 ans, c'est le prix enfant.", ['the answer of "regle"']),
        (
            'for age in (9, 11):\n    assert tarif(age) == 3, "Un enfant paie 3 €."',
            ['the hidden test of "enfants"'],
        ),
        ("### BEGIN SOLUTION", ['nbgrader\'s mark "BEGIN SOLUTION"']),
        ("x = 1\n### END HIDDEN TESTS", ['nbgrader\'s mark "END HIDDEN TESTS"']),
    ],
)
def test_a_copy_is_found_however_it_is_laid(script: Script, text: str, what: list[str]) -> None:
    assert found(script, text) == what


@pytest.mark.parametrize(
    "text",
    [
        "`return 3` rend le nombre 3.\nreturn 3",
        "if age < 12:\n    return 3",
        'assert tarif(8) == 3, "À 8 ans, c\'est 3 €."',
        "",
    ],
)
def test_what_learners_may_read_is_no_leak(script: Script, text: str) -> None:
    assert found(script, text) == []


def test_cells_outputs_and_files_are_all_read(script: Script, tmp_path: Path) -> None:
    notebook = notebook_of(script)
    notebook.cells[1].outputs = [{"output_type": "stream", "name": "stdout", "text": "return 5"}]
    release = tmp_path / "release"
    (release / "data").mkdir(parents=True)
    (release / "data" / "prix.csv").write_bytes(b"\xff\x00enfant,3\n")
    (release / "guichet.ipynb").write_text("{}")
    assert list(documents_in(release, notebook)) == [
        "cell enonce-01",
        "cell tarif",
        "cell trois",
        "cell enfants",
        "cell regle",
        "outputs of cell tarif",
        "file data/prix.csv",
    ]
