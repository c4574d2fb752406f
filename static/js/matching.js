// Finds the texts that a reader's words lead to, whatever the endings.
//
// Finnish and Swedish inflect the end of a word and join words, so the beginning of a word is looked for anywhere:
// "tiedon" finds "tietolähteet". Why so, and how well it works: docs/decisions/0006-search.md

const MOST_WORDS = 12;
const LONGEST_WORD = 40;
const SHORTEST_STEM = 4;
// Swedish has many words of three letters, which are too short for a stem: lagen, taget, bilar, filer.
const SHORT_AND_INFLECTED = /^(...)(?:en|et|ar|er)$/;

const partsByText = new Map();

// The words of the text in lower case and without accents, parted by single spaces.
// The build folds the texts: generator/site/search_folding.py has the same rule.
export function fold(text) {
  const plain = text.replaceAll("\u00ad", "").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]+/g, "");
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

// The places of the texts that match the query, best first; all in order when it has no words.
// A text is folded, its title before the line feed. It must match every word, or as many as any text does.
export function matching(texts, query) {
  const words = wordsOf(query);
  if (words.length === 0) return [...texts.keys()];
  const documents = texts.map(partsOf);
  const points = words.map((word) => pointsFor(word, documents));
  const hits = documents.map((_, place) => ({
    place,
    matched: points.filter((each) => each[place] > 0).length,
    points: points.reduce((sum, each) => sum + each[place], 0),
  }));
  const most = hits.reduce((most, { matched }) => Math.max(most, matched), 1);
  const best = hits.filter(({ matched }) => matched === most).sort((a, b) => b.points - a.points);
  return best.map(({ place }) => place);
}

// What to look for, each word once; bounded, so that no query takes long.
function wordsOf(query) {
  const words = fold(query).split(" ").filter(Boolean);
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

// The title and the body, as they are and levelled, each word after a space and before one.
function partsOf(text) {
  if (!partsByText.has(text)) {
    const [title, body = ""] = text.split("\n");
    partsByText.set(text, [title, body].map((part) => ({ plain: ` ${part} `, levelled: level(` ${part} `) })));
  }
  return partsByText.get(text);
}

// The text with the consonants that alternate in Finnish made the same: tiedon and tieto, kunnan and kunta.
function level(text) {
  return text
    .replace(/\Bd/g, "t")
    .replace(/\Bv/g, "p")
    .replace(/([lnr])t/g, "$1$1")
    .replace(/nk/g, "ng")
    .replace(/mp/g, "mm")
    .replace(/([kpt])\1/g, "$1");
}

// How well each document has the word: 0 for not at all. A title counts twice.
function pointsFor(word, documents) {
  const stem = stemOf(word, documents);
  return documents.map(([title, body]) => 2 * grade(title, word, stem) + grade(body, word, stem));
}

// The first two thirds of the word, or less of it when no document has them.
function stemOf(word, documents) {
  for (let length = Math.ceil((word.length * 2) / 3); length > SHORTEST_STEM; length--) {
    const stem = cut(word, length);
    if (documents.some((parts) => parts.some((part) => has(part, stem)))) return stem;
  }
  return cut(word, SHORTEST_STEM);
}

// The first letters of the word, as it is and levelled; "appi" levelled is "api", which is in "tapio" too.
function cut(word, length) {
  const [plain, levelled] = [word, level(word)].map((one) => one.slice(0, length));
  return { plain, levelled: levelled.length < SHORTEST_STEM ? plain : levelled };
}

function has(part, { plain, levelled }, before = "") {
  return part.plain.includes(before + plain) || part.levelled.includes(before + levelled);
}

// The word itself in a title must outweigh all that a body can have, and a stem in a title must not outweigh
// the word in a body. A short word begins a word of the text, or half of the texts would have it.
function grade(part, word, stem) {
  if (part.plain.includes(` ${word} `)) return 8;
  if (part.plain.includes(` ${word}`)) return 7;
  if (word.length < SHORTEST_STEM) return 0;
  if (part.plain.includes(word)) return 6;
  if (part.plain.includes(` ${word.replace(SHORT_AND_INFLECTED, "$1")} `)) return 3;
  if (has(part, stem, " ")) return 2;
  return has(part, stem) ? 1 : 0;
}
