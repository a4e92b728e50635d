"""Her server: jupyterhub-singleuser as it is, but for where it listens and how its kernels start."""

import os
import socket
import sys

from campus.space import kernels
from campus.space.job import Job

LISTENING = ("--KernelProvisionerFactory.default_provisioner_name=campus-forked",)


def run(job: Job, listener: socket.socket, kernels_channel: socket.socket) -> None:
    """Returns when somebody has stopped it."""
    os.environ.clear()
    os.environ.update(job.environment)
    os.chdir(job.home)
    # In a campus without root, she is user 0 of a namespace where that gives no right.
    as_nobody = ["--allow-root"] if os.geteuid() == 0 else []
    # Its default was read at the import, before there was a learner: her cookie would be sent to every path.
    prefix = f"--HubOAuth.base_url={job.environment['JUPYTERHUB_SERVICE_PREFIX']}"
    sys.argv = ["jupyterhub-singleuser", *job.arguments, *LISTENING, prefix, *as_nobody]

    from jupyter_server.serverapp import ServerApp
    from jupyterhub.singleuser import main
    from jupyterhub.singleuser.extension import JupyterHubSingleUser

    def listen(self: ServerApp) -> bool:
        """On the socket that the hub made: it is hers already, so nobody can have taken her port."""
        listener.setblocking(False)
        self.http_server.add_socket(listener)
        return True

    def find(self: ServerApp) -> None:
        """Nothing to look for."""

    async def know(self: JupyterHubSingleUser) -> None:
        """The hub and this are one installation: no versions to compare, and no hub to wait for."""

    JupyterHubSingleUser.check_hub_version = know
    ServerApp._bind_http_server_tcp = listen  # type: ignore[method-assign]
    ServerApp._find_http_port = find  # type: ignore[method-assign]
    kernels.start(kernels_channel)
    main()
