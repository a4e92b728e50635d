"""The pages that learners and facilitators see: « Mon parcours », results, and the room."""
