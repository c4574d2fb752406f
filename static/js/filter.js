// The list of measures: filters, counts and sorts it, and keeps the choices in the URL.

import { matching } from "./matching.js";
import {
  LANGUAGE, LOCALE, PAUSE_IN_TYPING, addressOf, arrange, counted, keepInLanguageLinks, wordsInAddress,
} from "./page.js";

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
const parts = document.getElementById("parts"); // the pagination of a long list, if there is one
// Without the soft hyphens of the page: it is compared with counts that have none.
const countOfAll = hitCount.textContent.replaceAll("\u00ad", "");
const collator = new Intl.Collator(LOCALE, { ignorePunctuation: true });

let measures = own;
let others = cards.dataset.parts?.split(" ") ?? []; // URLs of the pages not loaded yet
let coming; // the promise of these pages, once the reader filters or sorts
let sort = "number";
let shownCount = countOfAll;
let shownAddress;
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
  // A link to an anchor of this page fires popstate too.
  if (wordsInAddress() !== null && addressOf(location.search, wordsInAddress()) !== shownAddress) restore();
});
restore();

// Create a chip, still without a label, that removes the filter: a checkbox or the search words.
function chipOf(filter) {
  const chip = document.getElementById("chip").content.firstElementChild.cloneNode(true);
  chip.querySelector("button").addEventListener("click", () => removeChip(chip, filter));
  return chip;
}

function measuresOn(page) {
  return [...page.querySelectorAll("#cards > li")].map((card) => measureOf(card, page));
}

// The measure of a card, with its table row.
function measureOf(card, page) {
  const { number, values, words } = card.dataset;
  const row = page.querySelector(`tr[data-number="${number}"]`);
  const title = row.querySelector("th").textContent;
  return { card, row, number: Number(number), title, values: values.split(" "), words };
}

// Set the form and the list from the URL; unknown parameters and values are ignored.
function restore() {
  clearTimeout(typing);
  const asked = new URLSearchParams(location.search);
  const ids = ["number", "title", ...boxes.map((box) => box.name)];
  for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
  words.value = wordsInAddress() ?? "";
  sort = asked.get("sort") ?? "number";
  if (!ids.includes(sortId())) sort = "number";
  (views.find((view) => view.value === asked.get("view")) ?? views[0]).checked = true;
  show();
}

// Set the URL and the list from the form; the method is pushState or replaceState.
function update(method) {
  const address = addressOf(currentQuery(), wanted());
  if (address !== shownAddress) history[method](null, "", address);
  show();
}

// The query string of all choices that differ from the defaults, in a fixed order: "?goal=A" or "".
function currentQuery() {
  const query = new URLSearchParams(boxes.filter((box) => box.checked).map((box) => [box.name, box.value]));
  const view = views.find((one) => one.checked);
  if (sort !== "number") query.set("sort", sort);
  if (view !== views[0]) query.set("view", view.value);
  return String(query) && `?${query}`;
}

function wanted() {
  return words.value.trim();
}

// Show the measures that the form selects, in its order, with chips and counts.
async function show() {
  shownAddress = addressOf(currentQuery(), wanted());
  keepInLanguageLinks(currentQuery(), wanted());
  showChips();
  const isWhole = !isAsked() || !others.length || (await fetchOthers());
  if (isWhole) showMeasures();
  else hitCount.textContent = shownCount = hitCount.dataset.failed;
}

// A long list stays paginated until the reader filters or sorts.
function showMeasures() {
  const isWhole = isAsked() || !parts;
  const found = matching(measures.map((measure) => measure.words), wanted(), LANGUAGE).map((place) => measures[place]);
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

// Fetch the other pages of the list; return whether that worked. After a failure the next query tries again.
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

// Fetch a page of the list, resolve its links against its own URL, and drop its glossary popovers.
async function pageAt(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const link of page.querySelectorAll("main a")) link.href = new URL(link.getAttribute("href"), response.url);
  for (const term of page.querySelectorAll("#cards .term")) term.replaceWith(...term.childNodes);
  return page;
}

// Filter `found` to the measures that have a checked value in every group with any checked.
function allowed(found, groups) {
  const choices = groups.map((group) => group.filter((box) => box.checked)).filter((chosen) => chosen.length);
  return found.filter((measure) => choices.every((chosen) => chosen.some((box) => has(measure, box))));
}

// Whether the measure has the value of the checkbox.
function has(measure, box) {
  return measure.values.includes(`${box.name}:${box.value}`);
}

// Hide all but the hits. The count is a live region: it is set only when it changes.
function showHits(hits, count) {
  const shown = new Set(hits);
  for (const measure of measures) measure.card.hidden = measure.row.hidden = !shown.has(measure);
  document.getElementById("no_hits").hidden = hits.length > 0;
  if (count !== shownCount) hitCount.textContent = count;
  shownCount = count;
}

// Show beside each value how many measures have it, given the words and the choices in the other groups.
function showValueCounts(found) {
  for (const group of groups) {
    const candidates = allowed(found, groups.filter((other) => other !== group));
    for (const box of group) {
      const count = candidates.filter((measure) => has(measure, box)).length;
      box.labels[0].querySelector(".choice-count").textContent = count;
    }
  }
}

// Sort cards and rows, and mark the order in the headings; a select without that option is left empty.
function showOrder(listed) {
  const order = [...listed].sort(comparison());
  arrange(cards, order.map((measure) => measure.card));
  arrange(rows, order.map((measure) => measure.row));
  sortChoice.value = sort;
  const direction = sort === sortId() ? "ascending" : "descending";
  for (const button of sortButtons) {
    const heading = button.closest("th");
    if (button.dataset.sort === sortId()) heading.setAttribute("aria-sort", direction);
    else heading.removeAttribute("aria-sort");
  }
}

// The sort key without its direction.
function sortId() {
  return sort.replace(/^-/, "");
}

// The comparator of the chosen order; ties are sorted by number in either direction, and what has no value or one that
// is no step of its scale comes last.
function comparison() {
  const ascending = ascendingBy(sortId());
  const sign = sort === sortId() ? 1 : -1;
  const stated = boxes.filter((box) => box.name === sortId() && !("notStated" in box.dataset));
  const isLast = (measure) => stated.length > 0 && !stated.some((box) => has(measure, box));
  return (a, b) => isLast(a) - isLast(b) || sign * ascending(a, b) || a.number - b.number;
}

// A comparator by number, by title, or by the position of the value in a classification.
function ascendingBy(id) {
  if (id === "number") return (a, b) => a.number - b.number;
  if (id === "title") return (a, b) => collator.compare(a.title, b.title);
  const rank = (measure) => boxes.findIndex((box) => box.name === id && has(measure, box));
  return (a, b) => rank(a) - rank(b);
}

// Show a chip for each active filter.
function showChips() {
  const used = filters.filter(isUsed);
  for (const filter of used) chips.get(filter).querySelector(".chip-label").textContent = labelOf(filter);
  arrange(chipList, used.map((filter) => chips.get(filter)));
  chipList.hidden = clearButton.hidden = used.length === 0;
}

// The label of an active filter: "Tavoite: Arjen ilmastoteot".
function labelOf(filter) {
  if (filter === words) return `${words.labels[0].textContent.trim()}: ${wanted()}`;
  const legend = filter.closest("fieldset").querySelector("legend");
  return `${legend.textContent.trim()}: ${filter.nextElementSibling.textContent.trim()}`;
}

// Remove the filter of a chip; focus moves to the next chip, else the previous, else the search words.
function removeChip(chip, filter) {
  const nearest = chip.nextElementSibling ?? chip.previousElementSibling;
  clear(filter);
  update("pushState");
  (nearest?.querySelector("button") ?? words).focus();
}

// Reset one filter.
function clear(filter) {
  if (filter === words) words.value = "";
  else filter.checked = false;
}

// Reset all filters, but not the order or the view; focus moves to the search words.
function clearAll() {
  filters.forEach(clear);
  update("pushState");
  words.focus();
}

// Sort by a key: ascending, or descending if it is ascending already.
function sortBy(id) {
  sort = sort === id ? `-${id}` : id;
  update("pushState");
}
