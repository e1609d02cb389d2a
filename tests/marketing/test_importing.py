"""Prospects of campaigns out of files, and what the sources came to."""

from datetime import date
from pathlib import Path

import pytest

from salesdesk.base.task import Task
from salesdesk.exchange import mapping as matching
from salesdesk.exchange.reading import open_table
from salesdesk.exchange.rehearsal import apply, rehearse, studied
from salesdesk.marketing.commands import add_campaign
from salesdesk.marketing.importing import CAMPAIGN_PROSPECT_IMPORT, for_campaign
from salesdesk.marketing.queries import campaign_rows, conversion_by_source
from salesdesk.store import schema as s

LEADS = """mql_id,first_contact_date,landing_page_id,origin
a1,01-02-2018,p1,social
a2,20-10-2017,p1,paid_search
a3,03-04-2018,p2,
a4,28-03-2018,p2,social
"""
CLOSED = """mql_id,seller_id,won_date,business_segment
a1,s1,2018-02-26 19:58:54,pet
a3,s2,2018-05-08 20:17:59,pet
"""
ANSWERS = """"age";"job";"y"
58;"management";"no"
44;"technician";"yes"
33;"services";"no"
"""


@pytest.fixture
def bring(store, tmp_path):
    """Import the text of a file; gives the rehearsal."""

    def run(text: str, importer=CAMPAIGN_PROSPECT_IMPORT, **by_hand):
        path = Path(tmp_path / "leads.csv")
        path.write_text(text, encoding="utf-8")
        table = open_table(path)
        mapping = matching.guess(importer.matchable, table)
        for name, key in by_hand.items():
            mapping.assign(table.columns.index(name), key)
        study = studied(table, mapping, importer, store)
        rehearsal = rehearse(table, mapping, importer, store, Task(), study=study)
        apply(rehearsal, store, Task())
        return rehearsal

    return run


def sources(store, *period):
    with store.reading() as db:
        return {row.source: (row.prospects, row.customers) for row in conversion_by_source(db, *period)}


def test_leads_keep_their_source_and_their_day_and_an_empty_source_stays_empty(store, bring):
    bring(LEADS)
    with store.reading() as db:
        rows = {row.code: row for row in db.execute(s.party.select())}
    assert rows["a1"].prospect_on == date(2018, 2, 1)
    assert rows["a3"].prospect_on == date(2018, 4, 3)
    assert (rows["a3"].source, rows["a3"].state) == ("", "prospect")
    assert sources(store) == {"social": (2, 0), "paid_search": (1, 0), "": (1, 0)}


def test_closed_leads_become_customers_by_their_code(store, bring):
    bring(LEADS)
    rehearsal = bring(CLOSED)
    assert (rehearsal.counts["new"], rehearsal.counts["changed"]) == (0, 2)
    assert sources(store) == {"social": (2, 1), "paid_search": (1, 0), "": (1, 1)}
    with store.reading() as db:
        row = db.execute(s.party.select().where(s.party.c.code == "a1")).one()
    assert (row.state, row.customer_on, row.prospect_on) == ("customer", date(2018, 2, 26), date(2018, 2, 1))
    assert sources(store, date(2018, 1, 1), date(2018, 2, 28)) == {"social": (1, 1)}


def test_the_same_file_again_changes_nothing(store, bring):
    bring(LEADS)
    again = bring(LEADS)
    assert (again.counts["new"], again.counts["changed"], again.counts["same"]) == (0, 0, 4)


def test_leads_of_a_chosen_campaign_count_as_its_replies_but_not_as_reached(store, bring):
    campaign_id = add_campaign(store, name="Spring")
    bring(LEADS, for_campaign(campaign_id))
    with store.reading() as db:
        row = campaign_rows(db, [campaign_id], "USD")[campaign_id]
        reached = db.execute(
            s.campaign_member.select().where(s.campaign_member.c.reached_on.is_not(None))
        ).all()
    assert (row.people, row.responses, reached) == (4, 4, [])
    store.undo()
    with store.reading() as db:
        assert campaign_rows(db, [campaign_id], "USD")[campaign_id].people == 0


def test_a_list_of_answers_without_names_counts_who_said_yes(store, bring):
    campaign_id = add_campaign(store, name="Calls", channel="phone")
    bring(ANSWERS, for_campaign(campaign_id))
    with store.reading() as db:
        row = campaign_rows(db, [campaign_id], "USD")[campaign_id]
        names = db.execute(s.party.select().with_only_columns(s.party.c.name)).scalars().all()
        reached = len(
            db.execute(s.campaign_member.select().where(s.campaign_member.c.reached_on.is_not(None))).all()
        )
    assert (row.people, row.responses, reached) == (3, 1, 3)
    assert sorted(names) == ["Prospect no. 2", "Prospect no. 3", "Prospect no. 4"]


def test_a_row_that_says_nothing_about_anybody_is_left_out(store, bring):
    rehearsal = bring("name,origin\nAnn,social\n,social\n")
    assert (rehearsal.counts["new"], rehearsal.counts["left_out"]) == (1, 1)


def test_the_campaign_that_brought_somebody_stays_when_another_file_names_one(store, bring):
    first, second = add_campaign(store, name="Spring"), add_campaign(store, name="Autumn")
    bring(LEADS, for_campaign(first))
    bring("mql_id,campaign name\na1,Autumn\na2,Autumn\n")
    with store.reading() as db:
        brought = set(db.execute(s.party.select().with_only_columns(s.party.c.campaign_id)).scalars())
        rows = campaign_rows(db, [first, second], "USD")
    assert brought == {first}
    assert (rows[first].people, rows[second].people, rows[second].responses) == (4, 2, 2)


def test_channels_are_read_in_the_words_of_other_programs(store, bring):
    campaign_id = add_campaign(store, name="Calls")
    text = "name,reached by,answer\nAnn,cellular,yes\nBen,newsletter,no\n"
    bring(text, for_campaign(campaign_id), **{"reached by": "channel", "answer": "replied"})
    with store.reading() as db:
        rows = db.execute(s.campaign_member.select()).all()
    assert sorted(row.channel for row in rows) == ["email", "phone"]
