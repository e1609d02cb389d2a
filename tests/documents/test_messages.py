"""Ready-made messages: filling them in, keeping them, ordering them."""

import pytest

from salesdesk.base import i18n
from salesdesk.base.errors import UserError
from salesdesk.documents.message_commands import (
    add_examples,
    add_message,
    edit_message,
    move_message,
    remove_message,
)
from salesdesk.documents.message_queries import list_messages
from salesdesk.documents.message_rules import (
    EXAMPLES,
    KEYS,
    fill,
    first_name,
    remark,
    unfilled,
    unknown,
    used,
)

LAN = {"name": "Nguyễn Thị Lan", "first_name": "Lan", "form_of_address": "cô", "product": "KAR-9S"}


def names(store, purpose=""):
    with store.reading() as db:
        return [message.name for message in list_messages(db, purpose)]


@pytest.mark.parametrize(
    ("body", "filled"),
    [
        ("Chào {form_of_address} {first_name}!", "Chào cô Lan!"),
        ("Chào {Xưng hô} {tên gọi}, {sản phẩm}", "Chào cô Lan, KAR-9S"),
        ("{name}\n  {product}", "Nguyễn Thị Lan\nKAR-9S"),
        ("Half {price} and {offer_code}", "Half {price} and {offer_code}"),
        ("A { and } a {} and {name", "A { and } a {} and {name"),
        ("", ""),
    ],
)
def test_words_in_braces_are_replaced_and_anything_else_stays(body, filled):
    assert fill(body, LAN) == filled


def test_an_empty_word_leaves_no_doubled_blank():
    assert fill(
        "Hello {form_of_address} {first_name} {product}.", {**LAN, "form_of_address": "", "product": ""}
    ) == ("Hello Lan.")


def test_a_value_with_braces_is_not_filled_again():
    assert fill("Hello {name}", {"name": "{product}", "product": "X"}) == "Hello {product}"


def test_unknown_words_and_lone_braces_are_reported_beside_the_field():
    assert unknown("{name} {price} {price} { x } }") == ["{price}", "{ x }", "}"]
    assert "{price}" in remark("{price}")
    assert remark("Hello {name}") == ""


def test_what_a_person_has_no_word_for_is_named():
    assert unfilled("Hello {name}, code {offer_code}", LAN) == ["Offer code"]
    assert used("{name} {name} {tên}") == ["name"]


def test_a_vietnamese_name_is_called_by_its_last_word():
    assert first_name("Nguyễn Thị Lan", "vi") == "Lan"
    assert first_name("Ann Lee", "en") == "Ann"
    assert first_name("", "vi") == ""


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_example_knows_its_words_in_both_languages(language):
    i18n.set_language(language)
    for example in EXAMPLES:
        assert unknown(i18n._(example.body)) == []
        assert set(used(i18n._(example.body))) <= KEYS


def test_messages_are_kept_in_the_order_a_person_gives_them(store):
    for name in ("One", "Two", "Three"):
        add_message(store, name=name, body=f"{name} {{name}}")
    add_message(store, name="Fixed", body="All is well", purpose="service")
    with store.reading() as db:
        last = list_messages(db, "marketing")[-1]
    move_message(store, last.id, 0)
    assert names(store, "marketing") == ["Three", "One", "Two"]
    move_message(store, last.id, 99)
    assert names(store) == ["Fixed", "One", "Two", "Three"]
    remove_message(store, last.id)
    assert names(store, "marketing") == ["One", "Two"]
    with pytest.raises(UserError):
        move_message(store, last.id, 0)


def test_a_message_needs_words_and_is_named_by_them(store):
    with pytest.raises(UserError) as caught:
        add_message(store, name="Empty", body="  ")
    assert caught.value.field == "body"
    message_id = add_message(store, name="", body="Hello {name}, how is the new machine?")
    assert names(store) == ["Hello {name}, how is the"]
    with pytest.raises(UserError):
        edit_message(store, message_id, version=7, body="Other")
    edit_message(store, message_id, version=1, name="Question", body="How is it?")
    assert names(store) == ["Question"]


def test_examples_come_once(store):
    assert add_examples(store, "marketing") == 3
    assert add_examples(store, "marketing") == 0
    assert add_examples(store) == len(EXAMPLES) - 3
