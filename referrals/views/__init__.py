"""The pages of the directory, referrals and letters."""
