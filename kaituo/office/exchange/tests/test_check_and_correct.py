"""What a person may say of a file before it is imported: how it is read, by what records are found again, what is done, what is left out or created."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kaituo.foundation.identity.models import User
from kaituo.foundation.records import actions as records
from kaituo.foundation.records.merging import merge
from kaituo.office.exchange import progress, uploads
from kaituo.office.exchange.checking import Check
from kaituo.office.exchange.headings import SYNONYMS
from kaituo.office.exchange.jobs import run_later
from kaituo.office.exchange.mapping import guess_map, importable
from kaituo.office.exchange.models import Batch, Mapping
from kaituo.sales.customers.models import Account, Contact
from kaituo.sales.duplicates.models import DuplicateRule
from kaituo.sales.leads.models import Lead

CODE = "91330100799655058B"


@pytest.fixture
def upload(client, alice):
    """A page with the file checked; further words are what is corrected."""
    client.force_login(alice)

    def upload(content, name="accounts.csv", slug="accounts", **said):
        content = content if isinstance(content, bytes) else content.encode()
        client.post(reverse("exchange:import", args=[slug]), {"file": SimpleUploadedFile(name, content)})
        batch = Batch.objects.latest("pk")
        if said:
            columns = [fed for _heading, _example, fed in Check(batch, alice).columns]
            client.post(reverse("exchange:check", args=[batch.pk]), {"column": columns, **said})
        batch.refresh_from_db()
        return batch

    return upload


@pytest.fixture
def run(client):
    def run(batch):
        client.post(reverse("exchange:run", args=[batch.pk]))
        batch.refresh_from_db()
        return batch

    return run


@pytest.fixture
def acme(alice, ada):
    return records.create(Account(number="A-1", name="Acme", city="Berlin", owner=alice), by=ada)


BOTH = "number,name,city\nA-1,Acme,Hamburg\nA-2,Umbrella,Bonn\n"


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [("upsert", ("done", "Hamburg", 2)), ("skip", ("done", "Berlin", 2)), ("create", ("refused", "Berlin", 1)), ("update", ("refused", "Berlin", 1))],
)
def test_what_is_done_with_new_and_known_rows_is_said(mode, outcome, acme, upload, run):
    batch = run(upload(BOTH, mode=mode))
    acme.refresh_from_db()
    assert (batch.state, acme.city, Account.objects.count()) == outcome


def test_records_are_found_again_by_the_field_one_says(acme, upload, run):
    run(upload("name,city\nAcme,Hamburg\n", key="name"))
    acme.refresh_from_db()
    assert (acme.city, Account.objects.count()) == ("Hamburg", 1)


def test_what_several_records_are_called_finds_none_of_them(acme, alice, ada, upload):
    records.create(Account(name="Acme", owner=alice), by=ada)
    batch = upload("name,city\nAcme,Hamburg\n", key="name")
    assert "Several records" in Check(batch, alice).plan.faults[0].message


def test_rows_with_errors_are_left_out_when_one_says_so(upload, run, alice):
    batch = run(upload("number,name,credit_limit\nA-1,Acme,many\nA-2,Umbrella,5\n", leaves_out="yes"))
    assert (batch.state, batch.created_count, batch.left_out_count) == ("done", 1, 1)
    assert batch.faults[0]["row"] == 2


def test_the_workbook_of_errors_is_mended_and_comes_in_again(client, upload, run, alice):
    batch = upload("Nr,Firma,credit_limit\nA-1,Acme,many\nA-2,Umbrella,5\n")
    client.post(reverse("exchange:check", args=[batch.pk]), {"column": ["number", "name", "credit_limit"], "leaves_out": "yes"})
    faults = client.get(reverse("exchange:faults", args=[batch.pk])).content
    run(batch)
    again = upload(faults, "errors.xlsx")
    assert again.mapping == {"number": "Nr", "name": "Firma", "credit_limit": "credit_limit"}
    assert Check(again, alice).plan.faults[0].text == "many"


def test_customers_that_contacts_name_are_created_when_one_says_so(upload, run, acme):
    rows = "name,account,mobile\n王芳,Acme,13800138000\n李雷,新客户公司,13900139000\n韩梅,新客户公司,13700137000\n"
    assert Check(upload(rows, slug="contacts"), acme.owner).plan.faults[0].row == 3
    batch = run(upload(rows, slug="contacts", makes_missing="yes"))
    assert (batch.state, Contact.objects.count(), Account.objects.count()) == ("done", 3, 2)
    assert Contact.objects.get(name="王芳").account == acme
    assert Account.objects.get(name="新客户公司").owner == acme.owner


def test_what_was_created_on_the_way_is_undone_too(client, upload, run):
    batch = run(upload("name,account\n李雷,新客户公司\n", slug="contacts", makes_missing="yes"))
    assert batch.created_count == 2
    client.post(reverse("exchange-batch-verb", args=[batch.pk, "undo"]))
    assert not Account.objects.exists()


def test_original_owners_and_days_are_kept(upload, run, alice):
    run(upload("Account Number,Account Name,Account Owner,Created Time\nA-1,Acme,alice,2021-03-04 09:30:00\n"))
    account = Account.objects.get()
    assert account.owner == alice
    assert timezone.localtime(account.created_at).replace(tzinfo=None) == datetime(2021, 3, 4, 9, 30)


def test_when_a_known_record_came_to_be_is_not_rewritten(acme, upload, run):
    before = acme.created_at
    run(upload("number,name,created_at\nA-1,Acme Ltd,2021-03-04\n"))
    acme.refresh_from_db()
    assert (acme.name, acme.created_at) == ("Acme Ltd", before)


def test_an_instant_with_its_own_zone_is_taken_as_it_is(upload, run):
    run(upload("number,name,created_at\nA-1,Acme,2021-03-04T09:30:00Z\n"))
    assert Account.objects.get().created_at == datetime(2021, 3, 4, 9, 30, tzinfo=UTC)


SYSTEMS = {
    "zoho": ["Account Number", "Account Name", "Account Owner", "Billing State", "Billing City", "Phone", "Website", "Industry", "Rating"],
    "hubspot": ["Record ID", "Company name", "Company owner", "State/Region", "City", "Phone Number", "Website URL", "Industry", "Lifecycle Stage"],
    "salesforce": [
        "Account Number",
        "Account Name",
        "Account Owner",
        "Billing State/Province",
        "Billing City",
        "Phone",
        "Website",
        "Industry",
        "Type",
    ],
    "fxiaoke": ["客户编号", "客户名称", "负责人", "省", "市", "电话", "网址", "行业", "客户级别"],
    "wukong": ["客户编码", "客户名称", "负责人", "省份", "城市", "手机", "网址", "客户行业", "客户级别"],
    "cordys": ["编号", "客户名称", "负责人", "省份", "城市", "联系电话", "官网", "所属行业", "客户等级"],
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_headings_of_other_systems_are_known(system):
    found = set(guess_map(Account, SYSTEMS[system]).sources)
    assert found >= {"number", "name", "owner", "region", "city", "phone", "website", "industry"}
    assert len(found) == 9


@pytest.mark.parametrize("slug", ["accounts", "leads"])
def test_divisions_come_in_by_their_names(slug, upload, run):
    run(upload("名称,公司,行政区划\n灯笼,灯笼,江苏省/苏州市/昆山市\n", slug=slug))
    row = {"accounts": Account, "leads": Lead}[slug].objects.get()
    assert (row.division, row.region, row.city) == ("320583", "江苏", "苏州")


def test_a_division_that_leaves_a_doubt_is_a_fault_of_its_cell(upload, alice):
    batch = upload("名称,行政区划\n灯笼,铁西区\n")
    (fault,) = Check(batch, alice).plan.faults
    assert "沈阳市" in fault.message


def test_first_and_last_name_make_one_name_in_either_order(upload, run, acme):
    run(upload("First Name,Last Name,Company name\n芳,王,Acme\nAnna,Keller,Acme\n", slug="contacts"))
    assert set(Contact.objects.values_list("name", flat=True)) == {"王芳", "Anna Keller"}


def test_every_synonym_names_a_field_that_can_be_imported(db):
    models = {model._meta.label: model for model in (Account, Contact)}
    wrong = [(label, name) for label, model in models.items() for name in SYNONYMS[label] if name not in importable(model)]
    assert wrong == []


def test_a_mapping_is_saved_under_a_name_and_taken_for_another_file(client, upload, alice):
    client.post(reverse("exchange:check", args=[upload("A,B\n1,Acme\n").pk]), {"column": ["number", "name"], "save_as": "Old system", "key": "name"})
    mapping = Mapping.objects.get()
    other = upload("A,B,C\n2,Umbrella,x\n")
    client.post(reverse("exchange:check", args=[other.pk]), {"column": ["", "", ""], "saved": mapping.pk})
    other.refresh_from_db()
    assert (other.mapping, other.key) == ({"number": "A", "name": "B"}, "name")


def test_anothers_mapping_is_not_taken(client, upload, bob):
    foreign = records.create(Mapping(name="Foreign", slug="accounts", columns={"name": "A"}, created_by=bob), by=bob)
    batch = upload("A,B\n1,Acme\n")
    client.post(reverse("exchange:check", args=[batch.pk]), {"column": ["", ""], "saved": foreign.pk})
    batch.refresh_from_db()
    assert batch.mapping == {}


def test_a_guess_is_said_until_somebody_confirms_it(client, upload, alice):
    batch = upload("number,name\nA-1,华拓智能科技有限公司\n".encode("gb18030"))
    address, columns = reverse("exchange:check", args=[batch.pk]), {"column": ["number", "name"]}
    assert "does not say how it is written" in client.get(address).content.decode()
    assert "does not say how it is written" in client.post(address, {**columns, "encoding": "gb18030", "mode": "skip"}).content.decode()
    assert "does not say how it is written" not in client.post(address, {**columns, "encoding": "gbk"}).content.decode()


def test_a_wrong_encoding_is_corrected_on_the_page(client, upload, alice):
    batch = upload("number,name\nA-1,華拓\n".encode("big5"), encoding="big5")
    assert Check(batch, alice).table.rows == [["A-1", "華拓"]]
    page = client.post(reverse("exchange:check", args=[batch.pk]), {"encoding": "utf-8", "column": ["number", "name"]})
    assert page.status_code == 422
    assert "another encoding" in page.content.decode()


def test_a_code_that_is_taken_is_a_fault_and_tells_nothing_of_whose_it_is(upload, alice, charlie, ada):
    records.create(Account(name="窑炉设备有限公司", owner=charlie, tax_number=CODE, phone="021-68888888"), by=ada)
    plan = Check(upload(f"number,name,tax_number\nA-1,Mine,{CODE}\n"), alice).plan
    assert plan.creates == []
    assert "West" in plan.faults[0].message
    assert "窑炉" not in str(plan.faults)


def test_a_likeness_that_is_only_warned_of_comes_in_and_is_said(upload, run, acme, alice):
    batch = upload("number,name\nA-2,ACME Ltd\n")
    assert len(Check(batch, alice).plan.warnings) == 1
    assert run(batch).created_count == 1


def test_two_rows_that_are_like_one_another_are_said(upload, alice, ada):
    records.create(DuplicateRule(model="customers.Account", key="phone", imports="block"), by=ada)
    plan = Check(upload("number,name,phone\nA-1,One,13800138000\nA-2,Two,+86 138 0013 8000\n"), alice).plan
    assert [(fault.row, fault.message) for fault in plan.faults] == [(3, "Row 2 is like it: same phone.")]


def test_a_running_import_is_cancelled_without_a_trace(client, upload, alice, monkeypatch):
    monkeypatch.setattr(uploads, "INLINE", 0)
    batch = upload("number,name\nA-1,Acme\n")
    client.post(reverse("exchange:run", args=[batch.pk]))
    client.post(reverse("exchange:cancel", args=[batch.pk]))
    run_later.call(batch.pk, alice.pk)
    batch.refresh_from_db()
    assert (batch.state, Account.objects.count()) == ("uploaded", 0)
    assert not progress.is_to_stop(batch)


def test_hundreds_of_changes_are_written_in_few_statements(upload, run, alice, ada, django_assert_max_num_queries):
    made = records.create_many([Account(number=f"A-{n}", name=f"Firm {n}", owner=alice) for n in range(300)], by=ada)
    batch = upload("number,city\n" + "".join(f"{row.number},Bonn\n" for row in made))
    with django_assert_max_num_queries(120):
        uploads.begin(batch, by=alice)
        uploads.run(batch, by=User.objects.get(pk=alice.pk))
    assert Account.objects.filter(city="Bonn").count() == 300


def test_a_customer_that_was_merged_is_found_by_its_old_number(upload, run, acme, make_merged):
    run(upload("name,account\n王芳,A-9\n", slug="contacts"))
    assert Contact.objects.get().account == acme


@pytest.fixture
def make_merged(acme, alice, ada):
    from_elsewhere = records.create(Account(number="A-9", name="Acme again", owner=alice), by=ada)
    return merge(acme, by=ada, other=from_elsewhere)


def test_dates_and_amounts_as_people_write_them(upload, run):
    run(upload('number,name,credit_limit,payment_days\nA-1,One,1.2万,３０\nA-2,Two,"￥1,234.50",60\n'))
    assert list(Account.objects.order_by("number").values_list("credit_limit", "payment_days")) == [(12000, 30), (1234.5, 60)]


def test_birthdays_as_people_write_them(upload, run, acme):
    rows = "name,account,birthday\nA,Acme,1990年3月4日\nB,Acme,1990/3/4\nC,Acme,1990.03.04\nD,Acme,4 Mar 1990\n"
    run(upload(rows, slug="contacts"))
    assert set(Contact.objects.values_list("birthday", flat=True)) == {date(1990, 3, 4)}
