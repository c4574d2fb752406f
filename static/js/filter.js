// The page of all measures: narrows, counts and sorts them, and keeps the choices in the address.

import { matching } from "./matching.js";
import { LOCALE, PAUSE_IN_TYPING, arrange, counted, keepInLanguageLinks } from "./page.js";

const form = document.getElementById("filters");
const words = document.getElementById("filter_words");
const sortChoice = document.getElementById("sort");
const hitCount = document.getElementById("hit_count");
const chipList = document.getElementById("chips");
const clearButton = document.getElementById("clear_filters");
const cards = document.getElementById("cards");
const rows = document.querySelector("#table tbody");
const sortButtons = document.querySelectorAll("#table [data-sort]");
const views = [...form.querySelectorAll("[name=view]")];
const groups = [...form.querySelectorAll(".filter-panel fieldset")].map(({ elements }) => [...elements]);
const boxes = groups.flat();
const filters = [...boxes, words];
const chips = new Map(filters.map((filter) => [filter, chipOf(filter)]));
const own = measuresOn(document);
const parts = document.getElementById("parts"); // the links to the parts of a long list, if it is one
const countOfAll = hitCount.textContent;
const collator = new Intl.Collator(LOCALE, { ignorePunctuation: true });

let measures = own;
let others = cards.dataset.parts?.split(" ") ?? []; // the parts that have not come yet
let coming; // a promise of these, once the reader asks for more than the page
let sort = "number";
let shownCount = countOfAll;
let shownQuery;
let typing;

words.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(update, PAUSE_IN_TYPING, "replaceState");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  update("replaceState");
});
form.addEventListener("change", ({ target }) => {
  if (target === words) return;
  if (target === sortChoice) sort = target.value;
  update("pushState");
});
for (const button of sortButtons) button.addEventListener("click", () => sortBy(button.dataset.sort));
clearButton.addEventListener("click", clearAll);
addEventListener("popstate", () => {
  // A link within the page changes the history too, but not what is asked for.
  if (location.search !== shownQuery) restore();
});
restore();

// A chip, not yet named, that removes the filter: a checkbox or the words.
function chipOf(filter) {
  const chip = document.getElementById("chip").content.firstElementChild.cloneNode(true);
  chip.querySelector("button").addEventListener("click", () => removeChip(chip, filter));
  return chip;
}

function measuresOn(page) {
  return [...page.querySelectorAll("#cards > li")].map((card) => measureOf(card, page));
}

// The measure of a card, with its row of the table.
function measureOf(card, page) {
  const { number, values, words } = card.dataset;
  const row = page.querySelector(`tr[data-number="${number}"]`);
  const title = row.querySelector("th").textContent;
  return { card, row, number: Number(number), title, values: values.split(" "), words };
}

// Makes the form and the list what the address says; what is unknown there counts for nothing.
function restore() {
  clearTimeout(typing);
  const asked = new URLSearchParams(location.search);
  const ids = ["number", "title", ...boxes.map((box) => box.name)];
  for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
  words.value = asked.get("q") ?? "";
  sort = asked.get("sort") ?? "number";
  if (!ids.includes(sortId())) sort = "number";
  (views.find((view) => view.value === asked.get("view")) ?? views[0]).checked = true;
  show();
}

// Makes the address and the list what the form says; the method is pushState or replaceState.
function update(method) {
  const query = currentQuery();
  if (query !== location.search) history[method](null, "", location.pathname + query);
  show();
}

// The choices but the defaults, always in the same order: "?goal=A&q=kaava" or "".
function currentQuery() {
  const query = new URLSearchParams(boxes.filter((box) => box.checked).map((box) => [box.name, box.value]));
  const view = views.find((one) => one.checked);
  if (wanted()) query.set("q", wanted());
  if (sort !== "number") query.set("sort", sort);
  if (view !== views[0]) query.set("view", view.value);
  return String(query) && `?${query}`;
}

function wanted() {
  return words.value.trim();
}

// Shows what the form asks for, in its order, and all that tells about it.
async function show() {
  shownQuery = location.search;
  keepInLanguageLinks(shownQuery);
  showChips();
  const isWhole = !isAsked() || !others.length || (await fetchOthers());
  if (isWhole) showMeasures();
  else hitCount.textContent = shownCount = hitCount.dataset.failed;
}

// A long list is shown by its parts for as long as the reader asks for nothing.
function showMeasures() {
  const isWhole = isAsked() || !parts;
  const found = matching(measures.map((measure) => measure.words), wanted()).map((place) => measures[place]);
  const hits = allowed(found, groups);
  showOrder(isWhole ? measures : own);
  showHits(isWhole ? hits : own, isWhole ? counted(hitCount, hits.length) : countOfAll);
  if (others.length === 0) showValueCounts(found);
  if (parts) parts.hidden = isWhole;
}

function isAsked() {
  return filters.some(isUsed) || sort !== "number";
}

function isUsed(filter) {
  return filter === words ? wanted() : filter.checked;
}

// Brings the other parts of the list, and tells whether they came; the next question asks for them again.
async function fetchOthers() {
  cards.ariaBusy = "true";
  coming ??= Promise.all(others.map(pageAt));
  try {
    const pages = await coming;
    if (others.length) measures = [...own, ...pages.flatMap(measuresOn)];
    others = [];
  } catch {
    coming = undefined;
  }
  cards.ariaBusy = null;
  return others.length === 0;
}

// A part of the list, with links that lead from here as they did from there, and without its notes on terms.
async function pageAt(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const link of page.querySelectorAll("main a")) link.href = new URL(link.getAttribute("href"), response.url);
  for (const term of page.querySelectorAll("#cards .term")) term.replaceWith(...term.childNodes);
  return page;
}

// Those of the found that have a chosen value of every given group with a choice.
function allowed(found, groups) {
  const choices = groups.map((group) => group.filter((box) => box.checked)).filter((chosen) => chosen.length);
  return found.filter((measure) => choices.every((chosen) => chosen.some((box) => has(measure, box))));
}

// Whether the measure has the value of the checkbox.
function has(measure, box) {
  return measure.values.includes(`${box.name}:${box.value}`);
}

// Hides all but the hits; says their count only when it changes, as it is read aloud.
function showHits(hits, count) {
  const shown = new Set(hits);
  for (const measure of measures) measure.card.hidden = measure.row.hidden = !shown.has(measure);
  document.getElementById("no_hits").hidden = hits.length > 0;
  if (count !== shownCount) hitCount.textContent = count;
  shownCount = count;
}

// Tells beside each value how many have it, given the words and the choices of other groups.
function showValueCounts(found) {
  for (const group of groups) {
    const candidates = allowed(found, groups.filter((other) => other !== group));
    for (const box of group) {
      const count = candidates.filter((measure) => has(measure, box)).length;
      box.labels[0].querySelector(".choice-count").textContent = count;
    }
  }
}

// Sorts cards and rows, and names the order; a select without it is left empty.
function showOrder(listed) {
  const order = [...listed].sort(comparison());
  arrange(cards, order.map((measure) => measure.card));
  arrange(rows, order.map((measure) => measure.row));
  sortChoice.value = sort;
  const direction = sort === sortId() ? "ascending" : "descending";
  for (const button of sortButtons) {
    button.closest("th").ariaSort = button.dataset.sort === sortId() ? direction : null;
  }
}

// What to sort by, whichever the direction.
function sortId() {
  return sort.replace(/^-/, "");
}

// What compares two measures; equals go by number, whichever the direction.
function comparison() {
  const ascending = ascendingBy(sortId());
  const sign = sort === sortId() ? 1 : -1;
  return (a, b) => sign * ascending(a, b) || a.number - b.number;
}

// What compares two by number, title or the place of their values in a classification.
function ascendingBy(id) {
  if (id === "number") return (a, b) => a.number - b.number;
  if (id === "title") return (a, b) => collator.compare(a.title, b.title);
  const rank = (measure) => boxes.findIndex((box) => box.name === id && has(measure, box));
  return (a, b) => rank(a) - rank(b);
}

// Shows a chip for each filter in use.
function showChips() {
  const used = filters.filter(isUsed);
  for (const filter of used) chips.get(filter).querySelector(".chip-label").textContent = labelOf(filter);
  arrange(chipList, used.map((filter) => chips.get(filter)));
  chipList.hidden = clearButton.hidden = used.length === 0;
}

// The name of the filter and what it asks for: "Tavoite: Arjen ilmastoteot".
function labelOf(filter) {
  if (filter === words) return `${words.labels[0].textContent.trim()}: ${wanted()}`;
  const legend = filter.closest("fieldset").querySelector("legend");
  return `${legend.textContent.trim()}: ${filter.nextElementSibling.textContent.trim()}`;
}

// Removes the chip's filter; the focus goes to the next chip, else the previous, else the words.
function removeChip(chip, filter) {
  const nearest = chip.nextElementSibling ?? chip.previousElementSibling;
  clear(filter);
  update("pushState");
  (nearest?.querySelector("button") ?? words).focus();
}

// Makes the filter ask for nothing.
function clear(filter) {
  if (filter === words) words.value = "";
  else filter.checked = false;
}

// Removes all filters, not the order or the view; the focus goes to the words.
function clearAll() {
  filters.forEach(clear);
  update("pushState");
  words.focus();
}

// Sorts by the id: ascending, or descending if it is ascending already.
function sortBy(id) {
  sort = sort === id ? `-${id}` : id;
  update("pushState");
}
