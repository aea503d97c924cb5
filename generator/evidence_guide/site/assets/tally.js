/* Adds up what a reader chooses, exactly, and holds it against the table's value. Keeps and sends nothing. */
(function () {
  "use strict";
  var tally = document.getElementById("tally"), form = tally.querySelector("form"), result = tally.querySelector(".eg-result"), inputs = [];
  var SCALE = 6; // places of a decimal that are kept; amounts and servings have fewer

  function scaled(text) { // a decimal as a whole number of millionths
    var parts = /^(\d+)(?:\.(\d+))?/.exec(text);
    return parts && BigInt(parts[1] + (parts[2] || "").slice(0, SCALE).padEnd(SCALE, "0"));
  }

  function plain(value, places) { // a whole number of so many places as a decimal, without zeros at its end
    var text = value.toString().padStart(places + 1, "0");
    return (text.slice(0, -places) + "." + text.slice(-places)).replace(/\.?0+$/, "");
  }

  function range(low, high, end) { return low === high ? low + end : low + " to " + high + end; }

  function show() {
    var sums = ["low", "high"].map(function (end) {
      return inputs.reduce(function (sum, input) { return sum + (scaled(input.value || "0") || 0n) * scaled(input.row.dataset[end]); }, 0n);
    });
    var who = form.querySelector("#eg-who").value, when = form.querySelector("#eg-when").value;
    var cell = document.querySelector("[data-who='" + who + "'] [data-when='" + when + "']").textContent.trim();
    var value = scaled(cell), share = result.querySelector("[data-share]");
    result.querySelector("[data-sum]").textContent = range(plain(sums[0], 2 * SCALE), plain(sums[1], 2 * SCALE), "");
    result.querySelector("[data-need]").textContent = cell;
    share.hidden = !value;
    if (value) {
      var percents = sums.map(function (sum) { var bottom = value * 10n ** BigInt(SCALE); return ((200n * sum + bottom) / (2n * bottom)).toString(); });
      share.querySelector("strong").textContent = range(percents[0], percents[1], "%");
    }
  }

  tally.querySelectorAll("thead tr").forEach(function (row) {
    var head = document.createElement("th");
    head.scope = "col";
    head.textContent = tally.dataset.servings;
    row.append(head);
  });
  tally.querySelectorAll("tbody tr").forEach(function (row) {
    var cell = row.insertCell(), input = document.createElement("input");
    if (!row.dataset.low) return;
    Object.assign(input, { type: "number", min: "0", max: "99", step: "0.5", inputMode: "decimal", row: row });
    input.setAttribute("aria-label", tally.dataset.servings + ": " + row.querySelector(".eg-item").textContent);
    input.setAttribute("form", form.id);
    cell.append(input);
    inputs.push(input);
  });
  form.hidden = result.hidden = false;
  ["input", "change"].forEach(function (name) { tally.addEventListener(name, show); });
  form.addEventListener("reset", function () { setTimeout(show); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  show();
})();
