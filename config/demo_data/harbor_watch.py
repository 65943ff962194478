"""Harbor House: windows that are nearly over, or have ended."""

from __future__ import annotations

from .people import child, mobile, respondent
from .story import Scenario, day, hours

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
            day(
                70, "decided", answer="undecided", words="She wants to see how the summer goes.", whose="ours"
            ),
            day(
                30,
                "decided",
                answer="renew",
                words="I sleep better with it. Please let us ask for more time.",
            ),
            day(21, "filed"),
            day(20, "hearing", kind="modification", ahead=5, at="10:30", place="Room 201"),
            day(110, "programme", ordered_by="this_order", programme="Steps Forward", sessions=52),
            day(104, "attended", status="started", attended=1, missed=0),
            day(66, "attended", status="attending", attended=5, missed=1),
            day(
                44,
                "attended",
                status="terminated",
                source="court",
                attended=6,
                missed=4,
                discharge_reason="Did not come back after the second warning",
            ),
            day(40.3, "registered", service="vine", channel="call", test_call="yes", name=""),
            hours(
                7.5, "told", kind="other", before=1, words="The call said that a release is being prepared."
            ),
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
                62, "decided", answer="no", words="I have my own place now. I do not need the paper any more."
            ),
            day(
                7,
                "note",
                body="Order ends this week. She does not want to renew now; knows that she can come back.",
            ),
        ),
    ),
)
