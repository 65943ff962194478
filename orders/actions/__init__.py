"""Everything that writes orders, service, windows and alerts."""
