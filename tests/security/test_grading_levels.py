"""Code of learners is confined whoever runs the grader; where nothing can confine it, it does not run."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import notebooks
from grader.errors import GraderError
from grader.manifest import Limits
from grader.sandbox import ConfinedExecute, Level, confinement, run


def ran(cell: str) -> str:
    made = run(notebooks.new([notebooks.new_cell("code", cell)]), None, Limits(wall_seconds=20))
    return "".join(output.get("text", "") for output in made.cells[0].outputs)


@pytest.fixture
def no_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    confinement.cache_clear()
    yield
    confinement.cache_clear()


@pytest.mark.usefixtures("no_bubblewrap")
def test_without_bubblewrap_nothing_runs_unless_it_was_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAMPUS_ALLOW_UNCONFINED", raising=False)
    with pytest.raises(GraderError) as raised:
        ran("1")
    assert raised.value.code == "no-confinement"
    monkeypatch.setenv("CAMPUS_ALLOW_UNCONFINED", "1")
    monkeypatch.setenv("CAMPUS_TOKEN", "secret")
    assert ran("import os; print('CAMPUS_TOKEN' in os.environ)") == "False\n"


AS_NOBODY = """
mount --bind {base} {spare} && mount -t tmpfs -o mode=755 tmpfs /root
mkdir -p {base} && mount --bind {spare} {base}
cd / && exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all --bounding-set=-all \
  env -i PATH="$PATH" HOME=/nonexistent PYTHONDONTWRITEBYTECODE=1 {python} -c "$PROGRAM"
"""
PROGRAM = """
import os
from grader import notebooks
from grader.manifest import Limits
from grader.sandbox import confinement, run
cells = ["import os; print(os.path.exists('/home'))",
         "import socket\\n"
         "try: socket.create_connection(('1.1.1.1', 53), 1)\\nexcept OSError: print('refused')",
         "import os\\nfor n in range(5000):\\n  try:\\n    if os.fork() == 0: os.pause()\\n"
         "  except OSError: print('bounded'); break"]
made = run(notebooks.new([notebooks.new_cell("code", cell) for cell in cells]), None, Limits(20, 4))
said = ("".join(output.text for output in cell.outputs).strip() for cell in made.cells)
print(os.getuid(), confinement().value, *said, sep="|")
"""


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become someone else; others ran all of the above"
)
@pytest.mark.slow
def test_the_same_holds_for_a_grader_that_is_not_root(tmp_path: Path) -> None:
    script = AS_NOBODY.format(base=sys.base_prefix, spare=tmp_path, python=sys.executable)
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-e", "-c", script],
        env={**os.environ, "PROGRAM": PROGRAM},
        capture_output=True,
        text=True,
        timeout=100,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"this container cannot mount: {done.stderr}")
    told = done.stdout.strip().splitlines()[-1].split("|")
    assert told[:2] == ["65534", "bubblewrap"], done.stderr
    assert told[2:] == ["False", "refused", "bounded"]


@pytest.mark.skipif(confinement() is Level.NONE, reason="bubblewrap does not work on this machine")
def test_a_notebook_that_asks_for_another_kernel_gets_this_one() -> None:
    made = notebooks.new([notebooks.new_cell("code", "import sys; print(sys.executable)")])
    made.metadata["kernelspec"] = {"name": "bash", "display_name": "bash", "language": "bash"}
    pp = ConfinedExecute(timeout=5)
    done, _ = pp(made, {"metadata": {"path": None}})
    assert done.cells[0].outputs[0].text.strip() == sys.executable
