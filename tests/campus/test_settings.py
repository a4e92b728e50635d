"""campus.toml is read once, strictly, and every derived place and port follows from it."""

from pathlib import Path

import pytest

from campus.settings import Settings, load
from campus.wiring import Campus
from grader.errors import GraderError
from grader.records import RecordError


def write(folder: Path, text: str) -> Path:
    file = folder / "campus.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_campus_follows_a_format_of_its_courses(tmp_path: Path) -> None:
    settings = load(write(tmp_path, '[courses]\nformats = { girls_can_code = "weekend" }\n'))
    assert settings.courses.formats == {"girls_can_code": "weekend"}
    assert Campus.of(settings).course_ids
    for said, words in (
        ('girls_can_code = "moi"', '"weekend", "semaine"'),
        ('robots = "weekend"', "girls_can_code"),
    ):
        with pytest.raises(GraderError) as caught:
            Campus.of(load(write(tmp_path, f"[courses.formats]\n{said}\n")))
        assert caught.value.code == "format-unknown"
        assert words in caught.value.operator


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


def test_a_name_for_each_server_makes_it_the_campus_s_address(tmp_path: Path) -> None:
    file = write(tmp_path, '[hub]\nsubdomain_host = "https://campus.example.org"\n')
    assert load(file).public_url == "https://campus.example.org"
    assert load(file).entrance_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "address",
    [
        "campus.example.org",
        "https://campus.example.org/",
        "https://campus.example.org/hub",
        "https://Campus.example.org",
        "https://10.0.0.1",
        "https://campus",
        "https://nadia@campus.example.org",
        "ftp://campus.example.org",
    ],
)
def test_what_is_no_address_with_names_below_it_is_refused_with_its_line(
    tmp_path: Path, address: str
) -> None:
    with pytest.raises(RecordError, match=r"campus\.toml:\d: .*subdomain_host") as refused:
        load(write(tmp_path, f'[hub]\nsubdomain_host = "{address}"\n'))
    assert "https://campus.example.org" in str(refused.value)


def test_nothing_of_the_internet_is_open_until_hosts_are_listed(tmp_path: Path) -> None:
    assert load(write(tmp_path, "[learners]\n")).learners.internet == ()
    listed = '["pypi.org", "Files.PythonHosted.org", ".wikipedia.org", ".fr", "xn--caf-dma.fr", "*"]'
    found = load(write(tmp_path, f"[learners]\ninternet = {listed}\n")).learners.internet
    assert found[1:] == ("Files.PythonHosted.org", ".wikipedia.org", ".fr", "xn--caf-dma.fr", "*")


@pytest.mark.parametrize(
    "host",
    [
        *(
            "",
            ".",
            "..",
            "pypi",
            "localhost",
            "https://pypi.org",
            "pypi.org:443",
            "pypi.org/simple",
            "pypi.org.",
        ),
        *("*.pypi.org", "**", "127.0.0.1", ".0.0.1", "0x7f.1", "[::1]", "::1", "pypi..org", "-pypi.org"),
        *("pypi.org ", "café.fr", "a_b.org", f"{'a' * 64}.org", f"{'a.' * 130}org", "pypi.org\\n"),
    ],
)
def test_what_is_no_name_of_a_host_is_refused_with_its_line(tmp_path: Path, host: str) -> None:
    file = write(tmp_path, f'[learners]\ninternet = [\n  "pypi.org",\n  "{host}",\n]\n')
    with pytest.raises(RecordError, match=r"names of hosts, not .*: write") as refused:
        load(file)
    assert (refused.value.line, refused.value.code) == (4, "record-wrong-value")


def test_hosts_are_a_list(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"campus\.toml:2.*a list of text in quotes"):
        load(write(tmp_path, '[learners]\ninternet = "pypi.org"\n'))


def test_the_internal_ports_never_meet(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    ports = [settings.hub_port, settings.proxy_port, settings.exchange_port, settings.web_port]
    ports += [settings.formgrader_port(position) for position in range(10)]
    assert len(set(ports)) == len(ports)


def test_a_deep_data_directory_still_gives_short_socket_paths(tmp_path: Path) -> None:
    deep = Settings(data_dir=tmp_path / ("profond" * 20))
    assert len(bytes(deep.sockets_dir / "pg" / ".s.PGSQL.5432.lock")) < 107
    assert deep.sockets_dir != Settings(data_dir=tmp_path / ("autre" * 25)).sockets_dir
