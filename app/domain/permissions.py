"""Who may do what: every action that needs a permission, and the roles that have it."""

from dataclasses import dataclass
from enum import Enum, unique


@unique
class Permission(Enum):
    """An action not everybody may do."""

    VOID = "void"


ROLES: dict[str, frozenset[Permission]] = {
    "owner": frozenset(Permission),
    "clerk": frozenset(),
}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who works here; every posting function takes who does it."""

    id: int
    name: str
    role: str

    def may(self, permission: Permission) -> bool:
        """Does this user's role have the permission?"""
        return permission in ROLES[self.role]
