"""Finding people and papers."""

import pytest

from salesdesk.base.fold import fold
from salesdesk.base.phones import digit_forms
from salesdesk.store import schema as s
from salesdesk.store import search


@pytest.fixture
def people(store):
    with store.changing("Add") as db:
        for name, phone in (
            ("Nguyễn Đức", "0912 345 678"),
            ("Nguyen Duc", "0161 555 0148"),
            ("Trần Dục", ""),
            ("Laura Bennett", ""),
        ):
            store.insert(
                db,
                s.party,
                name=name,
                sort_name=fold(name),
                search=fold(name),
                phone_digits=digit_forms(phone, "VN"),
            )
    return store


def found(store, typed):
    with store.reading() as db:
        names = dict(db.execute(s.party.select().with_only_columns(s.party.c.id, s.party.c.name)).all())
        return [names[i] for i in search.find_parties(db, typed)]


@pytest.mark.parametrize("typed", ["nguyen duc", "Nguyễn Đức", "duc nguyen", "ngu d", "NGUYỄN"])
def test_names_are_found_without_accents_in_any_order(people, typed):
    assert "Nguyễn Đức" in found(people, typed)


def test_exact_accents_come_first(people):
    assert found(people, "Nguyễn Đức")[0] == "Nguyễn Đức"
    assert found(people, "duc") == ["Nguyễn Đức", "Nguyen Duc", "Trần Dục"]


@pytest.mark.parametrize("typed", ["345", "0912345678", "+84 912 345 678", "912.345", "5678", "84912"])
def test_any_run_of_digits_finds_a_phone(people, typed):
    assert found(people, typed) == ["Nguyễn Đức"]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", '"', "a-b", "AND", "(x", "*", "NEAR(", "'; drop table party; --", "%", "_", "\0", "a" * 5000],
)
def test_nothing_typed_is_an_operator(people, typed):
    assert found(people, typed) == []


def test_the_bin_is_not_searched(people):
    with people.changing("Bin") as db:
        (party_id, *_) = search.find_parties(db, "laura")
        people.remove(db, s.party, party_id)
    assert found(people, "laura") == []


def test_papers_are_found_with_their_kind(people):
    with people.changing("Add") as db:
        (party_id, *_) = search.find_parties(db, "laura")
        people.insert(db, s.deal, party_id=party_id, title="Water filter", search="water filter laura")
        people.insert(
            db,
            s.service_case,
            party_id=party_id,
            number="CS-0001",
            title="Leak",
            search="cs 0001 leak",
            opened_at=people.now(),
            opened_on=people.today(),
        )
    with people.reading() as db:
        assert [(h.kind, h.title, h.subtitle) for h in search.find_papers(db, "lau")] == [
            ("deal", "Water filter", "Laura Bennett")
        ]
        assert [(h.kind, h.title) for h in search.find_papers(db, "CS-0001")] == [("case", "CS-0001 Leak")]
