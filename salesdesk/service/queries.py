"""Everything the after-sales department can be asked for, in one place for the features above it."""

from salesdesk.service.case_queries import (
    CaseRow,
    Standpoint,
    case_rows,
    cases_about_to_breach,
    count_cases,
    count_late,
    list_cases,
)
from salesdesk.service.item_queries import (
    ItemRow,
    count_items,
    item_facts,
    item_rows,
    items_of,
    items_of_sale,
    list_items,
)
from salesdesk.service.knowledge_queries import (
    ArticleRow,
    article_row,
    suggest_articles,
)
from salesdesk.service.page_queries import (
    CasePage,
    case_page,
    find_checklist,
    list_checklist,
    list_resolutions,
    running_timer,
)
from salesdesk.service.plan_queries import (
    after_sale_plan,
    care_steps,
    find_products,
    product_care,
    shop_hours,
)
from salesdesk.service.rating_queries import (
    RatingRow,
    ServiceFigures,
    count_ratings,
    count_scores,
    list_ratings,
    rating_rows,
    service_month,
    service_weeks,
)

__all__ = [
    "ArticleRow",
    "CasePage",
    "CaseRow",
    "ItemRow",
    "RatingRow",
    "ServiceFigures",
    "Standpoint",
    "after_sale_plan",
    "article_row",
    "care_steps",
    "case_page",
    "case_rows",
    "cases_about_to_breach",
    "count_cases",
    "count_items",
    "count_late",
    "count_ratings",
    "count_scores",
    "find_checklist",
    "find_products",
    "item_facts",
    "item_rows",
    "items_of",
    "items_of_sale",
    "list_cases",
    "list_checklist",
    "list_items",
    "list_ratings",
    "list_resolutions",
    "product_care",
    "rating_rows",
    "running_timer",
    "service_month",
    "service_weeks",
    "shop_hours",
    "suggest_articles",
]
