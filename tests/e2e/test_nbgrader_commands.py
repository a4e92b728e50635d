"""nbgrader's own commands, unchanged, in a learner's and in a facilitator's server."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from benchmarks.kernel import Kernel
from benchmarks.running import Running
from benchmarks.visitor import Visitor
from campus.accounts import Account
from grader.exchange.refusals import NOTHING_LOST

COURSE, EXERCISE = "busy_ness", "seuil_rentabilite"
WORK = f"--course {COURSE} {EXERCISE}"
FOLDER = f"cd nbgrader/{COURSE} && nbgrader"  # a facilitator's own folder of the course
LEARNER, FACILITATOR = "ines", "nadia"
# Somebody who follows one course only, with the longest pseudonym that there can be, for what goes wrong.
NEWCOMER = "zoe-qui-aime-les-robots-et-les-noms-long"
HER_COURSE, HER_EXERCISE = "keskia", "premiere_baseline"
HER_WORK = f"--course {HER_COURSE} {HER_EXERCISE}"

# A cell in the work that she collected.
LEAVES_A_MARK = f"""
from pathlib import Path
import nbformat
path = Path.home() / "nbgrader/{COURSE}/submitted/{LEARNER}/{EXERCISE}/{EXERCISE}.ipynb"
notebook = nbformat.read(path, 4)
notebook.cells.insert(0, nbformat.v4.new_code_cell(f"open({{str(Path.home() / 'mark.txt')!r}}, 'w')"))
nbformat.write(notebook, path)
"""


@contextmanager
def kernel_of(campus: Running, name: str, words: str) -> Iterator[Kernel]:
    visitor = Visitor(campus.url, name, words)
    assert visitor.sign_in().ok
    visitor.start_server()
    with Kernel(visitor) as kernel:
        yield kernel


@pytest.fixture(scope="module")
def learner(campus: Running) -> Iterator[Kernel]:
    with kernel_of(campus, LEARNER, campus.words(LEARNER)) as kernel:
        yield kernel


@pytest.fixture(scope="module")
def facilitator(campus: Running) -> Iterator[Kernel]:
    with kernel_of(campus, FACILITATOR, campus.words(FACILITATOR)) as kernel:
        yield kernel


@pytest.fixture(scope="module")
def newcomer(campus: Running) -> Iterator[Kernel]:
    words = "plage-robot-violon"
    campus.campus.accounts.save(Account(NEWCOMER, "Zoé", "learner", (HER_COURSE,)), words)
    with kernel_of(campus, NEWCOMER, words) as kernel:
        done(kernel, f"nbgrader fetch_assignment {HER_WORK}")
        # As an exercise that somebody shared with her, in a course that is not hers.
        done(kernel, f"mkdir -p {COURSE} && cp -r {HER_COURSE}/{HER_EXERCISE} {COURSE}/{EXERCISE}")
        yield kernel


@pytest.fixture(scope="module")
def handed_in(campus: Running, learner: Kernel) -> str:
    """The id of what the learner fetched and handed in by commands, graded."""
    fetched = done(learner, f"nbgrader fetch_assignment {WORK}")
    assert f"Fetched as: {COURSE} {EXERCISE}" in fetched
    assert f"Submitted as: {COURSE} {EXERCISE}" in done(learner, f"nbgrader submit {WORK}")
    [made] = campus.campus.store.submissions([COURSE], EXERCISE, LEARNER)
    visitor = Visitor(campus.url, LEARNER, campus.words(LEARNER))
    assert visitor.sign_in().ok
    visitor.start_server()
    assert visitor.wait_for_result(made.id)["state"] == "graded"
    return made.id


def done(kernel: Kernel, command: str) -> str:
    code, said = kernel.shell(command)
    assert code == 0, said
    return said


def refused(kernel: Kernel, command: str) -> str:
    """What a command that fails says, its French spaces made plain."""
    code, said = kernel.shell(command)
    assert code != 0, said
    assert "Traceback" not in said
    return spaced(said)


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# -- a learner -------------------------------------------------------------------------------------


def test_a_learner_lists_what_she_can_fetch_and_what_she_handed_in(learner: Kernel, handed_in: str) -> None:
    everything = done(learner, "nbgrader list")
    assert "keskia premiere_baseline" in everything
    assert f"{COURSE} {EXERCISE} (already downloaded)" in done(learner, f"nbgrader list --course {COURSE}")
    inbound = done(learner, f"nbgrader list --inbound --course {COURSE}")
    assert f"{COURSE} {LEARNER} {EXERCISE}" in inbound
    assert "feedback ready to be fetched" in inbound


def test_a_learner_fetches_her_feedback_once_she_is_graded(learner: Kernel, handed_in: str) -> None:
    assert "Fetched feedback:" in done(learner, f"nbgrader fetch_feedback {WORK}")
    page = done(learner, f"cat {COURSE}/{EXERCISE}/feedback/*/{EXERCISE}.html")
    assert "</html>" in page
    assert "BEGIN HIDDEN TESTS" not in page
    assert "feedback already fetched" in done(learner, f"nbgrader list --cached --course {COURSE}")
    # Feedback that she fetched is not part of what she hands in next.
    assert "Submitted as" in done(learner, f"nbgrader submit {WORK}")


def test_fetching_again_touches_nothing_and_replaces_what_is_missing(learner: Kernel, handed_in: str) -> None:
    notebook = f"{COURSE}/{EXERCISE}/{EXERCISE}.ipynb"
    assert "Tu as déjà l'exercice" in refused(learner, f"nbgrader fetch_assignment {WORK}")
    done(learner, f"mv {notebook} mine.ipynb && nbgrader fetch_assignment --replace {WORK}")
    done(learner, f"test -f {notebook} && mv mine.ipynb {notebook}")


# -- a facilitator ---------------------------------------------------------------------------------


def test_a_facilitator_lists_and_collects_what_was_handed_in(facilitator: Kernel, handed_in: str) -> None:
    assert f"{COURSE} {EXERCISE}" in done(facilitator, f"{FOLDER} list")
    assert f"{COURSE} {LEARNER} {EXERCISE}" in done(facilitator, f"{FOLDER} list --inbound")
    assert f"Collecting submission: {LEARNER}" in done(facilitator, f"{FOLDER} collect {EXERCISE}")
    collected = f"nbgrader/{COURSE}/submitted/{LEARNER}/{EXERCISE}"
    done(facilitator, f"test -s {collected}/{EXERCISE}.ipynb -a -s {collected}/timestamp.txt")
    assert "use --update to update" in done(facilitator, f"{FOLDER} collect {EXERCISE}")


def test_a_facilitator_releases_feedback_that_she_wrote_and_the_learner_fetches_it(
    facilitator: Kernel, learner: Kernel, handed_in: str
) -> None:
    done(facilitator, f"{FOLDER} collect --update {EXERCISE}")
    inside = f"cd nbgrader/{COURSE}"
    folder = f"feedback/{LEARNER}/{EXERCISE}"
    done(facilitator, f"{inside} && mkdir -p {folder} && echo 'Bravo Inès' > {folder}/{EXERCISE}.html")
    assert "timestamp.txt manque" in refused(facilitator, f"{FOLDER} release_feedback {EXERCISE}")
    done(facilitator, f"{inside} && cp submitted/{LEARNER}/{EXERCISE}/timestamp.txt {folder}/")
    assert f"'{LEARNER}'" in done(facilitator, f"{FOLDER} release_feedback {EXERCISE}")
    done(learner, f"nbgrader fetch_feedback {WORK}")
    assert "Bravo Inès" in done(learner, f"cat {COURSE}/{EXERCISE}/feedback/*/{EXERCISE}.html")


def test_what_learners_hand_in_never_runs_with_a_facilitators_rights(
    facilitator: Kernel, handed_in: str
) -> None:
    done(facilitator, f"{FOLDER} collect --update {EXERCISE}")
    generated = "generate_assignment --CourseDirectory.release_directory=drafts"
    done(facilitator, f"{FOLDER} {generated} {EXERCISE}")
    facilitator.run(LEAVES_A_MARK)
    code, said = facilitator.shell(f"{FOLDER} autograde {EXERCISE}")
    assert code != 0
    assert "code of learners is not run here, where it would have your rights" in said
    done(facilitator, f"cd nbgrader/{COURSE} && test ! -e autograded/{LEARNER}/{EXERCISE} && rm -rf drafts")
    done(facilitator, "test ! -e mark.txt")


def test_a_release_with_other_content_needs_force(facilitator: Kernel) -> None:
    assert "Released as" in done(facilitator, f"{FOLDER} release_assignment {EXERCISE}")
    done(
        facilitator,
        f"cd nbgrader/{COURSE} && cp -r release drafts && echo notes > drafts/{EXERCISE}/notes.txt",
    )
    drafts = f"release_assignment --CourseDirectory.release_directory=drafts {EXERCISE}"
    assert "déjà publié avec un autre contenu" in refused(facilitator, f"{FOLDER} {drafts}")
    assert "Released as" in done(facilitator, f"{FOLDER} {drafts} --force")
    assert "Released as" in done(facilitator, f"{FOLDER} release_assignment {EXERCISE} --force")


def test_an_assignment_taken_back_and_put_back(
    campus: Running, facilitator: Kernel, learner: Kernel, handed_in: str
) -> None:
    before = len(campus.campus.store.submissions([COURSE], EXERCISE, LEARNER))
    done(facilitator, f"{FOLDER} list --remove {EXERCISE}")
    try:
        assert EXERCISE not in done(learner, f"nbgrader list --course {COURSE}")
        late = refused(learner, f"nbgrader submit {WORK}")
        assert "n'est plus proposé" in late
        assert spaced(NOTHING_LOST) in late
    finally:
        done(facilitator, f"{FOLDER} release_assignment {EXERCISE}")
    assert len(campus.campus.store.submissions([COURSE], EXERCISE, LEARNER)) == before
    assert "Submitted as" in done(learner, f"nbgrader submit {WORK}")


# -- what is refused -------------------------------------------------------------------------------

BIG = f"head -c 12000000 /dev/urandom > {HER_COURSE}/{HER_EXERCISE}/film.bin"
MANY = f"cd {HER_COURSE}/{HER_EXERCISE} && touch $(seq -f 'photo%g.txt' 300)"
LINK = f"ln -s /etc/hosts {HER_COURSE}/{HER_EXERCISE}/raccourci.txt"
CUT = f"truncate -s 2000 {HER_COURSE}/{HER_EXERCISE}/{HER_EXERCISE}.ipynb"
CLOSED = f"chmod 000 {HER_COURSE}/{HER_EXERCISE}/{HER_EXERCISE}.ipynb"


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        pytest.param(BIG, "la limite est de 10 Mo", id="12 MB"),
        pytest.param(MANY, "200 au plus", id="300 files"),
        pytest.param(LINK, "est un raccourci", id="symbolic link"),
        pytest.param(CUT, "est abîmé et ne peut pas être lu", id="damaged notebook"),
        pytest.param(CLOSED, "ne peut pas être lu", id="closed notebook"),
    ],
)
def test_a_folder_that_cannot_be_handed_in_says_why_and_stays_as_it_is(
    campus: Running, newcomer: Kernel, harm: str, words: str
) -> None:
    done(newcomer, f"cp -r {HER_COURSE} kept")
    done(newcomer, harm)
    listing = f"ls -lAR --time-style=full-iso {HER_COURSE}"
    before = done(newcomer, listing)
    said = refused(newcomer, f"nbgrader submit {HER_WORK}")
    assert words in said
    assert spaced(NOTHING_LOST) in said
    assert done(newcomer, listing) == before
    assert campus.campus.store.submissions(None, None, NEWCOMER) == []
    done(newcomer, f"rm -rf {HER_COURSE} && mv kept {HER_COURSE}")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (f"nbgrader submit {WORK}", "Tu n'es pas inscrite au cours"),
        (f"nbgrader fetch_assignment --course {COURSE} autre", "Tu n'es pas inscrite au cours"),
        (f"nbgrader fetch_assignment --course {HER_COURSE} autre", "n'existe pas dans ce cours"),
        (f"env -u JUPYTERHUB_API_TOKEN nbgrader submit {HER_WORK}", "ne sait pas qui tu es"),
        (f"JUPYTERHUB_API_TOKEN=0123456789 nbgrader submit {HER_WORK}", "n'est plus valable"),
        (f"nbgrader submit --CourseDirectory.student_id=alice {HER_WORK}", "n'est pas à ton nom"),
        (
            f"mkdir -p release && cp -r {HER_COURSE}/* release/ && nbgrader release_assignment {HER_WORK}",
            "Seule l'équipe",
        ),
        (f"nbgrader list --remove {HER_WORK}", "Seule l'équipe"),
    ],
)
def test_what_a_learner_may_not_do_is_refused_in_clear_words(
    campus: Running, newcomer: Kernel, command: str, words: str
) -> None:
    assert words in refused(newcomer, command)
    assert campus.campus.store.submissions(None, None, NEWCOMER) == []
    released = campus.campus.store.find_release(HER_COURSE, HER_EXERCISE)
    assert released is not None
    assert released.taken_back_at is None


def test_once_put_right_her_folder_can_be_handed_in(campus: Running, newcomer: Kernel) -> None:
    assert "Submitted as" in done(newcomer, f"nbgrader submit {HER_WORK}")
    assert len(campus.campus.store.submissions(None, None, NEWCOMER)) == 1
