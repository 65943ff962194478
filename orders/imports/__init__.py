"""Readers of service notices from courts and sheriffs: files and plain values, no database, no clock."""
