"""A paper's words placed by a template: HTML as Qt's text documents draw it; every word is escaped."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from salesdesk.base import paths
from salesdesk.documents.papers import GoodsHead, Paper


class Size(NamedTuple):
    """A size of paper: millimetres (``height`` 0: as long as needed), and pixels at 96 to the inch.

    ``text`` is the size of plain words, ``pad`` the padding of table cells, ``code`` the side of a code.
    """

    key: str
    width: float
    height: float
    margin: float
    text: int
    pad: int
    code: int
    template: str


SIZES = {
    "a4": Size("a4", 210, 297, 16, 13, 5, 118, "sheet.html"),
    "a5": Size("a5", 148, 210, 10, 11, 3, 100, "sheet.html"),
    "roll": Size("roll", 80, 0, 4, 12, 2, 150, "roll.html"),
}


@cache
def _templates() -> SandboxedEnvironment:
    return SandboxedEnvironment(
        autoescape=True,
        loader=FileSystemLoader(str(paths.resources() / "templates")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def placed(paper: Paper, size: Size) -> str:
    """The paper as HTML for a size. The image named "code" is the payment code."""
    template = _templates().get_template(size.template)
    return template.render(paper=paper, size=size, shares=_shares(paper.goods_head))


def _shares(head: GoodsHead | None) -> dict[str, int]:
    """The columns of the goods table in percent; what is not needed goes to the words."""
    shares = {"quantity": 8, "price": 18, "discount": 13, "tax": 8, "amount": 18}
    if head is not None and not head.discount:
        shares["discount"] = 0
    if head is not None and not head.tax:
        shares["tax"] = 0
    return {**shares, "words": 95 - sum(shares.values())}
