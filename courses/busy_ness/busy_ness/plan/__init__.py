"""A team's prévisionnel: what it writes becomes statements to the cent, and every figure explains itself."""
