"""Everything that writes: the directory, referrals and letters."""
