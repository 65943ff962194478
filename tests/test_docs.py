"""What README says is true: settings, commands, permissions, pictures."""

import re
from pathlib import Path

from django.core.management import get_commands

from caseload.permissions import MATRIX, Perm, Role

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
APPS = {"caseload", "clients", "orders", "referrals", "config"}


def test_every_setting_read_from_the_environment_is_in_readme():
    source = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    assert names, "the pattern finds settings"
    assert not {name for name in names if f"`{name}`" not in README}


def test_every_command_is_in_readme():
    own = {name for name, app in get_commands().items() if app in APPS}
    assert own
    assert not {name for name in own if f"`{name}" not in README and f" {name} " not in README}


def test_the_permission_table_in_readme_is_the_matrix():
    from caseload.management.commands.permission_table import table

    between = README.split("<!-- permission table -->")[1].split("<!-- /permission table -->")[0]
    assert between.strip() == table().strip()


def test_every_role_and_permission_is_decided():
    assert set(MATRIX) == set(Role)
    granted = {perm for row in MATRIX.values() for perm in row}
    assert granted == set(Perm), "a permission nobody holds is no permission"


def test_every_picture_and_link_in_readme_leads_somewhere():
    targets = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", README)
    paths = [a or b for a, b in targets]
    assert paths
    assert not [p for p in paths if "://" not in p and not (ROOT / p).exists()]


def test_only_the_folders_of_the_design_stand_at_the_top():
    import subprocess

    shown = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    top = {line.split("/")[0] for line in shown.splitlines() if "/" in line}
    assert top <= APPS | {"tests", "docker", ".ci"}


def test_the_example_of_a_mapping_in_readme_reads_a_list():
    import yaml

    from orders.imports.mapping import mapping_of
    from orders.imports.reading import read_sheet

    example = README.split("## Service notices")[1].split("```yaml")[1].split("```")[0]
    mapping = mapping_of(yaml.safe_load(example), "America/New_York")
    head = "Order No,Docket,Court,Served Date,Served Time,Result,Served By"
    sheet = read_sheet(
        "services.csv", f"{head}\n1,2,17th,11/06/2026,05:05 PM,non est,Deputy".encode(), mapping
    )
    assert mapping.code("outcome", sheet.rows[0].cells["outcome"]) == "not_found"
    assert set(mapping.columns) == {name for name, cell in sheet.rows[0].cells.items() if cell}
