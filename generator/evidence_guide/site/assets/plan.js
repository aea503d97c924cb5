/* My plan: shows what fits the answers of a reader, whose choice stands in the address behind `#`. Nothing is sent, and nothing
   is stored but the ticks, if she asks for it. The page says all its words itself; `data-when` says what a part waits for, and
   `data-unless` what hides it all the same. The order is the page's own. */
"use strict";
{
  const form = document.querySelector("form.eg-plan");
  const status = document.querySelector(".eg-plan-said");
  const chosenBox = document.querySelector(".eg-plan-chosen");
  const remember = document.querySelector("[name=remember]");
  const parts = [...document.querySelectorAll("[data-when], [data-unless]")];
  const results = [...document.querySelectorAll("[data-result]")];
  const answers = [...form.querySelectorAll("fieldset input")];
  const ticks = [...document.querySelectorAll("[name=tick]")];
  const steps = [...document.querySelectorAll(".eg-plan-step")];
  const shown = part => !part.closest("[hidden]");
  const key = "ticks " + form.dataset.address;
  const here = location.protocol === "file:" ? form.dataset.address : location.origin + location.pathname;

  /* The answers to those questions of a kind that have none. */
  const open = kind => [...form.querySelectorAll(kind)].flatMap(question => {
    const all = answers.filter(answer => question.contains(answer));
    return all.some(answer => answer.checked) ? [] : all;
  });

  const words = found => new Set(found.map(answer => answer.value));
  const fits = (when, tokens) => when.split(";").every(group => group.split(" ").some(token => tokens.has(token)));

  /* Steps for an answer that was given come before those that show only because a question is open. */
  const sort = said => {
    const waits = step => Number(Boolean(step.dataset.when) && !fits(step.dataset.when, said));
    const sorted = [...steps].sort((one, other) => waits(one) - waits(other));
    for (const step of sorted) step.parentElement.append(step);
  };

  /* An open question counts as all its answers. What takes the place of a part needs an answer that was given, or any stage. */
  const show = () => {
    const given = answers.filter(answer => answer.checked);
    const counting = given.length ? words([...given, ...open("[data-open]")]) : words(answers);
    const said = words([...given, ...open("[data-stages]")]);
    for (const part of parts) {
      const elsewhere = part.dataset.unless?.split("|").some(condition => fits(condition, said));
      part.hidden = elsewhere || Boolean(part.dataset.when) && !fits(part.dataset.when, counting);
    }
    sort(said);
    for (const result of results) result.hidden = !given.length;
    for (const part of document.querySelectorAll("[data-some-of]")) part.hidden = !part.querySelector(part.dataset.someOf + ":not([hidden])");
    for (const none of document.querySelectorAll("[data-none-of]")) none.hidden = [...none.parentElement.querySelectorAll(none.dataset.noneOf)].some(shown);
    if (!given.length) form.hidden = false;
    chosenBox.toggleAttribute("data-given", given.length);
    chosenBox.hidden = !form.hidden;
    tell(given);
    keepReferences();
  };

  /* What was found and what it was found for, in the page's own words. */
  const tell = given => {
    const count = document.querySelectorAll(".eg-plan-step:not([hidden])").length;
    const found = given.length ? { 0: "none", 1: "one" }[count] ?? "many" : "all";
    status.textContent = status.dataset[found].replace("#", count);
    const left = [...form.querySelectorAll("[data-open]")].filter(question => !question.querySelector(":checked"));
    chosenBox.querySelector("[data-chosen]").textContent = given.map(answer => answer.parentElement.querySelector(".eg-answer").textContent).join("; ");
    chosenBox.querySelector("[data-left]").hidden = !left.length;
    chosenBox.querySelector("[data-left] span").textContent = left.map(question => question.querySelector("legend").textContent).join(" · ");
    document.querySelector("[data-here]").textContent = here + hash(given);
  };

  /* The questions step aside for the plan, and back. */
  const fold = () => {
    form.hidden = answers.some(answer => answer.checked);
    chosenBox.hidden = !form.hidden;
  };

  /* Words and references that only hidden parts use are hidden too; the others keep their numbers. */
  const keepReferences = () => {
    for (const term of document.querySelectorAll(".eg-words dt")) {
      const used = [...document.querySelectorAll(`.eg-term[href="#${term.id}"]`)].some(shown);
      term.hidden = term.nextElementSibling.hidden = !used;
    }
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
    const read = text => text.slice(1).split(/\+|%2B/i).filter(word => known.includes(word));
    const elsewhere = location.hash.length > 1 && !read(location.hash).length;
    const choice = elsewhere ? history.state?.plan ?? hash(answers.filter(answer => answer.checked)) : location.hash;
    if (elsewhere) history.replaceState({ plan: choice }, "");
    const tokens = new Set(read(choice));
    for (const answer of answers) answer.checked = tokens.has(answer.value);
    show();
  };

  const write = () => {
    history.pushState(null, "", hash(answers.filter(answer => answer.checked)) || location.pathname + location.search);
    show();
  };

  /* Ticks are stored only while the reader asks for it; a browser that stores nothing does not offer it. */
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
  form.addEventListener("submit", event => {
    event.preventDefault();
    fold();
    const next = form.hidden ? chosenBox : answers[0];
    next.scrollIntoView({ block: "start" });
    next.focus({ preventScroll: true });
  });
  chosenBox.querySelector("[data-do=change]").addEventListener("click", () => {
    form.hidden = false;
    chosenBox.hidden = true;
    (answers.find(answer => answer.checked) ?? answers[0]).focus();
  });
  document.querySelector("[data-do=print]").addEventListener("click", () => print());
  addEventListener("hashchange", read);
  read();
  fold();
  form.dataset.ready = "";
}
