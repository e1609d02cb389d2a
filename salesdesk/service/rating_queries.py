"""Reading satisfaction and the department's figures: ratings, what waits for one, the month and its weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from salesdesk.base import choices as c
from salesdesk.base.fold import fold
from salesdesk.base.listing import ListQuery
from salesdesk.base.metrics import (
    FIRST_CONTACT,
    HANDLING,
    RESOLUTION,
    SATISFACTION,
    SERVICE_SIDE,
    Tallied,
    Value,
)
from salesdesk.base.periods import Period, week_of
from salesdesk.parties.queries import called
from salesdesk.store import schema as s
from salesdesk.store.sums import buckets, sums_of

_T = s.service_case.c
_LIVE = _T.deleted_at.is_(None)
_RATED = and_(_LIVE, _T.score.is_not(None))
LOW_SCORE = 2
FEW_ANSWERS = 5
"""With fewer answers than these the answers are shown, not their mean."""


class RatingRow(NamedTuple):
    """A rating as the list shows it."""

    id: int
    score: int
    score_words: str
    number: str
    title: str
    party_id: int | None
    party: str
    staff: str
    scored_on: date | None


def _talked_since() -> ColumnElement[bool]:
    """Whether somebody talked to the customer on a day after the rating, or about the case since that day."""
    i = s.interaction.c
    later = i.day > _T.scored_on
    return (
        select(i.id)
        .where(
            i.party_id == _T.party_id,
            i.deleted_at.is_(None),
            i.kind.in_(("call", "visit", "meeting", "message", "chat", "email")),
            i.direction == "out",
            i.outcome != "no_answer",
            later,
        )
        .exists()
    )


def _view(view: str, today: date) -> ColumnElement[bool]:
    conditions: dict[str, ColumnElement[bool]] = {
        "low": _T.score <= LOW_SCORE,
        "call_back": and_(_T.score <= LOW_SCORE, ~_talked_since()),
        "words": _T.score_words != "",
        "month": _T.scored_on >= today.replace(day=1),
    }
    return conditions.get(view, _RATED)


def _order(query: ListQuery) -> list[ColumnElement[Any]]:
    sorts: dict[str, ColumnElement[Any]] = {
        "score": _T.score,
        "number": _T.number,
        "party": s.party.c.sort_name,
        "staff": s.staff_member.c.name,
        "scored_on": _T.scored_on,
    }
    chosen = sorts.get(query.sort)
    if chosen is not None:
        return [chosen.desc() if query.descending else chosen, _T.id.desc()]
    return [_T.scored_on.desc(), _T.id.desc()]


def list_ratings(db: Connection, query: ListQuery, limit: int | None, today: date) -> list[int]:
    """The ids of the rated cases of a view newest first.

    Views: "all", "month", "low" for 1 and 2, "call_back" for those of them whose customer nobody got in
    touch with since, "words"."""
    found = [_RATED, _view(query.view, today)]
    found += [_T.search.contains(word, autoescape=True) for word in fold(query.text).split()]
    rows = select(_T.id).select_from(_joined()).where(*found).order_by(*_order(query))
    return list(db.execute(rows.limit(limit) if limit else rows).scalars())


def _joined() -> Any:
    return s.service_case.outerjoin(s.party, s.party.c.id == _T.party_id).outerjoin(
        s.staff_member, s.staff_member.c.id == _T.staff_id
    )


def count_ratings(db: Connection, today: date) -> dict[str, int]:
    """How many ratings each view holds."""
    views = ("all", "month", "low", "call_back", "words")
    sums = [func.coalesce(func.sum(case((_view(v, today), 1), else_=0)), 0) for v in views]
    row = db.execute(select(*sums).select_from(s.service_case).where(_RATED)).one()
    return {view: int(n) for view, n in zip(views, row, strict=True)}


def rating_rows(db: Connection, ids: Sequence[int]) -> dict[int, RatingRow]:
    """The rows of some rated cases by their ids."""
    rows = db.execute(
        select(
            _T.id,
            _T.score,
            _T.score_words,
            func.coalesce(_T.number, _T.code, "—"),
            _T.title,
            _T.party_id,
            called(),
            func.coalesce(s.staff_member.c.name, ""),
            _T.scored_on,
        )
        .select_from(_joined())
        .where(_T.id.in_(list(ids)), _RATED)
    )
    return {row[0]: RatingRow(*row) for row in rows}


class ServiceFigures(NamedTuple):
    """The department's figures of a period, by the one definition of each in `base.metrics`.

    ``good`` ratings were 4 or 5; of the ``solved`` cases of the period ``answered`` were rated.
    ``median_minutes`` is that of the solved cases whose time was kept, None when there is none. ``answers``
    are the scores themselves while there are too few for a mean.
    """

    satisfaction: Value
    resolution: Value
    first_contact: Value
    handling: Value
    good: int
    solved: int
    answered: int
    median_minutes: float | None
    answers: tuple[int, ...] = ()


def service_month(db: Connection, period: Period, staff_id: int | None = None) -> ServiceFigures:
    """The four service figures of a period (and of one person), and what they are made of."""
    sums = sums_of(db, period, staff_id)
    minutes, answered = _solved_cases(db, period, staff_id)
    satisfaction = SATISFACTION.value(sums)
    return ServiceFigures(
        satisfaction=satisfaction,
        resolution=RESOLUTION.value(sums),
        first_contact=FIRST_CONTACT.value(sums),
        handling=HANDLING.value(sums),
        good=sums.get("rating.good", Tallied()).n,
        solved=sums.get("case.solved", Tallied()).n,
        answered=answered,
        median_minutes=median(minutes) if minutes else None,
        answers=_answers(db, period, staff_id) if satisfaction.n < FEW_ANSWERS else (),
    )


def _answers(db: Connection, period: Period, staff_id: int | None) -> tuple[int, ...]:
    found = [_RATED, _T.scored_on >= period.start, _T.scored_on <= period.end]
    if staff_id is not None:
        found.append(_T.staff_id == staff_id)
    return tuple(db.execute(select(_T.score).where(*found).order_by(_T.score.desc())).scalars())


def _solved_cases(db: Connection, period: Period, staff_id: int | None) -> tuple[list[int], int]:
    """The minutes of the timed ones, and how many were rated."""
    found = [
        _LIVE,
        _T.status.in_(c.SOLVED_STATUSES),
        _T.solved_on >= period.start,
        _T.solved_on <= period.end,
    ]
    if staff_id is not None:
        found.append(_T.staff_id == staff_id)
    rows = db.execute(select(_T.handling_minutes, _T.score.is_not(None)).where(*found)).all()
    return [row[0] for row in rows if row[0] > 0], sum(1 for row in rows if row[1])


def service_weeks(db: Connection, today: date, weeks: int = 6) -> dict[str, list[Value]]:
    """Each service metric's values in the last weeks, by its key, oldest first, this week included."""
    first = week_of(today).start - timedelta(weeks=weeks - 1)
    periods = [week_of(first + timedelta(weeks=n)) for n in range(weeks)]
    found = buckets(db, periods)
    return {metric.key: [metric.value(bucket.sums) for bucket in found] for metric in SERVICE_SIDE}


class ScoreCount(NamedTuple):
    """How often each score was given."""

    score: int
    n: int


def count_scores(db: Connection, period: Period | None = None) -> list[ScoreCount]:
    """How often each score from 5 down to 1 was given (in a period); a score never given counts 0."""
    found = [_RATED]
    if period is not None:
        found += [_T.scored_on >= period.start, _T.scored_on <= period.end]
    given = db.execute(select(_T.score, func.count()).where(*found).group_by(_T.score))
    rows = {row[0]: int(row[1]) for row in given}
    return [ScoreCount(score, rows.get(score, 0)) for score in (5, 4, 3, 2, 1)]
