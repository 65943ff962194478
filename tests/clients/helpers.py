"""A client with everything, made through the actions of the product."""

from clients.actions import intake, releases
from clients.models import Release

CLIENT = {"name": "Rosa Diaz", "preferred_name": "Ro", "date_of_birth": "1990-05-01"}
CHILD = {"name": "Mia Diaz", "relation": "child", "is_child": True, "date_of_birth": "2018-02-03"}
PHONE = {"kind": "phone", "value": "312-555-0143", "safe_to_call": "yes"}
RESPONDENT = {
    "name": "Sam Cole",
    "aliases": "Sammy Kohl; S. J. Cole",
    "relationship": "spouse",
    "phone": "312-555-0199",
}


def take_in(by, **more):
    values = {
        "client": CLIENT,
        "household": [CHILD],
        "contact_methods": [PHONE],
        "respondent": RESPONDENT,
        "assign_to": by,
        **more,
    }
    return intake.take_in(by=by, **values)


def make_release(case, by, **more) -> Release:
    values = {
        "recipient_name": "Harbor Shelter",
        "purpose": "a bed for tonight",
        "items": ["identity_initials", "household_size"],
        "methods": ["phone", "letter"],
        "signers": [{"capacity": "client"}],
        "informed": True,
        "not_a_condition": True,
        **more,
    }
    return releases.create(case, by=by, **values)
