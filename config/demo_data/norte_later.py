"""Casa Luz Norte: the last four of its cases, in the order in which they are told."""

from __future__ import annotations

from .people import member, mobile, respondent
from .story import Scenario, day

LATER = (
    Scenario(
        "fernanda",
        51,
        "lupe",
        {"name": "Fernanda Arizmendi", "date_of_birth": "1985-05-05", "languages": "Español"},
        household=(member("Doña Cuca", "parent"),),
        contacts=(mobile("602-555-0171"),),
        respondent=respondent("Hernán Castañeda", "spouse"),
        steps=(
            day(
                48,
                "release",
                recipient="Casa Propia Trust",
                resource="Casa Propia",
                purpose="Depósito",
                name="casa",
                days=60,
                term_reason="La lista de espera es de dos meses.",
                items="identity_name housing_need household_size sought_dv_services",
            ),
            day(47, "refer", need="housing", resource="Casa Propia", mode="letter"),
            day(
                46,
                "letter",
                kind="housing",
                referral="housing",
                release="casa",
                upto="delivered",
                facts={
                    "named_as": "full_name",
                    "client_name": "Fernanda Arizmendi",
                    "requests": ["application"],
                    "sought_services": True,
                    "household_size": "2",
                },
            ),
            day(20, "moved", name="housing", to="waitlisted"),
        ),
    ),
    Scenario(
        "rocio",
        210,
        "pilar",
        {"name": "Rocío Zepeda", "date_of_birth": "1980-04-19", "languages": "Español"},
        contacts=(mobile("602-555-0172"),),
        steps=(day(60, "close", reason="goals"),),
    ),
    Scenario(
        "tala",
        19,
        "nez",
        {"name": "Tala Honyouti", "date_of_birth": "1991-08-21"},
        contacts=(mobile("602-555-0173", safe_to_text="unknown"),),
        respondent=respondent("Avery Kuwan", "former_dating"),
        steps=(
            day(17, "order", kind="foreign", terms="01 05", ends=400, court_name="Court of another state"),
            day(15, "task", title="Talk over what registering the order here can reveal", due=2, at="09:00"),
            day(13, "registered_here", where="Sol Verde Superior Court"),
        ),
    ),
    Scenario(
        "paloma",
        3,
        "lupe",
        {
            "name": "Paloma Ledezma",
            "preferred_name": "Pali",
            "date_of_birth": "1997-07-17",
            "languages": "Español",
        },
        contacts=(mobile("602-555-0174"),),
        respondent=respondent("Saúl Carranza", "spouse", lives_together="yes"),
        resident=True,
        steps=(
            day(2.3, "note", body="Primera noche tranquila. Quiere hablar de la orden el lunes.", by="mayra"),
        ),
    ),
)
