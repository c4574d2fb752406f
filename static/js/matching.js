// Full-text matching for inflected languages.
//
// Finnish and Swedish inflect the ends of words and write compounds as one word, so the stem of a query word may
// match anywhere in a text: "tiedon" finds "tietolähteet". Design and recall: docs/decisions/0006-search.md

const MOST_WORDS = 12;
const LONGEST_WORD = 40;
const SHORTEST_STEM = 4;
// Swedish has many words of three letters, too short for a stem: lagen, taget, bilar, filer.
const SHORT_AND_INFLECTED = /^(...)(?:en|et|ar|er)$/;

// Letters that are no accented ones to Unicode, and how one types them without.
const BASE_LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ð: "d", đ: "d", ł: "l", þ: "th", ı: "i" };
// Two letters that are typed for an accented one, by language: after them the second is dropped.
const DOUBLE_A = /(a)a/g;
const DIGRAPHS = { de: /([aou])e/g, da: DOUBLE_A, nb: DOUBLE_A, nn: DOUBLE_A, no: DOUBLE_A };

const partsByText = new Map();

// The words of the text in lower case, without accents, joined by single spaces.
// The build folds the index by the same rule: generator/site/search_folding.py.
export function fold(text, language) {
  const plain = text.replaceAll("\u00ad", "").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]+/g, "");
  const based = plain.replace(/[ßæœøðđłþı]/g, (letter) => BASE_LETTERS[letter]);
  const words = based.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const digraphs = DIGRAPHS[language.split("-")[0]];
  return digraphs ? words.replace(digraphs, "$1") : words;
}

// The positions of the texts that match the query, best first; all of them in order when the query has no words.
// Each text is folded already, as the language of the page is: title, line feed, body. A hit matches all words, or as many as the best text does.
export function matching(texts, query, language) {
  const words = wordsOf(fold(query, language));
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

// The distinct words of the query, limited in number and length so that no query takes long.
function wordsOf(folded) {
  const words = folded.split(" ").filter(Boolean);
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

// The title and the body, plain and levelled, padded so that every word has a space on both sides.
function partsOf(text) {
  if (!partsByText.has(text)) {
    const [title, body = ""] = text.split("\n");
    partsByText.set(text, [title, body].map((part) => ({ plain: ` ${part} `, levelled: level(` ${part} `) })));
  }
  return partsByText.get(text);
}

// Level Finnish consonant gradation, so that both grades are equal: tiedon and tieto, kunnan and kunta.
function level(text) {
  return text
    .replace(/\Bd/g, "t")
    .replace(/\Bv/g, "p")
    .replace(/([lnr])t/g, "$1$1")
    .replace(/nk/g, "ng")
    .replace(/mp/g, "mm")
    .replace(/([kpt])\1/g, "$1");
}

// The score of the word in each document, 0 for no match. A title counts twice.
function pointsFor(word, documents) {
  const stem = stemOf(word, documents);
  return documents.map(([title, body]) => 2 * grade(title, word, stem) + grade(body, word, stem));
}

// The first two thirds of the word, or fewer letters when no document has these.
function stemOf(word, documents) {
  for (let length = Math.ceil((word.length * 2) / 3); length > SHORTEST_STEM; length--) {
    const stem = cut(word, length);
    if (documents.some((parts) => parts.some((part) => has(part, stem)))) return stem;
  }
  return cut(word, SHORTEST_STEM);
}

// The first letters of the word, plain and levelled. Too short when levelled, it stays plain: "appi" would become
// "api", which is in "tapio" too.
function cut(word, length) {
  const [plain, levelled] = [word, level(word)].map((one) => one.slice(0, length));
  return { plain, levelled: levelled.length < SHORTEST_STEM ? plain : levelled };
}

function has(part, { plain, levelled }, before = "") {
  return part.plain.includes(before + plain) || part.levelled.includes(before + levelled);
}

// The exact word in a title must outweigh any match in a body, and a stem in a title must not outweigh the exact
// word in a body. A short word matches only at the start of a word, or half of the texts would match.
function grade(part, word, stem) {
  if (part.plain.includes(` ${word} `)) return 8;
  if (part.plain.includes(` ${word}`)) return 7;
  if (word.length < SHORTEST_STEM) return 0;
  if (part.plain.includes(word)) return 6;
  if (part.plain.includes(` ${word.replace(SHORT_AND_INFLECTED, "$1")} `)) return 3;
  if (has(part, stem, " ")) return 2;
  return has(part, stem) ? 1 : 0;
}
