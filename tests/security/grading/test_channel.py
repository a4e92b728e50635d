"""The socket on which we talk to her process is hers to spoil. It costs her points, and us nothing."""

import json
import time

import pytest

from grader import notebooks
from tests.security.grading.attempts import CHANNEL, HURRIED, LIMITS, Attempt, errors, text

FRAMES = f"""
import json, os, socket, struct, threading, time
channel = {CHANNEL}
def frame(body, length=None):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return struct.pack(">I", len(body) if length is None else length) + body
"""
SPOILT = {
    "garbage": "os.write(channel, os.urandom(1000))",
    "a length without a message": "os.write(channel, struct.pack('>I', 1000))",
    "half a length": "os.write(channel, b'\\0\\0')",
    "a message of 4 GB": "os.write(channel, frame(b'x', 0xFFFFFFFF))",
    "no JSON": "os.write(channel, frame(b'not json'))",
    "not an object": "os.write(channel, frame([1]))",
    "no UTF-8": 'os.write(channel, frame(b\'{"id": "\\xff\\xfe"}\'))',
    "another id": "os.write(channel, frame({'id': 99, 'outputs': [], 'passed': True}))",
    "an id of another kind": "os.write(channel, frame({'id': [1], 'outputs': {}, 'passed': 1}))",
    "a question": "os.write(channel, frame({'ask': {'op': 'get'}}))",
    "endless questions": "while True: os.write(channel, frame({'ask': {'op': 'get'}}))",
    "deep JSON": "os.write(channel, frame(b'[' * 100_000))",
    "a hundred thousand digits": "os.write(channel, frame(b'{\"id\": ' + b'9' * 100_000 + b'}'))",
    "closed": "os.close(channel)",
    "closed in one direction": "socket.socket(fileno=os.dup(channel)).shutdown(socket.SHUT_WR)",
    "closed in the other": "socket.socket(fileno=os.dup(channel)).shutdown(socket.SHUT_RD)",
    "read by her": "threading.Thread(target=lambda: [os.read(channel, 1) for _ in range(100)], "
    "daemon=True).start()",
    "replaced": "os.dup2(os.open('/dev/null', os.O_RDWR), channel)",
    "a file handed over": "socket.send_fds(socket.socket(fileno=os.dup(channel)), [b'\\0'], [0, 1, 2] * 50)",
    "never written": "import sys; sys.modules['inside.frames'].send = lambda *told: time.sleep(100)",
    "written drop by drop": "body = frame({'id': 1}, 1 << 20)\nfor one in range(100):\n"
    "    os.write(channel, body[one:one + 1]); time.sleep(0.1)",
    "never read": "sys = __import__('sys'); sys.modules['inside.frames'].receive = lambda *told: "
    "time.sleep(100)",
    "megabytes": "body = frame(b'[' + b'[],' * (5 << 20) + b'0]')\nsent = 0\n"
    "while sent < len(body): sent += os.write(channel, body[sent:sent + 65536])",
    "megabytes of outputs": "one = {'output_type': 'stream', 'text': 'x'}\n"
    "body = frame({'id': 1, 'outputs': [one] * 200_000})\n"
    "sent = 0\nwhile sent < len(body): sent += os.write(channel, body[sent:sent + 65536])",
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_channel_costs_only_her(attempt: Attempt, how: str) -> None:
    """Stock: messages of a kernel are believed; a forged idle status ends the wait for a cell."""
    started = time.monotonic()
    outputs = attempt(
        "print('before')", FRAMES + SPOILT[how], "print('after')", "print('last')", limits=HURRIED
    )
    assert time.monotonic() - started < 12
    assert text(outputs[0]) == "before"
    assert errors(outputs[3]) or text(outputs[3]) == "last"


OUTPUTS = {
    "not a list": "'x'",
    "not objects": "[1, None, [], 'x']",
    "unknown kinds": "[{'output_type': 'update_display_data'}, {'output_type': 7}, {}]",
    "texts that are none": "[{'output_type': 'stream', 'name': 3, 'text': {'a': [1]}}]",
    "errors without lines": "[{'output_type': 'error', 'ename': None, 'traceback': 7}]",
    "data that is none": "[{'output_type': 'display_data', 'data': [1], 'metadata': 3}]",
    "deep metadata": "[{'output_type': 'display_data', 'data': {}, 'metadata': deep}]",
    "deep data": "[{'output_type': 'display_data', 'data': {'application/json': deep}, 'metadata': {}}]",
    "deep text": "[{'output_type': 'stream', 'name': 'stdout', 'text': deep}]",
    "surrogates": "[{'output_type': 'stream', 'name': 'stdout', 'text': '\\ud800'}]",
    "surrogates in data": "[{'output_type': 'display_data', 'data': {'application/json': '\\ud800'}, "
    "'metadata': {}}]",
    "surrogates in metadata": "[{'output_type': 'display_data', 'data': {}, "
    "'metadata': {'\\ud800': '\\udfff'}}]",
    "no numbers": "[{'output_type': 'display_data', 'data': {'application/json': float('nan')}, "
    "'metadata': {'a': float('inf')}}]",
    "scripts": "[{'output_type': 'display_data', 'data': {'text/html': '<script>x</script>'}, "
    "'metadata': {}}] * 5000",
}


@pytest.mark.parametrize("made", OUTPUTS)
def test_forged_outputs_are_a_notebook_all_the_same(attempt: Attempt, made: str) -> None:
    """What her process says it showed is stored, sent and shown: it must be plain and small."""
    forging = f"""
deep = 0
for _ in range(700): deep = {{'a': deep}} if _ % 2 else [deep]
import sys
worker = sys.modules['inside.child']._Worker
ran = worker._ran
worker._ran = lambda self, message: {{**ran(self, message), 'outputs': {OUTPUTS[made]}}}
"""
    outputs = attempt(FRAMES + forging, "print('forged')")
    cells = [notebooks.new_cell("code", "x", outputs=one) for one in outputs]
    written = notebooks.written(notebooks.new(cells))
    assert len(written.encode()) < 1 << 20
    json.loads(written)


def test_an_answer_before_the_question_is_not_the_next_cell_s(attempt: Attempt) -> None:
    """Whoever forges the answer to the next request must be faster than her own process: both are seen."""
    forging = (
        "os.write(channel, b''.join(frame({'id': n, 'outputs': [], 'passed': True}) for n in range(2, 9)))"
    )
    outputs = attempt("1", FRAMES + forging, "assert False", "assert False", "assert False", limits=LIMITS)
    assert len(outputs) == 5  # tests beside her code are hers to forge: that is why they are sealed


def test_frames_are_small_in_our_memory(attempt: Attempt) -> None:
    """The fixture looks at this process's memory after each; here, many times the most that may come."""
    flood = """
body = frame(b'{"id": 1, "x": [' + b'{},' * (3 << 20) + b'0]}')
sent = 0
while sent < len(body): sent += os.write(channel, body[sent:sent + 65536])
"""
    for _ in range(3):
        attempt(FRAMES + flood)
