"""Payment codes against published vectors, and that there is none where nothing is to be paid."""

from __future__ import annotations

import pytest

from salesdesk.documents.payment_codes import (
    Account,
    crc16,
    epc,
    is_iban,
    payment_text,
    spaced_iban,
    squares,
    vietqr,
    without_marks,
)

SACOMBANK = Account("Nguyen Van A", bin="970403", number="0011012345678")
GIRO = Account("Wikimedia Foerdergesellschaft", iban="DE33 1002 0500 0001 1947 00", bic="BFSWDE33BER")


@pytest.mark.parametrize(
    ("made", "published"),
    [
        (
            vietqr("970403", "0011012345678"),
            "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F",
        ),
        (
            vietqr("970403", "0011012345678", 180_000, "thanh toan don hang", "NPS6869"),
            "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
            "62340107NPS68690819thanh toan don hang63042E2E",
        ),
        (
            vietqr("970403", "0011012345678", 180_000, "thanh toán đơn hàng"),
            "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
            "62230819thanh toan don hang63045FAB",
        ),
        (
            vietqr("970416", "257678859", 1_000, "Chuyển tiền"),
            "00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA5303704540410005802VN"
            "62150811Chuyen tien6304BBB8",
        ),
    ],
)
def test_vietqr_is_what_is_published(made: str, published: str) -> None:
    assert made == published


def test_the_check_is_the_ccitt_one() -> None:
    assert crc16("123456789") == "29B1"


def test_a_purpose_loses_its_marks_and_nothing_breaks_the_lengths() -> None:
    assert without_marks("Đặt cọc BG-0187 · Nguyễn\nThị 🌸 Lan") == "Dat coc BG-0187 Nguyen Thi Lan"
    text = vietqr("970403", "1", 5, "ạ" * 300)
    assert "0825" + "a" * 25 + "6304" in text


def test_epc_has_twelve_lines_and_never_two_references() -> None:
    lines = epc(GIRO, 14_990, "Quote BG-1").split("\n")
    assert len(lines) == 12
    assert lines[:5] == ["BCD", "002", "1", "SCT", "BFSWDE33BER"]
    assert lines[6:8] == ["DE33100205000001194700", "EUR149.90"]
    assert (lines[9], lines[10]) == ("", "Quote BG-1")
    structured = epc(GIRO, 1, "words", "RF18539007547034").split("\n")
    assert (structured[9], structured[10]) == ("RF18539007547034", "")
    assert len(epc(GIRO._replace(holder="x" * 200), 1, "y" * 900).split("\n")[5]) == 70


@pytest.mark.parametrize(
    ("account", "amount", "currency"),
    [
        (SACOMBANK, 0, "VND"),
        (SACOMBANK, -5, "VND"),
        (Account(), 100, "VND"),
        (SACOMBANK, 100, "USD"),
        (SACOMBANK, 100, "EUR"),
        (GIRO, 100, "VND"),
        (Account(), 100, "EUR"),
    ],
)
def test_no_code_where_nothing_can_be_paid(account: Account, amount: int, currency: str) -> None:
    assert payment_text(account, amount, currency, "x") is None


def test_codes_are_square_and_of_the_right_level() -> None:
    text = payment_text(GIRO, 14_990, "EUR", "ö" * 200)
    assert text is not None
    found = squares(text)
    assert found is not None
    assert len(found) <= 17 + 4 * 13
    assert {len(line) for line in found} == {len(found)}
    assert squares("BCD\n" + "x" * 900) is None
    assert squares("x" * 9000) is None


def test_an_iban_is_checked() -> None:
    assert is_iban("DE33 1002 0500 0001 1947 00")
    assert not is_iban("DE33 1002 0500 0001 1947 01")
    assert not is_iban("đE33100205000001194700")
    assert not is_iban("")
    assert spaced_iban("de33100205000001194700") == "DE33 1002 0500 0001 1947 00"
