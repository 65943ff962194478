"""Pages of orders, service, windows, alerts and the board."""
