"""The facts about a staff member: form, list, import and history read them."""

from __future__ import annotations

from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


STAFF_FIELDS = (
    Field(
        "name",
        N_("Name"),
        required=True,
        width=180,
        sortable=True,
        synonyms=_names(
            "name|full name|staff|staff name|staff member|employee|employee name|sales agent|"
            "agent|sales rep|representative|owner|Họ tên|Họ và tên|Tên nhân viên|Nhân viên|"
            "Nhân viên bán hàng|Tên NV|Người bán"
        ),
    ),
    Field(
        "code",
        N_("Code"),
        width=90,
        synonyms=_names(
            "code|employee id|staff id|staff code|agent id|Mã nhân viên|Mã NV|Mã nhân viên bán|MSNV"
        ),
    ),
    Field(
        "roles",
        N_("Roles"),
        Kind.TAGS,
        width=180,
        synonyms=_names("role|roles|position|title|Chức vụ|Vai trò|Vị trí"),
    ),
    Field(
        "team",
        N_("Team"),
        width=120,
        sortable=True,
        synonyms=_names(
            "team|office|regional office|region|branch|department|Chi nhánh|Phòng|Phòng ban|"
            "Bộ phận|Đội|Nhóm|Khu vực"
        ),
    ),
    Field(
        "reports_to_id",
        N_("Reports to"),
        Kind.REFERENCE,
        reference="staff_member",
        width=140,
        synonyms=_names(
            "manager|reports to|supervisor|team leader|Quản lý|Người quản lý|Cấp trên|Trưởng nhóm"
        ),
    ),
    Field("skills", N_("Skills"), Kind.TAGS, width=160, synonyms=_names("skills|Kỹ năng|Chuyên môn")),
    Field(
        "phone",
        N_("Phone"),
        Kind.PHONE,
        width=120,
        synonyms=_names("phone|mobile|tel|Điện thoại|SĐT|Số điện thoại|Di động|ĐT"),
    ),
    Field("email", N_("E-mail"), Kind.EMAIL, width=160, synonyms=_names("email|e-mail|mail|Thư điện tử")),
    Field("active", N_("Works here"), Kind.FLAG, width=80, importable=False),
)
