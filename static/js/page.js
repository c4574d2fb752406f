// What the scripts of all pages share: counts in words, lists that change, and links that keep what the reader chose.

export const PAUSE_IN_TYPING = 150; // milliseconds

// The language as CLDR knows it: the page's own may have no plural forms there.
export const LOCALE = document.documentElement.dataset.locale;

const ORDER = ["zero", "one", "two", "few", "many", "other"];

// The form of the element's data-forms for the count: "1 osuma | {count} osumaa".
// The forms stand in the order of CLDR: those that the language of the page has.
export function counted(element, count) {
  const rules = new Intl.PluralRules(LOCALE);
  const known = rules.resolvedOptions().pluralCategories;
  const place = ORDER.filter((name) => known.includes(name)).indexOf(rules.select(count));
  return element.dataset.forms.split("|")[place].trim().replaceAll("{count}", count);
}

// Gives the parent these children in this order; moves nothing in vain, and keeps the focus.
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

// Gives every language link the query, such as "?q=x" or "", so that the other language shows the same.
export function keepInLanguageLinks(query) {
  for (const link of document.querySelectorAll(".language-links a")) link.search = query;
}
