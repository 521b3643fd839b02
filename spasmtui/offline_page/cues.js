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
