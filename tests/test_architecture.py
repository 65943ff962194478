"""Imports point one way, files stay small, and only a few modules may touch the ORM.

This test is the architecture document that cannot go stale: change the map here, in
review, or change the code.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# An app may import only apps with a lower number. Equal numbers never meet.
APPS = {"caseload": 0, "clients": 1, "orders": 2, "referrals": 2, "config": 3}

# Inside an app, a module may import only modules at its own level or lower.
LEVELS = {
    0: {"foundation"},
    1: {
        *("choices", "permissions", "escalation", "deadlines", "contact", "risk"),
        *("consent", "planning", "plan_catalogue", "contact_words", "release_words"),
        *("imports", "papers"),
        *("ical", "drawing"),
        *("imports", "papers", "roster"),
    },
    2: {"models"},
    3: {"access"},
    4: {"queries", "actions", "dashboard"},
    5: {"forms", "serializers", "letters"},
    6: {"views", "api", "jobs", "panels", "management", "templatetags"},
    7: {"urls", "apps"},
}
LEVEL_OF = {name: level for level, names in LEVELS.items() for name in names}
# What other apps may import from an app; config, which wires everything, is exempt.
OPEN = set.union(*(LEVELS[n] for n in range(5)), {"forms", "views.base", "api.base"})
NO_ORM = {"views", "api", "forms", "serializers", "panels", "jobs"}
MAX_LINES = 400


def modules(app):
    return [p for p in sorted((ROOT / app).rglob("*.py")) if "migrations" not in p.parts]


def role(parts):
    """What kind of module `parts` is, by the first known name in its path inside the app."""
    return next((part for part in parts if part in LEVEL_OF), None)


def imports(path, app):
    """Yield (line, target app, parts inside it) for every project import in `path`."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            base += node.module.split(".") if node.module else []
            names = [[*base, alias.name] for alias in node.names]
        else:
            continue
        for name in names:
            if name[0] in APPS:
                yield node.lineno, name[0], name[1:]


@pytest.mark.parametrize("app", APPS)
def test_imports_point_downwards(app):
    wrong = []
    for path in modules(app):
        own = role(path.relative_to(ROOT / app).with_suffix("").parts)
        for line, target, parts in imports(path, app):
            where = f"{path.relative_to(ROOT)}:{line} imports {target}.{'.'.join(parts)}"
            if target != app and APPS[target] >= APPS[app]:
                wrong.append(f"{where} (app order)")
            other = role(parts)
            if target != app != "config" and not {other, ".".join(parts[:2])} & OPEN:
                wrong.append(f"{where} (private)")
            if target == app and own and other and LEVEL_OF[other] > LEVEL_OF[own]:
                wrong.append(f"{where} (layer order)")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("app", APPS)
def test_only_the_core_touches_the_orm(app):
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} uses .{node.attr}"
        for path in modules(app)
        if role(path.relative_to(ROOT / app).with_suffix("").parts) in NO_ORM
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager"}
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("app", APPS)
def test_files_stay_small(app):
    long = [(p.name, n) for p in modules(app) if (n := len(p.read_text().splitlines())) > MAX_LINES]
    assert not long
