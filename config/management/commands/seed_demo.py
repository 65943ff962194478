"""`manage.py seed_demo`: two invented agencies with months of work behind them, and who may sign in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.demo_data import seeding


class Command(BaseCommand):
    help = "Fill two invented agencies with people and cases; a second run adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--who", action="store_true", help="only print who may sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["who"]:
            self.stdout.write(seeding.who())
            return
        for house in seeding.HOUSES:
            if seeding.is_there(house):
                self.stdout.write(f"{house.name} is there already; nothing was added.")
                continue
            count = seeding.seed(house)
            self.stdout.write(f"{house.name}: {count} cases.")
