"""nbgrader's formgrader, one hub service for each course."""
