"""Strings for people: text for the terminal."""
