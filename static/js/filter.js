// The list of measures: filters, counts and sorts it, keeps the choices in the address, and saves the rows as CSV.

import {
  LANGUAGE, LOCALE, PAUSE_IN_TYPING, addressOf, arrange, counted, keepInLanguageLinks, wordsInAddress,
} from "./page.js";

const form = document.getElementById("filters");
const sheet = document.getElementById("filter_sheet"); // holds the form on a narrow screen, while it is open
const side = form.parentElement; // holds it otherwise
const words = document.getElementById("filter_words");
const sortChoice = document.getElementById("sort");
const hitCount = document.getElementById("hit_count");
const showButton = document.getElementById("show_hits");
const chipList = document.getElementById("chips");
const clearButtons = document.querySelectorAll("[data-clear]");
const list = document.getElementById("rows");
const tableRows = document.querySelector("#table tbody");
const headings = document.querySelectorAll("#table [data-sort]");
const views = [...document.querySelectorAll("[name=view]")];
const frame = document.querySelector(".filtered-list");
const groups = [...form.querySelectorAll("fieldset")].map(({ elements }) => [...elements]);
const boxes = groups.flat();
const filters = [...boxes, words];
const chips = new Map(filters.map((filter) => [filter, chipOf(filter)]));
const own = measuresOn(document);
const parts = document.getElementById("parts"); // the pagination of a long list, if there is one
const countOfAll = textOf(hitCount);
const collator = new Intl.Collator(LOCALE, { ignorePunctuation: true });

let measures = own;
let others = list.dataset.parts?.split(" ") ?? []; // URLs of the pages not loaded yet
let coming; // the promise of these pages, once the reader filters or sorts
let finder; // the promise of the module that finds words, once a reader types some
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
  if (sheet.open) showResults();
});
document.addEventListener("change", ({ target }) => {
  if (target === sortChoice) sort = target.value;
  else if (!boxes.includes(target) && !views.includes(target)) return;
  update("pushState");
});
for (const heading of headings) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  button.addEventListener("click", () => sortBy(heading.dataset.sort));
  heading.append(button);
}
for (const button of clearButtons) button.addEventListener("click", clearAll);
document.getElementById("open_filters").addEventListener("click", openSheet);
sheet.addEventListener("close", () => side.append(form));
// Turned or widened, the page has room for the filters beside the list.
matchMedia("(min-width: 60rem)").addEventListener("change", () => sheet.close());
document.getElementById("save_rows").addEventListener("click", ({ currentTarget }) => saveRows(currentTarget));
addEventListener("popstate", () => {
  // A link to an anchor of this page fires popstate too.
  if (wordsInAddress() !== null && addressOf(location.search, wordsInAddress()) !== shownAddress) restore();
});
// A page that a browser kept as it was may have lost what was typed.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) restore();
});
restore();

// Create a chip, still without a label, that removes the filter: a checkbox or the search words.
function chipOf(filter) {
  const chip = document.getElementById("chip").content.firstElementChild.cloneNode(true);
  chip.querySelector("button").addEventListener("click", () => removeChip(chip, filter));
  return chip;
}

function measuresOn(page) {
  return [...page.querySelectorAll("#rows > li")].map((row) => measureOf(row, page));
}

// The measure of a row of the list, with its row of the table.
function measureOf(row, page) {
  const { number, values, words, due = "" } = row.dataset;
  const tableRow = page.querySelector(`tr[data-number="${number}"]`);
  const title = textOf(tableRow.querySelector("th"));
  return { row, tableRow, number: Number(number), title, values: values.split(" "), words, due };
}

// The text of an element on one line, without the soft hyphens of the page.
function textOf(element) {
  return element.textContent.replaceAll("\u00ad", "").replace(/\s+/g, " ").trim();
}

// Set the form and the list from the address; unknown parameters and values are ignored.
function restore() {
  clearTimeout(typing);
  const asked = new URLSearchParams(location.search);
  const ids = ["number", "title", "due", ...boxes.map((box) => box.name)];
  for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
  words.value = wordsInAddress() ?? "";
  sort = asked.get("sort") ?? "number";
  if (!ids.includes(sortId())) sort = "number";
  (views.find((view) => view.value === asked.get("view")) ?? views[0]).checked = true;
  show();
}

// Set the address and the list from the form; the method is pushState or replaceState.
function update(method) {
  const address = addressOf(currentQuery(), wanted());
  if (address !== shownAddress) history[method](null, "", address);
  show();
}

// The query string of all choices that differ from the defaults, in a fixed order: "?goal=A" or "".
function currentQuery() {
  const query = new URLSearchParams(boxes.filter((box) => box.checked).map((box) => [box.name, box.value]));
  const view = currentView();
  if (sort !== "number") query.set("sort", sort);
  if (view !== views[0].value) query.set("view", view);
  return String(query) && `?${query}`;
}

function currentView() {
  return views.find((view) => view.checked).value;
}

function wanted() {
  return words.value.trim();
}

// Show the measures that the form selects, in its order, with chips and counts.
async function show() {
  const asked = (shownAddress = addressOf(currentQuery(), wanted()));
  keepInLanguageLinks(currentQuery(), wanted());
  frame.dataset.view = currentView();
  showChips();
  try {
    const { matching } = wanted() ? await (finder ??= import("./matching.js")) : {};
    if (isAsked() && others.length) await fetchOthers();
    if (asked === shownAddress) showMeasures(matching);
  } catch {
    finder = undefined;
    showCount(hitCount.dataset.failed);
  }
}

// A long list stays paginated until the reader filters or sorts.
function showMeasures(matching) {
  const isWhole = isAsked() || !parts;
  const found = matching ? matchesOf(matching) : measures;
  const hits = allowed(found, groups);
  showOrder(isWhole ? measures : own);
  showHits(isWhole ? hits : own);
  showCount(filters.some(isUsed) ? countOf(hits.length) : countOfAll);
  if (others.length === 0) showValueCounts(found);
  if (parts) parts.hidden = isWhole;
}

function matchesOf(matching) {
  const texts = measures.map((measure) => measure.words);
  return matching(texts, wanted(), LANGUAGE, words.dataset.nouns).map((place) => measures[place]);
}

function isAsked() {
  return filters.some(isUsed) || sort !== "number";
}

function isUsed(filter) {
  return filter === words ? wanted() : filter.checked;
}

// Fetch the other pages of the list. After a failure the next query tries again.
async function fetchOthers() {
  list.setAttribute("aria-busy", "true");
  coming ??= Promise.all(others.map(pageAt));
  try {
    const pages = await coming;
    if (others.length) measures = [...own, ...pages.flatMap(measuresOn)];
    others = [];
  } catch (error) {
    coming = undefined;
    throw error;
  } finally {
    list.removeAttribute("aria-busy");
  }
}

// Fetch a page of the list, resolve its links against its own URL, and take the drawings that this page lacks.
async function pageAt(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(response.url);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const link of page.querySelectorAll("main a")) link.href = new URL(link.getAttribute("href"), response.url);
  for (const symbol of page.querySelectorAll("symbol")) {
    if (!document.getElementById(symbol.id)) document.querySelector(".symbol-sheet")?.append(symbol);
  }
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

// Hide all but the hits.
function showHits(hits) {
  const shown = new Set(hits);
  for (const measure of measures) measure.row.hidden = measure.tableRow.hidden = !shown.has(measure);
  showButton.textContent = counted(showButton, hits.length);
}

// The number of hits among all, or what to do when there is none.
function countOf(count) {
  return count ? hitCount.dataset.shown.replace("{shown}", count) : hitCount.dataset.none;
}

// The count is a live region: it is set only when it changes.
function showCount(count) {
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
      box.labels[0].classList.toggle("empty", !count);
    }
  }
}

// Sort the rows of list and table, and mark the order in the headings; a select without that option is left empty.
function showOrder(listed) {
  const order = [...listed].sort(comparison());
  arrange(list, order.map((measure) => measure.row));
  arrange(tableRows, order.map((measure) => measure.tableRow));
  sortChoice.value = sort;
  const direction = sort === sortId() ? "ascending" : "descending";
  for (const heading of headings) {
    if (heading.dataset.sort === sortId()) heading.setAttribute("aria-sort", direction);
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
  const isLast = (measure) =>
    sortId() === "due" ? !measure.due : stated.length > 0 && !stated.some((box) => has(measure, box));
  return (a, b) => isLast(a) - isLast(b) || sign * ascending(a, b) || a.number - b.number;
}

// A comparator by number, by title, by due date, or by the position of the value in a classification.
function ascendingBy(id) {
  if (id === "number") return (a, b) => a.number - b.number;
  if (id === "title" || id === "due") return (a, b) => collator.compare(a[id], b[id]);
  const rank = (measure) => boxes.findIndex((box) => box.name === id && has(measure, box));
  return (a, b) => rank(a) - rank(b);
}

// Show a chip for each active filter.
function showChips() {
  const used = filters.filter(isUsed);
  for (const filter of used) chips.get(filter).querySelector(".chip-label").textContent = labelOf(filter);
  arrange(chipList, used.map((filter) => chips.get(filter)));
  chipList.hidden = used.length === 0;
  for (const button of clearButtons) button.hidden = used.length === 0;
}

// The label of an active filter: "Tavoite: Arjen ilmastoteot".
function labelOf(filter) {
  if (filter === words) return `${textOf(words.labels[0])}: ${wanted()}`;
  return `${textOf(filter.closest("fieldset").querySelector("legend"))}: ${textOf(filter.parentElement.querySelector(".choice-label"))}`;
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

// Reset all filters, but not the order or the view; focus stays in an open sheet, and moves to the words otherwise.
function clearAll() {
  filters.forEach(clear);
  update("pushState");
  (sheet.open ? showButton : words).focus();
}

// Sort by a key: ascending, or descending if it is ascending already.
function sortBy(id) {
  sort = sort === id ? `-${id}` : id;
  update("pushState");
}

// On a narrow screen the filters open as a dialog, which keeps the focus and closes on Escape.
function openSheet() {
  sheet.append(form);
  sheet.showModal();
}

// Close the sheet, and lead the reader on to what was found.
function showResults() {
  sheet.close();
  const heading = document.getElementById("results");
  heading.focus();
  heading.scrollIntoView();
}

// Save the table's rows in sight, as the Excel of Europe opens a CSV file: semicolons, and a byte order mark.
async function saveRows({ dataset }) {
  try {
    if (others.length) await fetchOthers();
  } catch {
    return showCount(hitCount.dataset.failed);
  }
  const heads = [...document.querySelectorAll("#table thead th")].map(textOf);
  const shown = measures.filter((measure) => !filters.some(isUsed) || !measure.tableRow.hidden).sort(comparison());
  const lines = shown.map(({ tableRow }) => [...[...tableRow.children].map(textOf), tableRow.querySelector("a").href]);
  const text = [[...heads, dataset.address], ...lines].map((line) => line.map(cellOf).join(";") + "\r\n").join("");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  link.download = dataset.file;
  link.click();
  URL.revokeObjectURL(link.href);
}

// The text of a cell in quotes, so that no spreadsheet takes it for a formula.
function cellOf(text) {
  const safe = /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
