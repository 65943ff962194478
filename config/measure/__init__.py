"""What `make bench` is made of: a client that counts, a workload, and a table."""
