"""Two versions of a disclosure → edits: what a reviewer asks of next year's table."""
