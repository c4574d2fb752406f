// Shared by the scripts of all pages: plural forms, updates of lists, and language links that keep the query.

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

// Set the query string, such as "?q=x" or "", on every language link, so that the other language shows the same.
export function keepInLanguageLinks(query) {
  for (const link of document.querySelectorAll(".language-links a")) link.search = query;
}
