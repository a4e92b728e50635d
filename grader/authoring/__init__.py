"""Exercises as their authors write them: read, built by nbgrader, and proved before learners see them."""
