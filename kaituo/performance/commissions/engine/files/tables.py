"""The tables a quote may be given: their columns, which must be there, and the other names a heading may have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kaituo.performance.commissions.engine.columns.inputs import DIMENSIONS
from kaituo.performance.commissions.engine.files import fields

Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Sheet:
    """One kind of file: readers by column, columns that must be filled, and what an empty cell of the others means."""

    name: str
    columns: Mapping[str, Reader]
    required: tuple[str, ...]
    empty: Mapping[str, Any]


ALIASES = {
    "单号": "ref",
    "编号": "ref",
    "人员": "payee",
    "姓名": "payee",
    "业务员": "payee",
    "日期": "day",
    "入账日期": "posted",
    "指标": "measure",
    "币种": "currency",
    "金额": "amount",
    "毛利": "margin",
    "数量": "units",
    "回款": "collected",
    "标价": "list_amount",
    "订单": "order_ref",
    "order": "order_ref",
    "冲销": "reverses",
    "产品": "product",
    "品类": "category",
    "客户": "customer",
    "客户等级": "customer_class",
    "区域": "territory",
    "新续": "renewal",
    "渠道": "channel",
    "角色": "role",
    "期间": "period",
    "目标": "target",
    "达成": "attainment",
    "经理": "manager",
    "成员": "member",
    "起": "starts",
    "止": "ends",
    "已开票": "invoiced",
    "到期日": "due",
    "汇率": "rate",
    "组成": "component",
}
"""Headings that mean a column; a heading in English is the column's own name."""


def sheets(money_digits: int) -> dict[str, Sheet]:
    """All files by the option that names them."""
    money, text, day = fields.money(money_digits), fields.words, fields.day
    texts = ("ref", "payee", "measure", "currency", "order_ref", "reverses", *DIMENSIONS)
    amounts = dict.fromkeys(("amount", "margin", "collected", "list_amount"), money)
    credit = {**dict.fromkeys(texts, text), "day": day, "posted": day, **amounts, "units": fields.units}
    return {
        "credits": Sheet("credits", credit, ("ref", "payee", "day", "amount"), dict.fromkeys(texts, "") | dict.fromkeys([*amounts, "units"], 0)),
        "targets": Sheet(
            "targets", {"payee": text, "measure": text, "period": fields.span, "target": fields.units}, ("payee", "period", "target"), {"measure": ""}
        ),
        "attainment": Sheet(
            "attainment", {"payee": text, "measure": text, "attainment": fields.share}, ("attainment",), {"payee": "", "measure": ""}
        ),
        "team": Sheet("team", {"manager": text, "member": text, "starts": day, "ends": day}, ("manager", "member"), {"starts": None, "ends": None}),
        "cash": Sheet(
            "cash",
            {"order_ref": text, "day": day, "collected": money, "invoiced": money, "due": day},
            ("order_ref", "day", "collected", "invoiced"),
            {"due": None},
        ),
        "exchange": Sheet("exchange", {"currency": text, "day": day, "rate": fields.rate}, ("currency", "day", "rate"), {}),
        "paid": Sheet("paid", {"payee": text, "component": text, "day": day, "amount": money}, ("payee", "component", "day", "amount"), {}),
        "debts": Sheet("debts", {"payee": text, "amount": money}, ("payee", "amount"), {}),
    }
