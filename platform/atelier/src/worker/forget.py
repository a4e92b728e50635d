"""Makes one interpreter of Node's serve for many tests: after each program all is as it was before."""

import builtins
import os
import random
import shutil
import sys
import time
from pathlib import Path

_modules = dict(sys.modules)
_path = list(sys.path)
_kept = {"input": builtins.input, "print": builtins.print, "open": builtins.open}
_sleep = time.sleep
_main = sys.modules["__main__"]


def forget(*folders: str) -> None:
    """
    Args:
        folders: what is removed from the file system.
    """
    for name in set(sys.modules) - set(_modules):
        del sys.modules[name]
    sys.modules.update(_modules)
    sys.modules["__main__"] = _main
    sys.path[:] = _path
    sys.path_importer_cache.clear()
    for name, was in _kept.items():
        setattr(builtins, name, was)
    time.sleep = _sleep
    random.seed()
    os.chdir("/")
    for folder in folders:
        if Path(folder).is_dir():
            shutil.rmtree(folder)
