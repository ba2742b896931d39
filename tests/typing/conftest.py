"""What pytest leaves alone here."""

collect_ignore = ["api.py"]
