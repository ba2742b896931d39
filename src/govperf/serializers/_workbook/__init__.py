"""The parts of the workbook: its columns, the disclosure it carries, how it looks, and what edits mean."""
