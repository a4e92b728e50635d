"""A kernel that only begins is not listed: Jupyter Server would answer 500 to whoever asks then."""

from datetime import UTC, datetime

import pytest
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from tornado import web

from campus.learner.files import LearnerKernels


def listed(kernels: LearnerKernels) -> list[str]:
    return [one["id"] for one in kernels.list_kernels()]  # type: ignore[no-untyped-call]


def test_a_kernel_that_only_begins_is_not_listed() -> None:
    kernels = LearnerKernels()  # type: ignore[no-untyped-call]
    beginning = kernels._kernels["k"] = ServerKernelManager(parent=kernels)
    assert listed(kernels) == []
    with pytest.raises(web.HTTPError):
        kernels.kernel_model("k")
    beginning.last_activity = datetime.now(UTC)
    beginning.execution_state = "idle"
    kernels._kernel_connections["k"] = 0
    assert listed(kernels) == ["k"]
