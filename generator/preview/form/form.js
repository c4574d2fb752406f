/*
 * Starts the form: in the language of the browser, with the format of the content's files, and with no way to a site
 * other than those of its repository.
 */
import { fileFormat, settingsFormat } from "./file_format.js";

const { languages, servers, lists, defaults, settings } = document.documentElement.dataset;
const OFFERED = words(languages);
const OPEN = new Set([location.origin, ...words(servers)]);

function words(text) {
  return text.split(" ").filter(Boolean);
}

/** Return the language that the editor chose in the form or in the browser, or else the first that it comes in. */
function language() {
  const { locale = "" } = JSON.parse(localStorage.getItem("sveltia-cms.prefs") ?? "{}");
  const wanted = [locale, ...navigator.languages].map((code) => code.split("-")[0]);
  return wanted.find((code) => OFFERED.includes(code)) ?? OFFERED[0];
}

/** Tell whether an address is one that the form may open. */
function isOpen(address) {
  const { origin, protocol } = new URL(address, location.href);
  return protocol === "blob:" || OPEN.has(origin);
}

const open = window.open.bind(window);
window.open = (address, ...rest) => (isOpen(address) ? open(address, ...rest) : null);
addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && !isOpen(link.href)) event.preventDefault();
  },
  true,
);

const config = Object.assign(document.createElement("link"), {
  rel: "cms-config-url",
  type: "application/yaml",
  href: `config.${language()}.yml`,
});
document.head.append(config);
document.documentElement.lang = language();
if (OFFERED.length === 1) {
  Object.defineProperty(navigator, "languages", { value: OFFERED });
  Object.defineProperty(navigator, "language", { value: OFFERED[0] });
}

const { default: CMS } = await import("./cms.js");
CMS.registerCustomFormat("tiekartta-frontmatter", "md", fileFormat(words(lists), words(defaults)));
CMS.registerCustomFormat("tiekartta-settings", "yaml", settingsFormat(words(settings)));
CMS.init();
