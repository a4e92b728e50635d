"""Mistakes are put where an author's own code is, and nowhere that says nothing about the tests."""

from pathlib import Path

import pytest

from grader.authoring.mutants import Mutant, mutants_of
from grader.authoring.script import read_script


def mutants(folder: Path, answer: str, most: int = 999) -> tuple[Mutant, ...]:
    path = folder / "notebook.py"
    path.write_text(f'# %% [markdown]\n# Écris.\n\n# %% solution="a"\n{answer}', encoding="utf-8")
    return mutants_of(read_script(path), most=most)


def changes(folder: Path, answer: str) -> set[str]:
    return {mutant.change for mutant in mutants(folder, answer)}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("x = a < b", {"< became <=", "x = a < b was removed"}),
        ("x = a >= b", {">= became >", "x = a >= b was removed"}),
        ("x = a == b", {"== became !=", "x = a == b was removed"}),
        ("x = a + b", {"+ became -", "x = a + b was removed"}),
        ("x = a / b", {"/ became *", "/ became //", "x = a / b was removed"}),
        ("x = a % b", {"% became //", "x = a % b was removed"}),
        ("if a and not b: pass", {"and became or", "not was dropped"}),
        ("x = t[~m]", {"~ was dropped", "x = t[~m] was removed"}),
        ("x = 3", {"3 became 4", "3 became 2", "x = 3 was removed"}),
        ("x = True", {"True became False", "x = True was removed"}),
        ("x = 0.5", {"0.5 became 0.505", "x = 0.5 was removed"}),
        ("x = 'oui'", {"'oui' became ''", "x = 'oui' was removed"}),
        ("total += n", {"+ became -", "total += n was removed"}),
        ("x = range(n)", {"n became n + 1", "x = range(n) was removed"}),
        ("x = t[:n]", {"n became n + 1", "x = t[:n] was removed"}),
        ("def f(a): return a", {"return gave None"}),
        ("x = f(a, b)", {"arguments 1 and 2 of f were swapped", "x = f(a, b) was removed"}),
        ("t.append(a)", {"t.append(a) was removed"}),
        ("for n in t: break", {"break became continue"}),
        ("for n in t: continue", {"continue became break"}),
    ],
)
def test_each_usual_mistake_is_made(tmp_path: Path, answer: str, expected: set[str]) -> None:
    assert changes(tmp_path, answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        'def f(a: int = None) -> "int":\n    """Deux mots."""',
        'print("Bonjour", 3)',
        "raise ValueError('non')",
        "import math",
        "def f(): return None",
        "assert_never = max(a, b)  # mutation: ok",
    ],
)
def test_what_says_nothing_about_the_tests_is_left_alone(tmp_path: Path, answer: str) -> None:
    assert changes(tmp_path, answer) == set()


def test_the_words_of_a_text_are_free_but_not_what_is_put_into_it(tmp_path: Path) -> None:
    found = changes(tmp_path, 'def f(p): return f"Bonjour {p + 1} !"')
    assert found == {"+ became -", "1 became 2", "1 became 0", "return gave None"}


def test_only_lines_of_the_solution_change_and_an_author_can_excuse_one(tmp_path: Path) -> None:
    answer = (
        "limite = 20\n"
        "def f(n):\n"
        "    ### BEGIN SOLUTION\n"
        "    if n > 20:  # mutation: ok\n"
        "        return 20\n"
        "    return n\n"
        "    ### END SOLUTION\n"
    )
    found = {(mutant.line, mutant.change) for mutant in mutants(tmp_path, answer)}
    assert found == {
        (9, "20 became 19"),
        (9, "20 became 21"),
        (9, "return gave None"),
        (10, "return gave None"),
    }


def test_a_mutant_is_the_whole_cell_with_one_change(tmp_path: Path) -> None:
    found = mutants(tmp_path, "def f(n):\n    return n < 4 or n > 4")
    sources = {mutant.source for mutant in found}
    assert "def f(n):\n    return n < 4 or n >= 4" in sources
    assert len(sources) == len(found)
    assert {(mutant.cell, mutant.line) for mutant in found} == {("a", 6)}


def test_there_are_never_too_many_always_the_same_and_from_every_answer(tmp_path: Path) -> None:
    long = "\n".join(f"x{n} = {n} + y" for n in range(100))
    answer = f'{long}\n# %% solution="b"\nz = 1\n'
    found = mutants(tmp_path, answer, 10)
    assert found == mutants(tmp_path, answer, 10)
    assert [mutant.cell for mutant in found].count("b") == 3
    assert len(found) == 10
