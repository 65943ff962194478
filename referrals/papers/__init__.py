"""Letters as plain values: declared slots in, a document out, and the document as PDF or Word file. No database."""
