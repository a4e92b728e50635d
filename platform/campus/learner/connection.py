"""The page's connection to a kernel, there as soon as the kernel is."""

import asyncio
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

AGAIN_SECONDS = (0.02, 0.04, 0.08, 0.16)


class Connection(ZMQChannelsWebsocketConnection):
    """Jupyter Server's own, which asks the kernel something until it hears it think, every half a second.

    Its first question is mostly answered before it listens, and a kernel that was forked is ready at once.
    """

    def connect(self) -> Any:
        # A cell's answer is many small messages: each would wait 40 ms for a sign that the last has come.
        self.websocket_handler.set_nodelay(True)
        return super().connect()

    def nudge(self) -> "asyncio.Future[None]":
        heard: asyncio.Future[None] = super().nudge()
        self._asking = asyncio.ensure_future(self._ask_until(heard))
        return heard

    async def _ask_until(self, heard: "asyncio.Future[None]") -> None:
        if heard.done():
            return
        manager: Any = self.kernel_manager
        channel = manager.connect_control()
        try:
            for seconds in AGAIN_SECONDS:
                await asyncio.wait([heard], timeout=seconds)
                if heard.done():
                    break
                self.session.send(channel, "kernel_info_request")
        finally:
            channel.close()
