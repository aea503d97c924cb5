/* Adds up what a reader chooses, exactly, and shows the sum beside the table's value. It keeps and sends nothing. */
(function () {
  "use strict";
  var tally = document.getElementById("tally"), form = tally.querySelector("form"), result = tally.querySelector(".eg-result"), inputs = [];
  var data = JSON.parse(tally.dataset.script), words = data.words;
  var SCALE = 6; // places of a decimal that are kept; amounts and servings have fewer
  var PARTS = { "½": "5", "1/2": "5", "¼": "25", "1/4": "25", "¾": "75", "3/4": "75" };

  function filled(text, values) { return text.split("{}").map(function (part, place) { return place ? values[place - 1] + part : part; }).join(""); }

  function scaled(whole, decimals) { return BigInt((whole || "0") + (decimals || "").slice(0, SCALE).padEnd(SCALE, "0")); }

  function amount(text) { // of a table, in millionths
    var parts = text.split(".");
    return scaled(parts[0], parts[1]);
  }

  function servings(text) { // in millionths; nothing if it is no number of servings
    var typed = text.trim(), number = /^([0-9]*)(?:[.,]([0-9]{1,2}))?$/.exec(typed), mixed = /^([0-9]*) ?(½|¼|¾|1\/2|1\/4|3\/4)$/.exec(typed), value;
    if (mixed && (mixed[1] === "" || /[½¼¾]|[0-9] [0-9]/.test(typed))) value = scaled(mixed[1], PARTS[mixed[2]]);
    else if (number) value = scaled(number[1], number[2]);
    return value !== undefined && value <= BigInt(data.most) * 10n ** BigInt(SCALE) ? value : undefined;
  }

  function plain(value, places) { // a whole number of so many places as a decimal, without zeros at its end
    var text = value.toString().padStart(places + 1, "0");
    return (text.slice(0, -places) + "." + text.slice(-places)).replace(/[.]?0+$/, "").replace(".", data.point || ".");
  }

  function sum(end) {
    return plain(inputs.reduce(function (all, input) { return all + servings(input.value) * amount(input.row.dataset[end]); }, 0n), 2 * SCALE);
  }

  function answer() {
    var wrong = inputs.find(function (input) { return servings(input.value) === undefined; });
    if (wrong) return filled(words.wrong, [wrong.value.trim(), data.most]);
    if (inputs.every(function (input) { return !servings(input.value); })) return words.nothing;
    var low = sum("low"), high = sum("high");
    return filled(words.holds, [low === high ? filled(words.about, [low]) : filled(words.between, [low, high]), low === "1" && high === "1" ? words.unit_of_one : words.unit]);
  }

  function show() {
    inputs.forEach(function (input) { input.setAttribute("aria-invalid", String(servings(input.value) === undefined)); });
    var who = form.querySelector("#eg-who").value, when = form.querySelector("#eg-when").value;
    result.querySelector("[data-sum]").textContent = answer();
    result.querySelector("[data-need]").textContent = document.querySelector("[data-who='" + who + "'] [data-when='" + when + "']").dataset.says;
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
    Object.assign(input, { type: "text", maxLength: 6, autocomplete: "off", row: row });
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
