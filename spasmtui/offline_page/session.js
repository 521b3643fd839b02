"use strict";
/* ---- A routine while it runs: pure, like `relief/session/session.py`, with which the tests compare it. It plays rows
   that the program has made from its routines. A gap in the background is not waited out: the step is the one that is
   due by the clock. ---- */

const KIND = 0, SECONDS = 1, SAY = 2, ENDS = 3, FIGURE = 4, MIRRORED = 5, MARKS = 6, LONGER = 7, TIMES_LONGER = 8;
const OPTIONAL = 1, EASES = 2, SKIN_CHECK = 4, HOLD_AGAIN = 8;
const GAP_SECONDS = 5;

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
