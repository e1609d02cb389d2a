"""``salesdesk screens --help-pictures``: the pictures of the help and of the README, drawn by the program."""

import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from salesdesk.app import screens
from salesdesk.app.help_topics import PICTURES
from salesdesk.base import i18n

WIDTH, SIZE, COLOURS = 900, "1366x768", 256
_NAME = re.compile(r"^\d+-(.+)-(?:en|vi)-light-1366x768\.png$")


def draw(folder: Path) -> int:
    """Draw the picture of every topic in both languages into ``folder``; the exit code of the program."""
    code = 0
    wanted = {screen: topic for topic, screen in PICTURES.items()}
    for language in i18n.LANGUAGES:
        scratch = Path(tempfile.mkdtemp(prefix="salesdesk-help-"))
        try:
            drawn = screens.render(
                scratch, sizes=[SIZE], languages=[language], themes=["light"], names=frozenset(wanted)
            )
            code = max(code, drawn)
            for path in sorted(scratch.glob("*.png")):
                match = _NAME.match(path.name)
                if match is not None:
                    _keep_small(path, folder / language / f"{match[1]}.png")
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return code


def _keep_small(drawn: Path, target: Path) -> None:
    """Narrower and with 256 colours: small enough to be part of the program."""
    target.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(str(drawn)).scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(image.constBits()).cast("B").cast("I"))
    table = [colour for colour, _times in seen.most_common(COLOURS)]
    nearest = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    image.convertToFormat(QImage.Format.Format_Indexed8, table, nearest).save(str(target))
