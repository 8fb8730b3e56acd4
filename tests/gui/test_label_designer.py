"""Label templates are copied, changed, kept, handed on; refused where they cannot be (Q7)."""

import pytest
from PySide6.QtCore import Qt

from app.domain.printing import Purpose
from app.formats import Formats
from app.gui.paper.labels.designer import LabelDesigner
from app.printing.labels import choices, label_making, pages
from app.printing.labels.drawing import Picture
from app.printing.labels.job import text_of
from app.printing.labels.previewing import preview
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import BUILT_IN, HELD, LabelField, LabelFieldKey
from app.services import settings
from app.services.paper import pictures
from db.queries import first_of
from tests.printing.label_jobs import media
from tests.printing.test_layout import picture

pytestmark = pytest.mark.rule("Q7")


@pytest.fixture
def designer(qtbot, desk, shop):
    shop.purchase("A1")
    made = LabelDesigner(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def own(shop):
    return list(choices.own_templates(shop.database, Purpose.SERIAL_LABEL).values())


def test_a_built_in_one_stays_and_its_copy_is_changed(designer, shop):
    assert not designer.fields.isEnabled()
    designer.copy()
    designer.name.setText("Ours")
    designer.fields.list.setCurrentRow(1)
    designer.fields.move_by(-1)
    designer.fields.before.setText("Model")
    designer.fields.before.textEdited.emit("Model")
    designer.save()
    (kept,) = own(shop)
    assert kept.name == "Ours"
    assert kept.fields[0].key is LabelFieldKey.PRODUCT
    assert kept.fields[0].before == "Model"
    assert not designer.is_changed()
    assert BUILT_IN["data_matrix"].fields[0].key is LabelFieldKey.SERIAL


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("purpose", list(choices.FIRST_TEMPLATE))
def test_every_field_that_is_offered_says_something(designer, purpose):
    """What the shop keeps nothing of, or what no such thing has, is no choice."""
    designer.purpose.set_value(purpose)
    designer.copy()
    offered = {field.key for field in designer.fields.fields()}
    content = designer._content
    formats = Formats("en", "CNY")
    for key in offered - {LabelFieldKey.LOGO}:
        text = "free" if key is LabelFieldKey.TEXT else ""
        assert text_of(LabelField(key, text=text), content, formats), key
    held = {
        line.content.itemData(at)
        for line in designer.symbols._lines
        for at in range(line.content.count())
    }
    assert held == set(HELD[purpose])
    assert LabelFieldKey.BATCH not in offered


@pytest.mark.rule("Q3")
def test_the_shop_s_logo_is_drawn_where_the_label_shows_it(designer, shop):
    settings.save(shop.session, logo=pictures.keep(shop.session, picture(300, 100)))
    designer.copy()
    on = next(at for at, one in enumerate(designer._sizes) if one == media("L7651"))
    designer.sizes.setCurrentIndex(designer.sizes.findData(on))
    keys = [field.key for field in designer.fields.fields()]
    at = keys.index(LabelFieldKey.LOGO)
    designer.fields.list.item(at).setCheckState(Qt.CheckState.Checked)
    designer.save()
    (kept,) = own(shop)
    job = label_making.job_of(shop.database, kept, media("L7651"), LabelPrinter(300), "en")
    drawn = preview(job, designer._content)
    (logo,) = [part for part in drawn.parts if isinstance(part, Picture)]
    wide, high = logo.box[2:]
    assert wide / high == pytest.approx(3, abs=0.05)
    made = pages.make(job, [designer._content] * 5, 5)
    assert made.data.count(b"/Subtype /Image") == 1  # once for all of them


def test_what_does_not_fit_is_refused(designer):
    designer.copy()
    designer.fields.points.setValue(72)
    assert designer.problems.isVisible()
    assert not designer.save_button.isEnabled()
    designer.fields.points.setValue(6)
    assert not designer.problems.isVisible()
    assert designer.save_button.isEnabled()


def test_one_is_handed_on_as_a_file(designer, shop, tmp_path):
    designer.copy()
    designer.export_to(tmp_path / "ours.json")
    designer.import_from(tmp_path / "ours.json")
    first, second = own(shop)
    said = [[field for field in made.fields if field.on] for made in (first, second)]
    assert (first.symbols, said[0]) == (second.symbols, said[1])
    assert first.name != second.name


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"serialdesk": "TEMPLATE", "version": 99}'])
def test_a_file_that_is_none_is_refused_whole(designer, shop, tmp_path, content):
    path = tmp_path / "theirs.json"
    path.write_text(content)
    designer.import_from(path)
    designer.import_from(tmp_path / "nowhere.json")
    assert designer.problems.isVisible()
    assert own(shop) == []


def test_a_template_that_is_removed_is_gone(designer, shop, monkeypatch):
    designer.copy()
    monkeypatch.setattr("app.gui.paper.labels.designer.give_up", lambda *_texts: True)
    designer.remove()
    assert own(shop) == []
    assert not designer.fields.isEnabled()


@pytest.mark.parametrize("purpose", [Purpose.SHELF_LABEL, Purpose.CARTON_LABEL])
def test_other_labels_have_templates_of_their_own(designer, shop, purpose):
    designer.purpose.set_value(purpose)
    assert designer.template.count() == 1
    assert designer.picture.says_scale()
    assert first_of.products(shop.database) and first_of.cartons(shop.database) == []
