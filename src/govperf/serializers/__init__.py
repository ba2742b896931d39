"""Model ↔ carriers: each module says in its docstring what it loses."""
