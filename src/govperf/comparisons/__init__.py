"""Many departments beside each other: who promises what for the same thing."""
