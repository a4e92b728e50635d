"""campus.toml is read once, strictly, and every derived place and port follows from it."""

from pathlib import Path

import pytest

from campus.settings import Settings, load
from grader.records import RecordError


def write(folder: Path, text: str) -> Path:
    file = folder / "campus.toml"
    file.write_text(text, "utf-8")
    return file


def test_an_empty_file_is_a_whole_campus(tmp_path: Path) -> None:
    settings = load(write(tmp_path, ""))
    assert settings.data_dir == tmp_path / "campus-data"
    assert settings.public_url == "http://127.0.0.1:8000"
    assert {folder.name for folder in settings.course_folders} >= {"girls_can_code", "keskia", "busy_ness"}


def test_paths_are_taken_from_the_file_s_own_folder(tmp_path: Path) -> None:
    settings = load(write(tmp_path, 'data_dir = "etat"\n[courses]\nfolders = ["mes_cours/python"]\n'))
    assert settings.data_dir == tmp_path / "etat"
    assert settings.course_folders == (tmp_path / "mes_cours" / "python",)


def test_an_unknown_key_names_its_line_and_the_nearest_known_key(tmp_path: Path) -> None:
    file = write(tmp_path, "[hub]\n\nprot = 9000\n")
    with pytest.raises(RecordError) as refused:
        load(file)
    assert f"{file}:3" in str(refused.value)
    assert "'port'" in str(refused.value) or "port" in str(refused.value)


def test_a_word_for_a_number_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"campus\.toml:2"):
        load(write(tmp_path, '[hub]\nport = "huit mille"\n'))


def test_the_internal_ports_never_meet(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    ports = [settings.hub_port, settings.proxy_port, settings.exchange_port, settings.web_port]
    ports += [settings.formgrader_port(position) for position in range(10)]
    assert len(set(ports)) == len(ports)


def test_a_deep_data_directory_still_gives_short_socket_paths(tmp_path: Path) -> None:
    deep = Settings(data_dir=tmp_path / ("profond" * 20))
    assert len(bytes(deep.sockets_dir / "pg" / ".s.PGSQL.5432.lock")) < 107
    assert deep.sockets_dir != Settings(data_dir=tmp_path / ("autre" * 25)).sockets_dir
