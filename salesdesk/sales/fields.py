"""The facts about products, deals, quotes, sales and payments, declared once.

Tables, forms, filters and imports read these. ``synonyms`` are what other programs' files call a column.
"""

from __future__ import annotations

from salesdesk.base import choices as c
from salesdesk.base.fields import Field, Kind
from salesdesk.base.i18n import N_


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


PRODUCT_FIELDS = (
    Field(
        "name", N_("Product"), required=True, width=260, sortable=True,
        synonyms=_names(
            "product|product name|item|name|title|tên hàng|tên sản phẩm|sản phẩm|"
            "tên hàng hóa|hàng hóa|tên|mặt hàng|productName"
        ),
    ),
    Field(
        "code", N_("Code"), width=110, sortable=True,
        synonyms=_names(
            "sku|product code|item code|product id|productid|mã hàng|mã sản phẩm|mã sp|mã|"
            "mã hàng hóa|mã vạch|barcode"
        ),
    ),
    Field(
        "kind", N_("Kind"), Kind.CHOICE, choices=c.PRODUCT_KINDS, width=90,
        synonyms=_names("type|loại|loại hàng|loại sản phẩm"),
    ),
    Field(
        "group_name", N_("Group"), width=130, sortable=True,
        synonyms=_names(
            "group|category|series|product group|nhóm|nhóm hàng|nhóm sản phẩm|danh mục|"
            "ngành hàng"
        ),
    ),
    Field(
        "unit", N_("Unit"), column=False, width=80,
        synonyms=_names("unit|uom|quantity per unit|đơn vị|đơn vị tính|đvt"),
    ),
    Field(
        "price", N_("Price"), Kind.MONEY, sortable=True, help=N_("Before tax"),
        synonyms=_names("sales price|unit price|price|list price|giá|giá bán|đơn giá|giá bán lẻ|unitprice"),
    ),
    Field(
        "promo_price", N_("Promotional price"), Kind.MONEY, width=130,
        help=N_("Before tax, while the offer runs"),
        synonyms=_names("sale price|promo price|offer price|giá khuyến mại|giá khuyến mãi|giá km"),
    ),
    Field(
        "promo_from", N_("Offer from"), Kind.DATE, column=False,
        synonyms=_names("promo from|offer starts|khuyến mại từ|khuyến mãi từ|từ ngày"),
    ),
    Field(
        "promo_to", N_("Offer until"), Kind.DATE, column=False,
        synonyms=_names("promo to|offer ends|khuyến mại đến|khuyến mãi đến|đến ngày"),
    ),
    Field(
        "cost", N_("Cost"), Kind.MONEY, help=N_("What one of it costs the shop, before tax"),
        synonyms=_names("cost|unit cost|purchase price|giá vốn|giá nhập|giá mua"),
    ),
    Field(
        "tax_rate", N_("Tax"), Kind.PERCENT, width=70,
        synonyms=_names("tax|vat|tax rate|thuế|thuế suất|thuế gtgt|thuế vat"),
    ),
    Field(
        "warranty_months", N_("Warranty, months"), Kind.INTEGER, width=110,
        synonyms=_names("warranty|warranty months|bảo hành|thời hạn bảo hành|bảo hành (tháng)"),
    ),
    Field(
        "maintenance_months", N_("Maintenance every, months"), Kind.INTEGER, column=False,
        synonyms=_names("maintenance interval|service interval|bảo trì|chu kỳ bảo trì|bảo dưỡng (tháng)"),
    ),
    Field(
        "repurchase_days", N_("Bought again after, days"), Kind.INTEGER, column=False,
        help=N_("When a customer usually needs the next one"),
        synonyms=_names("repurchase days|expected repurchase|chu kỳ mua lại|mua lại sau (ngày)"),
    ),
    Field(
        "features", N_("Features"), Kind.LONG_TEXT, column=False, help=N_("What it is and does"),
        synonyms=_names("features|specifications|đặc điểm|tính năng|thông số"),
    ),
    Field(
        "benefits", N_("Benefits"), Kind.LONG_TEXT, column=False, help=N_("What the customer gains by it"),
        synonyms=_names("benefits|advantages|lợi ích|ưu điểm"),
    ),
    Field(
        "goes_with", N_("Goes with"), Kind.TAGS, column=False,
        help=N_("Names of other products, with commas between"),
        synonyms=_names("goes with|accessories|related|bán kèm|mua kèm|đi kèm"),
    ),
    Field(
        "active", N_("For sale"), Kind.FLAG, column=False, importable=False,
    ),
)  # fmt: skip

DEAL_FIELDS = (
    Field(
        "party_id", N_("Customer"), Kind.REFERENCE, required=True, reference="party", width=190,
        synonyms=_names(
            "account|customer|company|client|account name|accountid|mql_id|lead id|mql|"
            "contact|khách hàng|mã khách hàng|mã kh|tên khách hàng|công ty"
        ),
    ),
    Field(
        "title", N_("What they want"), width=220, sortable=True,
        synonyms=_names(
            "name|opportunity|opportunity name|deal|deal name|title|cơ hội|tên cơ hội|"
            "nội dung"
        ),
    ),
    Field(
        "product_id", N_("Product"), Kind.REFERENCE, reference="product", column=False,
        synonyms=_names("product|product name|item|sản phẩm|tên sản phẩm|hàng hóa|mặt hàng"),
    ),
    Field(
        "amount", N_("Amount"), Kind.MONEY, sortable=True,
        synonyms=_names(
            "amount|value|close value|deal value|deal amount|revenue|"
            "số tiền|giá trị|doanh thu|thành tiền"
        ),
    ),
    Field(
        "stage", N_("Stage"), Kind.CHOICE, choices=c.DEAL_STAGES, sortable=True,
        synonyms=_names(
            "deal stage|stage|stage name|stagename|status|pipeline stage|giai đoạn|trạng thái|"
            "tình trạng"
        ),
    ),
    Field(
        "likelihood", N_("Likelihood, %"), Kind.INTEGER, column=False,
        help=N_("Empty means the stage's own"),
        synonyms=_names("probability|likelihood|win probability|khả năng|xác suất"),
    ),
    Field(
        "expected_on", N_("Expected by"), Kind.DATE, width=110, sortable=True,
        synonyms=_names("expected close date|expected|forecast date|dự kiến chốt|ngày dự kiến|dự kiến"),
    ),
    Field(
        "opened_on", N_("Opened on"), Kind.DATE, width=110, sortable=True,
        synonyms=_names(
            "engage date|created|create date|created date|createddate|open date|ngày tạo|"
            "ngày mở|ngày bắt đầu"
        ),
    ),
    Field(
        "closed_on", N_("Closed on"), Kind.DATE, width=110, editable=False, sortable=True,
        synonyms=_names("close date|closedate|closed|won date|won_date|ngày chốt|ngày đóng|ngày kết thúc"),
    ),
    Field(
        "staff_id", N_("Looked after by"), Kind.REFERENCE, reference="staff_member", width=140,
        synonyms=_names(
            "sales agent|owner|deal owner|sales rep|rep|sr_id|ownerid|salesperson|nhân viên|"
            "nhân viên bán|mã nhân viên bán|phụ trách|người phụ trách"
        ),
    ),
    Field(
        "campaign_id", N_("Campaign"), Kind.REFERENCE, reference="campaign", column=False,
        synonyms=_names("campaign|campaign name|chiến dịch"),
    ),
    Field(
        "source", N_("Source"), column=False,
        synonyms=_names("lead source|leadsource|source|origin|nguồn|nguồn khách"),
    ),
    Field(
        "competitor", N_("Competitor"), width=140,
        synonyms=_names("competitor|competitors|đối thủ|đối thủ cạnh tranh"),
    ),
    Field(
        "terms", N_("Terms agreed"), Kind.LONG_TEXT, column=False,
        help=N_("Payment, delivery, warranty: what both sides want"),
        synonyms=_names("terms|điều khoản|thỏa thuận"),
    ),
    Field(
        "notes", N_("Notes"), Kind.LONG_TEXT, column=False,
        synonyms=_names("description|notes|note|ghi chú|mô tả"),
    ),
    Field(
        "lost_reason", N_("Lost because of"), Kind.CHOICE, choices=c.LOST_REASONS, width=130, editable=False,
        synonyms=_names("lost reason|loss reason|lý do mất|lý do không chốt"),
    ),
    Field(
        "code", N_("Number in another program"), column=False, editable=False,
        synonyms=_names("opportunity_id|opportunity id|deal id|id|mã cơ hội|seller_id"),
    ),
)  # fmt: skip

SALE_FIELDS = (
    Field(
        "code", N_("Order number"), required=True,
        synonyms=_names(
            "order|order number|order no|order id|orderid|invoice|invoice number|name|"
            "đơn hàng|mã đơn hàng|số đơn hàng|số hóa đơn|mã hóa đơn|số chứng từ|số phiếu"
        ),
    ),
    Field(
        "sold_on", N_("Date"), Kind.DATE, required=True, width=110, sortable=True,
        synonyms=_names(
            "date|order date|orderdate|sale date|invoice date|sold on|ngày|ngày bán|"
            "ngày hạch toán|ngày đặt hàng|ngày hóa đơn|ngày chứng từ|thời gian"
        ),
    ),
    Field(
        "party_id", N_("Customer"), Kind.REFERENCE, reference="party", width=200, sortable=True,
        synonyms=_names(
            "customer|customer id|customerid|customer name|account|client|ship name|mã kh|"
            "mã khách hàng|khách hàng|tên khách hàng"
        ),
    ),
    Field(
        "product_id", N_("Product"), Kind.REFERENCE, reference="product",
        synonyms=_names(
            "product|product id|productid|product name|sku|item|mã sản phẩm|mã hàng|sản phẩm|"
            "tên hàng|tên sản phẩm"
        ),
    ),
    Field(
        "quantity", N_("Quantity"), Kind.QUANTITY, width=70,
        synonyms=_names("quantity|qty|units|số lượng|sl|số lượng bán"),
    ),
    Field(
        "unit_price", N_("Unit price"), Kind.MONEY,
        synonyms=_names("unit price|unitprice|price|đơn giá|giá|giá bán"),
    ),
    Field(
        "discount", N_("Discount"), Kind.PERCENT, width=90, help=N_("Percent or share of one"),
        synonyms=_names("discount|discount rate|chiết khấu|giảm giá"),
    ),
    Field(
        "net", N_("Revenue"), Kind.MONEY, help=N_("Before tax, as the file has it"),
        synonyms=_names("revenue|net|line total|amount|sales|subtotal|doanh thu|thành tiền|tiền hàng"),
    ),
    Field(
        "tax", N_("Tax"), Kind.MONEY, width=90,
        synonyms=_names("tax|vat|tax amount|tiền thuế|thuế|thuế gtgt"),
    ),
    Field(
        "cost", N_("Cost"), Kind.MONEY, help=N_("Of the whole line"),
        synonyms=_names("cost|cogs|cost of goods sold|giá vốn|giá vốn hàng hóa|giá vốn hàng bán"),
    ),
    Field(
        "staff_id", N_("Seller"), Kind.REFERENCE, reference="staff_member", width=140,
        synonyms=_names(
            "seller|salesperson|sales rep|employee|employee id|employeeid|nhân viên|"
            "mã nhân viên|mã nhân viên bán|nhân viên bán|người bán"
        ),
    ),
    Field(
        "place", N_("Place of sale"),
        synonyms=_names(
            "place|branch|store|shop|location|office|ship city|chi nhánh|cửa hàng|nơi bán|"
            "mã chi nhánh"
        ),
    ),
    Field(
        "paid", N_("Paid"), Kind.MONEY, help=N_("Without this column every sale counts as paid"),
        synonyms=_names("paid|amount paid|payment|đã trả|đã thu|khách trả|thanh toán"),
    ),
    Field(
        "due_on", N_("Due"), Kind.DATE, width=110, sortable=True,
        synonyms=_names("due|due date|hạn thanh toán|đến hạn|ngày đến hạn"),
    ),
    Field(
        "notes", N_("Notes"), Kind.LONG_TEXT,
        synonyms=_names("notes|note|description|ghi chú|diễn giải"),
    ),
)  # fmt: skip

PAYMENT_FIELDS = (
    Field(
        "amount", N_("Amount"), Kind.MONEY, required=True,
        synonyms=_names("amount|paid|số tiền|đã thu"),
    ),
    Field(
        "paid_on", N_("Paid on"), Kind.DATE, required=True, width=110,
        synonyms=_names("date|payment date|ngày thu|ngày thanh toán"),
    ),
    Field(
        "method", N_("How"), Kind.CHOICE, choices=c.PAYMENT_METHODS, width=110,
        synonyms=_names("method|payment method|hình thức|phương thức"),
    ),
    Field(
        "notes", N_("Notes"), width=160,
        synonyms=_names("notes|note|ghi chú"),
    ),
)  # fmt: skip

TARGET_FIELDS = (
    Field(
        "month_on", N_("First day of the month"), Kind.DATE,
        synonyms=_names("date|month start|ngày|ngày đầu tháng"),
    ),
    Field(
        "month", N_("Month"), help=N_("Such as 2026-05 or 5/2026"),
        synonyms=_names("month|yearmonth|year month|period|tháng|kỳ|tháng năm"),
    ),
    Field(
        "amount", N_("Target"), Kind.MONEY, required=True,
        synonyms=_names("target|quota|goal|kpi|chỉ tiêu|hạn ngạch|mục tiêu"),
    ),
    Field(
        "place", N_("Place of sale"),
        synonyms=_names("place|branch|office|store|mã chi nhánh|chi nhánh|cửa hàng"),
    ),
    Field(
        "staff_id", N_("Staff"), Kind.REFERENCE, reference="staff_member",
        synonyms=_names("staff|seller|sales agent|mã nhân viên|nhân viên"),
    ),
    Field(
        "metric", N_("Measure"),
        synonyms=_names("metric|measure|chỉ số"),
    ),
)  # fmt: skip
