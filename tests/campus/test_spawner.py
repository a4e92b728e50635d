"""What the spawner writes as root in somebody else's home, and what it knows of her process."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from campus.ports import listens
from campus.spawner import CampusSpawner
from grader.errors import GraderError


@pytest.fixture
def spawner(tmp_path: Path) -> Any:
    """Of a facilitator who has a home already."""
    (tmp_path / "homes" / "nadia").mkdir(parents=True)
    user = SimpleNamespace(name="nadia", groups=[SimpleNamespace(name="formgrade-keskia")])
    made = CampusSpawner(data_dir=str(tmp_path), courses=["keskia"], user=None)
    made.user = user
    return made


@pytest.mark.parametrize("name", ["", "keskia", "keskia/source", "keskia/nbgrader_config.py"])
def test_a_link_in_the_place_of_what_is_put_there_is_refused(spawner: Any, tmp_path: Path, name: str) -> None:
    home, elsewhere = tmp_path / "homes" / "nadia", tmp_path / "elsewhere"
    link = home / "nbgrader" / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(elsewhere)
    with pytest.raises(GraderError) as refused:
        spawner._write_course_folder("keskia")
    assert refused.value.code == "bad-home"
    assert not elsewhere.exists()


def test_without_links_the_course_folder_is_made(spawner: Any, tmp_path: Path) -> None:
    spawner._write_course_folder("keskia")
    assert (tmp_path / "homes" / "nadia" / "nbgrader" / "keskia" / "source").is_dir()
    config = (tmp_path / "conf" / "facilitator" / "keskia" / "nbgrader_config.py").read_text()
    assert "HideTests, *GenerateFeedback" in config
    compile(config, "nbgrader_config.py", "exec")


def test_a_port_counts_only_when_her_own_process_listens_on_it() -> None:
    serve = "import socket, time; s = socket.create_server(('127.0.0.1', 0)); "
    serve += "print(s.getsockname()[1], flush=True); time.sleep(60)"
    command = [sys.executable, "-c", serve]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as hers,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as somebody_s,
    ):
        try:
            assert hers.stdout is not None
            assert somebody_s.stdout is not None
            port, other = int(hers.stdout.readline()), int(somebody_s.stdout.readline())
            assert listens(hers.pid, port)
            assert not listens(hers.pid, other)
            assert listens(os.getpid(), port), "a process below counts"
        finally:
            hers.kill()
            somebody_s.kill()
    assert not listens(hers.pid, port)


def test_the_end_of_her_process_is_noticed_at_once(spawner: Any) -> None:
    async def see() -> None:
        ended = asyncio.Event()
        with subprocess.Popen(["sleep", "600"]) as process:
            spawner.pid, spawner.poll_interval = process.pid, 3600
            spawner.add_poll_callback(ended.set)
            spawner.start_polling()
            assert await spawner.poll() is None
            process.kill()  # and nobody has buried it yet
            await asyncio.wait_for(ended.wait(), 30)
            spawner.stop_polling()
        assert await spawner.poll() == 0

    asyncio.run(see())


def test_a_process_that_has_her_number_by_chance_is_not_hers(spawner: Any) -> None:
    began = psutil.Process().create_time()
    spawner.load_state({"pid": os.getpid(), "began": began - 3600})
    assert spawner.pid == 0
    spawner.load_state({"pid": os.getpid(), "began": began})
    assert spawner.pid == os.getpid()
    assert spawner.get_state() == {"pid": os.getpid(), "began": began}
