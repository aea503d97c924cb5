/* The search: pages that hold every word of a question, or another name for it. It runs in a worker, or in a hidden frame where
   the guide is opened from a folder, and answers the messages of Material for MkDocs as the theme's own search does. */
(() => {
  "use strict";
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the theme's kinds of messages
  const WORD = /(?<![\p{L}\p{N}])[b-hj-z][ -]\p{N}+|[\p{L}\p{M}\p{N}]+/giu; // "D 3" and "D-3" are one word
  const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u;
  const TITLE = 6, ABOVE = 2, WHOLE = 3; // what a word counts in a title, in that of the section's page, and a title that is the question
  const OTHER = 0.7, LONGER = 0.6; // what another name counts, and a longer word
  const COMMON = 0.4; // a word of more pages than this share does not tell them apart
  const SHORTEST = 3; // letters with which a longer word may begin
  const TYPED = 5; // letters of a word that may be mistyped
  const BEFORE = 60, AFTER = 180; // letters of a text that are shown around the first word found

  const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  const unescaped = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => SIGNS[name]);
  const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

  /* The places of the words in a text: their first letters, and what they are. */
  const places = (text) => {
    if (!UNSPACED.test(text)) return Array.from(text.matchAll(WORD), (found) => [found.index, found[0]]);
    return Array.from(new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)).filter((part) => part.isWordLike).map((part) => [part.index, part.segment]);
  };

  /* One spelling for a word with its endings, from the rules of a language. */
  const folding = (spellings) => {
    const rules = spellings.map(([pattern, instead]) => [new RegExp(pattern), instead]);
    const known = new Map();
    return (word) => {
      if (!known.has(word)) {
        const plain = word.toLowerCase().normalize("NFKD").replace(/[\p{M} -]/gu, "");
        known.set(word, rules.reduce((text, [pattern, instead]) => text.replace(pattern, instead), plain));
      }
      return known.get(word);
    };
  };

  /* Whether one letter too many, too few, wrong or in another's place is all that tells two words apart. */
  const mistyped = (one, other) => {
    if (Math.abs(one.length - other.length) > 1) return false;
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    const [rest, others] = [one.slice(same), other.slice(same)];
    return rest.slice(1) === others || rest === others.slice(1) || rest.slice(1) === others.slice(1) || (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2));
  };

  class Search {
    constructor({ config, docs }) {
      this.fold = folding(config.spellings);
      this.ignored = new Set(config.ignored.map(this.fold));
      this.sections = [];
      this.pages = new Map(); // each page's own section, by address
      this.words = new Map(); // for each word its weight in each section
      docs.forEach((doc) => this.add(doc));
      this.sorted = [...this.words.keys()].sort();
      this.names = this.named(config.names);
    }

    folded(text) {
      return places(text).map(([, word]) => this.fold(word));
    }

    add(doc) {
      const [address] = doc.location.split("#");
      const page = this.pages.get(address);
      const number = this.sections.length;
      const title = this.folded(unescaped(doc.title));
      const section = { doc, page: page ?? number, title, boost: doc.boost ?? 1 };
      this.sections.push(section);
      if (page === undefined) this.pages.set(address, number);
      const above = page === undefined ? [] : this.sections[page].title;
      const counted = new Map();
      for (const word of this.folded(unescaped(doc.text))) counted.set(word, (counted.get(word) ?? 0) + 1);
      const long = 0.5 + counted.size / 100;
      for (const [word, count] of counted) this.weigh(word, number, count / (count + long));
      for (const word of new Set(title)) this.weigh(word, number, TITLE / (1 + title.length / 8));
      for (const word of new Set(above)) this.weigh(word, number, ABOVE / (1 + above.length / 8));
    }

    weigh(word, number, weight) {
      if (this.ignored.has(word)) return;
      if (!this.words.has(word)) this.words.set(word, new Map());
      const found = this.words.get(word);
      found.set(number, (found.get(number) ?? 0) + weight);
    }

    /* For each name, the words that pages use instead. */
    named(groups) {
      const names = new Map();
      for (const [ours, theirs] of groups) {
        for (const name of theirs) {
          const key = this.folded(name).join(" ");
          const others = ours.map((word) => this.folded(word)).filter((words) => words.join(" ") !== key);
          names.set(key, [...(names.get(key) ?? []), ...others]);
        }
      }
      const further = (words) => [words, ...(names.get(words.join(" ")) ?? [])];
      return new Map(Array.from(names, ([name, others]) => [name, others.flatMap(further)]));
    }

    /* The parts of a question: each a name of several words or one word, with the other names for it. */
    parts(asked) {
      const parts = [];
      for (let at = 0; at < asked.length; ) {
        let length = Math.min(5, asked.length - at);
        while (length > 1 && !this.names.has(asked.slice(at, at + length).join(" "))) length--;
        const words = asked.slice(at, at + length);
        const others = this.names.get(words.join(" ")) ?? [];
        if (others.length || !this.ignored.has(words[0])) parts.push({ at, words, others: others.length ? others : this.begun(asked, at) });
        at += length;
      }
      return parts;
    }

    /* While a last word is still being typed, the words that the names it begins stand for. */
    begun(asked, at) {
      const begin = asked.slice(at).join(" ");
      if (at !== asked.length - 1 || begin.length <= SHORTEST) return [];
      return [...this.names].filter(([name]) => name.startsWith(begin)).flatMap(([, others]) => others);
    }

    /* The words of the guide that a word may mean: itself and those that begin with it, or else, where it has no other name, those of
       almost the same letters. */
    meant(word, alone) {
      const meant = this.longer(word);
      if (this.words.has(word)) meant.push([word, 1]);
      if (meant.length || !alone || word.length < TYPED) return meant;
      return this.sorted.filter((other) => mistyped(word, other)).map((other) => [other, LONGER]);
    }

    /* The words that begin with a word. */
    longer(word) {
      const longer = [];
      if (word.length < SHORTEST) return longer;
      let low = 0;
      for (let high = this.sorted.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (this.sorted[middle] < word) low = middle + 1;
        else high = middle;
      }
      for (; this.sorted[low]?.startsWith(word); low++) {
        if (this.sorted[low] !== word) longer.push([this.sorted[low], (LONGER * word.length) / this.sorted[low].length]);
      }
      return longer;
    }

    /* The sections that hold a word, with its weight in each. */
    holding(word, seen, alone) {
      const found = new Map();
      for (const [each, share] of this.meant(word, alone)) {
        seen.add(each);
        for (const [number, weight] of this.words.get(each)) found.set(number, Math.max(found.get(number) ?? 0, weight * share));
      }
      return found;
    }

    /* The sections that hold all words of a name. */
    together(name, seen, alone = false) {
      const words = name.filter((word) => !this.ignored.has(word));
      const [first = new Map(), ...rest] = words.map((word) => this.holding(word, seen, alone));
      const found = new Map();
      for (const [number, weight] of first) {
        if (rest.every((other) => other.has(number))) found.set(number, rest.reduce((sum, other) => sum + other.get(number), weight) / words.length);
      }
      return found;
    }

    /* A name of several words, with other names for each of its words: a name for it must not hide theirs. */
    reworded(name) {
      if (name.length < 2) return [];
      return name.flatMap((word, at) => (this.names.get(word) ?? []).map((other) => [...name.slice(0, at), ...other, ...name.slice(at + 1)]));
    }

    /* Where a part of a question is found, under any of its names. */
    located(part, seen) {
      const idiom = part.others.length && part.words.some((word) => this.ignored.has(word)); // "no energy" is not about energy
      const found = idiom ? new Map() : this.together(part.words, seen, !part.others.length);
      const others = idiom ? part.others : [...part.others, ...this.reworded(part.words)];
      for (const other of others) {
        for (const [number, weight] of this.together(other, seen)) found.set(number, Math.max(found.get(number) ?? 0, weight * OTHER));
      }
      const pages = new Set(Array.from(found.keys(), (number) => this.sections[number].page));
      return { ...part, found, common: pages.size > COMMON * this.pages.size, weight: Math.log(1 + this.sections.length / (1 + found.size)) };
    }

    /* The parts that a section must hold: all that tell pages apart, and at least one. */
    needed(parts) {
      const rare = parts.filter((part) => !part.common);
      return rare.length ? rare : parts;
    }

    /* The sections that hold most of what is needed. */
    best(parts) {
      const held = new Map();
      for (const part of this.needed(parts)) {
        for (const [number] of part.found) held.set(number, (held.get(number) ?? 0) + 1);
      }
      const most = Math.max(...held.values());
      const best = [...held.keys()].filter((number) => held.get(number) === most);
      return parts.some((part) => !part.common) ? best : this.titled(best, parts);
    }

    /* Of sections that hold words that are everywhere, those that are about them: on the pages one starts from, in the title. */
    titled(numbers, parts) {
      const words = parts.flatMap((part) => part.words);
      const titled = numbers.filter((number) => this.sections[number].boost > 1 && this.sections[number].title.some((word) => words.includes(word)));
      return titled.length ? titled : numbers;
    }

    score(number, parts, asked) {
      const { title, boost } = this.sections[number];
      const sum = parts.reduce((total, { found, weight }) => total + weight * (found.get(number) ?? 0), 0);
      const own = title.join(" "), question = asked.join(" ");
      return sum * boost * (own === question ? WHOLE : ` ${own} `.includes(` ${question} `) ? WHOLE / 2 : 1);
    }

    result(question) {
      const typed = places(question).map(([, word]) => word);
      const asked = typed.map(this.fold);
      const seen = new Set();
      const parts = this.parts(asked).map((part) => this.located(part, seen));
      const found = parts.filter((part) => part.found.size);
      if (!found.length) return [];
      const groups = new Map();
      for (const number of this.best(found)) {
        const terms = Object.fromEntries(parts.map(({ at, words, found }) => [typed.slice(at, at + words.length).join(" "), found.has(number)]));
        const item = this.shown(number, seen, this.score(number, found, asked), terms);
        const { page } = this.sections[number];
        groups.set(page, [...(groups.get(page) ?? []), item]);
      }
      return this.ordered(groups, seen);
    }

    /* The pages, the best first; each with its own section, which the theme shows on top. */
    ordered(groups, seen) {
      const found = [...groups].map(([page, items]) => {
        const whole = items.some((item) => item.location === this.sections[page].doc.location);
        return (whole ? items : [...items, this.shown(page, seen, 0, items[0].terms)]).sort((one, other) => other.score - one.score);
      });
      return found.sort(([one], [other]) => other.score - one.score);
    }

    shown(number, seen, score, terms) {
      const { doc } = this.sections[number];
      return { location: doc.location, title: this.marked(unescaped(doc.title), seen), text: this.excerpt(unescaped(doc.text), seen), score, terms };
    }

    marked(text, seen) {
      let html = "", end = 0;
      for (const [at, word] of places(text)) {
        if (!seen.has(this.fold(word))) continue;
        html += `${escaped(text.slice(end, at))}<mark>${escaped(word)}</mark>`;
        end = at + word.length;
      }
      return html + escaped(text.slice(end));
    }

    /* The part of a text around the first word that was found. */
    excerpt(text, seen) {
      const first = places(text).find(([, word]) => seen.has(this.fold(word)))?.[0] ?? 0;
      const start = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
      const rest = text.indexOf(" ", first + AFTER), end = rest < 0 ? text.length : rest;
      return `${start ? "… " : ""}${this.marked(text.slice(start, end), seen)}${end < text.length ? " …" : ""}`;
    }
  }

  let search;
  addEventListener("message", ({ data: { type, data } }) => {
    if (type === SETUP) {
      search = new Search(data);
      postMessage({ type: READY });
    } else if (type === QUERY) postMessage({ type: RESULT, asked: data, data: { items: search.result(data) } });
  });
})();
