// The page of the search: shows what the words lead to while they are typed, and keeps them in the address.
// The index has parts: what is in the first is shown at once, and the hits are counted when all have come.

import { fold, matching } from "./matching.js";
import { PAUSE_IN_TYPING, arrange, counted, keepInLanguageLinks } from "./page.js";

const form = document.getElementById("search_form");
const input = document.getElementById("search_words");
const results = document.getElementById("search_results");
const hitCount = document.getElementById("hit_count");
const list = document.getElementById("hits");
const moreButton = document.getElementById("show_more");
const template = document.getElementById("hit");
const addresses = results.dataset.index.split(" "); // of the parts of the index
const parts = []; // those that have come, in their order
const items = new Map(); // of the hits that were shown, by their entries

const HITS_AT_ONCE = 100;

let typing;
let submitted = false; // whether the address has words that going back must lead to
let shownQuery;
let shownWords;
let hits = []; // the entries that the words lead to
let most; // how many of them the list may have
let coming; // a promise of the next part, while it is fetched

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
input.addEventListener("focus", () => {
  if (parts.length === 0) nextPart().catch(() => {}); // tells of a failure when there are words
});
moreButton.addEventListener("click", showMore);
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

// Shows the hits in what has come of the index, and then in all of it.
function show() {
  shownWords = wanted();
  shownQuery = location.search;
  most = HITS_AT_ONCE;
  keepInLanguageLinks(shownQuery);
  showHits();
  fetchRest();
}

// Fetches one part after another, for as long as the reader waits for the same hits.
async function fetchRest() {
  if (results.ariaBusy) return;
  results.ariaBusy = "true";
  try {
    while (parts.length < addresses.length && awaited()) {
      await nextPart();
      if (awaited()) showHits();
    }
  } catch {
    if (awaited()) hitCount.textContent = hitCount.dataset.failed;
  }
  results.ariaBusy = null;
}

// Whether the reader looks for something, and still for the same.
function awaited() {
  return fold(shownWords) && shownWords === wanted();
}

// The next part of the index; asked for once, and anew only after a failure.
function nextPart() {
  coming ??= fetchNext().finally(() => {
    coming = undefined;
  });
  return coming;
}

async function fetchNext() {
  const response = await fetch(addresses[parts.length]);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  parts.push(await response.json());
}

// Shows what the words lead to; the focus stays, or goes to the best hit when its own is one no more.
function showHits() {
  const focused = results.querySelector(":focus");
  const entries = parts.flat();
  const found = fold(shownWords) ? matching(entries.map(({ text }) => text), shownWords) : [];
  hits = found.map((place) => entries[place]);
  hitCount.textContent = status();
  showList();
  if (focused && (focused.hidden || !focused.isConnected)) list.querySelector("a")?.focus();
}

// How many hits there are, once it is known: the status is read aloud.
function status() {
  if (!fold(shownWords) || parts.length < addresses.length) return "";
  return hits.length ? counted(hitCount, hits.length) : hitCount.dataset.none.replaceAll("{words}", () => shownWords);
}

function showList() {
  arrange(list, hits.slice(0, most).map(itemOf));
  moreButton.hidden = hits.length <= most;
}

// Makes the list longer; the focus goes to the first hit that is new.
function showMore() {
  const place = most;
  most += HITS_AT_ONCE;
  showList();
  list.children[place].querySelector("a").focus();
}

// The item of an entry, always the same one, so that it can keep the focus.
function itemOf(entry) {
  if (!items.has(entry)) items.set(entry, newItem(entry));
  return items.get(entry);
}

function newItem({ href, kind, title, summary }) {
  const item = template.content.firstElementChild.cloneNode(true);
  item.querySelector(".hit-kind").textContent = kind;
  Object.assign(item.querySelector("a"), { href, textContent: title });
  item.querySelector(".hit-summary").textContent = summary;
  return item;
}
