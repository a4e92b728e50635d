"""What a kernel and nbgrader would say of a notebook that they ran, and of a cell that did not end well."""

import sys

LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": ".".join(map(str, sys.version_info[:3])),
}
# As nbgrader's own Execute says it.
TIMEOUT = {
    "output_type": "error",
    "ename": "CellTimeoutError",
    "evalue": "",
    "traceback": ["\x1b[0;31mCellTimeoutError\x1b[0m: No reply from kernel before timeout"],
}
HIDDEN = {
    "output_type": "error",
    "ename": "Error",
    "evalue": "the cell failed",
    "traceback": ["ERROR: An error occurred while showtraceback was disabled"],
}
