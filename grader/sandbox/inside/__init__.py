"""Runs inside the sandbox: imports nothing of the project's outside this folder."""
