// The page of the search: shows what the words lead to while they are typed, and keeps them in the address.

import { fold, matching } from "./matching.js";
import { PAUSE_IN_TYPING, counted, keepInLanguageLinks } from "./page.js";

const form = document.getElementById("search_form");
const input = document.getElementById("search_words");
const results = document.getElementById("search_results");
const hitCount = document.getElementById("hit_count");
const list = document.getElementById("hits");
const template = document.getElementById("hit");

let typing;
let submitted = false; // whether the address has words that going back must lead to
let shownQuery;
let fetched; // a promise of the index, once somebody needs it

input.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => update(submitted ? "pushState" : "replaceState"), PAUSE_IN_TYPING);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  update("pushState");
  submitted = true;
});
input.addEventListener("focus", () => index().catch(() => {})); // tells of a failure when there are words
addEventListener("popstate", () => {
  // A link within the page changes the history too, but not what is looked for.
  if (location.search !== shownQuery) restore();
});
restore();

// Makes the input and the hits what the address says.
function restore() {
  clearTimeout(typing);
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  show();
}

// Makes the address and the hits what the input says; the method is pushState or replaceState.
function update(method) {
  const query = wanted() && `?${new URLSearchParams({ q: wanted() })}`;
  if (query !== location.search) {
    history[method](null, "", location.pathname + query);
    submitted = false;
  }
  show();
}

function wanted() {
  return input.value.trim();
}

// Shows the hits, unless the reader wants something else by the time that the index has come.
async function show() {
  const words = wanted();
  shownQuery = location.search;
  keepInLanguageLinks(shownQuery);
  if (!fold(words)) return tell("", []);
  const entries = await index().catch(() => null);
  if (words !== wanted()) return;
  if (!entries) return tell(hitCount.dataset.failed, []);
  const hits = matching(entries.map(({ text }) => text), words).map((place) => entries[place]);
  tell(hits.length ? counted(hitCount, hits.length) : hitCount.dataset.none.replaceAll("{words}", () => words), hits);
}

// The entries that can be found; fetched once, and anew only after a failure.
function index() {
  fetched ??= fetchIndex().catch((failure) => {
    fetched = undefined;
    throw failure;
  });
  return fetched;
}

async function fetchIndex() {
  const response = await fetch(results.dataset.index);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.json();
}

function tell(status, hits) {
  hitCount.textContent = status;
  list.replaceChildren(...hits.map(itemOf));
}

function itemOf({ href, kind, title, summary }) {
  const item = template.content.cloneNode(true);
  item.querySelector(".hit-kind").textContent = kind;
  Object.assign(item.querySelector("a"), { href, textContent: title });
  item.querySelector(".hit-summary").textContent = summary;
  return item;
}
