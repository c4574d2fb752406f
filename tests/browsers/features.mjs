// Names what a built site uses and a browser lacks, by MDN's browser-compat-data.
//
// In, as JSON: {"browsers": {"chrome": "109"}, "styles": [path], "scripts": [path], "elements": {"input": ["type"]}}.
// Out, as JSON: {"css.properties.text-wrap.balance": ["chrome 109"]}.

import { readFileSync } from "node:fs";
import { parse as parseScript } from "acorn";
import { full as walkScript } from "acorn-walk";
import { parse as parseStyle, walk as walkStyle } from "css-tree";

const data = JSON.parse(readFileSync(new URL("../node_modules/@mdn/browser-compat-data/data.json", import.meta.url)));
const asked = JSON.parse(readFileSync(0, "utf-8"));
const missing = {};

for (const file of asked.styles) readStyle(readFileSync(file, "utf-8"));
const members = membersByName();
for (const file of asked.scripts) readScript(readFileSync(file, "utf-8"), file);
readElements(asked.elements);
process.stdout.write(JSON.stringify(missing));

// CSS

function readStyle(text) {
  const tree = parseStyle(text, {
    onParseError(error) {
      // css-tree does not read conditions in brackets.
      if (!/^@supports[^{]*$/.test(text.slice(0, error.offset))) missing[error.message] = [text.slice(error.offset, error.offset + 40)];
    },
  });
  const prefixed = prefixedProperties(tree);
  walkStyle(tree, {
    enter(node) {
      // What asks for a feature before it uses it has its fallback.
      if (isCondition(node) && !isGate(node)) return this.skip;
      if (isCondition(node)) node.prelude = null;
      if (node.type === "Atrule") use(["css", "at-rules", node.name]);
      if (node.type === "Feature" && node.kind === "media") use(["css", "at-rules", "media", node.name]);
      if (node.type === "FeatureRange") use(["css", "at-rules", "media", "range_syntax"]);
      if (node.type === "Declaration") readDeclaration(node, this.atrule, prefixed);
      if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector") {
        use(["css", "selectors", node.name.slice(vendor(node.name).length)], [vendor(node.name)]);
      }
      if (node.type === "NestingSelector") use(["css", "selectors", "nesting"]);
      if (node.type === "Function") useType(node.name);
      if (node.type === "Dimension") use(["css", "types", "length", node.unit]);
    },
  });
}

function isCondition(node) {
  return node.type === "Atrule" && node.name === "supports";
}

// A function is a type of its own, or stands below one: "css.types.color.light-dark".
function useType(name) {
  const types = ["css", "types"];
  if (use([...types, name])) return;
  for (const type of Object.keys(find(types))) use([...types, type, name]);
}

// The condition around the whole style sheet: each browser that is asked for meets it.
function isGate(node) {
  return node.block.children.some((child) => child.type === "Atrule" && child.name === "layer");
}

// The prefixes that a style sheet has beside the common name: {"hyphens": ["-webkit-"]}.
function prefixedProperties(tree) {
  const prefixes = Object.create(null);
  walkStyle(tree, ({ type, property }) => {
    if (type !== "Declaration" || !vendor(property)) return;
    const prefix = vendor(property);
    (prefixes[property.slice(prefix.length)] ??= []).push(prefix);
  });
  return prefixes;
}

function readDeclaration({ property, value }, atrule, prefixed) {
  if (property.startsWith("-")) return;
  const isDescriptor = atrule && ["font-face", "property", "counter-style"].includes(atrule.name);
  const place = ["css", ...(isDescriptor ? ["at-rules", atrule.name] : ["properties"]), property];
  const prefixes = prefixed[property];
  use(place, prefixes);
  if (!prefixes) for (const name of valuesOf(property, value)) use([...place, name]);
}

function valuesOf(property, value) {
  const values = [];
  walkStyle(value, (part) => {
    if (part.type === "Identifier" || part.type === "Function") values.push(part.name.replaceAll("-", "_"), part.name);
    if (part.type === "Operator" && part.value === "/" && property === "content") values.push("alt_text");
  });
  return values;
}

function vendor(name) {
  return /^-(?:webkit|moz|ms|o)-/.exec(name)?.[0] ?? "";
}

// Scripts

function readScript(text, file) {
  let tree;
  try {
    // ES2022 is what all of them know whole.
    tree = parseScript(text, { ecmaVersion: 2022, sourceType: "module" });
  } catch (error) {
    missing[`${file.split("/").pop()}: ${error.message}`] = ["ECMAScript 2022"];
    return;
  }
  walkScript(tree, (node) => {
    if (node.type === "Identifier") useGlobal(node.name);
    if (node.type === "NewExpression" && node.callee.type === "Identifier") useGlobal(node.callee.name);
    if (node.type === "MemberExpression" && !node.computed) useMember(node);
  });
}

function useGlobal(name) {
  if (/^[A-Z]/.test(name)) use(["api", name]) || use(["javascript", "builtins", name]);
}

// A method of a named object is looked up there; else it is missing where each object that has it lacks it.
function useMember({ object, property }) {
  const owner = object.type === "Identifier" ? object.name : "";
  const places = [["javascript", "builtins", owner, property.name], ["api", owner, property.name], ["api", owner, `${property.name}_static`]];
  const known = places.find((place) => owner && find(place));
  if (known) use(known);
  else if (members[property.name]) useAny(members[property.name]);
}

function membersByName() {
  const byName = Object.create(null);
  for (const root of [["api"], ["javascript", "builtins"]]) {
    for (const owner of Object.keys(find(root))) {
      for (const member of Object.keys(find([...root, owner]))) {
        const name = member.replace(/_event$/, "");
        // What is static is named with its owner.
        if (name !== "__compat" && !name.endsWith("_static")) (byName[name] ??= []).push([...root, owner, member]);
      }
    }
  }
  return byName;
}

// HTML

function readElements(elements) {
  for (const [element, attributes] of Object.entries(elements)) {
    use(["html", "elements", element]);
    for (const attribute of attributes) {
      use(["html", "elements", element, attribute]) || use(["html", "global_attributes", attribute]);
    }
  }
}

// Lookup

function find(path) {
  return path.reduce((place, name) => (place && Object.hasOwn(place, name) ? place[name] : undefined), data);
}

// Note what lacks a feature; tell whether the data know it.
function use(path, prefixes) {
  const compat = find(path)?.__compat;
  if (!compat) return false;
  const lacking = lackedBy(compat, prefixes);
  if (lacking.length) missing[path.join(".")] = lacking;
  return true;
}

function useAny(paths) {
  const lacking = paths.map((path) => lackedBy(find(path).__compat));
  if (lacking.every((one) => one.length)) missing[paths[0].join(".")] = lacking[0];
}

function lackedBy(compat, prefixes = []) {
  return Object.entries(asked.browsers)
    .filter(([browser, version]) => !isSupported(compat?.support[browser], version, prefixes))
    .map((browser) => browser.join(" "));
}

function isSupported(support, version, prefixes) {
  if (!support) return true;
  return [support].flat().some(
    ({ version_added: added, version_removed: removed, flags, prefix: needed, alternative_name: other }) =>
      !flags && !other && (!needed || prefixes.includes(needed)) && isReached(added, version) && !(removed && isReached(removed, version)),
  );
}

function isReached(added, version) {
  if (typeof added !== "string" || added === "preview") return added === true;
  const [wanted, given] = [added.replace("≤", ""), version].map((text) => text.split(".").map(Number));
  for (let i = 0; i < Math.max(wanted.length, given.length); i += 1) {
    const difference = (given[i] ?? 0) - (wanted[i] ?? 0);
    if (difference) return difference > 0;
  }
  return true;
}
