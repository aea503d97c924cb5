/* My plan: shows what fits the answers of a reader, whose choice stands in the address behind `#`. Nothing is sent, and nothing
   is stored but the ticks, if she asks for it. The page says all its words itself; what a part waits for stands in `data-when`. */
"use strict";
{
  const form = document.querySelector("form.eg-plan");
  const status = form.querySelector("[role=status]");
  const chosenBox = document.querySelector(".eg-plan-chosen");
  const parts = [...document.querySelectorAll("[data-when]")];
  const answers = [...form.querySelectorAll("fieldset input")];
  const ticks = [...document.querySelectorAll("[name=tick]")];
  const shown = part => !part.closest("[hidden]");
  const key = "ticks " + form.dataset.address;
  const here = location.protocol === "file:" ? form.dataset.address : location.origin + location.pathname;

  /* The answers that count: those given, and all of an open question that has none; of nothing given, all. */
  const counting = given => {
    if (!given.length) return answers;
    const open = [...form.querySelectorAll("[data-open]")].flatMap(question => {
      const all = answers.filter(answer => question.contains(answer));
      return all.some(answer => answer.checked) ? [] : all;
    });
    return [...given, ...open];
  };

  const fits = (when, tokens) => when.split(";").every(group => group.split(" ").some(token => tokens.has(token)));

  const show = () => {
    const given = answers.filter(answer => answer.checked);
    const tokens = new Set(counting(given).map(answer => answer.value));
    for (const part of parts) part.hidden = !fits(part.dataset.when, tokens);
    for (const none of document.querySelectorAll("[data-none-of]")) none.hidden = [...none.parentElement.querySelectorAll(none.dataset.noneOf)].some(shown);
    tell(given);
    keepReferences();
  };

  /* What was found and what it was found for, in the page's own words. */
  const tell = given => {
    const count = document.querySelectorAll(".eg-plan-step:not([hidden])").length;
    const words = given.length ? { 0: "none", 1: "one" }[count] ?? "many" : "all";
    status.textContent = status.dataset[words].replace("#", count);
    const left = [...form.querySelectorAll("[data-open]")].filter(question => !question.querySelector(":checked"));
    chosenBox.hidden = !given.length;
    chosenBox.querySelector("[data-chosen]").textContent = given.map(answer => answer.parentElement.querySelector(".eg-answer").textContent).join("; ");
    chosenBox.querySelector("[data-left]").hidden = !left.length;
    chosenBox.querySelector("[data-left] span").textContent = left.map(question => question.querySelector("legend").textContent).join(" · ");
    chosenBox.querySelector("[data-here]").textContent = here + hash(given);
  };

  /* References that only hidden parts cite are hidden too; the others keep their numbers. */
  const keepReferences = () => {
    const cited = [...document.querySelectorAll(".eg-cite > a")].filter(shown);
    const numbers = new Set(cited.flatMap(link => (link.dataset.numbers ?? link.hash.split("-")[1]).split(" ")));
    for (const reference of document.querySelectorAll(".eg-refs > li")) {
      const number = reference.id.replace("ref-", "");
      reference.value = Number(number);
      reference.hidden = !numbers.has(number);
    }
  };

  const hash = given => given.length ? "#" + given.map(answer => answer.value).join("+") : "";

  /* Takes the choice from the address. Another place of this page leaves it as it is, and a reload finds it in the history. */
  const read = () => {
    const known = answers.map(answer => answer.value);
    const words = text => text.slice(1).split(/\+|%2B/i).filter(word => known.includes(word));
    const elsewhere = location.hash.length > 1 && !words(location.hash).length;
    const choice = elsewhere ? history.state?.plan ?? hash(answers.filter(answer => answer.checked)) : location.hash;
    if (elsewhere) history.replaceState({ plan: choice }, "");
    const tokens = new Set(words(choice));
    for (const answer of answers) answer.checked = tokens.has(answer.value);
    show();
  };

  const write = () => {
    history.pushState(null, "", hash(answers.filter(answer => answer.checked)) || location.pathname + location.search);
    show();
  };

  /* Ticks are stored only while the reader asks for it; a browser that stores nothing does not offer it. */
  const remember = form.elements.remember;
  const store = () => {
    if (remember.checked) localStorage.setItem(key, JSON.stringify(ticks.filter(tick => tick.checked).map(tick => tick.value)));
    else localStorage.removeItem(key);
  };
  try {
    const kept = localStorage.getItem(key);
    remember.checked = kept !== null;
    for (const tick of ticks) tick.checked = kept !== null && JSON.parse(kept).includes(tick.value);
    for (const box of [remember, ...ticks]) box.addEventListener("change", store);
  } catch {
    remember.closest("label").hidden = true;
  }

  form.addEventListener("change", event => { if (answers.includes(event.target)) write(); });
  form.addEventListener("reset", event => {
    event.preventDefault();
    for (const box of [...answers, ...ticks, remember]) box.checked = false;
    try { store(); } catch { /* nothing was stored */ }
    write();
    answers[0].focus();
  });
  form.addEventListener("submit", event => event.preventDefault());
  form.querySelector("[data-do=print]").addEventListener("click", () => print());
  addEventListener("hashchange", read);
  form.hidden = false;
  read();
}
