"""Text ↔ model: each file has `parse_x(text)` and `format_x(x)`."""
