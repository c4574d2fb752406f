/*
 * How the form reads and writes a file of the content. A save changes the fields that an editor changed, and keeps
 * every other byte: comments, quotation marks, the order of the fields.
 */
import { Document, isMap, isSeq, parseDocument, visit } from "./yaml/index.js";

// The name below which an entry carries the file that it was read from. No field has such a name.
const SOURCE = "_source";
const FILE = /^(---[ \t]*\n)([^]*?)(^---[ \t]*$)([^]*)$/m;
const NULL = /^(null|Null|NULL|~)$/;
// All values are text, as the program reads them: 1.10 is not 1.1, and 0x1F not 31.
const TEXT = { schema: "failsafe" };

/**
 * Return the functions that read and write a file of a collection.
 *
 * Of the names of its fields, `lists` are those whose text is divided by commas, and `defaults` those that a new entry
 * has a value for: in a file without them they are empty, and the program fills in nothing.
 */
export function fileFormat(lists, defaults) {
  function fromFile(text) {
    const { head, body } = parts(text);
    const fields = parse(head).toJS() ?? {};
    const empty = Object.fromEntries(defaults.map((name) => [name, ""]));
    return { ...empty, ...fields, ...divided(fields, lists), body: body.trim(), [SOURCE]: text };
  }

  function toFile({ [SOURCE]: source = "---\n---\n", body = "", ...fields }) {
    const { opening, head, closing, body: oldBody } = parts(source);
    const newBody = body.trim() === oldBody.trim() ? oldBody : `\n\n${body.trim()}`;
    return `${opening}${withFields(head, { ...fields, ...joined(head, fields, lists) })}${closing}${newBody}`;
  }

  return { fromFile, toFile };
}

/** Return the functions that read and write a file that is YAML only, of which the form has the fields `names`. */
export function settingsFormat(names) {
  function fromFile(text) {
    const fields = parse(text).toJS() ?? {};
    return { ...Object.fromEntries(names.map((name) => [name, fields[name] ?? ""])), [SOURCE]: text };
  }

  function toFile({ [SOURCE]: source, ...fields }) {
    return withFields(source, { ...parse(source).toJS(), ...fields });
  }

  return { fromFile, toFile };
}

/** Return the lists among the fields, as lists. */
function divided(fields, lists) {
  const texts = lists.filter((name) => typeof fields[name] === "string" && fields[name]);
  return Object.fromEntries(texts.map((name) => [name, fields[name].split(",").map((part) => part.trim())]));
}

/** Return the lists among the fields as text: as it is in the file where that means the same. */
function joined(head, fields, lists) {
  const before = parse(head).toJS() ?? {};
  const arrays = lists.filter((name) => Array.isArray(fields[name]));
  return Object.fromEntries(
    arrays.map((name) => {
      const isKept = isSame(divided(before, [name])[name] ?? "", fields[name]);
      return [name, isKept ? before[name] : fields[name].join(", ")];
    }),
  );
}

function parts(text) {
  const [, opening = "---\n", head = "", closing = "---", body = `\n\n${text}`] = FILE.exec(text) ?? [];
  return { opening, head, closing, body };
}

function parse(head) {
  const document = parseDocument(head, TEXT);
  if (document.errors.length) throw document.errors[0];
  visit(document, {
    Scalar(_key, node) {
      if (node.type === "PLAIN" && NULL.test(node.source)) node.value = "";
    },
  });
  return document;
}

/** Return the front matter with new values; what it does not have yet goes to its place in their order. */
function withFields(head, fields) {
  const { contents } = parse(head);
  const pairs = new Map(isMap(contents) ? contents.items.map((pair) => [pair.key.value, pair]) : []);
  const edits = [];
  let place = 0;
  for (const [name, value] of Object.entries(fields)) {
    const pair = pairs.get(name);
    if (!pair) {
      if (!isSame("", value)) edits.push({ start: place, end: place, text: yaml({ [name]: value }) });
      continue;
    }
    const end = nextLine(head, endOf(head, pair.value));
    if (!isSame(plain(pair.value), value)) edits.push(edit(head, pair, value));
    place = end;
  }
  for (const [name, pair] of pairs) {
    if (!(name in fields) && !isSame(plain(pair.value), "")) edits.push(edit(head, pair, ""));
  }
  return applied(head, edits);
}

/** Return the edit that gives a field its new value, or takes an empty one away. */
function edit(head, pair, value) {
  const start = pair.key.range[0];
  const end = endOf(head, pair.value);
  if (isSame("", value)) return { start, end: nextLine(head, end), text: "" };
  const name = pair.key.value;
  const isList = isSeq(pair.value) && !pair.value.flow && Array.isArray(value);
  return isList
    ? { start, end: nextLine(head, end), text: `${name}:\n${entries(head, pair, value)}` }
    : { start, end, text: yaml({ [name]: value }).trimEnd() };
}

/** Return the entries of a list as YAML: those that it had before with their own bytes. */
function entries(head, pair, values) {
  let from = nextLine(head, pair.key.range[1]);
  const before = pair.value.items.map((node) => {
    const to = nextLine(head, endOf(head, node));
    const chunk = { value: plain(node), text: head.slice(from, to) };
    from = to;
    return chunk;
  });
  const indentSeq = !/^-/m.test(before[0]?.text ?? "");
  return values
    .map((value) => {
      const index = before.findIndex((chunk) => isSame(chunk.value, value));
      return index < 0 ? yaml({ _: [value] }, { indentSeq }).replace(/^.*\n/, "") : before.splice(index, 1)[0].text;
    })
    .join("");
}

function applied(text, edits) {
  let result = "";
  let index = 0;
  for (const { start, end, text: written } of edits.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(index, start) + written;
    index = end;
  }
  return result + text.slice(index);
}

function yaml(value, options) {
  const document = new Document(withoutEmpty(value), TEXT);
  visit(document, {
    Scalar(_key, node) {
      if (NULL.test(node.value)) node.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0, ...options });
}

function isSame(one, other) {
  const inOrder = (_key, value) =>
    value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value;
  return JSON.stringify(withoutEmpty(one), inOrder) === JSON.stringify(withoutEmpty(other), inOrder);
}

/** Return a value with all that it holds as text, without what is empty. */
function withoutEmpty(value) {
  if (Array.isArray(value)) return value.length ? value.map(withoutEmpty) : "";
  if (value === null || typeof value !== "object") return String(value ?? "");
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, withoutEmpty(inner)])
      .filter(([, inner]) => inner !== ""),
  );
}

function plain(node) {
  return node?.toJSON() ?? "";
}

/** Return where a value ends, without the white space and the line break after it. */
function endOf(head, node) {
  return head.slice(0, node.range[1]).trimEnd().length;
}

function nextLine(head, index) {
  return head.indexOf("\n", index) + 1 || head.length;
}
