/* A button beside the permanent address of a claim or source that copies it; without it the link itself can be copied. */
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  const page = document.querySelector("link[rel=canonical]")?.href || location.href;
  const said = JSON.parse(document.getElementById("eg-words")?.dataset.words || "{}"); // a translated page's words for ours
  const t = (text) => said[text] || text;
  const status = document.createElement("span");
  status.className = "eg-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  for (const link of document.querySelectorAll(".eg-tools > a[rel=bookmark]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = t("Copy link");
    button.addEventListener("click", async () => {
      const address = new URL(link.hash || "", page).href;
      try {
        await navigator.clipboard.writeText(address);
        status.textContent = button.textContent = t("Link copied");
      } catch {
        link.focus();
        status.textContent = t("The browser did not allow copying; copy the address of the link instead.");
      }
      setTimeout(() => { button.textContent = t("Copy link"); status.textContent = ""; }, 3000);
    });
    link.after(button);
  }
})();
