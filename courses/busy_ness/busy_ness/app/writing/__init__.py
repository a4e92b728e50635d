"""Writing: what a team writes together, its canvas, its study, its plan, its pitch."""
