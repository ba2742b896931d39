"""The engine of all forms that print an indicator a row: heads by meaning, merged cells, blocks, rows, money."""
