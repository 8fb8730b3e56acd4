"""One person: name, role with what it may, PIN, badge, language (U1, U2)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.domain.people import may_act_on
from app.domain.permissions import ROLES, Permission, Role
from app.domain.problems import Code, refuse
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, card, column, row
from app.gui.lists.record_editor import RecordEditor
from app.gui.lists.record_history import ToldField, yes_or_no
from app.gui.people.badge_field import BadgeField
from app.gui.people.pin_boxes import PinBoxes
from app.gui.scanning.route import TAKES_BADGES, WRITES_DOWN
from app.services import people
from app.services.audit import Subject
from app.services.people import PersonForm
from app.text import LANGUAGES, _, called

_LONGEST = 60


class PersonEditor(RecordEditor):
    """Adds somebody, or changes who is there; PIN and badge are never shown, only given anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("New person"), Subject.PERSON)
        self.setProperty(TAKES_BADGES, True)
        self.setProperty(WRITES_DOWN, True)  # a badge stands in no log
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.role = ChoiceField()
        self.may = Paragraph("muted")
        self.pin, self.again = PinBoxes(desk.theme), PinBoxes(desk.theme)
        self.badge = BadgeField(desk)
        self.proof = Paragraph("muted")
        self.recovery_button = button(_("New recovery code…"))
        name = self.add("name", _("Full name"), self.name)
        role = self.add("role", _("Role in the shop"), self.role)
        pin = self.add("pin", _("New PIN"), self.pin)
        again = self.add("again", _("The same PIN again"), self.again)
        badge = self.add("badge", _("New badge"), self.badge)
        self.no_pin = self.add_check("no_pin", _("Take the PIN away"))
        self.no_badge = self.add_check("no_badge", _("Take the badge away"))
        language = self.add("language", _("Language"), ChoiceField(LANGUAGES.items()))
        active = self.add_check("active", _("Works here"))
        pins = row(pin, again, None, gap=GRID * 3)
        parts = (
            name,
            column(role, self.may, gap=GRID // 2),
            self.proof,
            pins,
            badge,
            row(self.no_pin, self.no_badge, None, gap=GRID * 3),
            language,
            active,
            row(self.recovery_button, None),
        )
        self.arrange_beside(card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2)), self.name)
        self.role.currentIndexChanged.connect(self._say_what_it_may)

    def take_scan(self, code: str) -> bool:
        """A badge that is scanned while a person is open is theirs."""
        return self.badge.take_scan(code)

    def told_fields(self) -> Mapping[str, ToldField]:
        return {
            "name": ToldField(_("Full name"), str),
            "role": ToldField(_("Role in the shop"), _role_text),
            "pin": ToldField(_("PIN"), _proof_text),
            "badge": ToldField(_("Badge"), _proof_text),
            "language": ToldField(_("Language"), lambda key: LANGUAGES.get(str(key), str(key))),
            "active": ToldField(_("Works here"), yes_or_no),
        }

    def read(self, id: int | None) -> dict[str, Any]:
        desk = self.desk
        form = PersonForm("") if id is None else people.load(desk.database, id)
        own = desk.session.person.role
        there = next((one for one in people.everybody(desk.database) if one.id == id), None)
        has_pin, has_badge = bool(there and there.has_pin), bool(there and there.has_badge)
        roles = [role for role in Role if may_act_on(own, role) or role is form.role]
        self.role.offer((role, _(role.value)) for role in roles)
        self.no_pin.setVisible(has_pin)
        self.no_badge.setVisible(has_badge)
        self.proof.setText(_standing(has_pin, has_badge) if there else _new_proof())
        self.recovery_button.setVisible(
            has_pin and form.role is Role.OWNER and desk.session.may(Permission.CHANGE_SETTINGS)
        )
        return {
            "name": called(form.name),
            "role": form.role,
            "active": form.active,
            "language": form.language or desk.person_settings.language,
            **dict.fromkeys(("pin", "again", "badge"), ""),
            **dict.fromkeys(("no_pin", "no_badge"), False),
        }

    def write(self, values: dict[str, Any], id: int | None) -> int:
        if values["pin"] != values["again"]:
            raise refuse(Code.PIN_DIFFERS)
        pin, badge = values["pin"] or None, values["badge"] or None
        name = values["name"]
        if id is not None and name == called(before := people.load(self.desk.database, id).name):
            name = before  # as nobody gave it, in any language
        form = PersonForm(
            name,
            values["role"],
            values["active"],
            "" if values["no_pin"] and not pin else pin,
            "" if values["no_badge"] and not badge else badge,
            values["language"],
        )
        return people.save(self.desk.session, form, id)

    def show_standing(self) -> None:
        super().show_standing()
        self._say_what_it_may()

    def _say_what_it_may(self) -> None:
        role = self.role.currentData()
        if role is not None:
            self.may.setText(what_it_may(role))


def what_it_may(role: Role) -> str:
    """What who has a role may do, in words."""
    if ROLES[role] == frozenset(Permission):
        return _("May do everything.")
    names = [_(one.value) for one in Permission if one in ROLES[role]]
    return " · ".join(names) if names else _("May look, and change nothing.")


def _standing(has_pin: bool, has_badge: bool) -> str:
    if has_pin and has_badge:
        return _("There is a PIN and a badge. What stays empty here stays as it is.")
    if has_pin:
        return _("There is a PIN. What stays empty here stays as it is.")
    if has_badge:
        return _("There is a badge and no PIN: the badge alone signs in.")
    return _("There is no PIN: the name alone signs in.")


def _new_proof() -> str:
    return _("Without a PIN and a badge the name alone signs in.")


def _role_text(key: object) -> str:
    role = Role.__members__.get(str(key).upper())
    return _(role.value) if role else str(key)


def _proof_text(key: object) -> str:
    words = {"new": _("given"), "there": _("there was one"), "none": _("none")}
    return words.get(str(key), str(key))
