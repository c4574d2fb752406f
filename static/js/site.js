// Loaded by every page: links to filtered lists, the buttons that copy a link or print, and the forms that lead to the search.

// An older browser has no style: there the pages are plain, and no other script goes on, as each imports this one.
if (!getComputedStyle(document.documentElement).getPropertyValue("--styled")) {
  throw new Error("This browser is older than those that the site has a style and scripts for.");
}

document.documentElement.classList.add("scripted");

// A count leads to the list of what it counts, which takes a script to filter; without one, to a page that has it too.
for (const link of document.querySelectorAll("[data-list]")) link.href = link.dataset.list;

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Where a browser allows no script to copy, the buttons stay hidden: a reader selects the text beside them.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (button) copy(button);
  });
}

// Copy the button's text, or else the address of the page as it is filtered now, and say so in the status after it.
async function copy(button) {
  const text = button.dataset.copy || location.href.replace(/#$/, "");
  const status = button.nextElementSibling;
  status.textContent = "";
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = button.dataset.copied;
  } catch {
    // What could not be copied is shown, to be selected.
    status.textContent = text;
  }
}

// The words stand in the fragment, which no server sees: page.js reads them there. The page of the search has its own.
for (const form of document.querySelectorAll("form[role=search]:not(#search_form)")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = form.querySelector("input").value.trim();
    location.href = words ? `${form.action}#${new URLSearchParams({ q: words })}` : form.action;
  });
}

// A word of the glossary opens its note below the text that it stands in, and closes it, as Escape does.
for (const word of document.querySelectorAll(".term")) {
  const note = document.getElementById(word.hash.slice(1));
  const text = word.closest("p, h1, li, dt, dd, th, td");
  if (text.matches("p, h1")) text.after(note);
  else text.append(note);
  word.setAttribute("role", "button");
  show(false);
  word.addEventListener("click", (event) => {
    event.preventDefault();
    show(!note.classList.contains("is-open"));
  });
  for (const part of [word, note]) {
    part.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show(false);
      if (event.key !== " " || part === note) return;
      event.preventDefault();
      word.click();
    });
  }

  function show(isOpen) {
    word.setAttribute("aria-expanded", isOpen);
    note.classList.toggle("is-open", isOpen);
    if (!isOpen && note.contains(document.activeElement)) word.focus();
  }
}
