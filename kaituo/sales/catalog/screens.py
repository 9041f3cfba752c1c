"""The screens of the catalogue."""

from kaituo.foundation.records.actions import archive
from kaituo.foundation.screens.columns import Column, Columns, Money
from kaituo.foundation.screens.parts import Facts, Lines, Page, Related, Sheet, Timeline
from kaituo.foundation.screens.screen import Screen

from .models import Category, PriceList, PriceListItem, Product


class ProductScreen(Screen):
    model = Product
    group, icon, order = "sales", "box", 70
    table = Columns(
        "number", "name", "category", "unit", Money("list_price"), Money("cost"), Column("tax_rate", kind="share"), "vendor", hidden=("updated_at",)
    )
    filters = ("category", "vendor", "currency", "tags")
    finds = ("name", "sort_key", "number", "vendor")
    fields = ("number", "name", "category", "unit", "list_price", "currency", "cost", "tax_rate", "vendor", "description")
    page = Page(
        Facts("number", "category", "unit", Money("list_price"), Money("cost"), Column("tax_rate", kind="share"), "vendor", "description"),
        Related("prices", "price_list", Money("price", currency="price_list__currency"), "min_quantity", "starts_on", "ends_on"),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="number")
    bulk = (archive,)
    inline = ("name", "list_price", "unit")


class CategoryScreen(Screen):
    model = Category
    slug = "product-categories"
    table = Columns("name", "parent", "position")
    filters = ("parent",)
    finds = ("name",)
    sort = "position"
    fields = ("name", "parent", "position")
    page = Page(Facts("parent", "position"), Related("children", "name"), Related("products", "name", "number"), beside=(Timeline(),))
    sheet = Sheet(key="name")


class PriceListScreen(Screen):
    model = PriceList
    slug = "price-lists"
    group, icon, order = "sales", "tag", 75
    table = Columns("name", "currency", "starts_on", "ends_on")
    filters = ("currency",)
    finds = ("name",)
    fields = ("name", "currency", "starts_on", "ends_on", "notes")
    lines = (Lines(PriceListItem, ("product", "price", "min_quantity", "starts_on", "ends_on"), through="price_list"),)
    page = Page(
        Facts("currency", "starts_on", "ends_on", "notes"),
        Related("items", "product", Money("price", currency="price_list__currency"), "min_quantity", "starts_on", "ends_on", size=200),
        beside=(Timeline(),),
    )
    sheet = Sheet(key="name")
