"""Harbor House: orders not served yet, and orders that came to nothing."""

from __future__ import annotations

from .people import child, mobile, respondent
from .story import Scenario, day, hours

UNSERVED = (
    Scenario(
        "jolene",
        6,
        "ana",
        {
            "name": "Jolene Castaneda-Ruiz",
            "preferred_name": "Jo",
            "date_of_birth": "1995-04-18",
            "pronouns": "she/her",
        },
        household=(child("Mateo", "2022-01-30", "Little Boats day care"),),
        contacts=(mobile("312-555-0183", code_word="rain check"),),
        respondent=respondent(
            "Trent Halvorsen", "dating", child_in_common="yes", workplace="Moves; delivery driver"
        ),
        steps=(
            day(
                6.3, "note", body="Came through the hotline. Wants the order before the weekend.", minutes=45
            ),
            day(
                5,
                "plan",
                answers={
                    "phone.charged": "yes",
                    "school.day_care_copy": "not_now: When she has the paper.",
                    "leaving.first_night": "yes: Her mother's.",
                    "bag.place": "yes",
                },
            ),
            day(
                2.5,
                "order",
                kind="ex_parte_temporary",
                terms="01 04 05 07 09",
                ends=12,
                sent=True,
                petitioned=1,
                case_number="26 OP 1210",
            ),
            day(2.6, "hearing", kind="full", ahead=12, at="09:30"),
            day(
                1.2,
                "registered",
                channel="text",
                test_call="yes",
                note="Texts after eight in the evening only.",
            ),
            hours(5, "told", kind="other", before=0.5, via="vpo", words="Text: not served yet, tried twice."),
            day(1.4, "served", outcome="evaded", before=2, place_kind="home", source="police"),
            hours(6, "served", outcome="not_found", before=1, place_kind="work", source="police"),
            hours(3, "notice", before=1, court="Lakeside City Court"),
        ),
    ),
    Scenario(
        "minji",
        3,
        "noor",
        {
            "name": "김민지",
            "preferred_name": "Min-ji",
            "date_of_birth": "2001-02-11",
            "languages": "Korean, English",
        },
        contacts=(mobile("312-555-0184", safe_to_voicemail="no"),),
        respondent=respondent("Jae-won Park", "former_dating"),
        steps=(
            day(
                2.2,
                "note",
                body="Prepared the petition together at the court desk.",
                kind="court",
                minutes=120,
            ),
            day(1.3, "order", kind="peace", terms="01 05", ends=20),
        ),
    ),
    Scenario(
        "zoe",
        18,
        "kai",
        {"name": "Zoë Österlund", "date_of_birth": "1989-07-07", "languages": "Swedish, English"},
        contacts=(
            mobile("312-555-0185"),
            {"kind": "email", "value": "z.osterlund@example.org", "safe_to_email": "yes"},
        ),
        respondent=respondent("Nathan Crewe", "partner", address="Thought to be at his cousin's"),
        steps=(
            day(12, "order", kind="ex_parte_temporary", terms="01 04 05", ends=3, sent=True),
            day(9, "served", outcome="wrong_address", before=3, place_kind="home"),
            day(4, "hearing", kind="full", ahead=3, at="13:00"),
            day(
                3,
                "plan",
                answers={"phone.charged": "yes", "after.mail": "yes: PO box.", "tech.location": "yes"},
            ),
        ),
    ),
    Scenario(
        "bea",
        8,
        "imani",
        {"name": "Bea Fontaine", "date_of_birth": "1974-12-05"},
        contacts=(mobile("312-555-0186"),),
        respondent=respondent("Curtis Fontaine", "spouse", lives_together="yes"),
        steps=(
            day(3, "order", kind="ex_parte_temporary", state="filed", petitioned=1),
            day(3.2, "hearing", kind="temporary", ahead=1, at="11:00", place="Room 201"),
            day(1.2, "task", title="Bring the medical papers to court", due=1, at="10:00", priority=1),
        ),
    ),
    Scenario(
        "anneliese",
        5,
        "ben",
        {"name": "Anneliese Brück", "date_of_birth": "1963-05-14", "languages": "German, English"},
        contacts=(mobile("312-555-0187"),),
        respondent=respondent("Horst Brück", "spouse", lives_together="yes"),
        behind=True,
        steps=(
            day(2, "order", kind="final", state="draft"),
            day(2.5, "task", title="Call the court desk about an interpreter", due=-1, at="12:00"),
        ),
    ),
    Scenario(
        "carmelita",
        66,
        "noor",
        {"name": "Carmelita Dos Santos", "date_of_birth": "1984-10-21", "languages": "Portuguese, English"},
        contacts=(mobile("312-555-0188"),),
        respondent=respondent("Jorge Pinheiro", "former_spouse"),
        steps=(
            day(50, "order", kind="ex_parte_temporary", ends=-30),
            day(30, "hearing", kind="full", ahead=-30, outcome="denied"),
            day(29, "ended", state="denied", reason="The judge wanted a second witness."),
            day(
                28,
                "plan",
                answers={
                    "phone.charged": "yes",
                    "incident.call": "yes",
                    "supports.told": "yes: Two colleagues.",
                },
            ),
            day(
                6,
                "refer",
                need="legal",
                resource="Lakeside protective order desk",
                note="About filing again.",
            ),
        ),
    ),
    Scenario(
        "oksana",
        45,
        "kai",
        {"name": "Oksana Hrytsenko", "date_of_birth": "1999-03-03"},
        contacts=(mobile("312-555-0189"),),
        respondent=respondent("Maksym Hrytsenko", "sibling"),
        steps=(
            day(40, "order", kind="ex_parte_temporary", ends=20, sent=True),
            day(33, "ended", state="withdrawn", reason="Her decision after a talk with the family."),
            day(
                32, "note", body="Withdrew the petition. Plan stays; she knows the door is open.", minutes=30
            ),
        ),
    ),
)
