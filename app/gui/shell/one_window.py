"""One window a shop: who opens it again is taken to the window that is open already."""

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 2000
_AGAIN = 50
"""Milliseconds."""


class OneWindow(QObject):
    """Listens, under the name of the store's lock, for others that want to open the same shop."""

    wanted = Signal()

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        QLocalServer.removeServer(name)  # of one that was killed: the lock says that it is gone
        self._server.listen(name)

    def _greet(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.wanted.emit()

    def leave(self) -> None:
        """Stop listening for other programs."""
        self._server.close()
        self.deleteLater()


def call_other(name: str) -> bool:
    """Have the window that holds the lock of this name come to the front; False: none answers.

    One that was begun a moment ago listens only once its window is painted: it is asked again.
    """
    caller, patience = QLocalSocket(), QDeadlineTimer(_PATIENCE)
    while not _answers(caller, name):
        if patience.hasExpired():
            return False
        QThread.msleep(_AGAIN)
    return True


def _answers(caller: QLocalSocket, name: str) -> bool:
    caller.connectToServer(name)
    answered = caller.waitForConnected(_PATIENCE)
    caller.abort()
    return answered
