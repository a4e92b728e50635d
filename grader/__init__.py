"""Grading of learners' work: exchange, jobs, worker, sandbox, gradebook, feedback and authoring."""
