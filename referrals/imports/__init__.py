"""Readers of resource directories: files in, plain records and a list of what was wrong out. No database."""
