"""The room: workshops are made, pupils join teams, the facilitator leads."""
