"""A file dropped anywhere on the window opens the import with it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrops(QObject):
    """Hears what is dropped on a window; ``take`` gets the path of the first file."""

    def __init__(self, window: QWidget, take: Callable[[str], object]) -> None:
        super().__init__(window)
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files are welcome; anything else is not ours."""
        if isinstance(event, QDragEnterEvent):
            if not _files(event):
                return False
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop and (files := _files(event)):
            event.acceptProposedAction()
            self._take(files[0])
            return True
        return False


def _files(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
