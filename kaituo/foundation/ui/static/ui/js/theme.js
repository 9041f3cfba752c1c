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
    document.cookie = `theme=${name}; path=/; max-age=31536000; samesite=lax`;
    for (const button of document.querySelectorAll("[data-set-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === name));
    }
    apply();
  };

  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set-theme]");
    if (button) choose(button.dataset.setTheme);
  });
})();
