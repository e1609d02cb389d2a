"""The program's icon for each system, drawn from the one SVG when an installer is built.

    python resources/packaging/make_icons.py resources/icons/salesdesk.svg build/made
"""

import os
import sys
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256)
FILES = {"win32": "salesdesk.ico", "darwin": "salesdesk.icns"}


def draw(source: Path, target: Path, size: int) -> Path:
    """Write the SVG as a PNG of size x size pixels with a clear background."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        raise OSError(f"could not write {target}")
    del app
    return target


def make_icon(source: Path, folder: Path, platform: str = sys.platform) -> str:
    """Write the icon that this system's programs carry, and tell its path."""
    from PIL import Image

    big = draw(source, folder / "salesdesk.png", 1024 if platform == "darwin" else 256)
    if platform not in FILES:
        return str(big)
    path = folder / FILES[platform]
    with Image.open(big) as image:
        if platform == "win32":
            image.save(path, sizes=[(size, size) for size in SIZES])
        else:
            image.save(path)
    return str(path)


if __name__ == "__main__":
    sys.stdout.write(make_icon(Path(sys.argv[1]), Path(sys.argv[2])) + "\n")
