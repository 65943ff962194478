"""Readers and the writer of resource directories: files and plain records, no database."""
