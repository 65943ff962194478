"""Harbor House: windows of weeks ago, open or over."""

from __future__ import annotations

from .people import child, mobile, respondent
from .story import Scenario, day, hours

ELEVATED = (
    Scenario(
        "wanjiru",
        58,
        "ana",
        {"name": "Wanjirũ Kamau", "date_of_birth": "1990-09-17", "languages": "English, Gikuyu"},
        household=(child("Nyambura", "2013-06-06", "Cedar Middle School"),),
        contacts=(mobile("312-555-0173"),),
        respondent=respondent("Elias Mwangi", "former_spouse", child_in_common="yes"),
        steps=(
            day(
                55,
                "plan",
                answers={
                    "phone.charged": "yes",
                    "work.schedule": "yes: Late shift since March.",
                    "work.site": "yes: Moved to the west branch.",
                    "school.password": "yes",
                    "travel.routes": "yes: Two ways home.",
                },
            ),
            day(
                21,
                "order",
                kind="final",
                terms="01 04 05 06",
                ends=690,
                exceptions="Phone calls with the child, Sundays at five.",
                sent=True,
            ),
            day(17.2, "served", before=1, server="judge_in_court", place_kind="court"),
            day(16, "copy", holder="security", place="Westside Logistics", person="Front desk"),
            day(15, "copy", holder="supervisor", place="Westside Logistics", decision="planned"),
            day(6, "refer", need="financial", resource="Copper Kettle emergency cash", mode="letter"),
            day(
                5,
                "letter",
                kind="financial",
                referral="financial",
                upto="delivered",
                facts={
                    "named_as": "first_name",
                    "client_name": "Wanjirũ",
                    "purpose": "New tires and a phone plan",
                    "amount": "280 dollars",
                    "safety_reason": "She needs the car to change her way to work.",
                    "household_size": "2",
                },
            ),
            day(2, "moved", name="financial", to="accepted", note="Paid out tomorrow."),
        ),
    ),
    Scenario(
        "noemi",
        120,
        "kai",
        {"name": "Noémi Szabó", "date_of_birth": "1985-12-24", "languages": "Hungarian, English"},
        contacts=(mobile("312-555-0174", safe_to_text="no"),),
        respondent=respondent("Clara Whitcombe", "spouse", lives_together="no"),
        tags=("plan_late",),
        steps=(
            day(
                115,
                "plan",
                answers={
                    "tech.passwords": "yes",
                    "tech.location": "yes: Turned off with Kai.",
                    "phone.abuser_access": "no",
                },
            ),
            day(40, "order", kind="ex_parte_temporary", terms="01 05", name="first", ends=-15),
            day(24, "order", kind="final", terms="01 05", ends=700, sent=True),
            day(22, "served", before=3),
            day(14, "note", body="Meets friends again. Wants fewer calls from us."),
        ),
    ),
    Scenario(
        "delphine",
        83,
        "ben",
        {"name": "Delphine Arceneaux", "date_of_birth": "1976-02-02", "languages": "English, French"},
        household=(child("Rémy", "2010-10-10", "Cedar High School"),),
        contacts=(mobile("312-555-0175"),),
        respondent=respondent("Gaston Arceneaux", "spouse", lives_together="no"),
        steps=(
            day(
                80,
                "plan",
                answers={
                    "phone.charged": "yes",
                    "incident.call": "yes",
                    "order.violation": "yes: Photograph, time, report.",
                },
            ),
            day(29, "order", kind="final", terms="01 04 05 07", ends=330, sent=True),
            day(27.2, "served", before=2, place_kind="home"),
            day(
                12,
                "note",
                body="Three messages from a new number. She saved them and made a report.",
                kind="contact",
                minutes=30,
                pinned=True,
            ),
            day(12.4, "review", trigger="violation"),
            day(11, "hearing", kind="contempt", ahead=3, at="14:00", place="Room 204"),
            day(4, "refer", need="health", resource="Lakeside forensic nurses", mode="info"),
        ),
    ),
    Scenario(
        "hyacinth",
        49,
        "noor",
        {"name": "Hyacinth Pelletier", "date_of_birth": "1968-06-29"},
        contacts=(
            {"kind": "post", "value": "PO Box 5513, Chicago", "safe_to_post": "yes", "is_preferred": True},
            mobile("312-555-0176", safe_to_call="unknown"),
        ),
        respondent=respondent("", "neighbour", aliases="\u201cBuck\u201d"),
        steps=(
            day(45, "order", kind="peace", terms="01 05", ends=320),
            day(19, "served", server="mail", before=50, precision="date_only", source="notice"),
            day(
                18, "refer", need="other", resource="Substitute address program", mode="info", name="address"
            ),
            day(9, "moved", name="address", to="accepted"),
        ),
    ),
)

LATER = (
    Scenario(
        "priyanka",
        75,
        "imani",
        {"name": "Priyanka Ramanathan", "date_of_birth": "1993-08-15", "languages": "Tamil, English"},
        contacts=(mobile("312-555-0177"),),
        respondent=respondent("Arvind Nair", "spouse"),
        steps=(
            day(
                70,
                "plan",
                answers={
                    "phone.charged": "yes",
                    "money.account": "yes: Own account since May.",
                    "health.people": "yes: Strong Tea Circle.",
                },
            ),
            day(69, "refer", need="counselling", resource="Strong Tea Circle"),
            day(55, "moved", name="counselling", to="placed"),
            day(44, "order", kind="final", terms="01 05", ends=660, sent=True),
            day(41, "served", before=2),
        ),
    ),
    Scenario(
        "marta",
        101,
        "ana",
        {"name": "Märta Söderqvist", "date_of_birth": "1981-11-30", "pronouns": "she/her"},
        household=(child("Alva", "2016-04-04", "Elm School"), child("Nils", "2019-01-13")),
        contacts=(mobile("312-555-0178"),),
        respondent=respondent("Hampus Friberg", "former_spouse", child_in_common="yes"),
        steps=(
            day(
                98,
                "plan",
                answers={
                    "phone.charged": "yes",
                    "children.supervised": "yes: Two Rivers.",
                    "school.teacher": "yes",
                },
            ),
            day(
                58,
                "order",
                kind="final",
                terms="01 04 05 06",
                ends=640,
                exceptions="Supervised visits on Saturdays.",
                sent=True,
            ),
            day(55, "served", before=2, server="process_server"),
            day(50, "refer", need="other", resource="Two Rivers supervised exchange", name="exchange"),
            day(45, "moved", name="exchange", to="placed"),
            day(20, "note", body="Alva sleeps through again. Next meeting in a month, as she wishes."),
        ),
    ),
    Scenario(
        "tomasina",
        110,
        "pilar",
        {"name": "Tomasina Begay", "date_of_birth": "1972-03-19", "languages": "Navajo, English"},
        contacts=(mobile("312-555-0179"),),
        respondent=respondent("Wendell Tso", "partner"),
        steps=(
            day(
                80,
                "order",
                kind="tribal",
                terms="01 03 04 05",
                expiry="further_order",
                court_name="Red Mesa District Court",
                court_place="Red Mesa Nation",
            ),
            day(75, "served", before=14, server="police", precision="part_of_day", part="evening"),
            day(40, "give", to="lee", kind="second", by="ingrid"),
        ),
    ),
    Scenario(
        "luis",
        64,
        "kai",
        {"name": "Luis Ángel Cárdenas", "date_of_birth": "1998-05-25", "languages": "Spanish, English"},
        contacts=(mobile("312-555-0180"),),
        respondent=respondent("Bethany Groves", "dating"),
        steps=(
            day(37, "order", kind="peace", terms="01 05", ends=330, sent=True),
            day(35, "served", before=1),
            day(10, "close", reason="moved"),
        ),
    ),
    Scenario(
        "ghada",
        190,
        "ben",
        {
            "name": "Ghada Mansour",
            "date_of_birth": "1987-09-09",
            "languages": "Arabic, English",
            "interpreter_needed": "no",
        },
        household=(child("Yara", "2012-08-08", "Cedar Middle School"),),
        contacts=(mobile("312-555-0181"),),
        respondent=respondent("Fadi Mansour", "spouse", child_in_common="yes"),
        steps=(
            day(
                180, "plan", answers={"phone.charged": "yes", "order.renewal": "yes: Ask two months before."}
            ),
            day(130, "order", kind="final", terms="01 04 05 09", ends=12, sent=True),
            day(112, "served", before=2),
            day(20, "hearing", kind="modification", ahead=5, at="10:30", place="Room 201"),
            day(40.2, "jail", facility="jail", place="Lakeside County Jail", source="notice"),
            hours(7, "released", before=3),
            day(
                8,
                "task",
                title="Write down what happened since the order, for the renewal",
                due=2,
                at="12:00",
                priority=1,
            ),
        ),
    ),
    Scenario(
        "ruthanne",
        400,
        "ana",
        {"name": "Ruth-Anne Buckley", "date_of_birth": "1959-01-31"},
        contacts=(mobile("312-555-0182"),),
        respondent=respondent("Earl Buckley", "former_spouse"),
        steps=(
            day(372, "order", kind="final", terms="01 05", ends=-5, service_state="not_required"),
            day(
                7,
                "note",
                body="Order ends this week. She does not want to renew now; knows that she can come back.",
            ),
        ),
    ),
)
