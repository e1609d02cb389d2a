"""The floors of the start, each a program of its own: ``python floor_window.py STAGE BOOK``.

``window`` an empty window; ``table`` with the first 100 people in a table, read by the bare engine;
``sqlmodel`` the same read by SQLModel; ``chart`` with a chart of matplotlib too. Each loads only what it
needs, prints when it was painted and what memory it then had, and ends.
"""

import json
import sys
import time

PAGE = 100
COLUMNS = "id, name, phone, email, area, state, source, last_contact_on"


def _memory() -> dict[str, float]:
    with open("/proc/self/status") as lines:  # noqa: PTH123 - pathlib is not to be loaded here
        found = dict(line.split(":", 1) for line in lines)
    return {"rss": int(found["VmRSS"].split()[0]) / 1024, "anon": int(found["RssAnon"].split()[0]) / 1024}


def _rows(stage: str, book: str) -> list[tuple]:
    sql = f"SELECT {COLUMNS} FROM party ORDER BY sort_name, id LIMIT {PAGE}"
    if stage == "table":
        from sqlcipher3 import dbapi2

        connection = dbapi2.connect(book)
        connection.execute("PRAGMA cache_size=-65536")
        return connection.execute(sql).fetchall()
    from sqlcipher3 import dbapi2
    from sqlmodel import Field, Session, SQLModel, create_engine, select

    class Party(SQLModel, table=True):
        id: int = Field(primary_key=True)
        name: str
        phone: str
        email: str
        area: str
        state: str
        source: str
        last_contact_on: str | None
        sort_name: str

    with Session(create_engine(f"sqlite:///{book}", module=dbapi2)) as session:
        found = session.exec(select(Party).order_by(Party.sort_name, Party.id).limit(PAGE)).all()
    return [(p.id, p.name, p.phone, p.email, p.area, p.state, p.source, p.last_contact_on) for p in found]


def _table(rows: list[tuple]):
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QTableView

    class Rows(QAbstractTableModel):
        def rowCount(self, parent=None) -> int:
            return len(rows)

        def columnCount(self, parent=None) -> int:
            return 7

        def data(self, index, role=Qt.ItemDataRole.DisplayRole):
            return rows[index.row()][index.column() + 1] if role == Qt.ItemDataRole.DisplayRole else None

    table = QTableView()
    table.setModel(Rows(table))
    return table


def _chart():
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3), dpi=100)
    axes = figure.add_subplot()
    places = range(24)
    axes.bar([p - 0.2 for p in places], [200 + p * 379 % 700 for p in places], 0.4, label="Sales")
    axes.bar([p + 0.2 for p in places], [80 + p * 211 % 420 for p in places], 0.4, label="Service")
    axes.set_xticks(list(places), [f"2024-{p % 12 + 1:02d}" for p in places], rotation=45, fontsize=8)
    axes.legend()
    return FigureCanvasQTAgg(figure)


def main(stage: str, book: str) -> None:
    """Show the window of a stage and tell when it was painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

    app = QApplication([])

    def painted() -> None:
        told = {"ready": time.monotonic(), **_memory()}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        app.exit(0)

    class Window(QMainWindow):
        told = False

        def paintEvent(self, event) -> None:
            super().paintEvent(event)
            if not self.told:
                self.told = True
                QTimer.singleShot(0, painted)

    window, body = Window(), QWidget()
    layout = QVBoxLayout(body)
    if stage != "window":
        layout.addWidget(_table(_rows("table" if stage == "table" else "sqlmodel", book)))
    if stage == "chart":
        layout.addWidget(_chart())
    window.setCentralWidget(body)
    window.resize(1366, 768)
    window.show()
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
