"""What papers say and are: differences between two, whether a file is a scan, questions about firearms."""
