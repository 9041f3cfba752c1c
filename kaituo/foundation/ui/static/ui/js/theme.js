// Sets the colours before the first paint, so a dark page never flashes white. A classic script on purpose: modules run too late.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const apply = () => {
    const isDark = root.dataset.theme === "dark" || (root.dataset.theme === "auto" && dark.matches);
    if (isDark) root.dataset.bsTheme = "dark";
    else delete root.dataset.bsTheme;
    document.dispatchEvent(new CustomEvent("theme-changed"));
  };

  const choose = (name) => {
    root.dataset.theme = name;
    for (const button of document.querySelectorAll("[data-set-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === name));
    }
    apply();
  };

  // The server remembers it, with the person or on this device; `keepalive` lets that finish on a page that is being left.
  const keep = (form, name) => {
    const body = new FormData(form);
    body.set("theme", name);
    fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
  };

  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set-theme]");
    if (!button) return;
    event.preventDefault();
    choose(button.dataset.setTheme);
    keep(button.form, button.value);
  });
})();
