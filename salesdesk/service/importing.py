"""Service cases out of files: help desk exports, repair logs, tables made by hand.

What a file does not say is not made up: an imported case has no promise, its contacts are not known, and one
that was solved before it was answered is marked and never averaged (its rating counts all the same).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from salesdesk.base.choices import CUSTOMER_STATES, SOLVED_STATUSES
from salesdesk.base.fields import Field
from salesdesk.base.fold import fold, sort_key
from salesdesk.base.i18n import N_
from salesdesk.exchange.importer import (
    Importer,
    Memory,
    Ready,
    Reference,
    Values,
    by_code,
    insert_rows,
    meaning,
    squeezed,
)
from salesdesk.parties.importing import PARTY_IMPORT, PARTY_REFERENCE
from salesdesk.parties.rules import SEARCH_SOURCES, search_texts
from salesdesk.service.fields import CASE_FIELDS
from salesdesk.service.rules import search_text
from salesdesk.store import schema as s
from salesdesk.store.database import Store

_TITLE_LENGTH = 90
_FOUND_BY = tuple(dict.fromkeys(("name", "email", "phone", *SEARCH_SOURCES)))
_KINDS = (
    ("complaint", r"refund|cancel|complain|khieu nai|hoan tien|huy|doi tra"),
    ("installation", r"install|lap dat"),
    ("maintenance", r"maintenance|bao tri|bao duong|thay loi"),
    ("training", r"training|huong dan|dao tao"),
    ("setup", r"set ?-?up|cai dat|thiet lap"),
    ("enquiry", r"inquiry|enquiry|question|billing|information|hoi|thac mac|tu van"),
)


WORDS = {
    "status": meaning(
        new="open|moi|moi tiep nhan|cho xu ly|tiep nhan|unassigned|received",
        working="in progress|pending|assigned|dang xu ly|dang sua|dang kiem tra|processing",
        waiting_customer="pending customer response|waiting for customer|awaiting reply|cho khach|"
        "cho khach phan hoi",
        waiting_part="on hold|waiting for parts|awaiting parts|cho linh kien|cho hang",
        solved="solved|done|completed|fixed|da xong|hoan thanh|da giai quyet|da sua",
        closed="closed|cancelled|da dong|da tra may|da tra khach|ket thuc",
    ),
    "priority": meaning(
        urgent="critical|emergency|p1|khan|khan cap|rat gap",
        high="high|p2|gap|cao|uu tien",
        normal="medium|normal|p3|binh thuong|trung binh|thuong",
        low="low|p4|thap|khong gap",
    ),
    "channel": meaning(
        phone="telephone|call|dien thoai|goi|hotline",
        email="email|mail|thu",
        chat="live chat|zalo|messenger|tro chuyen",
        in_person="walk in|walk-in|in store|tai tiem|truc tiep",
        social="social media|facebook|mang xa hoi",
        other="web|web form|portal|khac",
    ),
}
_REPAIRS = {"fixed": "closed", "end of life": "closed", "unknown": "closed", "repairable": "waiting_part"}
_EXTRA_FIELDS = (
    Field(
        "repair_result",
        N_("Result of the repair"),
        synonyms=("repair_status", "repair status", "repair result", "Kết quả sửa"),
    ),
)


def _products(db: Connection) -> Iterable[tuple[int, str]]:
    t = s.product.c
    for row in db.execute(select(t.id, t.code, t.name).where(t.deleted_at.is_(None))):
        yield from ((row.id, name) for name in dict.fromkeys((row.code, row.name)) if name)


def _people(db: Connection) -> Iterable[tuple[int, str]]:
    """Everybody by name or code; of namesakes whom e-mail addresses tell apart only the first."""
    t = s.party.c
    rows = db.execute(select(t.id, t.code, t.name, t.email).where(t.deleted_at.is_(None)).order_by(t.id))
    met: set[str] = set()
    for row in rows:
        name = squeezed(row.name)
        if row.code:
            yield row.id, row.code
        if row.name and not (row.email and name in met):
            yield row.id, row.name
        if row.email:
            met.add(name)


def _make_products(_store: Store, db: Connection, names: Sequence[str]) -> Sequence[int]:
    rows = [{"name": n, "sort_name": sort_key(n), "search": search_text(n)} for n in names]
    return insert_rows(db, s.product, rows)


# ---------------------------------------------------------------- what a row says


def kind_of(topic: str) -> str:
    """The kind of case that a file's own word for it means; a fault when it says nothing known."""
    folded = fold(topic)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, folded)), "fault")


def shortened(words: str) -> str:
    """A problem short enough for a list: its first line, cut between words."""
    line = next((part.strip() for part in words.splitlines() if part.strip()), "")
    if len(line) <= _TITLE_LENGTH:
        return line
    return line[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def _words_of(values: Values, product: str) -> dict[str, str]:
    told = [str(values.get(key) or "").strip() for key in ("problem", "story")]
    # A well-known sample leaves its template's mark in every text; what it stands for is in the row.
    title, description = (words.replace("{product_purchased}", product or "…") for words in told)
    if len(title) > _TITLE_LENGTH and not description:
        description = title
    topic = str(values.get("topic") or "")
    return {"title": shortened(title or description) or topic or product or "—", "description": description}


def _times_of(store: Store, values: Values, memory: Memory) -> dict[str, Any]:
    """When the case was opened and solved; what the file does not tell is taken from its neighbours."""
    status = values["status"]
    opened, replied, solved = (values.get(key) for key in ("opened_at", "first_reply_at", "solved_at"))
    known = [at for at in (opened, replied, solved) if at is not None]
    start: datetime = opened or (min(known) if known else memory.get("opened_at", store.now()))
    if known:
        memory["opened_at"] = start
    done = status in SOLVED_STATUSES
    end = (solved or start) if done else None
    doubtful = any(
        solved is not None and before is not None and solved < before for before in (opened, replied)
    )
    return {
        "opened_at": start,
        "opened_on": store.day_of(start),
        "first_reply_at": replied,
        "solved_at": end,
        "solved_on": store.day_of(end) if end is not None else None,
        "times_doubtful": doubtful,
        "waiting_since": start if status in ("waiting_customer", "waiting_part") else None,
    }


def _result(values: Values) -> None:
    """A repair log's own result stands for the status and is kept as what fixed it."""
    result = str(values.get("repair_result") or "").strip()
    if result:
        values["status"] = _REPAIRS.get(fold(result), "closed")
        values["resolution"] = values.get("resolution") or result


# ---------------------------------------------------------------- whose case it is


class _Customers:
    """The people of a file: told apart by their e-mail addresses where names are alike.

    What a row adds to what the book knows of somebody is written with `flush`, many people at once.
    """

    def __init__(self, store: Store, db: Connection) -> None:
        self._store, self._db = store, db
        t = s.party.c
        known = [t[key] for key in ("id", "state", "customer_on", "version", *_FOUND_BY)]
        rows = db.execute(select(*known).where(t.deleted_at.is_(None))).mappings()
        self._facts: dict[int, Values] = {row["id"]: dict(row) for row in rows}
        self._known: dict[tuple[str, str], int] = {}
        for party_id, facts in self._facts.items():
            self._learn(party_id, facts["name"], facts["email"])
        self._changed: set[int] = set()

    def _learn(self, party_id: int, name: str, email: str) -> None:
        if email:
            self._known.setdefault((email.lower(), squeezed(name)), party_id)
            self._known.setdefault((email.lower(), ""), party_id)

    def find(self, values: Values) -> int | None:
        """Whose case a row is; somebody with the same name and another e-mail is added."""
        party_id = values.get("customer_id")
        email = str(values.get("party_email") or "").strip()
        name = self._facts[party_id]["name"] if party_id is not None else ""
        known = self._known.get((email.lower(), squeezed(name))) if email else None
        if known is not None:
            party_id = known
        elif party_id is not None and email and self._facts[party_id]["email"]:
            party_id = self._add(name)
        if party_id is not None:
            self._complete(party_id, values, email)
        return party_id

    def _add(self, name: str) -> int:
        facts: Values = {"name": name, "source": "import", "state": "contact"}
        texts = search_texts(facts, self._store.country)
        (party_id,) = insert_rows(self._db, s.party, [{**facts, **texts}])
        self._facts[party_id] = {
            **dict.fromkeys(_FOUND_BY, ""),
            **facts,
            "id": party_id,
            "customer_on": None,
            "version": 1,
        }
        return party_id

    def _complete(self, party_id: int, values: Values, email: str) -> None:
        """What the book does not know yet: e-mail, phone, and that somebody bought."""
        facts = self._facts[party_id]
        new: Values = {}
        if email and not facts["email"]:
            new["email"] = email
            self._learn(party_id, facts["name"], email)
        phone = str(values.get("party_phone") or "").strip()
        if phone and not facts["phone"]:
            new["phone"] = phone
        if values.get("bought_on") is not None and facts["state"] not in CUSTOMER_STATES:
            new |= {"state": "customer", "customer_on": values["bought_on"]}
        if new:
            facts |= new
            self._changed.add(party_id)

    def flush(self) -> None:
        """Write what became known."""
        rows = []
        for party_id in sorted(self._changed):
            facts = self._facts[party_id]
            facts["version"] += 1
            known = {key: facts[key] for key in ("email", "phone", "state", "customer_on", "version")}
            rows.append({"party": party_id, **known, **search_texts(facts, self._store.country)})
        self._changed.clear()
        if rows:
            columns = [key for key in rows[0] if key != "party"]
            changed = update(s.party).where(s.party.c.id == bindparam("party"))
            self._db.execute(changed.values({key: bindparam(key) for key in columns}), rows)

    def name(self, party_id: int | None) -> str:
        """What somebody is called."""
        return str(self._facts[party_id]["name"]) if party_id is not None else ""


# ---------------------------------------------------------------- writing


def _add(store: Store, db: Connection, rows: Sequence[Ready], memory: Memory) -> Sequence[int]:
    customers: _Customers = memory.setdefault("customers", None) or _Customers(store, db)
    memory["customers"] = customers
    products = _product_names(db, rows)
    cases = [_case(store, dict(row.values), customers, products, memory) for row in rows]
    customers.flush()
    ids = insert_rows(db, s.service_case, cases)
    insert_rows(db, s.time_entry, _work(ids, cases))
    return ids


def _product_names(db: Connection, rows: Sequence[Ready]) -> dict[int, str]:
    wanted = {row.values.get("product_id") for row in rows} - {None}
    t = s.product.c
    return {row.id: row.name for row in db.execute(select(t.id, t.name).where(t.id.in_(wanted)))}


def _case(
    store: Store, values: Values, customers: _Customers, products: dict[int, str], memory: Memory
) -> Values:
    _result(values)
    values["status"] = values.get("status") or "new"
    party_id = customers.find(values)
    product = products.get(values.get("product_id") or 0, "")
    words = _words_of(values, product)
    topic = str(values.get("topic") or "")
    out: Values = {
        "party_id": party_id,
        "code": values.get("code") or None,
        "kind": kind_of(topic),
        "topic": topic,
        "status": values["status"],
        "priority": values.get("priority") or "normal",
        "channel": values.get("channel") or "other",
        "product_id": values.get("product_id"),
        "staff_id": values.get("staff_id"),
        "resolution": str(values.get("resolution") or ""),
        "cause": str(values.get("cause") or ""),
        "score_words": str(values.get("score_words") or ""),
        "handling_minutes": values.get("handling_minutes") or 0,
        **words,
        **_times_of(store, values, memory),
    }
    out["score"] = values.get("score")
    out["scored_on"] = (out["solved_on"] or out["opened_on"]) if out["score"] is not None else None
    out["search"] = search_text(out["code"], out["title"], customers.name(party_id), product, topic)
    return out


def _work(ids: Sequence[int], cases: Sequence[Values]) -> list[Values]:
    """Imported handling time as a stretch of work, so that later work adds to it."""
    return [
        {
            "case_id": case_id,
            "staff_id": case["staff_id"],
            "started_at": case["opened_at"],
            "ended_at": case["opened_at"],
            "seconds": case["handling_minutes"] * 60,
        }
        for case_id, case in zip(ids, cases, strict=True)
        if case["handling_minutes"]
    ]


_PLAIN = ("topic", "priority", "channel", "product_id", "staff_id", "resolution", "cause", "score_words")


def _change(store: Store, db: Connection, rows: Sequence[Ready], _memory: Memory) -> None:
    for row in rows:
        new = {key: value for key, (_old, value) in row.changes.items()}
        values: dict[str, Any] = {key: new[key] for key in _PLAIN if key in new}
        if "score" in new:
            values |= {"score": new["score"], "scored_on": store.today()}
        if new.get("status") in SOLVED_STATUSES or "solved_at" in new:
            at = new.get("solved_at") or store.now()
            values |= {
                "status": new.get("status", "closed"),
                "solved_at": at,
                "solved_on": store.day_of(at),
                "waiting_since": None,
            }
        elif "status" in new:
            values |= {"status": new["status"], "solved_at": None, "solved_on": None}
        if row.id is not None and values:
            store.update(db, s.service_case, row.id, **values)


# These are made of more than their own cell (whose case it is follows from the e-mail address too, a long
# problem is shortened), so they are not compared with the book when the same file comes again.
_NOT_COMPARED = {"party_id": "customer_id", "title": "problem", "description": "story"}


def _import_fields() -> Iterable[Field]:
    for field in CASE_FIELDS:
        yield replace(field, key=_NOT_COMPARED.get(field.key, field.key))
    yield from _EXTRA_FIELDS


IMPORT_FIELDS = tuple(_import_fields())
CASE_IMPORT = Importer(
    key="case",
    label=N_("Import service cases from {file}"),
    fields=IMPORT_FIELDS,
    table=s.service_case,
    add=_add,
    change=_change,
    identities=(by_code("code", s.service_case.c.code),),
    references={
        "customer_id": Reference(PARTY_REFERENCE.label, _people, PARTY_REFERENCE.create),
        "product_id": Reference(N_("product"), _products, _make_products),
        "staff_id": PARTY_IMPORT.references["staff_id"],
    },
    words=WORDS,
)
