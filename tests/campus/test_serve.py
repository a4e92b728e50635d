"""Our services let a whole class in at once."""

import socket
from contextlib import ExitStack
from threading import Thread

import requests
import waitress
from flask import Flask

from campus.serve import waitress_options


def test_a_class_that_keeps_its_connections_open_leaves_room_for_more() -> None:
    service = Flask("class")
    service.add_url_rule("/", view_func=lambda: "here")
    server = waitress.create_server(service, port=0, **waitress_options(1000))
    serving = Thread(target=server.run, daemon=True)
    serving.start()
    port = int(server.effective_port)
    with ExitStack() as open_ones:
        for _ in range(150):
            open_ones.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
        assert requests.get(f"http://127.0.0.1:{port}/", timeout=5).text == "here"
    server.close()
