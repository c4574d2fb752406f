// The search page: shows hits while the reader types, and keeps the words in the address.
// The index is split into parts: hits of the first are shown at once, and counted when all parts are loaded.

import { find, fold, isForm } from "./matching.js";
import {
  LANGUAGE, PAUSE_IN_TYPING, addressOf, arrange, counted, keepInLanguageLinks, wordsInAddress,
} from "./page.js";

const form = document.getElementById("search_form");
const input = document.getElementById("search_words");
const results = document.getElementById("search_results");
const hitCount = document.getElementById("hit_count");
const termBox = document.getElementById("term_box");
const list = document.getElementById("hits");
const moreButton = document.getElementById("show_more");
const template = document.getElementById("hit").content;
const marks = document.getElementById("marks").content;
const addresses = results.dataset.index.split(" "); // URLs of the parts of the index
const pageTitle = document.title;
const requests = new Map(); // promises of the parts, by URL
const parts = []; // the parts loaded so far, in order
const items = new Map(); // list items of hits, by entry

const HITS_AT_ONCE = 100;
const WORD = /[\p{L}\p{N}\u00ad]+/gu;
// How many letters of a text stand before and after the word that was found.
const [BEFORE, AFTER] = [60, 100];

let typing;
let submitted = false; // whether the words in the address were submitted and must stay in the history
let shownWords;
let found; // what the query finds
let hits = []; // the entries that match the query
let most; // how many hits the list may show
let left; // how many hits were shown and how far the page was scrolled when the reader left it
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
moreButton.addEventListener("click", showMore);
document.addEventListener("click", ({ target }) => {
  if (!target.closest("a")) return;
  history.replaceState({ most, y: scrollY }, "");
  // The browser would scroll back smoothly, and end elsewhere: showHits() scrolls.
  history.scrollRestoration = "manual";
});
addEventListener("popstate", () => {
  // A link to an anchor of this page fires popstate too.
  if ((wordsInAddress() ?? shownWords) !== shownWords) restore();
});
restore();
nextPart().catch(() => {}); // a failure is reported once there is a query

// Set the input and the hits from the address, as the reader left them.
function restore() {
  clearTimeout(typing);
  input.value = wordsInAddress() ?? "";
  left = history.state;
  show(left?.most);
}

// Set the address and the hits from the input; the method is pushState or replaceState.
function update(method) {
  if (wanted() !== shownWords) {
    history[method](null, "", addressOf("", wanted()));
    submitted = false;
  }
  left = null;
  show();
}

function wanted() {
  return input.value.trim();
}

// Show the hits in the parts of the index loaded so far, then load the rest.
function show(atOnce = HITS_AT_ONCE) {
  shownWords = wanted();
  most = atOnce;
  document.title = shownWords ? `${shownWords} – ${pageTitle}` : pageTitle;
  keepInLanguageLinks("", shownWords);
  showHits();
  fetchRest();
}

// Fetch one part after another, as long as the query stays the same.
async function fetchRest() {
  if (results.hasAttribute("aria-busy")) return;
  results.setAttribute("aria-busy", "true");
  try {
    while (parts.length < addresses.length && awaited()) {
      await nextPart();
      if (awaited()) showHits();
    }
  } catch {
    if (awaited()) hitCount.textContent = hitCount.dataset.failed;
  }
  results.removeAttribute("aria-busy");
}

// Whether there is a query, and it is still the same.
function awaited() {
  return hasWords() && shownWords === wanted();
}

function hasWords() {
  return fold(shownWords, LANGUAGE) !== "";
}

// Fetch the next part of the index; concurrent calls share one request, and a failed one may be repeated.
function nextPart() {
  coming ??= fetchNext().finally(() => {
    coming = undefined;
  });
  return coming;
}

// Once the first part is there, all others are requested at once: each may cost a round trip to learn that it still holds.
async function fetchNext() {
  const [next, ...later] = addresses.slice(parts.length, parts.length ? undefined : 1);
  for (const address of later) request(address).catch(() => {}); // a failure is reported when its turn comes
  parts.push(await request(next));
}

function request(address) {
  if (!requests.has(address)) requests.set(address, load(address));
  return requests.get(address);
}

async function load(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    const entries = await response.json();
    return entries.map((entry) => ({ ...entry, text: textOf(entry) }));
  } catch (error) {
    requests.delete(address);
    throw error;
  }
}

// The lines of an entry as matching.js compares them. What is no measure goes after the measures that say the same: its
// title weighs as a text does, and its text as what a measure is filed under.
function textOf({ names, title, summary, forms = [], body = [], filed = [] }) {
  const texts = (several) => several.map(([text]) => text).join(" ");
  const lines = names === undefined
    ? ["", [title, ...forms].join(" "), `${summary} ${texts(filed)}`]
    : [title, `${summary} ${texts(body)}`, texts(filed)];
  return [names ?? "", ...lines.map((line) => fold(line, LANGUAGE))].join("\n");
}

// Show the hits of the query; focus stays, or moves to the best hit when the focused one is gone.
function showHits() {
  const focused = results.querySelector(":focus");
  const entries = parts.flat();
  const texts = entries.map(({ text }) => text);
  found = hasWords() ? find(texts, shownWords, LANGUAGE, input.dataset.nouns) : { places: [], missing: [] };
  const best = found.places.map((place) => entries[place]);
  const [asked, others] = [best.filter(isAsked), best.filter((entry) => !isAsked(entry))];
  const term = asked.find(({ forms }) => forms);
  hits = [...asked.filter((entry) => entry !== term), ...others];
  showTerm(term);
  showList();
  hitCount.textContent = status(term);
  if (focused && (focused.hidden || !focused.isConnected)) list.querySelector("a")?.focus();
  if (left && parts.length === addresses.length) {
    scrollTo({ top: left.y, behavior: "instant" });
    left = null;
  }
}

// Whether the reader typed what an entry is called.
function isAsked({ title, forms = [] }) {
  return [title, ...forms].some((name) => isForm(shownWords, name, LANGUAGE));
}

// The whole answer in words, once it is final: the status is a live region.
function status(term) {
  const { none, near, missing, hint, term: termIs } = hitCount.dataset;
  if (!hasWords()) return hint;
  if (parts.length < addresses.length) return "";
  if (!term && !hits.length) return none.replaceAll("{words}", () => shownWords);
  const absent = shownWords.split(/\s+/).filter((word) => found.missing.includes(fold(word, LANGUAGE)));
  return [
    term && termIs.replaceAll("{term}", () => term.title),
    absent.length && missing.replaceAll("{words}", () => absent.join(" ")),
    found.isNear && near,
    hits.length && counted(hitCount, hits.length),
  ].filter(Boolean).join(" ");
}

// Show the term of the glossary that was asked for.
function showTerm(term) {
  termBox.hidden = !term;
  if (!term) return;
  const link = termBox.querySelector("a");
  Object.assign(link, { href: term.href, textContent: term.title, lang: term.language || LANGUAGE });
  termBox.querySelector(".hit-summary").textContent = term.summary;
}

function showList() {
  const shown = hits.slice(0, most);
  arrange(list, shown.map(itemOf));
  for (const hit of shown) fillItem(items.get(hit), hit);
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

function newItem({ href, kind, mark }) {
  const item = template.firstElementChild.cloneNode(true);
  item.querySelector("a").href = href;
  item.querySelector(".hit-kind").textContent = kind;
  const beside = [...marks.children].find(({ dataset }) => dataset.mark === mark);
  for (const part of beside ? [...beside.cloneNode(true).children] : []) {
    if (part.className === "hit-house") item.firstElementChild.replaceWith(part);
    else item.append(part);
  }
  return item;
}

// Mark the words that were found; where neither the title nor the summary has one, show the text that has.
function fillItem(item, { title, summary, body = [], filed = [], foreign = [] }) {
  const isTold = marked(item.querySelector("a"), title, foreign) | marked(item.querySelector(".hit-summary"), summary, foreign);
  const reason = item.querySelector(".hit-reason");
  const [text, label, language] = (!isTold && [...body, ...filed].find(([text]) => firstFound(text))) || [];
  reason.hidden = !text;
  if (!text) return;
  reason.querySelector(".hit-label").textContent = label ? `${label}: ` : "";
  const quote = reason.querySelector(".hit-quote");
  quote.lang = language ?? LANGUAGE;
  marked(quote, excerpt(text), foreign);
}

// The part of the text that the first word found stands in.
function excerpt(text) {
  const { index } = firstFound(text);
  const start = index > BEFORE ? text.indexOf(" ", index - BEFORE) + 1 : 0;
  const end = index + AFTER < text.length ? text.lastIndexOf(" ", index + AFTER) : text.length;
  return `${start ? "… " : ""}${text.slice(start, Math.max(end, index)).trim()}${end < text.length ? " …" : ""}`;
}

function firstFound(text) {
  return [...text.matchAll(WORD)].find(([word]) => isFound(word));
}

function isFound(word) {
  return found.words?.has(fold(word, LANGUAGE));
}

// Fill the element with the text, its words that were found marked, its foreign words with their language; return
// whether any was found.
function marked(element, text, foreign) {
  element.replaceChildren(...spoken(text, foreign).flatMap(([piece, language]) => {
    const nodes = markedNodes(piece);
    if (!language) return nodes;
    const span = Object.assign(document.createElement("span"), { lang: language });
    span.append(...nodes);
    return [span];
  }));
  return element.querySelector("mark") !== null;
}

// The text in pieces, each with its language where that is not the page's.
function spoken(text, foreign) {
  const [word, language] = foreign.find(([word]) => text.includes(word)) ?? [];
  if (!word) return [[text]];
  const place = text.indexOf(word);
  const [before, after] = [text.slice(0, place), text.slice(place + word.length)];
  return [...spoken(before, foreign), [word, language], ...spoken(after, foreign)];
}

function markedNodes(text) {
  const nodes = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!isFound(word)) continue;
    nodes.push(text.slice(end, index), Object.assign(document.createElement("mark"), { textContent: word }));
    end = index + word.length;
  }
  return [...nodes, text.slice(end)];
}
