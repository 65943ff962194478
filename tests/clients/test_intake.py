"""Taking in: one way to refer to the person is enough (CF-24), and nothing personal is readable at rest."""

import pytest
from django.db import connection

from caseload import access as case_access
from caseload.foundation.errors import RuleBroken
from caseload.models import AuditEntry, Task
from clients import access, queries
from clients.models import Client, ContactMethod
from tests.clients.helpers import CHILD, RESPONDENT, take_in


def test_intake_opens_everything_in_one_go(cast, acting):
    with acting("ana"):
        case = take_in(cast["ana"])
        client = access.client_of(case)
        assert client.display_name == "Ro"
        assert [row.name for row in queries.household(case)] == ["Mia Diaz"]
        assert [row.value for row in queries.contact_methods(case)] == ["312-555-0143"]
        assert queries.respondents(case)[0].display_name == "Sam Cole"
        assert case_access.can(cast["ana"], "see_client", case)
        assert Task.objects.filter(case=case, kind="safety_plan").exists()
        assert AuditEntry.objects.filter(event="clients.intake_completed", case=case).exists()


@pytest.mark.parametrize(
    "client", [{"name": "Rosa"}, {"alias": "Blue"}, {"preferred_name": "Ro"}, {"code_only": True}]
)
def test_cf_24_any_one_way_to_refer_to_the_client_is_enough(cast, acting, client):
    with acting("ana"):
        case = take_in(cast["ana"], client=client, household=[], contact_methods=[], respondent=None)
        shown = access.client_of(case).display_name
        assert shown == (
            client.get("name") or client.get("alias") or client.get("preferred_name") or case.code
        )


def test_cf_24_none_at_all_is_refused_and_nothing_stays_behind(cast, acting):
    from caseload.models import Case

    with acting("ana"):
        with pytest.raises(RuleBroken):
            take_in(cast["ana"], client={"name": "  "})
        assert Case.objects.count() == 0


def test_cf_24_a_code_only_client_is_never_called_by_name(cast, acting):
    with acting("ana"):
        case = take_in(cast["ana"], client={"name": "Rosa Diaz", "code_only": True})
        assert access.client_of(case).display_name == case.code


def test_an_unassigned_case_asks_the_supervisor(cast, acting):
    with acting("val"):
        case = take_in(cast["val"], assign_to=None)
        task = Task.objects.get(case=case, kind="assign")
        assert task.assigned_to.role in ("supervisor", "director")


def test_cf_21_a_new_contact_method_is_unsafe_until_somebody_says_otherwise(cast, acting):
    with acting("ana"):
        case = take_in(cast["ana"], contact_methods=[{"kind": "phone", "value": "312-555-0143"}])
        card = queries.contact_cards(case)[0]
        assert not card.is_open
        assert {channel.verdict.reason for channel in card.channels} == {"unknown"}


def test_cf_21_do_not_contact_closes_every_way(cast, acting):
    with acting("ana"):
        case = take_in(cast["ana"], client={"name": "Rosa", "do_not_contact": True})
        client = access.client_of(case)
        assert not any(card.is_open for card in queries.contact_cards(case, client))


def test_nothing_personal_is_readable_in_the_tables(cast, acting):
    with acting("ana"):
        take_in(
            cast["ana"],
            client={"name": "Zzcanary Diaz", "notes": "zzcanary note", "languages": "zzcanary"},
            household=[{**CHILD, "name": "Zzcanary child", "school_place": "zzcanary school"}],
            contact_methods=[{"kind": "email", "value": "zzcanary@example.org", "code_word": "zzcanary"}],
            respondent={**RESPONDENT, "name": "Zzcanary Cole", "description": {"plate": "zzcanary"}},
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema='public'"
                " AND (table_name LIKE 'clients%' OR table_name LIKE 'caseload%')"
            )
            for (table,) in cursor.fetchall():
                if table == "caseload_staff":
                    continue
                cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', ["%zzcanary%"])
                assert cursor.fetchone()[0] == 0, table
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{b'zzcanary'.hex()}%"]
                )
                assert cursor.fetchone()[0] == 0, table
        assert Client.objects.get().name == "Zzcanary Diaz"
        assert ContactMethod.objects.get().value_index is not None


def test_names_stay_out_of_str(cast, acting):
    with acting("ana"):
        case = take_in(cast["ana"])
        rows = [
            access.client_of(case),
            *queries.household(case),
            *queries.respondents(case),
            *queries.contact_methods(case),
        ]
        for row in rows:
            assert "Diaz" not in str(row) and "Cole" not in str(row) and "0143" not in str(row)
