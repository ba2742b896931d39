"""Grids ↔ disclosures: each layout is one district's form, and knows nothing of files.

To add a layout, subclass the form it is nearest to and state its differences (`nansha.py` is the whole of one), or
write a class with the members of `govperf.layouts.base.Layout`; offer it as an entry point (`govperf.plugins`).
"""
