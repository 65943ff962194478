"""What people type about a client, turned into plain values; shape only, no rules."""
