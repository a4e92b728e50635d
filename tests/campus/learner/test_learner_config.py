"""What is configured for a learner's server, and what is not."""

import json
from pathlib import Path

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from traitlets.utils.importstring import import_item

from campus.learner.config import LABEXTENSIONS, learner_environment, learner_files


def test_every_file_is_json_and_none_is_outside_the_folder() -> None:
    files = learner_files(["girls_can_code"])
    assert all(isinstance(json.loads(content), dict) for content in files.values())
    assert not any(Path(name).is_absolute() or ".." in Path(name).parts for name in files)


def test_the_tools_of_instructors_are_off() -> None:
    content = json.loads(learner_files([])["jupyter_server_config.d/campus.json"])
    extensions = content["ServerApp"]["jpserver_extensions"]
    assert {name for name, is_on in extensions.items() if is_on} == {
        "campus.learner",
        "jupyter_server_terminals",
        "jupyterlab",
        "notebook",
    }


def test_the_only_course_needs_no_name_and_several_do() -> None:
    one, two = learner_files(["keskia"]), learner_files(["keskia", "busy_ness"])
    assert json.loads(one["nbgrader_config.json"])["CourseDirectory"] == {"course_id": "keskia"}
    assert "CourseDirectory" not in json.loads(two["nbgrader_config.json"])


def test_the_environment_says_where_configuration_and_exchange_are() -> None:
    given = learner_environment(Path("/data/conf/learner"), "http://127.0.0.1:8100/services/exchange")
    assert given["JUPYTER_CONFIG_PATH"] == "/data/conf/learner"
    assert given["CAMPUS_EXCHANGE_URL"] == "http://127.0.0.1:8100/services/exchange"


def test_the_button_is_shipped_whole() -> None:
    package = json.loads((LABEXTENSIONS / "campus/package.json").read_text())
    assert (LABEXTENSIONS / "campus" / package["jupyterlab"]["_build"]["load"]).is_file()
    modules = [path.read_text("utf-8") for path in (LABEXTENSIONS / "campus/static").glob("*.js")]
    assert not any("innerHTML" in text or "http://" in text or "https://" in text for text in modules)


def test_the_connection_to_kernels_is_jupyter_s_own_made_quicker() -> None:
    server = json.loads(learner_files([])["jupyter_server_config.json"])["ServerApp"]
    kind = import_item(server["kernel_websocket_connection_class"])
    assert issubclass(kind, ZMQChannelsWebsocketConnection)
