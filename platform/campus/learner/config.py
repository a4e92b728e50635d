"""The configuration files and the environment of a learner's server, as data the spawner writes down."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.exchange import PLUGIN
from grader.exchange.bundle import BundleLimits

EXTENSION = "campus.learner"
LABEXTENSIONS = Path(__file__).parent / "labextensions"
CAMPUS = Path(__file__).parents[1]

# Everything a beginner does not need costs memory, start-up time, or an English menu she cannot use.
SERVER_EXTENSIONS: Mapping[str, bool] = {
    EXTENSION: True,
    "notebook": True,
    "jupyterlab": True,
    "jupyter_server_mathjax": False,
    "jupyter_server_terminals": True,
    "jupyter_lsp": False,
    "jupyterlab_jupytext": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
}

DISABLED_IN_THE_PAGE: tuple[str, ...] = (
    "@jupyter/nbgrader",  # the whole of it: « Rendre » and « Mon parcours » take its place
    "@jupyterlab/apputils-extension:announcements",  # would ask jupyterlab.github.io for news
    "@jupyterlab/extensionmanager-extension",  # would ask pypi.org for a list
    "@jupyterlab/debugger-extension",  # a second way to run cells, for later
    "@jupyterlab/fileeditor-extension:language-server",
    "@jupyterlab/hub-extension:connectionlost",  # ours says what happened, and opens her space again
    "@jupyterlab/lsp-extension",
    "@jupyter-notebook/notebook-extension:trusted",  # « Non fiable » frightens, and is no word about her work
    "@jupyterlab/notebook-extension:language-server",
    "jupyterlab-jupytext",
)

_EDITOR = {"autoClosingBrackets": True, "matchBrackets": True, "indentUnit": "4"}
INTERFACE: Mapping[str, Mapping[str, Any]] = {
    "@jupyterlab/translation-extension:plugin": {"locale": "fr_FR"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": True, "autosaveInterval": 15},
    "@jupyterlab/codemirror-extension:plugin": {"defaultConfig": _EDITOR},
    "@jupyterlab/notebook-extension:tracker": {
        "codeCellConfig": {"lineNumbers": True, "lineWrap": True, "autoClosingBrackets": True},
        "enableKernelInitNotification": False,
        "scrollPastEnd": False,
    },
    "@jupyterlab/filebrowser-extension:browser": {"showHiddenFiles": False},
}


def learner_files(course_ids: Sequence[str], limits: BundleLimits = BundleLimits()) -> Mapping[str, str]:  # noqa: B008 - frozen
    """The files of a Jupyter configuration directory: relative path to content.

    The same for every learner, so they are written once, outside every home, read only.

    Args:
        course_ids: the courses of this campus; where there is one only, nbgrader needs no --course.
    """
    server = {
        "ServerApp": {
            "contents_manager_class": "campus.learner.files.LearnerFiles",
            "kernel_manager_class": "campus.learner.files.LearnerKernels",
            "default_url": "/tree",
            "open_browser": False,
            "quit_button": False,
            "kernel_websocket_connection_class": "campus.learner.connection.Connection",
            "terminals_enabled": True,
            "terminado_settings": {"shell_command": ["/bin/bash"]},
        },
        "LabServerApp": {"extra_labextensions_path": [str(LABEXTENSIONS)]},
        "LabApp": {
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
            "news_url": None,
        },
        "FileContentsManager": {"delete_to_trash": False},
    }
    nbgrader: dict[str, Any] = {
        "ExchangeFactory": dict(PLUGIN),
        "Exchange": {
            "path_includes_course": True,
            "max_bytes": limits.max_bytes,
            "max_files": limits.max_files,
        },
    }
    if len(course_ids) == 1:
        nbgrader["CourseDirectory"] = {"course_id": course_ids[0]}
    page = {"disabledExtensions": dict.fromkeys(DISABLED_IN_THE_PAGE, True)}
    return {
        "jupyter_server_config.json": _json(server),
        "jupyter_server_config.d/campus.json": _json(
            {"ServerApp": {"jpserver_extensions": dict(SERVER_EXTENSIONS)}}
        ),
        "labconfig/default_setting_overrides.json": _json(INTERFACE),
        "labconfig/page_config.json": _json(page),
        "nbgrader_config.json": _json(nbgrader),
    }


def facilitator_file(course_id: str, root: Path) -> str:
    """The nbgrader_config.py of a facilitator's own folder of a course, as text.

    Args:
        root: that folder, as her server sees it.
    """
    return _FACILITATOR.format(course_id=course_id, root=str(root))


_FACILITATOR = '''"""Settings of nbgrader in this folder; each start of the server writes them again."""

from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import Execute

from grader.feedback import HideTests
from grader.sandbox import ConfinedExecute

c = get_config()  # noqa: F821 - traitlets gives it

c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.root = {root!r}
# What learners hand in never runs with a facilitator's rights: the campus and the formgrader correct.
c.Autograde.autograde_preprocessors = [
    ConfinedExecute if step is Execute else step for step in Autograde.autograde_preprocessors.default()
]
# nbgrader's own feedback shows hidden tests in tracebacks, and release_feedback gives it to learners.
c.GenerateFeedback.preprocessors = [HideTests, *GenerateFeedback.preprocessors.default()]
'''


def learner_environment(
    conf_dir: Path, exchange_url: str, atelier_url: str | None = None
) -> Mapping[str, str]:
    """What the spawner adds to the environment of a learner's server; her kernels and terminals inherit it.

    Args:
        conf_dir: where the files of `learner_files` were written.
        exchange_url: the exchange itself, not through the proxy, e.g. ``http://127.0.0.1:8100/services/exchange``.
        atelier_url: where browsers find the Atelier, with a slash at its end; None where it is not built.
    """
    atelier = {} if atelier_url is None else {"CAMPUS_ATELIER_URL": atelier_url}
    return {
        **atelier,
        "CAMPUS_EXCHANGE_URL": exchange_url,
        "JUPYTER_CONFIG_PATH": str(conf_dir),
        "JUPYTER_PATH": str(CAMPUS),  # pages that nbconvert makes ask the campus for MathJax, not a CDN
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTERHUB_DEFAULT_URL": "/tree",
        "LANG": "C.UTF-8",
    }


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
