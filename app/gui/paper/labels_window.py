"""The one way to the window of labels: it is imported when it is first opened."""

from PySide6.QtWidgets import QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.gui.paper.labels.label_source import LabelTask, of_document


def show_labels(desk: Desk, task: LabelTask, parent: QWidget) -> None:
    """Let labels of what ``task`` offers be printed."""
    class_named("paper.labels.labels_dialog.LabelsDialog")(desk, task, parent).exec()


def show_of_document(desk: Desk, draft: int, title: str, parent: QWidget) -> None:
    """Let labels of what is entered on a draft be printed."""
    show_labels(desk, of_document(draft, title, is_draft=True), parent)
