"""Who works here: several hats, a chain of reports without circles, always an owner."""

from typing import Any

import pytest

from salesdesk.base.errors import UserError
from salesdesk.staff import commands as staff
from salesdesk.staff.queries import (
    find_staff,
    find_staff_by_id,
    list_by_role,
    list_staff,
    role_words,
    staff_name,
)


def _row(store: Any, staff_id: int) -> Any:
    with store.reading() as db:
        return find_staff_by_id(db, staff_id)


def test_one_person_wears_several_hats_in_a_fixed_order(store: Any) -> None:
    tom = staff.add_staff(store, name=" Tom ", roles="service, sales,sales")
    assert (_row(store, tom).name, _row(store, tom).roles) == ("Tom", "sales,service")
    with store.reading() as db:
        assert [row.name for row in list_by_role(db, "service")] == ["Hannah", "Tom"]
    assert role_words("sales,service") == "Sales, Service"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Tom", "roles": ""}, "roles"),
        ({"name": "Tom", "roles": "pirate"}, "roles"),
    ],
)
def test_bad_input_is_refused_beside_its_field(store: Any, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as caught:
        staff.add_staff(store, **facts)
    assert caught.value.field == field


def test_a_code_belongs_to_one_person(store: Any) -> None:
    tom = staff.add_staff(store, name="Tom", code="NV1")
    with pytest.raises(UserError, match="Tom"):
        staff.add_staff(store, name="Ann", code="NV1")
    staff.edit_staff(store, tom, code="NV1", team="East")
    assert _row(store, tom).team == "East"


def test_nobody_reports_to_themselves_by_way_of_others(store: Any) -> None:
    tom = staff.add_staff(store, name="Tom", reports_to_id=store.staff_id)
    ann = staff.add_staff(store, name="Ann", reports_to_id=tom)
    for above in (tom, ann):
        with pytest.raises(UserError) as caught:
            staff.edit_staff(store, tom, reports_to_id=above)
        assert caught.value.field == "reports_to_id"
    assert _row(store, ann).reports_to == "Tom"


def test_a_shop_keeps_an_owner(store: Any) -> None:
    for act in (
        lambda: staff.edit_staff(store, store.staff_id, roles="sales"),
        lambda: staff.edit_staff(store, store.staff_id, active=False),
        lambda: staff.remove_staff(store, store.staff_id),
    ):
        with pytest.raises(UserError):
            act()
    staff.add_staff(store, name="Tom", roles="owner")
    staff.edit_staff(store, store.staff_id, roles="sales")
    assert _row(store, store.staff_id).roles == "sales"


def test_those_who_left_are_listed_only_when_asked_for(store: Any) -> None:
    ann = staff.add_staff(store, name="Ánh")
    staff.add_staff(store, name="Bob", active=False)
    with store.reading() as db:
        assert [row.name for row in list_staff(db)] == ["Ánh", "Hannah"]
        assert [row.name for row in list_staff(db, left_too=True)] == ["Ánh", "Hannah", "Bob"]
        assert [found[0] for found in find_staff(db, "anh")] == [ann]
    assert staff_name(store, ann) == "Ánh"
    assert staff_name(store, None) == ""


def test_an_edit_that_somebody_overtook_is_refused(store: Any) -> None:
    tom = staff.add_staff(store, name="Tom")
    seen = _row(store, tom).version
    staff.edit_staff(store, tom, team="East", version=seen)
    with pytest.raises(UserError):
        staff.edit_staff(store, tom, team="West", version=seen)
