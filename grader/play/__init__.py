"""Plays a learner's game as a test says, and shows the test what she would see and hear.

``partie = play("jeu.py", frames=120, keys={10: "right"}, seed=3)`` in a test cell is all that it takes.
"""

from grader.play.game import Game, Sound, play
from grader.play.picture import Box, Picture

__all__ = ["Box", "Game", "Picture", "Sound", "play"]
