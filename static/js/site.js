// Loaded by every page: links to filtered lists, and the buttons that copy a link.

// A count leads to the list of what it counts, which takes a script to filter; without one, to a page that has it too.
for (const link of document.querySelectorAll("[data-list]")) link.href = link.dataset.list;

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
