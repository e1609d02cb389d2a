"""Bringing in a file, step by step."""

from salesdesk.app.screen_list.stage import Act, Screen, Stage, undo
from salesdesk.base import i18n, paths
from salesdesk.exchange.import_page import CHECK, DONE, FILE, MATCH, ImportPage

OLD_LETTERS, PLAIN = "khach-hang-tcvn3.csv", "customers.csv"


def import_page(stage: Stage, file: str, step: int) -> ImportPage:
    """The import, brought to a step with a sample file. Raises `LookupError` when it does not get there."""
    stage.tab("prospects")
    stage.run("app.import")
    page = stage.window.stack.currentWidget()
    if not isinstance(page, ImportPage):
        raise LookupError("no import page")
    if step > FILE:
        page.open_file(paths.resources() / "samples" / file)
        stage.settle(100)
    while FILE < page.step < step:
        before = page.step
        page.next()
        stage.settle(100)
        if page.step == before:
            raise LookupError(f"the import stays at step {before + 1}")
    return page


def _import(step: int, file: str = "") -> Act:
    def show(stage: Stage) -> None:
        import_page(stage, file or (OLD_LETTERS if i18n.language() == "vi" else PLAIN), step)

    return show


def _import_row(stage: Stage) -> None:
    file = OLD_LETTERS if i18n.language() == "vi" else PLAIN
    page = import_page(stage, file, CHECK)
    rehearsal = page.draft.rehearsal
    if rehearsal is None:
        raise LookupError("nothing was checked")
    told = [row for kind in ("changed", "left_out", "new") for row in rehearsal.rows(kind)]
    page.check_panel.go_to(told[0].number)
    stage.settle(200)


SCREENS = (
    Screen("import-file", _import(FILE)),
    Screen("import-columns", _import(MATCH)),
    Screen("import-old-letters", _import(MATCH, OLD_LETTERS)),
    Screen("import-check", _import(CHECK)),
    Screen("import-row", _import_row),
    Screen("import-done", _import(DONE), after=undo),
)
