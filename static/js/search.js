// The search page: shows hits while the reader types, and keeps the words in the address.
// The index is split into parts: hits of the first are shown at once, and counted when all parts are loaded.

import { fold, matching } from "./matching.js";
import {
  LANGUAGE, PAUSE_IN_TYPING, addressOf, arrange, counted, keepInLanguageLinks, wordsInAddress,
} from "./page.js";

const form = document.getElementById("search_form");
const input = document.getElementById("search_words");
const results = document.getElementById("search_results");
const hitCount = document.getElementById("hit_count");
const list = document.getElementById("hits");
const moreButton = document.getElementById("show_more");
const template = document.getElementById("hit");
const addresses = results.dataset.index.split(" "); // URLs of the parts of the index
const parts = []; // the parts loaded so far, in order
const items = new Map(); // list items of hits, by entry

const HITS_AT_ONCE = 100;

let typing;
let submitted = false; // whether the words in the address were submitted and must stay in the history
let shownWords;
let hits = []; // the entries that match the query
let most; // how many hits the list may show
let coming; // the promise of the next part, while it loads

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
  if (parts.length === 0) nextPart().catch(() => {}); // a failure is reported once there is a query
});
moreButton.addEventListener("click", showMore);
addEventListener("popstate", () => {
  // A link to an anchor of this page fires popstate too.
  if ((wordsInAddress() ?? shownWords) !== shownWords) restore();
});
restore();

// Set the input and the hits from the address.
function restore() {
  clearTimeout(typing);
  input.value = wordsInAddress() ?? "";
  show();
}

// Set the address and the hits from the input; the method is pushState or replaceState.
function update(method) {
  if (wanted() !== shownWords) {
    history[method](null, "", addressOf("", wanted()));
    submitted = false;
  }
  show();
}

function wanted() {
  return input.value.trim();
}

// Show the hits in the parts of the index loaded so far, then load the rest.
function show() {
  shownWords = wanted();
  most = HITS_AT_ONCE;
  keepInLanguageLinks("", shownWords);
  showHits();
  fetchRest();
}

// Fetch one part after another, as long as the query stays the same.
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

// Whether there is a query, and it is still the same.
function awaited() {
  return fold(shownWords, LANGUAGE) && shownWords === wanted();
}

// Fetch the next part of the index; concurrent calls share one request, and a failed one may be repeated.
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

// Show the hits of the query; focus stays, or moves to the best hit when the focused one is gone.
function showHits() {
  const focused = results.querySelector(":focus");
  const entries = parts.flat();
  const found = fold(shownWords, LANGUAGE) ? matching(entries.map(({ text }) => text), shownWords, LANGUAGE) : [];
  hits = found.map((place) => entries[place]);
  hitCount.textContent = status();
  showList();
  if (focused && (focused.hidden || !focused.isConnected)) list.querySelector("a")?.focus();
}

// The number of hits, once it is final: the status is a live region.
function status() {
  if (!fold(shownWords, LANGUAGE) || parts.length < addresses.length) return "";
  return hits.length ? counted(hitCount, hits.length) : hitCount.dataset.none.replaceAll("{words}", () => shownWords);
}

function showList() {
  arrange(list, hits.slice(0, most).map(itemOf));
  moreButton.hidden = hits.length <= most;
}

// Extend the list; focus moves to the first new hit.
function showMore() {
  const place = most;
  most += HITS_AT_ONCE;
  showList();
  list.children[place].querySelector("a").focus();
}

// The list item of an entry; reused, so that it can keep the focus.
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
