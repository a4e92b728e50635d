"""Rounds: a team decides, the market answers, everybody looks back."""
