"""The parts of the exchange with finance systems: their tables, rows out of a disclosure, and a disclosure out of rows."""
