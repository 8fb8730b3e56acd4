"""Who works here: signing in, and what somebody else approves."""

from app.domain.permissions import Role
from app.gui.lists.record_page import RecordPage
from app.gui.people.change_pin import ChangePinDialog
from app.services import people, proving
from app.services.documents import drafts
from app.services.entry import scanning
from app.services.people import PersonForm
from app.text import _
from tests.everywhere import approval
from tests.screens.scenes.shared import HERE, newest
from tests.screens.studio import Studio


def _give_a_pin(studio: Studio) -> None:
    owner = studio.session.person.id
    form = people.load(studio.database, owner)
    people.save(studio.session, form._replace(pin="9153"), owner)


def _sign_in_a_clerk(studio: Studio, *others: PersonForm) -> None:
    """The owner has a PIN, and a clerk is at the counter."""
    _give_a_pin(studio)
    session, language = studio.session, studio.desk.formats.language
    for form in others:
        people.save(session, form)
    clerk = PersonForm("Ida Fenmoor", Role.CLERK, language=language, pin="2704")
    ida = people.save(session, clerk)
    studio.session = proving.sign_in(studio.database, session.counter, ida, "2704")


def people_at_the_counter(studio: Studio) -> None:
    """Four who work here: signing in, a wrong PIN, the rail's foot, the people's page."""
    session = studio.session
    owner = session.person.id
    form = people.load(studio.database, owner)
    people.save(session, form._replace(name="Wren Tolby", pin="9153"), owner)
    code = proving.make_recovery_code(session)
    language = studio.desk.formats.language
    clerk = PersonForm("Ida Fenmoor", Role.CLERK, language=language, pin="2704", badge="BADGE-77")
    ida = people.save(session, clerk)
    people.save(session, PersonForm("Orla Brandt", Role.MANAGER, pin="80613"))
    people.save(session, PersonForm("Piers Kell", Role.STOCK_KEEPER))
    own = proving.sign_in(studio.database, session.counter, ida, "2704")
    draft = drafts.new(own, "sale", at_counter=True)
    for name in studio.numbers("SELECT sku FROM product ORDER BY id LIMIT 3"):
        scanning.scan(own, draft, None, name)
    studio.session = proving.sign_in(studio.database, session.counter, owner, "9153")
    window = studio.anew()
    window.show_page("counter")
    studio.shoot("person-at-the-foot")
    studio.shoot("account-menu", window.rail.foot.menu)
    window.lock(ida)
    page = window.sign_in
    assert page is not None
    page.pin.setText("4826")
    page.sign_in()
    window.route_scan("0000243617")
    page.pin.setText("27")
    studio.shoot("sign-in")
    page.choose(owner)
    page.forgotten_button.click()
    studio.shoot("sign-in-forgotten")
    page.stack.setCurrentWidget(page.recovery)
    page.recovery.show_code(code)
    studio.shoot("sign-in-recovery-code")
    window.unlock()
    shown = window.show_page("people")
    assert isinstance(shown, RecordPage)
    studio.shoot("people")
    shown.open(ida)
    studio.shoot("person")
    shown.show_list()


def own_pin(studio: Studio) -> None:
    """*Change my PIN…*: as it opens, and what was typed twice and differs."""
    _give_a_pin(studio)
    studio.anew().show_page("counter")
    dialog = ChangePinDialog(studio.desk, studio.window)
    studio.shoot("change-pin", dialog)
    for boxes, typed in ((dialog.own_pin.pin, "9153"), (dialog.pin, "4826"), (dialog.again, "4")):
        boxes.setText(typed)
    dialog.change()
    studio.shoot("change-pin-refused", dialog)


def an_item_of_a_clerk(studio: Studio) -> None:
    """An item as it stands for who may not see what it cost."""
    _sign_in_a_clerk(studio)
    page = studio.anew().show_page("items")
    assert isinstance(page, RecordPage)
    page.open(studio.numbers("SELECT id FROM product WHERE sku = 'OS-A5-128'")[0])
    studio.shoot("item-of-a-clerk")
    page.show_list()


def an_approval(studio: Studio) -> None:
    """A clerk's price below cost, asked beside the lines; a void asked beside the paper."""
    owner = studio.session
    manager = PersonForm("Orla Brandt", Role.MANAGER, pin="80613", badge="BADGE-ORLA")
    _sign_in_a_clerk(studio, manager)
    draft = drafts.new(studio.session, "sale", at_counter=True)
    for code in studio.numbers(f"{HERE} LIMIT 3"):
        scanning.scan(studio.session, draft, None, code)
    window = studio.anew()
    page = window.counter()
    assert page is not None
    page.open(draft)
    line = page.lines.table_model.rows[0]
    page.lines._set_price(line, str(line.price // 300))
    page.take_scan("0000243617")
    page.approval.reason.setText("Display piece, scratched")
    page.approval.pin.setText("806")
    page.approval.pin.setFocus()
    studio.shoot("approval")
    page.approval.leave()
    shown = window.show_page("sale")
    shown.open(newest(studio, "sale", 1))
    posted = shown.page.posted
    posted.void()
    posted.void_panel.reason.setText(_("Void"))
    posted.void_panel.void()
    studio.shoot("approval-void")
    posted.approval.leave()
    posted.void_panel.keep()
    studio.session = owner
    studio.anew()


def an_approval_in_a_form(studio: Studio) -> None:
    """Where a page has no column for it, it is asked over the page."""
    _sign_in_a_clerk(studio)
    window = studio.anew()
    studio.shoot("approval-in-a-form", approval(studio.desk, window))
