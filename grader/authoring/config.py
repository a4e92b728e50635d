"""The nbgrader_config.py of a built course: what stock nbgrader, run there by hand, needs to do as we do."""

from collections.abc import Mapping
from dataclasses import fields

from grader.exchange import PLUGIN
from grader.manifest import Course, Limits

# What learners read from nbgrader itself, by class and option.
FRENCH: Mapping[str, Mapping[str, object]] = {
    "ClearSolutions": {
        "code_stub": {
            "python": "# Écris ton code ici, puis efface la ligne suivante.\n"
            'raise NotImplementedError("À toi de jouer\u202f!")'
        },
        "text_stub": "*Écris ta réponse ici.*",
    },
    "OverwriteCells": {
        "missing_cell_notification": "La cellule «\u00a0{cell_id}\u00a0» manquait. Elle a été remise.\n\n"
    },
    "Validator": {
        "type_changed_warning": "Le type de {num_changed} cellule(s) a changé. "
        "Reprends l'exercice de départ, ou demande de l'aide.\n",
        "changed_warning": "Le texte de {num_changed} test(s) a changé. "
        "Ce n'est pas grave\u00a0: le test d'origine servira quand tu rendras.\n",
        "failed_warning": "{num_failed} test(s) ne passe(nt) pas encore. "
        "Lis leurs mots, corrige et essaie à nouveau.\n",
        "passed_warning": "{num_passed} test(s) passe(nt) alors qu'on attendait le contraire.\n",
    },
}

_TEMPLATE = '''"""Settings of nbgrader for this course; written again by each build, do not edit."""

from pathlib import Path

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import Execute

from grader.feedback import HideTests
from grader.harmless import Harmless
from grader.sandbox import ConfinedExecute

c = get_config()  # noqa: F821 - traitlets gives it

c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.db_url = {db_url!r}
c.Exchange.path_includes_course = True
{options}

# A learner's code runs confined, always, and sealed tests apart from it. Execute.kernel_manager_class would
# not do it: nbgrader 0.9.6 gives Execute its own kernel manager, whatever is configured.
c.Autograde.autograde_preprocessors = [
    *(ConfinedExecute if step is Execute else step for step in Autograde.autograde_preprocessors.default()),
    Harmless,  # last: what is written is what the formgrader shows
]
# nbgrader's own feedback shows hidden tests in tracebacks.
c.GenerateFeedback.preprocessors = [HideTests, *GenerateFeedback.preprocessors.default()]
{limits}
# What a learner writes beside her notebook stays as she left it.
c.Autograde.exclude_overwriting = {hers!r}
c.ConfinedExecute.packages = {packages!r}
c.ConfinedExecute.course_directory = c.CourseDirectory.root
'''


def config_text(course: Course, db_url: str) -> str:
    """The text of nbgrader_config.py; it holds ``db_url``, so it is for facilitators and workers only."""
    lines = [f"c.ExchangeFactory.{option} = {name!r}" for option, name in PLUGIN.items()]
    for section, options in FRENCH.items():
        lines += [f"c.{section}.{name} = {value!r}" for name, value in options.items()]
    return _TEMPLATE.format(
        course_id=course.id,
        db_url=db_url,
        options="\n".join(lines),
        limits="\n".join(
            f"c.ConfinedExecute.{name} = {value}" for name, value in vars(_widest(course)).items()
        ),
        hers={one.slug: sorted(one.hers) for one in course.exercises if one.hers},
        packages=[str(course.package)] if course.package else [],
    )


def _widest(course: Course) -> Limits:
    """nbgrader has one configuration for a course, so it takes the largest limit of any exercise."""
    every = [exercise.limits for exercise in course.exercises] or [Limits()]
    return Limits(**{one.name: max(getattr(limits, one.name) for limits in every) for one in fields(Limits)})
