"""The same where the campus runs as an ordinary user: nothing but namespaces keeps learners apart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from campus.settings import REPOSITORY
from grader.sandbox import Level, confinement
from tests.security.space_alone import found_by
from tests.security.space_outside import ATTEMPTS, IN_HER_SERVER, named

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(confinement() is not Level.NAMESPACES, reason="bubblewrap does not work here"),
]

# Python may live below /root, where nobody else gets: its folder stays, and nothing else of /root.
AS_NOBODY = """
mount --bind {base} {spare} && mount -t tmpfs -o mode=755 tmpfs /root
mkdir -p {base} && mount --bind {spare} {base}
mount -t tmpfs -o mode=1777 tmpfs /tmp
exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all --bounding-set=-all \
  env -i PATH="$PATH" HOME=/nonexistent PYTHONDONTWRITEBYTECODE=1 "$@"
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What code in her server got: it has all that her kernels and terminals have, and its own sockets."""
    spare = tmp_path_factory.mktemp("spare")
    if os.geteuid() != 0:
        return found_by(spare / "data")
    if REPOSITORY.is_relative_to("/tmp"):
        pytest.skip("the test needs a /tmp of its own, and this checkout lies in it")
    script = AS_NOBODY.format(base=sys.base_prefix, spare=spare)
    before = ("unshare", "--mount", "sh", "-e", "-c", script, "sh")
    tried = subprocess.run(
        [*before, sys.executable, "-c", "import campus"], cwd=REPOSITORY, capture_output=True, check=False
    )
    if tried.returncode != 0:
        pytest.skip(f"nobody else can run this Python here: {tried.stderr.decode()[-500:]}")
    return found_by(Path("/tmp/spaces/data"), *before)


@pytest.mark.parametrize("name", [*ATTEMPTS, *IN_HER_SERVER], ids=named)
def test_without_root_she_gets_nothing_of(found: dict[str, list[str]], name: str) -> None:
    assert found[name] == []
