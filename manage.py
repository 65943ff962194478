#!/usr/bin/env python
"""Django's command line for Lantern; without DATABASE_URL it works on the data of `make demo`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config import local

    local.adopt(sys.argv[1] if len(sys.argv) > 1 else "help")
    execute_from_command_line(sys.argv)
