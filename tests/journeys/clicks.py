"""What somebody signed in does with a mouse and a keyboard."""

import re


class Clicks:
    """On one page, in the order of a person: look, click, wait for the answer."""

    def __init__(self, page) -> None:
        self.page = page

    def menu(self, label):
        self.page.locator(".side-link", has_text=re.compile(f"^{label}$")).click()
        self.page.wait_for_load_state()

    def first(self, begins):
        self.page.locator(f"main a[href^='{begins}']").first.click()
        self.page.wait_for_load_state()

    def verb(self, name, **values):
        self.page.locator(f"main [hx-get$='/do/{name}/']").click()
        self.page.wait_for_selector("#dialog[open]")
        for field, value in values.items():
            self.page.fill(f"#dialog [name={field}]", value)
        self.page.locator("#dialog .dialog-foot button").click()
        self.page.wait_for_selector("#dialog[open]", state="hidden")
        self.page.wait_for_load_state("networkidle")

    def save(self):
        """As people do who are in a hurry: twice."""
        self.page.locator(".record-form .form-foot button").dblclick()
        self.page.wait_for_url(re.compile(r"/\d+/$"))
