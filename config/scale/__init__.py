"""Invented cases in bulk, for measuring: the same for the same numbers, encrypted like any other."""
