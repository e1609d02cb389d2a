"""Offer codes that check themselves: the last letter catches every wrong letter and every swap of two."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from salesdesk.base.errors import UserError
from salesdesk.base.fold import fold
from salesdesk.base.i18n import _

LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
"""No I, O and U, which are read as 1, 0 and V. They are 23, a prime, which is what makes the check sure."""
BODY = 5


def check_letter(body: str) -> str:
    """The letter that belongs behind ``body``, a text of `LETTERS` shorter than 23.

    Each place weighs another number modulo a prime, so one wrong letter or two neighbours swapped
    always give another letter.
    """
    return LETTERS[
        sum(weight * LETTERS.index(letter) for weight, letter in enumerate(body, 2)) % len(LETTERS)
    ]


def make_code(draw: Callable[[int], int] = secrets.randbelow) -> str:
    """A new code such as "KTR-MWZ"; ``draw(n)`` gives a number below n."""
    body = "".join(LETTERS[draw(len(LETTERS))] for _place in range(BODY))
    whole = body + check_letter(body)
    return f"{whole[:3]}-{whole[3:]}"


def read_code(typed: str) -> str:
    """A code as it is stored, from what somebody typed or read out: any case, blanks and hyphens.

    Raises `UserError` on ``code`` when it cannot be one of ours, with what is wrong with it.
    """
    letters = "".join(c for c in fold(typed).upper() if c.isalnum())
    strange = next((c for c in letters if c not in LETTERS), None)
    if strange is not None:
        raise UserError(
            _("“{letter}” is never part of an offer code. Look at it again.").format(letter=strange), "code"
        )
    if len(letters) != BODY + 1:
        raise UserError(_("An offer code has six letters, like {example}.").format(example="KTR-MWZ"), "code")
    if check_letter(letters[:-1]) != letters[-1]:
        raise UserError(_("A letter of this code is wrong, or two are swapped. Read it once more."), "code")
    return f"{letters[:3]}-{letters[3:]}"
