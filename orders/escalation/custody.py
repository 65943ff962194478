"""While the respondent is in custody: what is asked, and when next."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from caseload.foundation.moments import add_elapsed, end_of_local_day, start_of_local_day

ASK, EVE, PASSED = "custody_ask", "custody_eve", "custody_passed"
EVERY = {ASK: timedelta(days=7), EVE: timedelta(days=7), PASSED: timedelta(days=1)}
ONE_DAY = timedelta(days=1)


def look(now: datetime, tz: ZoneInfo, earliest: date | None, latest: date | None) -> str:
    """What has to be asked at `now`, given the days between which release is expected."""
    if latest is not None and now >= end_of_local_day(latest, tz):
        return PASSED
    if earliest is not None and now >= start_of_local_day(earliest - ONE_DAY, tz):
        return EVE
    return ASK


def next_look(now: datetime, tz: ZoneInfo, earliest: date | None, latest: date | None) -> datetime:
    """When to ask again: weekly, the day before release may come, and daily once its last day has passed."""
    moments = [add_elapsed(now, EVERY[look(now, tz, earliest, latest)])]
    if earliest is not None:
        moments.append(start_of_local_day(earliest - ONE_DAY, tz))
    if latest is not None:
        moments.append(end_of_local_day(latest, tz))
    return min(moment for moment in moments if moment > now)
