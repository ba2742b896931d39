"""Files ↔ grids: each container is one kind of file, and knows nothing of budgets."""
