"""What people type about resources, referrals and letters, turned into plain values; shape only, no rules."""
