/* Converts the number that a reader types, exactly, and rounds what it shows. Keeps and sends nothing. */
(function () {
  "use strict";
  var form = document.getElementById("converter"), number = form.querySelector("input"), unit = form.querySelector("select");
  var list = form.querySelector("#eg-result ul");

  function digits(top, bottom, places) { // top / bottom with so many places, halves up
    var scaled = (2n * top * 10n ** BigInt(places) + bottom) / (2n * bottom), text = scaled.toString().padStart(places + 1, "0");
    return places ? text.slice(0, -places) + "." + text.slice(-places) : text;
  }

  function places(top, bottom) { // three digits, or the whole where there are more
    var count = 0;
    while (count < 15 && top > 0n && top * 10n ** BigInt(count) / bottom < 100n) count += 1;
    return count;
  }

  function told(top, bottom) {
    var shown = places(top, bottom), text = digits(top, bottom, shown), exact = top * 10n ** BigInt(shown) % bottom === 0n;
    return exact ? text : "≈ " + text + " (" + digits(top, bottom, shown + 3) + " before rounding)";
  }

  function alike(one, other) { return one.dataset.times === other.dataset.times && one.dataset.by === other.dataset.by; }

  function show() {
    var typed = number.value.trim(), parts = /^(\d+)(?:\.(\d+))?$/.exec(typed), from = unit.selectedOptions[0];
    list.replaceChildren();
    number.setAttribute("aria-invalid", String(Boolean(typed) && !parts));
    if (!typed) return;
    if (!parts) { add(form.dataset.error); return; }
    var top = BigInt(parts[1] + (parts[2] || "")) * BigInt(from.dataset.by), bottom = 10n ** BigInt((parts[2] || "").length) * BigInt(from.dataset.times);
    for (var to of unit.options) {
      if (to !== from) add(typed + " " + from.text + " = " + (alike(from, to) ? typed : told(top * BigInt(to.dataset.times), bottom * BigInt(to.dataset.by))) + " " + to.text);
    }
  }

  function add(text) {
    var item = document.createElement("li");
    item.textContent = text;
    list.append(item);
  }

  form.hidden = false;
  ["input", "change"].forEach(function (name) { form.addEventListener(name, show); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  show();
})();
