"""The first-run page: shop name, trade, currency, language; or the demo shop."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QLineEdit, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.questions import give_up
from app.gui.kit.theme import GRID, dress
from app.gui.kit.widgets import button, card, column, label, row
from app.services.settings import CURRENCIES, Trade
from app.text import LANGUAGES, _, use_language

ENDING = ".serialdesk"
_CURRENCY_OF = {"zh_CN": "CNY"}


class FirstRunPage(QWidget):
    """Asks what a new shop needs; shown in the language that is chosen on it."""

    answered = Signal(object)
    """The answers, as ``settings.set_up`` takes them."""
    demo_wanted = Signal()
    """Open the demo shop instead."""
    bring_wanted = Signal(object)
    """Bring the shop that is in this file instead."""

    def __init__(self) -> None:
        super().__init__()
        self.done = False
        """It was answered, or is not needed: closing asks nothing."""
        self.resize(760, 600)
        self.language = QComboBox()
        for key, name in LANGUAGES.items():
            self.language.addItem(name, key)
        system = self.language.findData(QLocale.system().name())
        self.language.setCurrentIndex(max(system, 0))
        self.name = QLineEdit()
        self.name.setMaxLength(100)
        self.trade = QComboBox()
        for trade in Trade:
            self.trade.addItem("", trade)
        self.currency = QComboBox()
        for code in CURRENCIES:
            self.currency.addItem(code, code)
        self._currency_chosen = False
        self.currency.activated.connect(self._choose_currency)
        self.title = label("", "title")
        self.lead = label("", "muted")
        self.lead.setWordWrap(True)
        self.hint = label("", "muted")
        self.hint.setWordWrap(True)
        self.currency_hint = label("", "muted")
        self.currency_hint.setWordWrap(True)
        self.backup_hint = label("", "muted")
        self.backup_hint.setWordWrap(True)
        self.begin = button("", role="primary")
        self.demo = button("")
        self.demo_hint = label("", "muted")
        self.demo_hint.setWordWrap(True)
        self.bring = button("")
        self.bring_hint = label("", "muted")
        self.bring_hint.setWordWrap(True)
        self._form = QFormLayout()
        self._arrange()
        dress(self)
        self.language.currentIndexChanged.connect(self._translate)
        self.trade.currentIndexChanged.connect(self._show_hint)
        self.name.textChanged.connect(self._allow)
        self.name.returnPressed.connect(self._answer)
        self.begin.clicked.connect(self._answer)
        self.demo.clicked.connect(self.demo_wanted)
        self.bring.clicked.connect(self.choose_file)
        self._translate()

    def _arrange(self) -> None:
        form = self._form
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(GRID * 3)
        form.setVerticalSpacing(GRID * 3 // 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._labels = [label("") for _field in range(4)]
        fields = (self.language, self.name, self.trade, self.currency)
        for text, field in zip(self._labels, fields, strict=True):
            text.setBuddy(field)
            form.addRow(text, field)
        own = column(gap=GRID * 2, margin=GRID * 3)
        own.addLayout(form)
        own.addWidget(self.hint)
        own.addWidget(self.currency_hint)
        own.addWidget(self.backup_hint)
        own.addLayout(row(None, self.begin))
        across = row(self.demo_hint, self.demo, gap=GRID * 3)
        across.setStretch(0, 1)
        brought = row(self.bring_hint, self.bring, gap=GRID * 3)
        brought.setStretch(0, 1)
        trial = column(across, brought, margin=GRID * 3, gap=GRID * 2)
        self.setLayout(
            column(
                None,
                self.title,
                self.lead,
                GRID,
                card(own),
                card(trial),
                None,
                margin=GRID * 8,
                gap=GRID * 2,
            )
        )

    def _translate(self) -> None:
        use_language(self.language.currentData())
        self.setWindowTitle("Serialdesk")
        self.title.setText(_("Welcome to Serialdesk"))
        self.lead.setText(_("Sales and stock for goods with serial numbers."))
        texts = (_("Language"), _("Shop name"), _("Trade"), _("Currency"))
        fields = (self.language, self.name, self.trade, self.currency)
        for made, text, field in zip(self._labels, texts, fields, strict=True):
            made.setText(text)
            field.setAccessibleName(text)
        for place, trade in enumerate(Trade):
            self.trade.setItemText(place, _(trade.value))
        self.begin.setText(_("Open my shop"))
        self.demo.setText(_("Open the demo shop"))
        self.demo_hint.setText(
            _(
                "Just looking? The demo shop sells phones, watches and accessories, and is thrown "
                "away afterwards."
            )
        )
        self.bring.setText(_("Bring a shop…"))
        self.bring_hint.setText(
            _("Bring a shop from another computer or a backup: choose its file.")
        )
        self.currency_hint.setText(
            _("The currency can be changed until the first document is posted; then it stays.")
        )
        self.backup_hint.setText(
            _("Backups are made by themselves, once a day and at closing: Settings › Backups.")
        )
        self._propose()
        self._show_hint()
        self._allow()

    def choose_file(self) -> None:
        """Ask for the file in which a shop comes."""
        found, _kind = QFileDialog.getOpenFileName(
            self,
            _("Bring a shop"),
            str(Path.home()),
            f"Serialdesk (*{ENDING} *.sqlite *.sdk);;* (*)",
        )
        if found:
            self.bring_wanted.emit(Path(found))

    def _propose(self) -> None:
        """The currency of where the language is spoken, until somebody chooses another."""
        if not self._currency_chosen:
            self.currency.setCurrentText(_CURRENCY_OF.get(self.language.currentData(), "USD"))

    def _choose_currency(self) -> None:
        self._currency_chosen = True

    def _show_hint(self) -> None:
        digital = self.trade.currentData() is Trade.DIGITAL
        self.hint.setText(
            _("Serial number management starts switched on, and new items start with it.")
            if digital
            else _(
                "Serial number management starts switched off; Settings › System Settings has it."
            )
        )

    def _allow(self) -> None:
        self.begin.setEnabled(bool(self.name.text().strip()))

    @guarded()
    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by hand, what was typed is asked about; ``done`` closes unasked."""
        typed = self.name.text().strip() and not self.done
        if typed and not give_up(
            self,
            _("Close"),
            _("Your shop is not set up yet. If you close now, its name must be typed again."),
            _("Go back"),
            _("Close anyway"),
        ):
            event.ignore()
            return
        self.done = True
        super().closeEvent(event)

    def _answer(self) -> None:
        if not self.name.text().strip():
            return
        self.answered.emit(
            {
                "name": self.name.text(),
                "trade": self.trade.currentData(),
                "currency": self.currency.currentData(),
                "language": self.language.currentData(),
                "warehouse": _("Shop floor"),
                "owner": _("Owner"),
                "counter": _("Counter 1"),
            }
        )
