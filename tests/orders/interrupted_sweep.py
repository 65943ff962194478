"""A worker's process for the tests: sweeps one agency at a given instant, and may stop between two phases.

python -m tests.orders.interrupted_sweep AGENCY_ID INSTANT [stop-after-one-phase]
"""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime

import django
import time_machine

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.db import connection

    from orders import jobs
    from orders.actions import windows

    agency_id, instant, *stop = sys.argv[1:]
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE lantern_app")
    entering = windows.enter

    def enter_and_wait(window, phase, *, now):
        done = entering(window, phase, now=now)
        print(phase.phase, flush=True)
        time.sleep(60)
        return done

    if stop:
        windows.enter = enter_and_wait
    with time_machine.travel(datetime.fromisoformat(instant)):
        jobs.run_agency_sweep(agency_id=int(agency_id))
    print("done", flush=True)
