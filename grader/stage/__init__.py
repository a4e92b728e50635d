"""Runs a learner's own program in a process apart, and lets a test ask it for plain data."""
