"""Handing in: what a team is about to hand in, what is still to do, and what became of it."""
