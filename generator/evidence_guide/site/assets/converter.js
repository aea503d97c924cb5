/* Reads a result as laboratories print it, converts it exactly, and rounds what it shows. It keeps and sends nothing.
   `data-script` holds the patterns, units and words of view/typed_results.py, which gives the same answers. */
(function () {
  "use strict";
  var form = document.getElementById("converter"), input = form.querySelector("input"), select = form.querySelector("select");
  var answer = form.querySelector("#eg-result"), data = JSON.parse(form.dataset.script), words = data.words;

  function pattern(text, flags) { return new RegExp(text, "u" + (flags || "")); }

  function filled(text, values) { return text.split("{}").map(function (part, place) { return place ? values[place - 1] + part : part; }).join(""); }

  function fault(reason, values) { return { lines: [filled(words[reason], values)], wrong: true }; }

  function tidied(text) {
    var seen = text.replace(pattern(data.unseen, "g"), "");
    var plain = seen.replace(pattern(data.spaces, "g"), " ").replace(pattern(data.apostrophes, "g"), "'").trim();
    return data.limits.reduce(function (text, limit) { return text.replace(pattern(limit[0]), limit[1]); }, plain);
  }

  function squeezed(unit) { return unit.replace(pattern(data.raised, "g"), "").toLowerCase(); }

  function readings(digits) { // both meanings of 1,200, each as it can be typed
    var parts = digits.split(/[.,]/), short = parts[1].replace(/0+$/, "") || "0";
    return [parts.join(""), parts[0] + "." + (short.length === 3 ? short + "0" : short)];
  }

  function numbers(digits) { // all that digits can mean, as decimals
    if (pattern(data.ambiguous).test(digits)) return [digits.replace(/[.,]/, ""), digits.replace(",", ".")];
    for (var known of data.numbers) {
      var parts = pattern(known).exec(digits);
      if (parts) return [(parts[1].replace(/[^0-9]/g, "").replace(/^0+(?=[0-9])/, "") || "0") + (parts[2] ? "." + parts[2] : "")];
    }
    return [];
  }

  function unit(typed) {
    return data.units.find(function (known) { return typed ? known.spellings.includes(squeezed(typed)) : known.name === select.value; });
  }

  function shown(decimal) { return data.point ? decimal.replace(".", data.point) : decimal; } // as its readers write it

  function fraction(decimal) {
    var parts = decimal.split(".");
    return [BigInt(parts.join("")), 10n ** BigInt((parts[1] || "").length)];
  }

  function below(one, other) { return one[0] * other[1] < other[0] * one[1]; }

  function digits(scaled, places) { // a whole number of so many places as a decimal
    if (places <= 0) return (scaled * 10n ** BigInt(-places)).toString();
    var text = scaled.toString().padStart(places + 1, "0");
    return text.slice(0, -places) + "." + text.slice(-places);
  }

  function scaled(value, places) { // the value times a power of ten, as a fraction
    return places < 0 ? [value[0], value[1] * 10n ** BigInt(-places)] : [value[0] * 10n ** BigInt(places), value[1]];
  }

  function rounded(value) { // to three significant digits, halves up
    var places = 0, up;
    while (!below(scaled(value, places), [1000n, 1n])) places -= 1;
    while (below(scaled(value, places), [100n, 1n])) places += 1;
    value = scaled(value, places);
    up = (2n * value[0] + value[1]) / (2n * value[1]);
    if (up === 1000n) { up = 100n; places -= 1; }
    var exact = value[0] === up * value[1], text = digits(up, places);
    return { exact: exact, text: exact && places > 0 ? text.replace(/[.]?0+$/, "") : text };
  }

  function others(sign, typed, from, value) {
    var groups = new Map(), same = [];
    data.units.forEach(function (to) {
      if (!to.shown || to === from) return;
      if (to.times === from.times && to.by === from.by) { same.push(to.name); return; }
      var found = rounded([value[0] * BigInt(to.times), value[1] * BigInt(to.by)]);
      var text = sign || found.exact ? sign + shown(found.text) : filled(words.about, [shown(found.text)]);
      groups.set(text, (groups.get(text) || []).concat(to.name));
    });
    if (same.length) groups.set(sign + shown(typed), same);
    return [...groups].map(function (group) { return group[0] + " " + group[1].join(" " + words.or_ + " "); });
  }

  function inFirst(typed, from) { // its value in the first unit
    var exact = fraction(typed);
    return [exact[0] * BigInt(from.by), exact[1] * BigInt(from.times)];
  }

  function within(value) {
    var ends = data.accepts.map(fraction);
    return !below(value, ends[0]) && !below(ends[1], value);
  }

  function converted(sign, typed, from) {
    var value = inFirst(typed, from), first = data.units[0].name;
    if (!within(value)) return fault("beyond", [shown(data.accepts[0]) + " " + first, shown(data.accepts[1]) + " " + first, shown(typed) + " " + from.name]);
    select.value = from.name;
    return { lines: [filled(words.read_as, [sign + shown(typed) + " " + from.name]), filled(words.that_is, [others(sign, typed, from, value).join(", " + words.or_ + " ")])] };
  }

  function read(text) {
    var wrong = data.faults.find(function (known) { return pattern(known[1]).test(text); });
    if (wrong) return fault(wrong[0], [text]);
    var parts = pattern(data.whole).exec(text);
    if (!parts) return fault("grouping", [text]);
    var found = numbers(parts[2]), known = unit(parts[3]);
    if (!found.length) return fault("grouping", [parts[2]]);
    if (!known) return fault("unit", [parts[3], data.units.map(function (one) { return one.name; }).join(", ")]);
    var sensible = found.filter(function (one) { return within(inFirst(one, known)); });
    if (sensible.length > 1) return fault("ambiguous", [parts[2]].concat(readings(parts[2]).map(shown)));
    return converted(parts[1] || "", sensible[0] || found[0], known);
  }

  function line(text, last) {
    var part = document.createElement("p");
    part.append(last ? Object.assign(document.createElement("strong"), { textContent: text }) : text);
    return part;
  }

  function show() {
    var text = tidied(input.value), found = text ? read(text) : { lines: [] };
    input.setAttribute("aria-invalid", String(Boolean(found.wrong)));
    answer.replaceChildren(...found.lines.map(function (words, place) { return line(words, place > 0); }));
  }

  form.hidden = false;
  ["input", "change"].forEach(function (name) { form.addEventListener(name, show); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  show();
})();
