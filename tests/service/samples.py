"""A sample call for every command of the department, for the undo law."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from salesdesk.service import commands as service
from salesdesk.service import job_commands as jobs
from salesdesk.service.rules import AfterSale
from salesdesk.store.database import Store
from tests.service import shop
from tests.undo_samples import Sample

BOUGHT = date(2024, 5, 11)
FAR = date(2199, 1, 5)


def a_case(store: Store) -> dict[str, Any]:
    """An open case of a customer with an owned item."""
    party, product = shop.customer(store), shop.product(store)
    item = service.add_owned_item(store, party_id=party, product_id=product, serial="K9S-1", bought_on=BOUGHT)
    return {
        "party": party,
        "product": product,
        "item": item,
        "case": shop.case_of(store, party_id=party, owned_item_id=item),
    }


def a_sale(store: Store) -> dict[str, Any]:
    """A sale that nobody looks after yet."""
    return {"sale": shop.sale(store, shop.customer(store), shop.product(store))}


def taken_on(store: Store) -> dict[str, Any]:
    """A sale that is looked after."""
    (item,) = service.take_on(store, a_sale(store)["sale"], BOUGHT)
    return {"item": item}


def solved(store: Store) -> dict[str, Any]:
    """A solved case that waits for a rating."""
    ids = a_case(store)
    service.resolve_case(store, ids["case"], resolution="Core", first_contact=True, ask_score_on=FAR)
    return ids


def timed(store: Store) -> dict[str, Any]:
    """A case whose timer runs."""
    ids = a_case(store)
    service.start_timer(store, ids["case"])
    return ids


def timed_before(store: Store) -> dict[str, Any]:
    """A case whose timer runs since an hour ago."""
    with shop.at(store.now() - timedelta(hours=1)):
        return timed(store)


def two_timed(store: Store) -> dict[str, Any]:
    """A case whose timer runs, and another one."""
    return timed(store) | {"other": shop.case_of(store, title="Another")}


def with_time(store: Store) -> dict[str, Any]:
    """A case with ten minutes of work."""
    ids = a_case(store)
    return ids | {"entry": service.add_time(store, ids["case"], 10)}


def checked(store: Store) -> dict[str, Any]:
    """A case with a checklist, and another without."""
    ids = a_case(store)
    step = service.add_checklist_item(store, ids["case"], "Pressure")
    return ids | {"step": step, "other": shop.case_of(store, title="Another")}


def written(store: Store) -> dict[str, Any]:
    """An article."""
    return {"article": service.write_article(store, title="Pump", body="Hums")}


_FOLLOW_UPS = [AfterSale("call", "Check", FAR), AfterSale("maintenance", "Core change", FAR, repeat_months=6)]
SAMPLES: dict[str, Sample] = {
    "service.item_commands.take_on": Sample(
        lambda store, i: service.take_on(store, i["sale"], BOUGHT), a_sale
    ),
    "service.item_commands.add_owned_item": Sample(
        lambda store, i: service.add_owned_item(store, party_id=i["party"], words="Kettle", bought_on=BOUGHT),
        a_case,
    ),
    "service.item_commands.edit_owned_item": Sample(
        lambda store, i: service.edit_owned_item(
            store, i["item"], bought_on=date(2023, 1, 1), place="Kitchen"
        ),
        a_case,
    ),
    "service.item_commands.replace_owned_item": Sample(
        lambda store, i: service.replace_owned_item(store, i["item"], serial="K9S-2"), a_case
    ),
    "service.item_commands.record_maintenance": Sample(
        lambda store, i: service.record_maintenance(store, i["item"]), taken_on
    ),
    "service.item_commands.remove_owned_item": Sample(
        lambda store, i: service.remove_owned_item(store, i["item"]), a_case
    ),
    "service.case_commands.open_case": Sample(
        lambda store, i: service.open_case(
            store, party_id=i["party"], title="Leaks", owned_item_id=i["item"]
        ),
        a_case,
    ),
    "service.case_commands.edit_case": Sample(
        lambda store, i: service.edit_case(store, i["case"], priority="urgent", title="Leaks a lot"), a_case
    ),
    "service.case_commands.set_status": Sample(
        lambda store, i: service.set_status(store, i["case"], "waiting_part"), a_case
    ),
    "service.case_commands.log_contact": Sample(
        lambda store, i: service.log_contact(store, i["case"], kind="call", body="Comes tomorrow"), a_case
    ),
    "service.closing_commands.resolve_case": Sample(
        lambda store, i: service.resolve_case(
            store,
            i["case"],
            resolution="Core",
            first_contact=True,
            score=5,
            score_words="Quick",
            follow_ups=_FOLLOW_UPS,
        ),
        timed,
    ),
    "service.closing_commands.rate_case": Sample(
        lambda store, i: service.rate_case(store, i["case"], 4, "Good"), solved
    ),
    "service.closing_commands.ask_for_score": Sample(
        lambda store, i: service.ask_for_score(store, i["case"], FAR), solved
    ),
    "service.closing_commands.reopen_case": Sample(
        lambda store, i: service.reopen_case(store, i["case"], "Again"), solved
    ),
    "service.closing_commands.bin_case": Sample(lambda store, i: service.bin_case(store, i["case"]), timed),
    "service.timer_commands.start_timer": Sample(
        lambda store, i: service.start_timer(store, i["other"]), two_timed
    ),
    "service.timer_commands.pause_timer": Sample(lambda store, _ids: service.pause_timer(store), timed),
    "service.timer_commands.drop_time": Sample(lambda store, _ids: service.drop_time(store, 3), timed_before),
    "service.timer_commands.add_time": Sample(lambda store, i: service.add_time(store, i["case"], 5), a_case),
    "service.timer_commands.remove_time": Sample(
        lambda store, i: service.remove_time(store, i["entry"]), with_time
    ),
    "service.knowledge_commands.add_checklist_item": Sample(
        lambda store, i: service.add_checklist_item(store, i["case"], "Cores"), a_case
    ),
    "service.knowledge_commands.copy_checklist": Sample(
        lambda store, i: service.copy_checklist(store, i["other"], i["case"]), checked
    ),
    "service.knowledge_commands.tick_checklist_item": Sample(
        lambda store, i: service.tick_checklist_item(store, i["step"], result="3.1 bar"), checked
    ),
    "service.knowledge_commands.remove_checklist_item": Sample(
        lambda store, i: service.remove_checklist_item(store, i["step"]), checked
    ),
    "service.knowledge_commands.write_article": Sample(
        lambda store, i: service.write_article(
            store, title="Pump", body="Hums", case_id=i["case"], product_id=i["product"]
        ),
        a_case,
    ),
    "service.knowledge_commands.edit_article": Sample(
        lambda store, i: service.edit_article(store, i["article"], title="Valve", body="Leaks"), written
    ),
    "service.knowledge_commands.article_helped": Sample(
        lambda store, i: service.article_helped(store, i["article"]), written
    ),
    "service.knowledge_commands.remove_article": Sample(
        lambda store, i: service.remove_article(store, i["article"]), written
    ),
}


def with_job(store: Store) -> dict[str, Any]:
    """A maintenance job at a customer's."""
    ids = a_case(store)
    job = jobs.add_job(
        store, party_id=ids["party"], kind="maintenance", on=FAR, owned_item_id=ids["item"], title="Cores"
    )
    return ids | {"job": job}


def with_job_done(store: Store) -> dict[str, Any]:
    """A visit that is ticked off."""
    ids = a_case(store)
    job = jobs.add_job(store, party_id=ids["party"], on=FAR)
    jobs.finish_job(store, job)
    return ids | {"job": job}


SAMPLES |= {
    "service.job_commands.add_job": Sample(
        lambda store, i: jobs.add_job(store, party_id=i["party"], on=FAR, time="09:30", case_id=i["case"]),
        a_case,
    ),
    "service.job_commands.place_job": Sample(
        lambda store, i: jobs.place_job(store, i["job"], on=BOUGHT, time="10:00", staff_id=None), with_job
    ),
    "service.job_commands.edit_job": Sample(
        lambda store, i: jobs.edit_job(store, i["job"], title="Cores 1-3", due_time="11:00"), with_job
    ),
    "service.job_commands.finish_job": Sample(lambda store, i: jobs.finish_job(store, i["job"]), with_job),
    "service.job_commands.reopen_job": Sample(
        lambda store, i: jobs.reopen_job(store, i["job"]), with_job_done
    ),
    "service.job_commands.remove_job": Sample(lambda store, i: jobs.remove_job(store, i["job"]), with_job),
}
