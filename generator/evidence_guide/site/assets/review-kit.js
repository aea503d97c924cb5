/* The reviewer kit: keeps answers in the browser where it may, and saves them as one file. */
(() => {
  "use strict";
  const FORMAT = "evidence-guide-review-1";
  const byId = (id) => document.getElementById(id);
  const form = byId("kit");
  const { guide, stage, language, version } = form.dataset;
  const says = JSON.parse(form.dataset.words);
  const fill = (text, ...values) => values.reduce((filled, value) => filled.replace("{}", () => value), text);
  const key = `${FORMAT}:${guide}:${stage}:${language}`;
  const you = ["name", "role", "interests"].map(byId);
  const items = [...document.querySelectorAll(".item")].map((element) => ({
    element,
    of: element.dataset.of,
    part: element.dataset.part,
    saw: element.dataset.saw,
    radios: [...element.querySelectorAll("input[type=radio]")],
    comment: element.querySelector("textarea"),
    clear: element.querySelector(".clear"),
  }));
  let unsaved = false;
  let keeps = true;

  /* One line without control characters and characters that hide or turn others. */
  const tidy = (text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, "").replace(/\s+/g, " ").trim();
  const chosen = (item) => item.radios.find((radio) => radio.checked);
  const say = (...texts) => { byId("status").textContent = texts.filter(Boolean).join(" "); };

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  const answer = (item) => {
    const found = { of: item.of };
    if (item.part) found.part = item.part;
    found.saw = item.saw;
    found.judgement = chosen(item).value;
    const comment = tidy(item.comment.value);
    if (comment) found.comment = comment;
    return found;
  };

  const review = () => {
    const found = { format: FORMAT, guide, version, language, stage };
    for (const field of you) found[field.id] = tidy(field.value);
    found.on = today();
    found.answers = items.filter(chosen).map(answer);
    return found;
  };

  const asText = () => `${JSON.stringify(review(), null, 1)}\n`;

  const keep = () => {
    try {
      const drafts = items.filter((item) => !chosen(item) && item.comment.value).map((item) => ({ of: item.of, part: item.part, saw: item.saw, comment: item.comment.value }));
      localStorage.setItem(key, JSON.stringify({ ...review(), drafts }));
      keeps = true;
    } catch {
      keeps = false;
    }
  };

  const show = () => {
    for (const item of items) {
      const done = Boolean(chosen(item));
      item.element.classList.toggle("done", done);
      item.clear.hidden = !done && !item.comment.value;
    }
    byId("progress").textContent = fill(says.progress, items.filter(chosen).length, items.length);
    if (!byId("text").hidden) byId("answers").value = asText();
  };

  /* Puts answers back; counts those put back and those about words that have changed. */
  const restore = (found) => {
    const counts = { put: 0, changed: 0 };
    for (const field of you) if (typeof found[field.id] === "string") field.value = found[field.id];
    for (const old of [...found.answers, ...(found.drafts || [])]) {
      const item = items.find(({ of, part }) => of === old.of && part === (old.part || ""));
      const radio = item?.radios.find(({ value }) => value === old.judgement);
      if (!item || item.saw !== old.saw) { counts.changed += 1; continue; }
      if (radio) { radio.checked = true; counts.put += 1; }
      if (typeof old.comment === "string") item.comment.value = old.comment;
    }
    show();
    return counts;
  };

  const fits = (found) => found?.format === FORMAT && found.guide === guide && found.stage === stage && found.language === language && Array.isArray(found.answers);
  const afterwards = ({ put, changed }) => say(fill(says.opened, put), changed ? fill(says.changed, changed) : "", keeps ? says.kept : says.not_kept);

  const refused = () => {
    const empty = you.filter((field) => !tidy(field.value));
    for (const field of you) field.setAttribute("aria-invalid", String(empty.includes(field)));
    if (empty.length) { say(says.missing); empty[0].focus(); return true; }
    if (!items.some(chosen)) { say(says.nothing); items[0]?.radios[0].focus(); return true; }
    return false;
  };

  const download = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.hidden = true;
    document.body.append(link);
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); link.remove(); }, 60000);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (refused()) return;
    const name = `review-${stage}-${today()}.json`;
    download(name, asText());
    unsaved = false;
    say(fill(says.saved, name));
  });

  byId("copy").addEventListener("click", () => {
    if (refused()) return;
    byId("text").hidden = false;
    byId("answers").value = asText();
    byId("answers").focus();
    byId("answers").select();
    unsaved = false;
  });

  form.addEventListener("input", (event) => {
    if (["open", "answers"].includes(event.target.id)) return;
    unsaved = true;
    event.target.removeAttribute("aria-invalid");
    keep();
    show();
    if (!keeps) say(says.not_kept);
  });

  /* Enter in a line of text would save half an answer. */
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });

  for (const item of items) {
    item.clear.addEventListener("click", () => {
      for (const radio of item.radios) radio.checked = false;
      item.comment.value = "";
      item.radios[0].focus();
      unsaved = true;
      keep();
      show();
    });
  }

  byId("open").addEventListener("change", async ({ target }) => {
    const file = target.files[0];
    if (!file) return;
    try {
      const found = JSON.parse(await file.text());
      if (!fits(found)) throw new Error(says.other);
      const counts = restore(found);
      keep();
      afterwards(counts);
    } catch {
      say(says.other);
    }
    target.value = "";
  });

  addEventListener("beforeunload", (event) => { if (unsaved && !keeps) event.preventDefault(); });
  addEventListener("beforeprint", () => { for (const part of document.querySelectorAll("details")) part.open = true; });

  const kept = () => {
    try {
      localStorage.setItem(`${key}:try`, "1");
      localStorage.removeItem(`${key}:try`);
      return JSON.parse(localStorage.getItem(key));
    } catch {
      keeps = false;
      return null;
    }
  };

  document.documentElement.classList.add("runs");
  show();
  const before = kept();
  if (fits(before)) afterwards(restore(before));
  else if (!keeps) say(says.not_kept);
})();
