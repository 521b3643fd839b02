/* ---- The page. Nothing is stored, and nothing is asked of a network. ---- */

const LONG_CRAMP_SECONDS = 600, QUESTIONS_SECONDS = 60;
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

let hasOpened = false;

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

window.addEventListener("hashchange", openView);

/* ---- The timer ---- */

let routine = null, run = null, questions = [], asked = 0, shown = "", startedId = "", isWorseAtEnd = false;
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
  run.notice = isStillOn ? PAGE.other_stopped : "";
  questions = questionsOf(found);
  asked = 0;
  shown = "";
  isWorseAtEnd = false;
  fillRoutine(found);
  const until = found.skin ? restsUntil(found.skin) : 0;
  if (Date.now() < until) {
    run.state = "refused";
    run.reason = DATA.words.wait_until.replace("{time}", clockTime(until));
  } else {
    run.state = questions.length ? "asking" : "running";
  }
  if (location.hash !== "#run") location.hash = "run";
  openView(); // at once, and not with the event that tells of the new address
  if (run.state === "running") begin();
  draw();
}

function questionsOf(found) {
  const listed = found.before.map(({ask, stop, then}) => ({ask: DATA.texts[ask], stop, then: DATA.texts[then]}));
  if (!found.skin) return listed;
  const rest = filled(PAGE.skin_memory, {time: duration(found.skin.wait)});
  return [...listed, {ask: rest, stop: "no", then: found.skin.rest}];
}

/* Of what this page has timed itself it knows: the skin rests as long as the program says. */
function restsUntil(skin) {
  return Math.max(0, ...skinUses.map((use) => {
    const isSame = use.kinds.some((kind) => skin.kinds.includes(kind));
    return use.ended + (isSame ? Math.max(use.wait, skin.wait) : use.seconds) * 1000;
  }));
}

/* Write the texts that stay as they are while a routine runs. */
function fillRoutine(found) {
  for (const id of ["run-title", "asking-title", "ended-title"]) setText(id, found.title);
  setText("beside-stop", [found.skin ? found.skin.rule : "", DATA.texts[found.stop]].filter(Boolean).join(" "));
  fillList("beside", textsOf(found.beside));
  fillList("first-questions", textsOf(found.beside.slice(0, found.asked)));
  fillList("ended-notes", textsOf(found.after));
  for (const id of ["worse", "ended-worse"]) setText(id, found.relief ? PAGE.worse : PAGE.hurts);
  for (const id of ["gone", "ended-gone"]) setText(id, found.relief ? PAGE.gone : PAGE.done);
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
