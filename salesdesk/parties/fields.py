"""The facts about a person or an organisation: forms, lists, imports, exports and history read them.

The synonyms are the names that other programs and people's own tables use: HubSpot, Salesforce, Google,
Outlook, Thunderbird, Odoo, Mautic, MISA, KiotViet, and Vietnamese and English tables made by hand.
"""

from __future__ import annotations

from salesdesk.base import choices
from salesdesk.base.choices import Choice
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


CONSENTS = (
    Choice("yes", N_("Yes")),
    Choice("message", N_("Yes, by message")),
    Choice("email", N_("Yes, by e-mail")),
    Choice("phone", N_("Yes, by phone")),
    Choice("no", N_("No")),
)
REACHED_BY = tuple(
    c for c in choices.CHANNELS if c.value in ("phone", "message", "email", "social", "direct_mail")
)

PARTY_FIELDS = (
    Field(
        "name",
        N_("Name"),
        width=200,
        sortable=True,
        synonyms=_names(
            "name|full name|display name|customer|customer name|client|client name|contact|"
            "contact name|account|account name|company name|lead name|partner|person|Họ tên|"
            "Họ và tên|Tên|Tên đầy đủ|Khách hàng|Tên khách|Tên khách hàng|Tên KH|"
            "Họ tên khách hàng|Tên công ty|Tên đối tượng|Tên đơn vị|Người liên hệ|"
            "Tên khách hàng/nhà cung cấp|Organization 1 - Name|Company"
        ),
    ),
    Field(
        "phone",
        N_("Phone"),
        Kind.PHONE,
        width=130,
        synonyms=_names(
            "phone|phone number|mobile|mobile phone|mobile number|mobile phone number|cell|"
            "cell phone|tel|telephone|telephone number|primary phone|main phone|"
            "phone 1 - value|contact number|home phone|work phone|business phone|SĐT|SDT|ĐT|"
            "Di động|Số di động|ĐTDĐ|Số điện thoại|Điện thoại|Điện thoại di động|Số ĐT|"
            "Số phone|Điện thoại KH|ĐT di động|Điện thoại cố định|Zalo|ĐT liên hệ"
        ),
    ),
    Field(
        "email",
        N_("E-mail"),
        Kind.EMAIL,
        width=180,
        synonyms=_names(
            "email|e-mail|mail|email address|e-mail address|primary email|e-mail 1 - value|"
            "email 1|work email|Thư điện tử|Địa chỉ email|Email KH|Hòm thư"
        ),
    ),
    Field(
        "address",
        N_("Address"),
        width=220,
        synonyms=_names(
            "address|street|street address|address 1|address1|address line 1|home address|"
            "billing street|billingstreet|shipping street|mailing street|home street|"
            "business street|business address|address 1 - formatted|address 1 - street|"
            "Địa chỉ|Đ/c|Đc|Địa chỉ khách hàng|Địa chỉ giao hàng|Số nhà|Nơi ở"
        ),
    ),
    Field(
        "area",
        N_("Area"),
        width=120,
        sortable=True,
        synonyms=_names(
            "area|city|town|district|region|territory|state|province|state/region|home city|"
            "billing city|billingcity|mailing city|address 1 - city|location|office location|"
            "Khu vực|Quận|Huyện|Quận/Huyện|Phường/Xã|Tỉnh|Thành phố|Tỉnh thành|"
            "Tỉnh thành phố|Tỉnh/Thành phố|Khu vực giao hàng|Địa bàn"
        ),
    ),
    Field(
        "country",
        N_("Country"),
        width=100,
        synonyms=_names(
            "country|home country|billing country|billingcountry|mailing country|"
            "address 1 - country|Quốc gia|Nước"
        ),
    ),
    Field(
        "kind",
        N_("Kind"),
        Kind.CHOICE,
        choices=choices.PARTY_KINDS,
        width=90,
        synonyms=_names(
            "kind|customer type|company type|person or company|record type|Loại khách hàng|"
            "Loại khách|Loại KH|Phân loại|Loại đối tượng|Cá nhân/Công ty"
        ),
    ),
    Field(
        "needs",
        N_("Interested in"),
        width=180,
        synonyms=_names(
            "interested in|interest|need|needs|product of interest|requirement|Quan tâm|"
            "Nhu cầu|Sản phẩm quan tâm|Yêu cầu"
        ),
    ),
    Field("budget", N_("Budget"), Kind.MONEY, width=110, synonyms=_names("budget|Ngân sách|Số tiền dự kiến")),
    Field(
        "timing",
        N_("Wants it by"),
        width=110,
        synonyms=_names("timing|when|timeline|purchase date|Thời gian mua|Khi nào mua"),
    ),
    Field(
        "source",
        N_("Source"),
        width=110,
        sortable=True,
        synonyms=_names(
            "source|lead source|leadsource|original source|origin|channel|heard of us from|"
            "how did you hear|utm_source|Nguồn|Nguồn khách|Nguồn khách hàng|Nguồn KH|Kênh|"
            "Biết qua|Từ đâu|Nguồn gốc"
        ),
    ),
    Field(
        "source_detail",
        N_("How they came"),
        width=140,
        synonyms=_names(
            "source detail|source details|landing page|landing_page_id|utm_campaign|Chi tiết nguồn"
        ),
    ),
    Field(
        "referred_by_id",
        N_("Referred by"),
        Kind.REFERENCE,
        reference="party",
        width=140,
        synonyms=_names("referred by|referrer|referral|Người giới thiệu|Được giới thiệu bởi|Giới thiệu bởi"),
    ),
    Field(
        "notes",
        N_("Buying notes"),
        Kind.LONG_TEXT,
        width=220,
        synonyms=_names(
            "notes|note|remark|remarks|comment|comments|description|buying notes|Ghi chú|"
            "Lưu ý|Mô tả|Diễn giải|Chú thích"
        ),
    ),
    Field(
        "consent",
        N_("May we send offers?"),
        Kind.CHOICE,
        choices=CONSENTS,
        width=120,
        synonyms=_names("consent|marketing consent|opt in|opt-in|newsletter|Đồng ý nhận tin|Nhận tin"),
    ),
    Field("consent_on", N_("Agreed on"), Kind.DATE, width=100, synonyms=_names("consent date|Ngày đồng ý")),
    Field(
        "staff_id",
        N_("Looked after by"),
        Kind.REFERENCE,
        reference="staff_member",
        width=130,
        synonyms=_names(
            "looked after by|owner|contact owner|company owner|account owner|lead owner|"
            "assigned to|sales rep|salesperson|Phụ trách|Người phụ trách|Nhân viên phụ trách|"
            "Nhân viên|NV phụ trách|Người tạo"
        ),
    ),
    Field(
        "form_of_address",
        N_("Form of address"),
        width=90,
        synonyms=_names("form of address|salutation|name prefix|prefix|Danh xưng|Xưng hô"),
    ),
    Field(
        "organisation_id",
        N_("Works for"),
        Kind.REFERENCE,
        reference="party",
        width=150,
        synonyms=_names(
            "works for|employer|subsidiary of|parent account|parent company|organization|"
            "organisation|related company|Công ty|Cơ quan|Nơi công tác|Đơn vị công tác"
        ),
    ),
    Field(
        "job_title",
        N_("Job title"),
        width=120,
        synonyms=_names(
            "job title|position|role|occupation|organization 1 - title|Chức danh|Chức vụ|Nghề nghiệp"
        ),
    ),
    Field(
        "birthday",
        N_("Birthday"),
        Kind.DATE,
        width=100,
        synonyms=_names("birthday|birth date|date of birth|date_of_birth|dob|Ngày sinh|Sinh nhật|Năm sinh"),
    ),
    Field(
        "preferred_channel",
        N_("Best reached by"),
        Kind.CHOICE,
        choices=REACHED_BY,
        width=120,
        synonyms=_names("preferred channel|preferred contact|Kênh liên hệ|Liên hệ qua"),
    ),
    Field(
        "preferred_hour",
        N_("Best hour"),
        width=90,
        synonyms=_names("preferred hour|best time to call|Giờ liên hệ|Giờ gọi"),
    ),
    Field(
        "tax_code",
        N_("Tax code"),
        width=110,
        synonyms=_names("tax code|tax id|tax number|vat|vat number|MST|Mã số thuế|Mã số thuế/CCCD chủ hộ"),
    ),
    Field(
        "website",
        N_("Website"),
        width=140,
        synonyms=_names(
            "website|web|url|web page|web page 1|website url|website 1 - value|"
            "company domain name|Trang web|Facebook"
        ),
    ),
    Field(
        "tags",
        N_("Tags"),
        Kind.TAGS,
        width=140,
        synonyms=_names(
            "tags|tag|labels|group|groups|categories|category|industry|sector|segment|"
            "group membership|customer_group_code|Nhóm|Nhóm khách hàng|Nhãn|Thẻ|Nhóm KH|"
            "Ngành nghề"
        ),
    ),
    Field(
        "code",
        N_("Code"),
        width=100,
        sortable=True,
        synonyms=_names(
            "code|id|customer id|customer code|customer no|client id|contact id|company id|"
            "account id|account number|record id|lead id|mql_id|external id|Mã KH|"
            "Mã khách hàng|Mã khách|Mã|Mã đối tượng|Mã số"
        ),
    ),
    Field("hot", N_("Hot"), Kind.FLAG, width=60, synonyms=_names("hot|hot lead|Nóng|Tiềm năng cao")),
    Field(
        "state",
        N_("State"),
        Kind.CHOICE,
        choices=choices.PARTY_STATES,
        editable=False,
        width=110,
        synonyms=_names("state of customer|lifecycle stage|lifecycle|status|Trạng thái|Tình trạng"),
    ),
    Field(
        "prospect_stage",
        N_("Stage"),
        Kind.CHOICE,
        choices=choices.PROSPECT_STAGES,
        editable=False,
        width=110,
        synonyms=_names("lead status|stage|prospect stage|Giai đoạn|Tình trạng khách hàng tiềm năng"),
    ),
    Field(
        "prospect_on",
        N_("Prospect since"),
        Kind.DATE,
        editable=False,
        width=110,
        sortable=True,
        synonyms=_names(
            "prospect since|create date|created date|createddate|created|date added|"
            "signup date|first contact date|first_contact_date|Ngày tạo|Ngày thêm|"
            "Ngày tiếp nhận"
        ),
    ),
    Field(
        "customer_on",
        N_("Customer since"),
        Kind.DATE,
        editable=False,
        width=110,
        sortable=True,
        synonyms=_names(
            "customer since|became a customer|first purchase|dt_customer|Khách từ ngày|Ngày mua đầu"
        ),
    ),
    Field(
        "last_contact_on",
        N_("Last contact"),
        Kind.DATE,
        editable=False,
        width=110,
        sortable=True,
        synonyms=_names(
            "last contact|last contacted|last activity|last activity date|lastactivitydate|"
            "Liên hệ cuối|Lần liên hệ cuối|Ngày liên hệ gần nhất"
        ),
    ),
)
# What the history of a party tells besides its facts: it is stamped, not typed.
STAMPED_FIELDS = (
    Field("qualified_on", N_("Qualified on"), Kind.DATE, editable=False, importable=False),
    Field("nurture_until", N_("Leave alone until"), Kind.DATE, editable=False, importable=False),
    Field("disqualified_reason", N_("Why not now"), editable=False, importable=False),
)
