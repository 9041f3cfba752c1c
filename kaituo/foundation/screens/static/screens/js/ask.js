// A move that needs more than a drop: the server names the dialog that asks for it.
document.body.addEventListener("ask", (event) => {
  const address = event.detail.value ?? event.detail;
  window.htmx.ajax("GET", address, { target: "#dialog" });
});
