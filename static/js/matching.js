// Full-text matching for inflected languages.
//
// Finnish and Swedish inflect the ends of words and write compounds as one word: a word of a query finds its other
// forms, words that begin with it, and compounds that hold it. Design and recall: docs/decisions/0006-search.md

const MOST_WORDS = 12;
const LONGEST_WORD = 40;
const SHORTEST_STEM = 3;
const SHORTEST_PART = 4; // of a compound
const SHORTEST_GUESS = 5;
const MOST_NEAR = 5;

// How well a word of a text answers a word of a query: a compound that holds a form of it, the word itself inside of
// another, another form, a word that begins with it, the word itself, which outweighs any other in a title.
const [COMPOUND, INSIDE, FORM, BEGINNING, EXACT] = [2, 3, 5, 6, 13];
// What the lines of a text weigh: its title, its body, and what it is filed under.
const WEIGHTS = [2, 1, 0.2];

// Letters that are no accented ones to Unicode, and how one types them without.
const BASE_LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ð: "d", đ: "d", ł: "l", þ: "th", ı: "i" };
// Two letters that are typed for an accented one, by language: after them the second is dropped.
const DOUBLE_A = /(a)a/g;
const DIGRAPHS = { de: /([aou])e/g, da: DOUBLE_A, nb: DOUBLE_A, nn: DOUBLE_A, no: DOUBLE_A };

// What may follow the stem of a word, by language; folded, and levelled in Finnish. After a stem of three letters, only
// what is sure. Any other language has short ends.
const CASE = "(?:n|na|j?a|ta|jen|ssa|sta|lla|le|lle|ksi|t?t?en|t|[ij]?in|[aeiou]n|h[aeiou]n|seen|siin|i?neen)(?:nsa|mme|nne|ni|si)?";
const SURE = `[ai]?|[aeio]?i?${CASE}`;
const ENDINGS = {
  fi: new RegExp(
    `^(?:${SURE}|(?:s|k?se?|ks|te|nen|si|us|[uy]|[uy]t|[ae]?mi?e?|n|pa|ne|[aeiou]?ma|t?[aeiou]?t?tapa|[aeiou]?mi(?:nen|se|s)|[aeiou]?us|` +
      `[aeiou]?(?:ukse?|utt?e)|iika)i?(?:${CASE})?|ks[ei]?(?:${CASE})?|t?[aeiouy]?(?:ee|y|taan|tiin|mme|pat|t[uy]|n[uy]t|` +
      "neet|isi(?:n|t|pat)?|mista)|el(?:la|ee|[uy]|[uy]a|[uy]n|tiin|laan)|tse[en]?)$",
  ),
  sv: new RegExp(
    "^(?:[aeo]?(?:n|t|rn?a?s?|ns|ts|st?|d|das?|des?|re|ndet?|ndes|ta|tes?)?|(?:ing|else|het|ion|ar?e?|sk|ig|nad)(?:en|et|ar|er|" +
      "arna|erna|n?a?|t)?s?|i?ts|ne|e?na|ena|ens|ets|ades?|ats|aste?|[aeo]rnas|e[lr][ns]?|[lr](?:[ae]r|[ae]rna|n?a|n))$",
  ),
  en: /^(?:e?[ds]?|ings?|e?rs?|ie[ds]|y)$/,
  de: /^(?:e?[mnrs]?|ern|ten?|t|ung(?:en)?|liche?[mnrs]?)$/,
};
const SURE_ENDINGS = { fi: new RegExp(`^(?:${SURE})$`), sv: /^(?:a?|[ae]n|et|[aeo]r|[aeo]rna|e[lr]n?|[lr](?:[ae]r|[ae]rna|a))s?$/ };
const SHORT_END = /^.{0,3}$/;

// Finnish consonants alternate within a word: both grades are made equal, tiedon and tieto, kunnan and kunta, lain and
// laki.
const GRADATIONS = { fi: [level, (word) => level(word.replace(/([aeiouy])k(?=[aeiouy])/g, "$1"))] };

const documentsByText = new Map();

// The words of the text in lower case, without accents, joined by single spaces; CO₂ is co2.
// The build folds the index by the same rule: generator/site/search_folding.py.
export function fold(text, language) {
  const plain = text.replaceAll("\u00ad", "").normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]+/g, "");
  const based = plain.replace(/[^ -~]/g, (letter) => BASE_LETTERS[letter] ?? letter);
  const words = based.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const digraphs = DIGRAPHS[language.split("-")[0]];
  return digraphs ? words.replace(digraphs, "$1") : words;
}

// The positions of the texts that match the query, best first; all of them in order when the query has no words.
export function matching(texts, query, language, nouns) {
  if (!fold(query, language)) return [...texts.keys()];
  const { places, isNear } = find(texts, query, language, nouns);
  return isNear ? [] : places;
}

// What a query finds: the places of the texts, best first, and the words in them that answer it. A text matches all
// words that any text holds, or as many as the best text does; `missing` are the words that no text holds. Where no
// text holds any, it `isNear`: the places are of the few nearest, if there are such.
//
// The lines of a text, folded already, are the numbers that it goes by, divided by "|", then its title, its body, and
// what it is filed under. The nouns, divided by commas, are those that a number may follow, as in "measure 12".
export function find(texts, query, language, nouns = "") {
  const folded = fold(query, language);
  const documents = texts.map(documentOf);
  const noun = nouns.split(",").find((noun) => folded.startsWith(`${fold(noun, language)} `));
  const name = noun ? folded.slice(fold(noun, language).length + 1) : folded;
  const named = [...documents.keys()].filter((place) => documents[place].names.includes(name));
  const words = wordsOf(folded);
  // Only a number alone may be one of a text, too.
  if (named.length && words.length > 1) return { places: named, words: new Set(), missing: [] };
  const answers = words.map((word) => answerTo(documents, (other) => gradeOf(word, other, language)));
  const missing = words.filter((_, place) => answers[place].words.size === 0);
  if (named.length || missing.length < words.length) {
    const { places, words } = ranked(answers);
    return { places: [...new Set([...named, ...places])], words, missing: named.length ? [] : missing };
  }
  const near = ranked(words.map((word) => answerTo(documents, (other) => nearness(word, other))));
  return { ...near, places: near.places.slice(0, MOST_NEAR), missing, isNear: true };
}

// Whether a query is a form of a text, word by word.
export function isForm(query, text, language) {
  const [asked, words] = [query, text].map((one) => fold(one, language).split(" "));
  const isFormOf = (word, other) => word === other || gradeOfForm(word, other, language) === FORM;
  return asked.length === words.length && asked.every((word, place) => isFormOf(word, words[place]));
}

// The distinct words of the query, limited in number and length so that no query takes long.
function wordsOf(folded) {
  const words = folded.split(" ").filter(Boolean);
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

// The names of a text, and the words of each line below them.
function documentOf(text) {
  if (!documentsByText.has(text)) {
    const [names, ...lines] = text.split("\n");
    documentsByText.set(text, {
      names: names.split("|").filter(Boolean),
      lines: lines.map((line) => [...new Set(line.split(" ").filter(Boolean))]),
    });
  }
  return documentsByText.get(text);
}

// The points of each document for one word of the query, and the words that earned any.
function answerTo(documents, gradeOfWord) {
  const grades = new Map();
  const gradeIn = (line) => {
    let best = 0;
    for (const word of line) {
      if (!grades.has(word)) grades.set(word, gradeOfWord(word));
      best = Math.max(best, grades.get(word));
    }
    return best;
  };
  const points = documents.map(({ lines }) => lines.reduce((sum, line, i) => sum + WEIGHTS[i] * gradeIn(line), 0));
  return { points, words: new Set([...grades.keys()].filter((word) => grades.get(word))) };
}

// The places with the most matched words, by their points.
function ranked(answers) {
  const places = [...(answers[0]?.points ?? []).keys()];
  const matched = places.map((place) => answers.filter(({ points }) => points[place] > 0).length);
  const sums = places.map((place) => answers.reduce((sum, { points }) => sum + points[place], 0));
  const most = matched.reduce((a, b) => Math.max(a, b), 1);
  const best = places.filter((place) => matched[place] === most).sort((a, b) => sums[b] - sums[a]);
  return { places: best, words: new Set(answers.flatMap(({ words }) => [...words])) };
}

// How well a word of a text answers a word of the query, 0 for not at all. A number answers only itself, and what is
// too short to be a part of a compound only the beginning of a word.
function gradeOf(asked, word, language) {
  if (word === asked) return EXACT;
  if (asked.length < SHORTEST_STEM || /^\d+$/.test(asked)) return 0;
  if (word.startsWith(asked)) return BEGINNING;
  if (asked.length < SHORTEST_PART) return 0;
  return Math.max(gradeOfForm(asked, word, language), word.includes(asked) ? INSIDE : 0);
}

function gradeOfForm(asked, word, language) {
  const code = language.split("-")[0];
  const levels = [(one) => one, ...(GRADATIONS[code] ?? [])];
  return Math.max(...levels.map((levelled) => gradeOfStem(levelled(asked), levelled(word), code)));
}

// Whether two words are forms of one, or the second a compound with a form of the first as its last or another part.
function gradeOfStem(asked, word, code) {
  const endings = ENDINGS[code] ?? SHORT_END;
  const shared = sharedBeginning(asked, word);
  const least = Math.max(SHORTEST_STEM, asked.length / 2 - 1);
  for (let end = shared; end >= least && end >= shared - 3; end--) {
    const ends = (end < SHORTEST_PART && SURE_ENDINGS[code]) || endings;
    if (ends.test(asked.slice(end)) && ends.test(word.slice(end))) return FORM;
  }
  // A compound holds all of the query's word but an ending of at most five letters.
  for (let end = asked.length; end >= Math.max(SHORTEST_PART, least, asked.length - 5); end--) {
    const place = endings.test(asked.slice(end)) ? word.lastIndexOf(asked.slice(0, end)) : -1;
    const rest = place < 0 ? "" : word.slice(place + end);
    if (place > 0 && endings.test(rest)) return INSIDE;
    if (place >= 0 && rest.length >= (end > SHORTEST_PART ? SHORTEST_PART : 6)) return COMPOUND;
  }
  return 0;
}

function sharedBeginning(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

// How near a word of a text is to a word of the query that no text holds: a slip of the fingers away, of one beginning,
// or the last part of the compound that was asked for.
function nearness(asked, word) {
  if (asked.length < SHORTEST_GUESS || word.length < SHORTEST_GUESS) return 0;
  if (slips(asked, word) <= (asked.length < 9 ? 1 : 2)) return FORM;
  if (asked.endsWith(word)) return INSIDE;
  return sharedBeginning(asked, word) >= Math.max(5, Math.min(9, (asked.length * 2) / 3)) ? COMPOUND : 0;
}

// How many letters were left out, added, changed or swapped, at least; the word may go on after them. Far apart is 3.
function slips(asked, word) {
  if (asked[0] !== word[0]) return 3;
  let [before, last] = [[], [...Array(word.length + 1).keys()]];
  for (let i = 1; i <= asked.length; i++) {
    const row = [i];
    for (let j = 1; j <= word.length; j++) {
      const changed = last[j - 1] + (asked[i - 1] !== word[j - 1]);
      const isSwapped = i > 1 && j > 1 && asked[i - 1] === word[j - 2] && asked[i - 2] === word[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, changed, isSwapped ? before[j - 2] + 1 : 3);
    }
    if (Math.min(...row) > 2) return 3;
    [before, last] = [last, row];
  }
  return asked.length < 8 ? last[word.length] : Math.min(...last);
}

function level(word) {
  return word
    .replace(/([kpt])\1/g, "$1")
    .replace(/\Bd/g, "t")
    .replace(/\Bv/g, "p")
    .replace(/([lnr])t/g, "$1$1")
    .replace(/nk/g, "ng")
    .replace(/mp/g, "mm");
}
