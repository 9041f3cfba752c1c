// Starts allauth's own passkey and recovery-code scripts from data attributes; the pages carry no inline script.
for (const element of document.querySelectorAll("[data-allauth]")) {
  const [part, name] = element.dataset.allauth.split(".");
  window.allauth[part].forms[name]({ ids: JSON.parse(element.dataset.ids) });
}
