"""Harbor House: orders served within the last three days."""

from __future__ import annotations

from .harbor_maren import MAREN
from .people import child, mobile, respondent
from .story import Scenario, day, hours

ACUTE = (
    MAREN,
    Scenario(
        "van",
        20.2,
        "noor",
        {
            "name": "Nguyễn Thị Hồng Vân",
            "preferred_name": "Vân",
            "date_of_birth": "1996-11-03",
            "languages": "Vietnamese, some English",
            "interpreter_needed": "yes",
            "pronouns": "she/her",
        },
        contacts=(
            mobile(
                "312-555-0164",
                safe_to_voicemail="no",
                hours_note="Only while he is on shift, from two to ten.",
            ),
        ),
        respondent=respondent("Marcus Thiele", "partner", lives_together="yes"),
        silent=30,
        steps=(
            day(
                20.4,
                "note",
                body="With interpreter 41. Wants to understand what an order does before deciding.",
                minutes=90,
            ),
            day(8.2, "note", body="Decided to file. Court desk booked, interpreter confirmed.", kind="court"),
            day(
                5.2,
                "plan",
                answers={
                    "phone.charged": "yes",
                    "phone.memorised": "yes: My aunt's number.",
                    "incident.exits": "yes: Kitchen door.",
                    "supports.interpreter": "yes: Number 41, always the same.",
                },
                language="Vietnamese",
            ),
            day(1.6, "order", kind="ex_parte_temporary", ends=13, sent=True, petitioned=1),
            hours(1.1, "served", before=0.3, server="process_server", place_kind="home"),
        ),
    ),
    Scenario(
        "darek",
        33,
        "ben",
        {
            "name": "Dariusz Wiśniewski",
            "preferred_name": "Darek",
            "date_of_birth": "1983-02-19",
            "languages": "Polish, English",
            "pronouns": "he/him",
        },
        contacts=(mobile("312-555-0165"),),
        respondent=respondent("Callum Reyes", "former_spouse", lives_together="no"),
        answered_after=0.4,
        steps=(
            day(33.2, "note", body="Walked in after work. Had not told anybody before.", minutes=55),
            day(31, "refer", need="counselling", resource="Men's Table", mode="info"),
            day(24, "moved", name="counselling", to="accepted", note="Goes on Tuesdays."),
            day(2.3, "order", kind="peace", terms="01 04 05", ends=350, case_number="26 OP 1202", sent=True),
            hours(20, "notice", before=1),
            hours(
                17,
                "note",
                body="Reached him. Locks are changed. His brother stays over for the weekend.",
                minutes=20,
            ),
            hours(
                16,
                "plan",
                answers={
                    "home.locks": "yes: Changed this morning.",
                    "home.visitors": "yes",
                    "phone.charged": "yes",
                },
            ),
            hours(15, "task", title="Ask whether the building has a camera", due=1, at="11:00"),
        ),
    ),
    Scenario(
        "lupita",
        61,
        "ana",
        {
            "alias": "Lupita",
            "date_of_birth": "2000-08-30",
            "languages": "Spanish",
            "interpreter_needed": "yes",
            "pets": "One small dog, Churro",
        },
        household=(child("Baby", "2025-05-11"),),
        contacts=(mobile("312-555-0166", safe_to_voicemail="unknown"),),
        respondent=respondent("Anselmo Vidal", "co_parent", in_custody="unknown"),
        resident=True,
        answered_after=0.3,
        steps=(
            day(61.3, "note", body="Came with the baby and one bag. Room 4.", kind="meeting", minutes=80),
            day(60, "refer", need="other", resource="Paws Between Homes", mode="warm", name="dog"),
            day(
                59,
                "moved",
                name="dog",
                to="placed",
                note="Churro is with a foster family; photos every week.",
            ),
            day(
                30,
                "plan",
                answers={
                    "phone.charged": "yes",
                    "pets.care": "yes: Foster family.",
                    "children.exchange": "no",
                    "bag.children": "yes",
                },
            ),
            day(30.3, "sharing", shelter=True),
            day(7.2, "order", kind="ex_parte_temporary", terms="01 04 05 07", ends=14, sent=True),
            hours(61, "served", before=0.7, place_kind="home"),
            hours(50, "note", body="Night staff informed. No visitors for room 4.", by="shea"),
            hours(30, "note", body="Slept well. Went through the plan once more in Spanish.", minutes=35),
            hours(26, "task", title="Ask the clinic for an earlier date", due=0, at="16:00"),
        ),
    ),
    Scenario(
        "code",
        9,
        "imani",
        {"code_only": True, "languages": "English"},
        contacts=(
            {
                "kind": "email",
                "value": "grey-heron@example.org",
                "safe_to_email": "yes",
                "is_preferred": True,
            },
        ),
        respondent={"relationship": "coworker", "description": {"height": "Tall"}},
        steps=(
            day(
                9.2, "note", body="Wants no name on file. Knows what we keep and what we do not.", minutes=40
            ),
            day(3.2, "order", kind="workplace", terms="01 05", ends=360, sent=True),
            hours(
                22, "served", before=4, precision="date_only", server="private_adult", source="client_said"
            ),
        ),
    ),
)
