"""The container's health check: asks the page beside it, under a host name that it answers to."""

import http.client
import os
import sys

host = os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split() or ["localhost"]
connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
try:
    connection.request("GET", "/health/live/", headers={"Host": host[0].lstrip(".*") or "localhost"})
    sys.exit(connection.getresponse().status != 200)
except OSError:
    sys.exit(1)
