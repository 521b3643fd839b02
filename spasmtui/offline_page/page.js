"use strict";
/* The timer plays rows that the program has made from its routines; the search looks through this page. Nothing is
   stored and nothing is asked of a network. */

const KIND = 0, SECONDS = 1, SAY = 2, ENDS = 3, FIGURE = 4, MIRRORED = 5, MARKS = 6, LONGER = 7, TIMES_LONGER = 8;
const OPTIONAL = 1, EASES = 2, SKIN_CHECK = 4, HOLD_AGAIN = 8;
const GAP_SECONDS = 5, LONG_CRAMP_SECONDS = 600, QUESTIONS_SECONDS = 60;

/* ---- A routine while it runs: pure, like `relief/session/session.py`, whose tests it is compared with. A gap in the
   background is not waited out: the step is the one that is due by the clock. ---- */

function createRun(plan, skin, isRelief) {
  return {
    plan, skin, isRelief, state: "running", index: 0, into: 0, spent: plan.map(() => 0), added: plan.map(() => 0),
    heldAgain: 0, onSkin: 0, since: 0, reason: "", notice: "",
  };
}

function rowOf(run) { return run.plan[run.index]; }
function lengthOf(run) { return rowOf(run)[SECONDS] + run.added[run.index]; }
function isOnSkin(row) { return row[KIND] === "heat" || row[KIND] === "cold"; }
function isNearSkin(run) { return isOnSkin(rowOf(run)) || isSkinCheck(rowOf(run)); }
function isSkinCheck(row) { return (row[MARKS] & SKIN_CHECK) !== 0; }
function isWaiting(run) { return run.state === "running" && isSkinCheck(rowOf(run)) && run.into >= lengthOf(run); }

function moveTo(run, index, spent) {
  run.spent[run.index] = spent === undefined ? run.into : spent;
  if (index >= run.plan.length) {
    run.state = "finished";
    return;
  }
  run.index = index;
  const row = run.plan[index];
  // Heat or cold goes on where it was left: no way back gives more of it before the next look at the skin.
  run.into = isOnSkin(row) ? Math.min(run.spent[index], row[SECONDS] + run.added[index]) : 0;
}

function advance(run, passed) {
  if (passed <= 0 || !["running", "paused", "worse", "finished"].includes(run.state)) return;
  run.since += passed;
  if (run.state === "running") {
    const isGap = passed > GAP_SECONDS && isNearSkin(run);
    if (isGap) run.onSkin += passed;
    let left = passed;
    while (run.state === "running") {
      const room = Math.max(0, lengthOf(run) - run.into);
      if (left < room) {
        if (isOnSkin(rowOf(run)) && !isGap) run.onSkin += left;
        run.into += left;
        break;
      }
      if (isSkinCheck(rowOf(run))) { // no answer yet: the pack may be back on the skin
        run.into = Math.max(run.into, lengthOf(run));
        if (!isGap) run.onSkin += left - room;
        break;
      }
      if (isOnSkin(rowOf(run)) && !isGap) run.onSkin += room;
      left -= room;
      moveTo(run, run.index + 1, lengthOf(run));
      if (run.state === "finished") run.since -= left; // what is past the end is no part of it
    }
  } else if (run.state !== "finished" && isNearSkin(run)) {
    run.onSkin += passed; // a pause does not take the pack off
  }
  if (run.skin && run.onSkin > run.skin.longest) {
    run.state = "stopped";
    run.reason = DATA.words.on_long_enough;
  }
}

function goOn(run) { if (run.state === "worse") run.state = "running"; }

function holdBefore(run) {
  let index = run.index - 1;
  while (index >= 0 && run.plan[index][KIND] !== "hold") index -= 1;
  return index;
}

const EVENTS = {
  pause(run) { if (run.state === "running") run.state = "paused"; },
  resume(run) { if (run.state === "paused" || run.state === "worse") run.state = "running"; },
  next(run) {
    if (isSkinCheck(rowOf(run))) { run.notice = DATA.words.look_at_skin_answer; return; }
    moveTo(run, run.index + 1);
    goOn(run);
  },
  back(run) {
    const row = rowOf(run);
    const isDue = isSkinCheck(row) && run.plan.some((each, at) => at > run.index && isOnSkin(each) && run.spent[at]);
    if (isDue) { run.notice = DATA.words.look_at_skin_answer; return; }
    if (run.index === 0) {
      if (!isOnSkin(row)) run.into = 0;
    } else {
      moveTo(run, run.index - 1);
      const spent = run.spent[run.index];
      if (!isOnSkin(rowOf(run))) run.into = spent < lengthOf(run) ? spent : 0;
    }
    goOn(run);
  },
  yes(run) {
    if (rowOf(run)[KIND] !== "check" && !(rowOf(run)[MARKS] & EASES)) return;
    moveTo(run, run.index + 1);
    goOn(run);
  },
  no(run) {
    const row = rowOf(run), marks = row[MARKS];
    if (isSkinCheck(row)) {
      run.state = "stopped";
      run.reason = DATA.words.take_off_and_leave;
    } else if (row[KIND] === "check") {
      const hold = (marks & HOLD_AGAIN) ? holdBefore(run) : -1;
      if (hold < 0) { moveTo(run, run.index + 1); goOn(run); return; }
      const held = run.plan[hold];
      if (run.heldAgain >= held[TIMES_LONGER]) {
        run.notice = DATA.words.held_again.replace("{count}", held[TIMES_LONGER]) + " " + run.cramped;
        return;
      }
      moveTo(run, hold);
      run.added[hold] = (held[LONGER] || held[SECONDS]) - held[SECONDS];
      run.heldAgain += 1;
      goOn(run);
    } else if (marks & EASES) {
      if (run.heldAgain >= row[TIMES_LONGER]) { run.notice = DATA.words.held_long_enough; return; }
      run.added[run.index] += row[LONGER];
      run.heldAgain += 1;
    }
  },
  gone(run) { run.state = "gone"; },
  worse(run) { run.state = run.state === "finished" ? "finished" : "worse"; },
  again(run) {
    if (run.state !== "finished" || run.skin) return;
    Object.assign(run, {
      state: "running", index: 0, into: 0, heldAgain: 0, spent: run.plan.map(() => 0), added: run.plan.map(() => 0),
    });
  },
};

function apply(run, event) {
  const isOver = ["gone", "stopped", "refused"].includes(run.state);
  const isAllowed = run.state === "finished" ? ["gone", "worse", "again"].includes(event) : !isOver;
  run.notice = "";
  if (!isAllowed || (run.state === "worse" && (event === "yes" || event === "no"))) return;
  EVENTS[event](run);
}

/* ---- The page ---- */

const DATA = JSON.parse(unpack(document.getElementById("data").textContent));
const PAGE = DATA.page;
const VIEWS = [...document.querySelectorAll("main > section, article")];
const HOME = "relief";

function find(id) { return document.getElementById(id); }
function show(id, isShown) { find(id).hidden = !isShown; }
function filled(said, values) { return said.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole); }
function setText(id, said) { if (find(id).textContent !== said) find(id).textContent = said; }

function textsOf(numbers) { return numbers.map((number) => DATA.texts[number]); }

function element(name, said, className) {
  const made = document.createElement(name);
  if (said) made.textContent = said;
  if (className) made.className = className;
  return made;
}

function linkTo(id, said) {
  const made = element("a", said);
  made.href = "#" + id;
  return made;
}

function fillList(id, texts) { find(id).replaceChildren(...texts.map((said) => element("li", said))); }

function headingOf(view) {
  return [...view.querySelectorAll("h2")].find((each) => each.offsetParent) || view.querySelector("h2");
}

function focusHeading(view) {
  const heading = headingOf(view);
  if (heading) heading.focus({preventScroll: true});
}

function openView() {
  const target = find(location.hash.slice(1) || HOME);
  if (target && target.id === "content" && hasOpened) { // the link past the header leads into what is open
    focusHeading(document.querySelector(".open"));
    return;
  }
  let view = target && target.closest("main > section, article");
  if (!view || (view.id === "run" && !routine)) view = find(HOME);
  const wasOpen = view.classList.contains("open");
  for (const each of VIEWS) each.classList.toggle("open", each === view);
  for (const each of document.querySelectorAll("nav a")) {
    if (each.getAttribute("href") === "#" + view.id) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
  const heading = headingOf(view);
  document.title = (heading ? heading.textContent + " - " : "") + PAGE.title;
  show("to-timer", routine !== null && view.id !== "run");
  if (target && target !== view && view.contains(target)) target.scrollIntoView();
  else if (!wasOpen) {
    window.scrollTo(0, 0);
    if (hasOpened) focusHeading(view);
  }
  hasOpened = true;
}

let hasOpened = false;
window.addEventListener("hashchange", openView);

/* ---- The timer ---- */

let routine = null, run = null, questions = [], asked = 0, shown = "", startedId = "";
const skinUses = [];
let seenSteady = 0, seenWall = 0, tick = 0;

/* A steady clock stands still while some machines sleep, and the time of day can be set back: the longer of both. */
function takePassed() {
  const steady = performance.now(), wall = Date.now();
  const passed = Math.max(steady - seenSteady, wall - seenWall, 0) / 1000;
  seenSteady = steady;
  seenWall = wall;
  return passed;
}

function start(id, side, version) {
  const found = DATA.routines[id], plans = found.versions[version || 0];
  const isStillOn = leaveRun();
  startedId = id;
  routine = found;
  run = createRun((plans[side] || plans[""]).map((row) => DATA.rows[row]), found.skin, found.relief);
  run.cramped = DATA.texts[found.cramped];
  questions = found.before.map(({ask, stop, then}) => ({ask: DATA.texts[ask], stop, then: DATA.texts[then]}));
  if (found.skin) {
    const rest = duration(found.skin.wait);
    questions.push({ask: filled(PAGE.skin_memory, {time: rest}), stop: "no", then: found.skin.rest});
    // Of what this page has timed itself it knows: the skin rests as long as the program says.
    const until = Math.max(0, ...skinUses.map((use) => {
      const isSame = use.kinds.some((kind) => found.skin.kinds.includes(kind));
      return use.ended + (isSame ? Math.max(use.wait, found.skin.wait) : use.seconds) * 1000;
    }));
    if (Date.now() < until) {
      run.state = "refused";
      run.reason = DATA.words.wait_until.replace("{time}", clockTime(until));
    }
  }
  run.notice = isStillOn ? PAGE.other_stopped : "";
  asked = 0;
  shown = "";
  setText("run-title", found.title);
  setText("asking-title", found.title);
  setText("ended-title", found.title);
  setText("beside-stop", [found.skin ? found.skin.rule : "", DATA.texts[found.stop]].filter(Boolean).join(" "));
  fillList("beside", textsOf(found.beside));
  fillList("first-questions", textsOf(found.beside.slice(0, found.asked)));
  isWorseAtEnd = false;
  fillList("ended-notes", textsOf(found.after));
  for (const each of ["worse", "ended-worse"]) setText(each, found.relief ? PAGE.worse : PAGE.hurts);
  for (const each of ["gone", "ended-gone"]) setText(each, found.relief ? PAGE.gone : PAGE.done);
  if (run.state !== "refused") run.state = questions.length ? "asking" : "running";
  if (location.hash !== "#run") location.hash = "run";
  openView(); // at once, and not with the event that tells of the new address
  if (run.state === "running") begin();
  draw();
}

function begin() {
  run.state = "running";
  seenSteady = performance.now();
  seenWall = Date.now();
  endTicks();
  tick = setInterval(sample, 250);
  keepAwake();
}

function endTicks() {
  clearInterval(tick);
  tick = 0;
}

function sample() {
  if (!run || !tick) return;
  advance(run, takePassed());
  draw();
}

function act(event) {
  if (!run) return;
  if (tick) advance(run, takePassed());
  apply(run, event);
  draw();
}

function answerQuestion(answer) {
  if (!run || run.state !== "asking") return;
  if (answer === questions[asked].stop) {
    run.state = "refused";
    run.reason = questions[asked].then;
  } else if (asked + 1 < questions.length) {
    asked += 1;
  } else {
    begin();
  }
  draw();
}

/* Leave the routine that was there, and tell whether heat or cold of it may still be on the skin. */
function leaveRun() {
  const isUnderWay = Boolean(run && tick);
  if (isUnderWay) advance(run, takePassed());
  noteSkin();
  endTicks();
  return isUnderWay && run.state !== "finished" && isNearSkin(run);
}

function closeTimer() {
  leaveRun();
  letSleep();
  routine = run = null;
  location.hash = startedId ? "r-" + startedId : HOME;
}

/* Each run is remembered once, from when it ended. */
function noteSkin() {
  if (run && run.skin && run.onSkin > 0 && !run.isNoted) {
    run.isNoted = true;
    skinUses.push({ended: Date.now(), kinds: run.skin.kinds, wait: run.skin.wait, seconds: run.onSkin});
  }
}

function duration(seconds) {
  const whole = Math.round(seconds), minutes = Math.floor(whole / 60), rest = whole % 60;
  if (!minutes) return filled(PAGE.seconds_only, {seconds: rest});
  return rest ? filled(PAGE.minutes_seconds, {minutes, seconds: rest}) : minutes + " min";
}

function clockTime(milliseconds) {
  const at = new Date(milliseconds + 59999);
  return String(at.getHours()).padStart(2, "0") + ":" + String(at.getMinutes()).padStart(2, "0");
}

function firstClause(said) {
  const end = said.search(/[.:?!]( |$)/);
  const clause = end > 0 ? said.slice(0, end + (said[end] === "?" ? 1 : 0)) : said;
  return clause.slice(0, 1).toLowerCase() + clause.slice(1);
}

function draw() {
  if (!run) return;
  const isUnderWay = ["running", "paused", "worse"].includes(run.state);
  const isEnded = ["finished", "gone", "stopped", "refused"].includes(run.state);
  show("asking", run.state === "asking");
  show("running", isUnderWay);
  show("ended", isEnded);
  if (run.state === "asking") setText("question", (run.notice + " " + questions[asked].ask).trim());
  if (isUnderWay) drawStep();
  if (isEnded) drawEnd();
  const key = run.state + run.index + (run.state === "asking" ? "q" + asked : "") + (isWaiting(run) ? "w" : "");
  if (key !== shown) {
    if (shown && (isUnderWay || isEnded)) cue(isWaiting(run) || run.state === "stopped" ? 3 : 1);
    if (isEnded) noteSkin();
    if (isEnded && run.state !== "finished") { endTicks(); letSleep(); }
    shown = key;
  }
}

function drawStep() {
  const row = rowOf(run), left = Math.max(0, Math.ceil(lengthOf(run) - run.into - 1e-6));
  const isLong = run.isRelief && run.since >= LONG_CRAMP_SECONDS;
  const isTimed = left >= 100;
  setText("left", isTimed ? Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0") : String(left));
  show("left-unit", !isTimed);
  const place = filled(DATA.words.position, {step: run.index + 1, steps: run.plan.length});
  setText("say", DATA.texts[row[SAY]]);
  const skin = run.skin && isOnSkin(row) ? skinLeft() : "";
  const optional = (row[MARKS] & OPTIONAL) ? PAGE.optional : "";
  const ends = isWaiting(run) ? DATA.words.is_skin_fine : DATA.texts[row[ENDS]];
  setText("ends", [run.state === "paused" ? PAGE.paused : "", place, ends, optional, skin].filter(Boolean).join(" · "));
  const asks = row[KIND] === "check" || (row[MARKS] & EASES) !== 0;
  show("answers", asks && run.state !== "worse");
  show("answer-yes", row[KIND] === "check");
  setText("answer-no", row[KIND] === "check" ? PAGE.no : PAGE.hold_longer);
  find("answers").classList.toggle("two", row[KIND] === "check");
  const next = run.plan[run.index + 1];
  setText("next-words", next ? filled(DATA.words.next_step, {clause: firstClause(DATA.texts[next[SAY]])}) : DATA.words.last_step);
  setText("pause", run.state === "running" ? PAGE.pause : PAGE.go_on);
  show("first-questions", run.since < QUESTIONS_SECONDS && routine.asked > 0);
  const figure = DATA.texts[row[FIGURE]];
  show("drawing", Boolean(figure));
  if (figure && find("drawing-use").getAttribute("href") !== "#" + figure) {
    find("drawing-use").setAttribute("href", "#" + figure);
    setText("drawing-title", find("t" + figure) ? find("t" + figure).textContent : "");
  }
  find("drawing").classList.toggle("mirrored", Boolean(row[MIRRORED]));
  const isWorse = run.state === "worse", said = isWorse ? textsOf(routine.worse) : [run.notice, isLong ? run.cramped : ""];
  if (run.state === "paused" && isNearSkin(run)) said.unshift(DATA.words.take_off_for_now);
  drawHelp("help", said.filter(Boolean), isWorse);
}

function skinLeft() {
  const left = run.skin.longest - run.onSkin;
  if (left < 60) return DATA.words.skin_almost_over;
  return filled(DATA.words.skin_left, {minutes: Math.round(left / 60), longest: run.skin.longest / 60});
}

function drawHelp(id, texts, isWorse) {
  const box = find(id), key = texts.join("\n") + isWorse;
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  const parts = texts.map((said) => element("p", said));
  if (isWorse) {
    parts.push(find("calls").content.cloneNode(true));
    const more = element("p");
    more.append(linkTo("urgent", PAGE.urgent));
    parts.push(more);
  }
  box.replaceChildren(...parts);
  box.hidden = !parts.length;
}

let isWorseAtEnd = false;

function drawEnd() {
  const isFinished = run.state === "finished", isStop = run.state === "stopped" || run.state === "refused";
  const time = duration(run.since);
  let said = run.reason;
  if (run.state === "refused") said = [run.notice, PAGE.not_now, run.reason].filter(Boolean).join(" ");
  if (isFinished) said = run.isRelief ? DATA.words.has_it_eased : filled(DATA.words.last_step_after, {time});
  if (run.state === "gone") {
    said = filled(run.isRelief ? DATA.words.gone_after : DATA.words.ended_after, {time});
    if (run.skin && isNearSkin(run)) said = DATA.words.take_off + " " + said;
  }
  setText("ended-say", said);
  show("ended-gone", isFinished && run.isRelief);
  show("ended-again", isFinished && !run.skin);
  show("ended-worse", isFinished || run.state === "stopped");
  const isLong = run.isRelief && isFinished && run.since >= LONG_CRAMP_SECONDS;
  // A sign of danger may have ended it: the number in the sentence can be tapped.
  const isGrave = isStop && [...find("calls").content.querySelectorAll("a")].some(
    (call) => run.reason.includes(call.getAttribute("href").replace("tel:", "")),
  );
  drawHelp("ended-help", isWorseAtEnd ? textsOf(routine.worse) : isLong ? [run.cramped] : [], isWorseAtEnd || isGrave);
  if (!isFinished && !isStop) isWorseAtEnd = false;
}

/* ---- Sound, vibration and the screen that stays on: where the browser has them ---- */

let audio = null, lock = null;

function cue(times) {
  if (find("vibration").checked && navigator.vibrate) navigator.vibrate(Array(times * 2 - 1).fill(200));
  if (!find("sound").checked || !audio) return;
  for (let number = 0; number < times; number += 1) {
    const tone = audio.createOscillator(), volume = audio.createGain(), at = audio.currentTime + number * 0.35;
    tone.frequency.value = 520;
    volume.gain.setValueAtTime(0.2, at);
    volume.gain.linearRampToValueAtTime(0, at + 0.25);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.3);
  }
}

function allowSound() {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (find("sound").checked && Context) {
    audio = audio || new Context();
    if (audio.resume) audio.resume();
    cue(1);
  }
}

async function keepAwake() {
  if (!navigator.wakeLock || lock || document.visibilityState !== "visible") return;
  let granted;
  try {
    granted = await navigator.wakeLock.request("screen");
  } catch {
    return; // the battery is low, or the page was hidden meanwhile
  }
  if (!tick || lock) { granted.release(); return; } // the routine has ended meanwhile, or was asked for twice
  lock = granted;
  granted.addEventListener("release", () => { if (lock === granted) lock = null; });
}

function letSleep() {
  if (lock) lock.release();
  lock = null;
}

/* ---- Search, and words of danger ---- */

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

/* ---- The night's colours ---- */

function isNight() { return new Date().getHours() >= 22 || new Date().getHours() < 6; }

let chosenColours = null;

function paint() {
  const wants = chosenColours === null ? isNight() : chosenColours;
  document.documentElement.classList.toggle("night", wants);
  find("colours").checked = wants;
}

/* ---- What is pressed ---- */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-start]");
  if (button) start(button.dataset.start, button.dataset.side || "", Number(button.dataset.version || 0));
});
for (const event of ["gone", "next", "back", "worse"]) find(event).addEventListener("click", () => act(event));
find("pause").addEventListener("click", () => act(run && run.state === "running" ? "pause" : "resume"));
find("answer-yes").addEventListener("click", () => act("yes"));
find("answer-no").addEventListener("click", () => act("no"));
find("question-yes").addEventListener("click", () => answerQuestion("yes"));
find("question-no").addEventListener("click", () => answerQuestion("no"));
find("ended-gone").addEventListener("click", () => act("gone"));
find("ended-again").addEventListener("click", () => { isWorseAtEnd = false; act("again"); });
find("ended-worse").addEventListener("click", () => { isWorseAtEnd = true; draw(); });
find("close").addEventListener("click", closeTimer);
find("sound").addEventListener("change", allowSound);
find("colours").addEventListener("change", () => { chosenColours = find("colours").checked; paint(); });
find("words").addEventListener("input", drawSearch);
for (const event of ["visibilitychange", "focus", "pageshow"]) {
  (event === "visibilitychange" ? document : window).addEventListener(event, () => {
    paint();
    sample();
    if (tick) keepAwake();
  });
}
/* On paper nothing can be tapped: what to do is written under each question. */
for (const event of ["beforeprint", "afterprint"]) {
  window.addEventListener(event, () => {
    for (const each of document.querySelectorAll(".question")) each.open = event === "beforeprint";
  });
}
setInterval(paint, 60000);
show("vibration-label", Boolean(navigator.vibrate));
document.documentElement.classList.add("js");
for (const each of document.querySelectorAll("h2")) each.tabIndex = -1;
paint();
openView();
