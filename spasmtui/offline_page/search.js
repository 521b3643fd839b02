/* ---- Search through this page, and words of danger before its results ---- */

let index = null;

function fold(said) { return plainWords(said).join(" "); }

function buildIndex() {
  index = VIEWS.filter((view) => view.matches("article, .routine, #urgent")).map((view) => {
    const title = view.querySelector("h2").textContent, summary = view.querySelector(".summary");
    return {
      id: view.id, title, summary: summary ? summary.textContent : "",
      titleWords: " " + fold(title), keywords: " " + fold(view.dataset.words || ""), text: " " + fold(view.textContent),
    };
  });
}

/* As `stem` of `shared/words/forms.py`, with whose stems the words of danger are written. */
function stem(word) {
  let short = word;
  for (const ending of ["ings", "ing", "ies", "ied", "ly", "ed", "s"]) {
    if (short.endsWith(ending) && short.length - ending.length >= 3 && !short.endsWith("ss")) {
      short = short.slice(0, -ending.length);
      break;
    }
  }
  if (short.length > 3 && "eiy".includes(short.slice(-1))) short = short.slice(0, -1);
  return short.length > 3 && short.slice(-1) === short.slice(-2, -1) ? short.slice(0, -1) : short;
}

function search(said) {
  if (!index) buildIndex();
  const typed = plainWords(said), words = typed.map(stem), whole = " " + typed.join(" ");
  return index.map((page) => {
    let score = 0, met = 0;
    for (const word of words) {
      const part = (page.titleWords.includes(" " + word) ? 12 : 0) + (page.keywords.includes(" " + word) ? 6 : 0)
        + Math.min(4, page.text.split(" " + word).length - 1);
      score += part;
      met += part > 0 ? 1 : 0;
    }
    if (words.length > 1 && (page.titleWords + page.keywords).includes(whole)) score += 20;
    return {page, score: score + met * 30, met};
  }).filter((found) => found.met > 0 && found.met >= words.length - 1)
    .sort((one, two) => two.score - one.score || one.page.title.localeCompare(two.page.title)).slice(0, 12);
}

function drawSearch() {
  const said = find("words").value;
  const flags = findDanger(said).slice(0, 3);
  let before = -1;
  const parts = flags.flatMap((flag) => {
    const made = element("p"), level = levelOf(flag), isNew = level !== before;
    before = level;
    made.append(...[...find("flag-" + flag).childNodes].map((node) => node.cloneNode(true)));
    return isNew ? [element("p", DATA.levels[level], "do"), made] : [made];
  });
  if (flags.length) {
    const more = element("p");
    more.append(linkTo("urgent", PAGE.urgent));
    parts.unshift(element("h3", PAGE.danger_found));
    if (levelOf(flags[0]) === 0) parts.push(find("calls").content.cloneNode(true));
    parts.push(more);
  }
  find("danger").replaceChildren(...parts);
  const found = plainWords(said).length ? search(said) : [];
  setText("count", !said.trim() ? "" : found.length ? filled(PAGE.results, {count: found.length}) : PAGE.no_result);
  find("results").replaceChildren(...found.map(({page}) => {
    const row = element("li");
    row.append(linkTo(page.id, page.title));
    if (page.summary) row.append(element("br"), element("small", page.summary));
    return row;
  }));
}
