import django.db.models.deletion
from django.db import migrations, models

import caseload.foundation.clock
import caseload.foundation.tenancy
from caseload.foundation import rls

# A calendar program brings a token and nothing else. This answers whose it is, with an id and nothing else.
FEED_AGENCY = """
CREATE FUNCTION lantern_feed_agency(hash text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT feed.agency_id FROM public.orders_calendarfeed AS feed
    JOIN public.caseload_agency AS agency ON agency.id = feed.agency_id AND agency.is_active
    WHERE feed.token_hash = hash AND feed.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION lantern_feed_agency(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lantern_feed_agency(text) TO lantern_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("caseload", "0001_initial"),
        ("orders", "0002_windows_from_any_event"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=caseload.foundation.tenancy.new_ref,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(default=caseload.foundation.clock.now, editable=False)),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("kinds", models.JSONField(default=list)),
                ("whose", models.CharField(default="mine", max_length=4)),
                ("fetched_at", models.DateTimeField(blank=True, null=True)),
                ("counted_from", models.DateTimeField(blank=True, null=True)),
                ("fetches", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="caseload.agency",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="caseload.staff"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("staff",),
                        name="one_calendar_feed_per_person",
                    )
                ],
            },
        ),
        rls.ProtectModels("calendarfeed"),
        migrations.RunSQL(FEED_AGENCY, reverse_sql="DROP FUNCTION lantern_feed_agency(text)"),
    ]
