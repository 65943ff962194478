"""What is wrong with a draft of the rules, and where: a place to show it at, and a sentence in words."""

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """One reason why rules may not be used.

    `path` leads to the part: an event, then a phase, then a field or `tasks` and the key of one.
    """

    path: Path
    words: Any
    values: dict[str, Any] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return str(self.words) % self.values if self.values else str(self.words)

    def lies_in(self, *path: str) -> bool:
        """Whether it belongs to this part or to something inside it."""
        return self.path[: len(path)] == path

    def field_in(self, *path: str) -> str:
        """The field of this part it is about; empty where it is about the part as a whole or lies deeper."""
        rest = self.path[len(path) :]
        return rest[0] if self.lies_in(*path) and len(rest) == 1 else ""
