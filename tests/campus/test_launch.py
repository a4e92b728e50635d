"""What a campus refuses before it starts anything."""

from pathlib import Path

import pytest

from campus.launch import require_hidden
from campus.settings import Courses, Settings
from grader.errors import GraderError


def test_work_and_solutions_are_not_kept_where_sandboxes_look(tmp_path: Path) -> None:
    require_hidden(Settings(data_dir=tmp_path))
    with pytest.raises(GraderError, match="/usr/share/campus is in /usr") as refused:
        require_hidden(Settings(data_dir=Path("/usr/share/campus")))
    assert refused.value.code == "exposed-folder"
    with pytest.raises(GraderError, match="/usr/src/cours"):
        require_hidden(Settings(data_dir=tmp_path, courses=Courses((Path("/usr/src/cours"),))))
