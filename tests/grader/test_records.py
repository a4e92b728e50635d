"""A settings file says exactly where it is wrong."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.records import RecordError, line_of, load
from grader.toml_lines import lines_of


@dataclass(frozen=True)
class Server:
    address: str = "127.0.0.1"
    port: int = 8000
    colour: Literal["blue", "green"] = "blue"

    def __post_init__(self) -> None:
        if self.port < 1:
            raise ValueError('"port" must be more than 0.')


@dataclass(frozen=True)
class Team:
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    title: str
    ratio: float = 1.0
    data: Path = Path("data")
    opens: date | None = None
    server: Server = field(default_factory=Server)
    teams: tuple[Team, ...] = ()
    prices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def write(folder: Path, text: str) -> Path:
    path = folder / "campus.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> RecordError:
    with pytest.raises(RecordError) as caught:
        load(write(folder, text), Settings)
    return caught.value


def test_a_file_becomes_a_record_with_its_tables_lists_and_defaults(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        title = "Été"
        ratio = 2
        opens = 2026-11-20
        data = "ailleurs"
        server.port = 9000
        teams = [{ name = "A", members = ["lea"] }]
        prices = { weekend = [3, 5] }
        """,
    )
    assert load(path, Settings) == Settings(
        title="Été",
        ratio=2.0,
        opens=date(2026, 11, 20),
        data=Path("ailleurs"),
        server=Server(port=9000),
        teams=(Team("A", ("lea",)),),
        prices={"weekend": (3, 5)},
    )
    assert type(load(path, Settings).ratio) is float


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_known_one(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'title = "x"\n\n[server]\naddress = "::1"\nprot = 1\n')
    assert error.code == "record-unknown-key"
    assert error.line == 5
    assert error.operator.startswith(f"{tmp_path / 'campus.toml'}:5: in [server], unknown key")
    assert 'did you mean "port"?' in error.operator
    assert "address, port, colour" in error.operator


def test_an_unknown_table_is_refused_too(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'title = "x"\n[[mascots]]\nname = "chat"\n')
    assert (error.code, error.line) == ("record-unknown-key", 2)


def test_a_missing_key_is_named_with_the_line_of_its_table(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'title = "x"\n[[teams]]\nname = "A"\n[[teams]]\nmembers = []\n')
    assert (error.code, error.line) == ("record-missing-key", 4)
    assert '"name" is missing' in error.operator
    assert "text in quotes" in error.operator


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('title = "x"\nratio = "2"', 2, '"ratio" must be a number'),
        ('title = "x"\nserver.port = 80.5', 2, '"server.port" must be a whole number'),
        ('title = "x"\nserver = { port = true }', 2, "a whole number, not True"),
        ('title = "x"\n[server]\ncolour = "red"', 3, "one of 'blue', 'green'"),
        ('title = "x"\nserver = 3', 2, '"server" must be a table'),
        ('title = "x"\nteams = "A"', 2, "a list of a table"),
        ('title = "x"\n[prices]\nweekend = [\n  3,\n  "cinq",\n]', 5, '"prices.weekend.1"'),
        ("title = 3", 1, "text in quotes, not 3"),
        ('title = "x"\nopens = "demain"', 2, '"opens" must be date'),
    ],
)
def test_a_value_of_another_type_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    error = refusal(tmp_path, text)
    assert (error.code, error.line) == ("record-wrong-type", line)
    assert words in error.operator


def test_a_value_that_the_record_itself_refuses_names_its_table(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'title = "x"\n\n[server]\nport = 0\n')
    assert (error.code, error.line) == ("record-wrong-value", 3)
    assert '"port" must be more than 0' in error.operator


def test_what_is_not_toml_says_the_line(tmp_path: Path) -> None:
    error = refusal(tmp_path, 'title = "x"\nratio = = 2\n')
    assert (error.code, error.line) == ("record-syntax", 2)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="there is no such file"):
        load(tmp_path / "none.toml", Settings)


def test_a_field_given_by_the_caller_cannot_be_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, 'members = ["lea"]')
    assert load(path, Team, {"name": "A"}) == Team("A", ("lea",))
    with pytest.raises(RecordError, match='unknown key "name"'):
        load(write(tmp_path, 'name = "B"'), Team, {"name": "A"})


def test_lines_are_found_among_strings_comments_and_dotted_keys(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """# [not.a.table]
a = '''
[nor.this]
b = 1
'''
"quoted key" = "a \\" # no comment" # a comment
[un . deux] # trois
trois.quatre = [ # here
  { x = 1, y = "]" }, # {
  { x = 2 },
]
[[liste]]
nom = 1
[[liste]]
nom = 2
[liste.sous]
clef = 1979-05-27 07:32:00
""",
    )
    assert line_of(path, "a") == 2
    assert line_of(path, "quoted key") == 6
    assert line_of(path, "un", "deux") == 7
    assert line_of(path, "un", "deux", "trois", "quatre", 0, "y") == 9
    assert line_of(path, "un", "deux", "trois", "quatre", 1, "x") == 10
    assert line_of(path, "liste", 1, "nom") == 15
    assert line_of(path, "liste", 1, "sous", "clef") == 17
    assert line_of(path, "liste", 1, "unknown") == 14
    assert line_of(path, "nowhere") == 1


def quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# JSON strings are TOML strings, DEL apart.
@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=20), max_size=6))
def test_any_quoted_key_and_text_is_found_on_its_own_line(values: dict[str, str]) -> None:
    rows = [
        f"{json.dumps(k, ensure_ascii=False)} = {json.dumps(v, ensure_ascii=False)}"
        for k, v in values.items()
    ]
    text = "\n".join(rows).replace("\x7f", "\\u007f")
    assert lines_of(text) == {(key,): number for number, key in enumerate(values, start=1)}
