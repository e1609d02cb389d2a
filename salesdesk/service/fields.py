"""The facts about a case and an owned item: lists, forms, imports and exports read them.

The synonyms are the names that help desks, repair logs and tables made by hand use, English and Vietnamese.
"""

from __future__ import annotations

from salesdesk.base import choices
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


CASE_FIELDS = (
    Field(
        "code",
        N_("Case number"),
        column=False,
        editable=False,
        synonyms=_names(
            "ticket id|ticket|ticket number|case id|case number|case no|id|issue id|request id|incident|"
            "Mã ca|Số ca|Mã phiếu|Số phiếu|Mã yêu cầu|Mã bảo hành|Phiếu bảo hành|Số biên nhận"
        ),
    ),
    Field(
        "party_id",
        N_("Customer"),
        Kind.REFERENCE,
        reference="party",
        width=170,
        synonyms=_names(
            "customer|customer name|client|requester|requester name|contact|reporter|owner name|"
            "Khách hàng|Tên khách|Tên khách hàng|Họ tên|Họ và tên|Người yêu cầu|Chủ máy"
        ),
    ),
    Field(
        "party_email",
        N_("Customer’s e-mail"),
        Kind.EMAIL,
        column=False,
        editable=False,
        synonyms=_names(
            "customer email|requester email|email|e-mail|email address|contact email|Thư điện tử"
        ),
    ),
    Field(
        "party_phone",
        N_("Customer’s phone"),
        Kind.PHONE,
        column=False,
        editable=False,
        synonyms=_names(
            "customer phone|requester phone|phone|mobile|phone number|SĐT|Số điện thoại|Điện thoại"
        ),
    ),
    Field(
        "title",
        N_("Problem"),
        width=240,
        sortable=True,
        synonyms=_names(
            "ticket subject|subject|title|summary|problem|issue|short description|fault|"
            "Vấn đề|Tiêu đề|Tóm tắt|Lỗi|Hư hỏng|Tình trạng máy|Nội dung yêu cầu"
        ),
    ),
    Field(
        "description",
        N_("What happened"),
        Kind.LONG_TEXT,
        column=False,
        synonyms=_names(
            "ticket description|description|details|message|body|notes|comment|"
            "Mô tả|Nội dung|Chi tiết|Ghi chú"
        ),
    ),
    Field(
        "kind",
        N_("Kind"),
        Kind.CHOICE,
        choices=choices.CASE_KINDS,
        importable=False,
        synonyms=_names("kind|Loại"),
    ),
    Field(
        "topic",
        N_("Topic"),
        width=130,
        editable=False,
        synonyms=_names(
            "ticket type|type|topic|category|issue type|case type|request type|product_category|"
            "Loại yêu cầu|Loại ca|Chủ đề|Phân loại|Nhóm lỗi"
        ),
    ),
    Field(
        "status",
        N_("Status"),
        Kind.CHOICE,
        choices=choices.CASE_STATUSES,
        editable=False,
        width=140,
        sortable=True,
        synonyms=_names("ticket status|status|state|case status|Trạng thái|Tình trạng|Tình trạng xử lý"),
    ),
    Field(
        "priority",
        N_("Priority"),
        Kind.CHOICE,
        choices=choices.PRIORITIES,
        synonyms=_names("ticket priority|priority|severity|urgency|Mức ưu tiên|Độ ưu tiên|Mức độ"),
    ),
    Field(
        "phase",
        N_("Phase"),
        Kind.CHOICE,
        choices=choices.CASE_PHASES,
        importable=False,
    ),
    Field(
        "channel",
        N_("How it came in"),
        Kind.CHOICE,
        choices=choices.CASE_CHANNELS,
        synonyms=_names("ticket channel|channel|source|via|origin|Kênh|Kênh tiếp nhận|Nguồn"),
    ),
    Field(
        "product_id",
        N_("Product"),
        Kind.REFERENCE,
        reference="product",
        synonyms=_names(
            "product purchased|product|product name|item|device|model|"
            "Sản phẩm|Tên sản phẩm|Máy|Thiết bị|Hàng hóa|Model"
        ),
    ),
    Field(
        "bought_on",
        N_("Bought on"),
        Kind.DATE,
        column=False,
        editable=False,
        synonyms=_names("date of purchase|purchase date|bought on|Ngày mua|Ngày bán"),
    ),
    Field(
        "opened_at",
        N_("Opened"),
        Kind.INSTANT,
        editable=False,
        synonyms=_names(
            "opened|created|created at|created on|date created|open date|event_date|date|reported at|"
            "Ngày mở|Ngày tiếp nhận|Ngày nhận|Ngày tạo|Thời gian tạo"
        ),
    ),
    Field(
        "first_reply_at",
        N_("First reply"),
        Kind.INSTANT,
        editable=False,
        synonyms=_names("first response time|first response|first reply|first reply time|Phản hồi đầu tiên"),
    ),
    Field(
        "solved_at",
        N_("Resolved"),
        Kind.INSTANT,
        editable=False,
        synonyms=_names(
            "time to resolution|resolved at|resolution time|resolution date|closed at|solved at|date closed|"
            "Ngày xong|Ngày hoàn thành|Ngày trả|Ngày đóng|Thời gian xong"
        ),
    ),
    Field(
        "resolution",
        N_("What fixed it"),
        column=False,
        editable=False,
        synonyms=_names("resolution|solution|fix|what fixed it|Cách giải quyết|Cách xử lý|Giải pháp"),
    ),
    Field(
        "cause",
        N_("Cause"),
        column=False,
        synonyms=_names(
            "cause|root cause|repair_barrier_if_end_of_life|repair barrier|Nguyên nhân|Nguyên nhân lỗi"
        ),
    ),
    Field(
        "remedy",
        N_("Remedy"),
        column=False,
        importable=False,
        help=N_("Repair, replacement, refund, apology"),
    ),
    Field("remedy_cost", N_("What the remedy cost us"), Kind.MONEY, column=False, importable=False),
    Field("promised_at", N_("Promised by"), Kind.INSTANT, column=False, importable=False),
    Field(
        "score",
        N_("Rating"),
        Kind.SCORE,
        editable=False,
        synonyms=_names(
            "customer satisfaction rating|satisfaction|satisfaction rating|csat|rating|score|"
            "Điểm hài lòng|Đánh giá|Chấm điểm"
        ),
    ),
    Field(
        "score_words",
        N_("Customer’s words"),
        column=False,
        editable=False,
        synonyms=_names("feedback|customer feedback|review|comment on rating|Nhận xét|Ý kiến khách"),
    ),
    Field(
        "handling_minutes",
        N_("Handling"),
        Kind.MINUTES,
        editable=False,
        width=64,
        synonyms=_names("handling time|time spent|minutes|work minutes|Thời gian xử lý|Số phút"),
    ),
    Field(
        "staff_id",
        N_("Looked after by"),
        Kind.REFERENCE,
        reference="staff_member",
        width=116,
        synonyms=_names(
            "agent|assignee|assigned to|owner|technician|handled by|"
            "Phụ trách|Nhân viên|Kỹ thuật viên|Người xử lý"
        ),
    ),
)

ITEM_FIELDS = (
    Field("product_id", N_("Product"), Kind.REFERENCE, reference="product", width=220),
    Field("words", N_("What it is, when it is not on the price list"), column=False),
    Field(
        "serial",
        N_("Serial number"),
        width=130,
        sortable=True,
        synonyms=_names("serial|s/n|imei|Số máy|Số seri"),
    ),
    Field("party_id", N_("Customer"), Kind.REFERENCE, required=True, reference="party", width=180),
    Field("bought_on", N_("Bought"), Kind.DATE, width=110, sortable=True),
    Field(
        "warranty_until",
        N_("Warranty until"),
        Kind.DATE,
        width=150,
        sortable=True,
        help=N_("Reckoned from the product when left empty"),
    ),
    Field(
        "next_maintenance_on",
        N_("Next maintenance"),
        Kind.DATE,
        width=150,
        sortable=True,
        help=N_("Reckoned from the product when left empty"),
    ),
    Field("place", N_("Where it stands"), column=False),
    Field("settings_note", N_("How it is set up"), Kind.LONG_TEXT, column=False),
)
