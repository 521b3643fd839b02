/* ---- Words of danger in the search: the tables of the program's gate, read with fewer rules (`danger_words.py`). ---- */

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const LETTERS = {"\u0153": "oe", "\u00e6": "ae", "\u00df": "ss", "\u00f8": "o"};
const LONGEST_CRAMP_MINUTES = 10;

/* Words in lower case without accents and apostrophes, as `split_words` of the program. */
function plainWords(said) {
  return said.replace(INVISIBLE, "").toLowerCase().replace(/[\u0153\u00e6\u00df\u00f8]/g, (letter) => LETTERS[letter])
    .normalize("NFD").replace(/[\u0300-\u036f'\u2018\u2019`\u00b4]/g, "").replace(/[^a-z0-9]+/g, " ").split(" ").filter(Boolean);
}

let lexicon = null;

/* Expressions by their first stem: [stems, number of the concept]; harmless ones have -1. */
function readLexicon() {
  lexicon = new Map();
  const note = (expression, number) => {
    const stems = expression.split("-");
    if (!lexicon.has(stems[0])) lexicon.set(stems[0], []);
    lexicon.get(stems[0]).push([stems, number]);
  };
  for (const expression of DATA.danger.harmless.split(" ")) note(expression, -1);
  DATA.danger.concepts.forEach((row, number) => row.split(" ").forEach((expression) => note(expression, number)));
  for (const name of ["little", "beside", "no_duration"]) lexicon[name] = new Set(DATA.danger[name].split(" "));
}

/* The positions of an expression that begins here, between whose words little ones may stand; null for none. */
function placesOf(stems, words, typed, start) {
  const places = [start];
  for (const wanted of stems.slice(1)) {
    let place = places[places.length - 1] + 1;
    while (place < typed.length && typed[place] !== wanted && lexicon.little.has(words[place])) place += 1;
    if (typed[place] !== wanted) return null;
    places.push(place);
  }
  return places;
}

/* Whether a word says nothing beside its neighbours: a hot bath, a bit of cramp. */
function isSilent(words, place) {
  const {temperatures, only_beside: only} = DATA.danger, word = words[place];
  const isIn = (list, neighbour) => neighbour !== undefined && list.split(" ").includes(neighbour);
  const [before, after] = [words[place - 1], words[place + 1]];
  if (only[word] && !isIn(only[word], before) && !isIn(only[word], after)) return true;
  return isIn(temperatures.words, word) && (isIn(temperatures.before, before) || isIn(temperatures.after, after));
}

/* The concepts of a number with its unit: a long time, a fever, or a week of a pregnancy. */
function countedBy(words, place) {
  const number = /^\d+$/.test(words[place]) ? Number(words[place]) : 0, unit = stem(words[place + 1] || "");
  const [longTime, fever, gestation] = DATA.danger.counts;
  const isOther = [words[place - 2], words[place - 1], words[place + 2]].some((word) => lexicon.no_duration.has(word));
  if (/^(h|hr|hour|stund|heur)$/.test(unit) && number) return isOther ? [] : longTime;
  if (/^(min|minut|mn)$/.test(unit) && number > LONGEST_CRAMP_MINUTES) return isOther ? [] : longTime;
  if (/^(c|deg|degre|fever|fievr)$/.test(unit) && number >= 38 && number <= 42) return fever;
  return /^(week|wk|semain)$/.test(unit) && number >= 14 && number <= 42 ? gestation : [];
}

/* Every concept that occurs, with the sets of positions at which it does. */
function conceptsIn(words, typed) {
  const found = new Map(), silent = new Set(), met = [];
  const note = (number, places) => found.set(number, [...(found.get(number) || []), places]);
  typed.forEach((each, start) => {
    if (isSilent(words, start)) silent.add(start);
    for (const [stems, number] of [...(lexicon.get(each) || []), ...(lexicon.get(words[start] + "!") || [])]) {
      const places = placesOf(stems, words, typed, start);
      if (places && number < 0) places.forEach((place) => silent.add(place));
      else if (places) met.push([number, places]);
    }
    countedBy(words, start).forEach((number) => met.push([number, [start, start + 1]]));
  });
  for (const [number, places] of met) if (!places.some((place) => silent.has(place))) note(number, places);
  return found;
}

/* Whether each sign can have words of its own. */
function areApart(options, used) {
  if (!options.length) return true;
  return options[0].some((places) => !places.some((place) => used.includes(place))
    && areApart(options.slice(1), [...used, ...places]));
}

/* The number of a flag's level, 0 for an emergency. */
function levelOf(flag) { return DATA.danger.levels[DATA.danger.flags.indexOf(flag)]; }

/* The ids of the red flags that words describe, the gravest first. */
function findDanger(said) {
  if (!lexicon) readLexicon();
  const words = plainWords(said), typed = words.map(stem), found = conceptsIn(words, typed), flags = new Set();
  const isAlone = (places) => words.every(
    (word, place) => places.includes(place) || lexicon.little.has(word) || lexicon.beside.has(word),
  );
  for (const [flag, isWhole, signs, excluded] of DATA.danger.patterns) {
    if (flags.has(flag) || excluded.some((number) => found.has(number))) continue;
    const options = signs.map((sign) => sign.flatMap((number) => found.get(number) || []));
    if (options.some((places) => !places.length)) continue;
    if (isWhole ? isAlone(options[0].flat()) : areApart(options, [])) flags.add(flag);
  }
  for (const [flag, stems] of DATA.danger.said) {
    const wanted = stems.split(" ");
    if (!wanted.every((each) => typed.includes(each))) continue;
    if (wanted.length > 1 || isAlone([typed.indexOf(wanted[0])])) flags.add(flag);
  }
  return [...flags].sort((one, two) => one - two).map((flag) => DATA.danger.flags[flag]);
}
