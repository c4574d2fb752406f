// Shared by the scripts of the list and the search: plural forms, updates of lists, and what the address keeps.
//
// The words that a reader types stand in the fragment, "#q=tram", which no server sees; filters stand in the query.

import "./site.js";

export const PAUSE_IN_TYPING = 150; // milliseconds

// A locale that CLDR has: it may lack the plural rules of the page's own language.
export const LOCALE = document.documentElement.dataset.locale;

export const LANGUAGE = document.documentElement.lang;

const ORDER = ["zero", "one", "two", "few", "many", "other"];

// The plural form for the count, from the element's data-forms: "1 osuma | {count} osumaa".
// The forms are in the order of CLDR's categories, without those that the language does not use.
export function counted(element, count) {
  const rules = new Intl.PluralRules(LOCALE);
  const known = rules.resolvedOptions().pluralCategories;
  const place = ORDER.filter((name) => known.includes(name)).indexOf(rules.select(count));
  return element.dataset.forms.split("|")[place].trim().replaceAll("{count}", count);
}

// Set the children of the parent, in this order; moves no node without need, and keeps the focus.
export function arrange(parent, children) {
  const focused = document.activeElement;
  const kept = new Set(children);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of children) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
  if (document.activeElement !== focused) focused.focus({ preventScroll: true });
}

// The words in the address; null where its fragment is an anchor of the page, which says nothing of them.
// Words in the query, where an older address has them, are moved into the fragment.
export function wordsInAddress() {
  const query = new URLSearchParams(location.search);
  const old = query.get("q");
  if (old !== null) {
    query.delete("q");
    history.replaceState(history.state, "", addressOf(String(query), old));
  }
  const isAnchor = location.hash && !location.hash.startsWith("#q=");
  return isAnchor ? null : (new URLSearchParams(location.hash.slice(1)).get("q") ?? "");
}

// The address of this page with a query, with or without its question mark, and with the words; either may be "".
export function addressOf(query, words) {
  const search = query && `?${query.replace(/^\?/, "")}`;
  return location.pathname + search + fragmentOf(words);
}

// Set the query and the words on every language link, so that the other language shows the same.
export function keepInLanguageLinks(query, words) {
  for (const link of document.querySelectorAll(".language-links a")) {
    link.search = query;
    link.hash = fragmentOf(words);
  }
}

function fragmentOf(words) {
  return words && `#${new URLSearchParams({ q: words })}`;
}
