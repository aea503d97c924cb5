/* A card beside a citation's number or a glossary word: what stands for it at the foot of the page, shown where one reads.
   Without this script the links lead to the foot of the page. What a source found comes from a script of its own, which is loaded
   when the first card opens. Hover, focus and tap open a card; Escape closes it; Tab walks through it. */
(() => {
  "use strict";
  const OPEN = 150, CLOSE = 300; // milliseconds: a pointer that only passes opens nothing, one on its way to the card closes nothing
  const MEANT = "sup.eg-cite > a[href^='#'], a.eg-term[href^='#']";
  const said = JSON.parse(document.getElementById("eg-words")?.dataset.words || "{}"); // a translated page's words for ours
  let card = null, owner = null, timer = 0, loading = null;

  const make = (tag, name, ...parts) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...parts);
    return element;
  };
  const copy = (element) => {
    const twin = element.cloneNode(true);
    [twin, ...twin.querySelectorAll("[id]")].forEach((part) => part.removeAttribute("id"));
    return twin;
  };
  const to = (id, text) => {
    const link = make("a", "", text);
    link.href = `#${id}`;
    return link;
  };

  /* What each source found; a page opened from a folder can load a script, but nothing else. */
  const found = () => {
    if (!loading) {
      const script = document.createElement("script");
      script.src = new URL("found.js", document.querySelector("link[href$='assets/evidence-guide.css']").href);
      loading = new Promise((resolve) => ["load", "error"].forEach((end) => script.addEventListener(end, resolve)));
      document.head.append(script);
    }
    return loading.then(() => window.evidenceGuideFound || { sources: {} });
  };
  /* The part of this page that a hash leads to; a mangled one leads nowhere. */
  const ledTo = (hash) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  };
  const key = (name) => name.dataset.source || decodeURIComponent(name.pathname.replace(/\/(index\.html)?$/, "").split("/").pop().replace(/\.html$/, ""));

  /* The cards' contents: a source with what it found, several sources, or a word. */
  const source = (link, reference) => {
    const parts = [copy(reference.querySelector(".eg-ref"))];
    if (link.dataset.found) {
      const name = reference.querySelector(".eg-ref > :first-child"), list = make("ul"), done = make("p");
      parts.push(make("strong", "", said["What it found"] || "What it found"), list, done);
      found().then(({ language, sources }) => {
        const { found: all = [], done: checks = [] } = sources[key(name)] || {};
        list.lang = done.lang = language;
        for (const position of link.dataset.found.split(" ")) list.append(make("li", "", (all[position - 1] || []).join(" ")));
        done.append(checks.join(" "));
        if (!card) return;
        place();
        uncover();
      });
    }
    return [...parts, make("p", "", to(reference.id, `${said.Reference || "Reference"} ${reference.id.slice(4)}`))];
  };
  const several = (link) => [make("ul", "", ...link.dataset.numbers.split(" ").map((number) => {
    const reference = document.getElementById(`ref-${number}`);
    return make("li", "", to(reference.id, `${number}`), " ", ...[...reference.querySelectorAll(":scope > .eg-ref")].map(copy));
  }))];
  const word = (link, dd) => [make("p", "", make("strong", "", copy(dd.previousElementSibling)), " ", ...[...dd.childNodes].map((node) => (node.nodeType === 1 ? copy(node) : node.cloneNode())))];
  const contents = (link) => {
    if (link.dataset.numbers) return several(link);
    const target = ledTo(link.hash);
    if (!target) return null;
    return target.matches("dt") ? word(link, target.nextElementSibling) : source(link, target);
  };

  const place = () => {
    if (matchMedia("(max-width: 30em)").matches) return; // a sheet at the lower edge: the style sheet places it
    const at = owner.getBoundingClientRect(), size = card.getBoundingClientRect(), gap = 6;
    const below = at.bottom + gap + size.height < innerHeight || at.top < size.height + gap;
    card.style.left = `${Math.max(8, Math.min(at.left - 24, document.documentElement.clientWidth - size.width - 8))}px`;
    card.style.top = `${Math.max(8, below ? Math.min(at.bottom + gap, innerHeight - size.height - 8) : at.top - gap - size.height)}px`;
  };
  /* What has the focus stays in sight (WCAG 2.2, 2.4.11): a sheet at the lower edge must not lie over it. */
  const uncover = () => {
    const at = owner.getBoundingClientRect(), over = card.getBoundingClientRect();
    if (at.bottom > over.top && at.top < over.bottom && at.left < over.right && at.right > over.left) scrollBy({ top: at.bottom - over.top + 6, behavior: "instant" });
  };
  const close = () => {
    clearTimeout(timer);
    if (!card) return;
    owner.setAttribute("aria-expanded", "false");
    owner.removeAttribute("aria-controls");
    card.remove();
    card = owner = null;
  };
  const open = (link, tapped = false) => {
    clearTimeout(timer);
    if (owner === link) return;
    close();
    const parts = contents(link);
    if (!parts) return;
    owner = link;
    card = make("div", "eg-card", ...parts);
    card.id = "eg-card";
    card.popover = "manual";
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", link.getAttribute("aria-label") || link.textContent);
    if (tapped) {
      const button = make("button", "eg-card-close", said.Close || "Close");
      button.type = "button";
      button.addEventListener("click", () => leave());
      card.append(button);
    }
    link.after(card);
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", card.id);
    card.showPopover?.();
    place();
    uncover();
  };
  const leave = () => {
    const link = owner, inside = card?.contains(document.activeElement);
    close();
    if (inside) link.focus();
    close(); // focus alone would open it again
  };
  const later = (action, milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
  const link = (event) => (event.target instanceof Element ? event.target.closest(MEANT) : null);
  const within = (element) => card && (card.contains(element) || owner.contains(element));

  /* A number says whose it is; the name stands once, in the list. */
  const named = (link) => {
    const name = document.querySelector(`#ref-${link.textContent} .eg-ref > :is(a, span):first-child`);
    if (name) link.setAttribute("aria-label", `${said.Source || "Source"} ${link.textContent}, ${name.textContent}`);
  };
  document.querySelectorAll(MEANT).forEach((each) => {
    each.setAttribute("aria-expanded", "false");
    if (each.role === "doc-noteref") named(each);
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const meant = link(event);
    if (meant && !card?.contains(meant)) later(() => open(meant), OPEN);
    else if (within(event.target)) clearTimeout(timer);
    else if (card && !within(document.activeElement)) later(close, CLOSE);
    else if (!card) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const meant = link(event);
    if (meant && !card?.contains(meant) && meant.matches(":focus-visible")) open(meant);
    else if (!within(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const meant = link(event);
    if (meant && !card?.contains(meant) && event.pointerType === "touch") {
      event.preventDefault();
      close();
      open(meant, true);
    } else if (meant || !within(event.target) || event.target.closest?.(".eg-card a[href^='#']")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && card) {
      event.stopPropagation();
      leave();
    }
  }, true);
  const unfold = () => {
    const target = ledTo(location.hash);
    const folded = target?.closest("details:not([open])");
    for (let fold = folded; fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (folded) target.scrollIntoView();
  };
  unfold();
  addEventListener("hashchange", unfold);
  addEventListener("resize", close);
  addEventListener("scroll", () => card && place(), { passive: true });
})();
