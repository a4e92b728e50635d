"""``python -m drawing [FOLDER]`` draws the games' pictures and sounds into the exercises' files again."""

import os
import sys
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

from drawing.files import EXERCISES, make

make(Path(sys.argv[1]) if len(sys.argv) > 1 else EXERCISES)
