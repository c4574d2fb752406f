// The content of a roadmap, as pages: every page has its addresses, titles and leads by language.
import fs from "node:fs";
import path from "node:path";
import yaml from "js-yaml";
import MarkdownIt from "markdown-it";

const content = process.env.CONTENT;
// A day stays the text that it is.
const parse = (text) => yaml.load(text, { schema: yaml.CORE_SCHEMA });
const read = (name) => parse(fs.readFileSync(path.join(content, name), "utf8"));

const site = read("site.yaml");
const classifications = read("classifications.yaml");
const codes = Object.keys(site.languages);
const menu = Object.values(classifications).filter((one) => `folder_${codes[0]}` in one);
const markdown = new MarkdownIt();

markdown.renderer.rules.heading_open = (tokens, index) => {
  const words = tokens[index + 1].content.toLowerCase().normalize("NFKD").replace(/[^\w\s-]/g, "");
  return `<${tokens[index].tag} id="${words.trim().replace(/[\s-]+/g, "-")}">`;
};

function by_language(thing, name) {
  return Object.fromEntries(codes.map((code) => [code, thing[`${name}_${code}`] ?? ""]));
}

function read_measure(name) {
  const [, front, text] = fs.readFileSync(path.join(content, "measures", name), "utf8").split("---\n", 3);
  const measure = parse(front);
  const texts = text.split(/^# .*\n/m).slice(1);
  measure.file = name;
  measure.texts = Object.fromEntries(codes.map((code, place) => [code, texts[place]]));
  measure.path = Object.fromEntries(codes.map((code) => [code, `${code}/m/${measure[`slug_${code}`]}/`]));
  return measure;
}

const measures = fs.readdirSync(path.join(content, "measures")).sort().map(read_measure);
const paths = Object.fromEntries(measures.map((measure) => [measure.file, measure.path]));
for (const measure of measures) {
  measure.body = Object.fromEntries(
    codes.map((code) => {
      const linked = measure.texts[code].replace(/\(([^()]+\.md)\)/g, (_, file) => `(/${paths[file][code]})`);
      return [code, markdown.render(linked)];
    }),
  );
}
for (const one of menu) {
  one.path = Object.fromEntries(codes.map((code) => [code, `${code}/${one[`folder_${code}`]}/`]));
  for (const value of Object.values(one.values)) {
    value.path = Object.fromEntries(codes.map((code) => [code, `${one.path[code]}${value[`slug_${code}`]}/`]));
  }
}

// A page in each language.
function pages(path, title, lead, rest) {
  return codes.map((code, place) => {
    const other = codes.at(-1 - place);
    return { code, other, path: path[code], other_path: path[other], title: title[code], lead: lead[code], ...rest };
  });
}

const home = Object.fromEntries(codes.map((code) => [code, `${code}/`]));
const all = Object.fromEntries(codes.map((code) => [code, `${code}/m/`]));
const names = by_language(site, "name");
const descriptions = by_language(site, "description");

const classification_pages = pages(home, names, descriptions, { values: Object.values(menu[0].values) });
const list_pages = pages(all, names, descriptions, { measures });
for (const [name, one] of Object.entries(classifications).filter(([, one]) => menu.includes(one))) {
  const values = Object.values(one.values);
  classification_pages.push(...pages(one.path, by_language(one, "plural"), by_language(one, "explanation"), { values }));
  for (const [key, value] of Object.entries(one.values)) {
    const chosen = measures.filter((measure) => measure[name] === key);
    list_pages.push(...pages(value.path, by_language(value, "label"), by_language(value, "description"), { measures: chosen }));
  }
}
const measure_pages = measures.flatMap((measure, place) =>
  pages(measure.path, by_language(measure, "title"), by_language(measure, "problem"), {
    measure,
    previous: measures[place - 1],
    next: measures[place + 1],
  }),
);

export default { site, classifications, menu, classification_pages, list_pages, measure_pages };
