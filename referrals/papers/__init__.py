"""Letters as plain values: declared slots in, a document out, as PDF or Word file. No database."""
