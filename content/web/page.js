// The page around the terminal that textual-serve brings: the size of the letters, a bell that is heard, keys for a
// touch screen, swipes that scroll, and words for the end of a session. Nothing here is loaded from elsewhere.
"use strict";

(() => {
  const FONT = "Roboto Mono";
  const COLUMNS = 80; // for which a wide window has room, in letters of at most LARGEST
  const NARROW_COLUMNS = 42; // for which a phone held upright has room
  const ROWS = 12;
  const LARGEST = 18;
  const SMALLEST = 9;
  const LINE_HEIGHT = 1.35;

  const ENDINGS = {
    4000: ["spasmtui has ended", "You have left it. Close this tab, or start again.", "-over"],
    4001: ["The server has ended", "“spasmtui serve” was stopped on the computer. What was running is kept. Run it again there, then start again here: it offers to go on with a routine.", "-stale"],
    4002: ["Too many tabs", "Eight tabs are open already. Close one of them, then start again.", "-over"],
    4003: ["spasmtui has ended with a message", "Read it above. Then close this tab, or start again.", "-read"],
    4004: ["spasmtui could not be started", "The computer has no room for another program just now. Try again in a moment.", "-over"],
  };
  const LOST = ["The connection is lost", "What was running is kept. If “spasmtui serve” has ended, run it again in a terminal, then start again here: it offers to go on with a routine.", "-stale"];

  const terminal = document.getElementById("terminal");
  const isTouched = matchMedia("(pointer: coarse)").matches;
  let socket = null;

  // What an address asks for behind its question mark would be read by the terminal too.
  history.replaceState(null, "", "/");

  function send(text) {
    if (socket) {
      socket.send(JSON.stringify(["stdin", text]));
    }
  }

  // The terminal rings silently, so the bell is looked for in what it is sent: outside of a command to the terminal,
  // which a bell may end.
  const bell = { isInCommand: false, isAfterEscape: false, sound: null };

  function countBells(bytes) {
    let count = 0;
    for (const byte of bytes) {
      if (bell.isAfterEscape) {
        bell.isInCommand = byte === 0x5d || byte === 0x50 || byte === 0x5e || byte === 0x5f;
      } else if (byte === 0x07) {
        count += bell.isInCommand ? 0 : 1;
        bell.isInCommand = false;
      }
      bell.isAfterEscape = byte === 0x1b;
    }
    return count;
  }

  function ring(count) {
    document.body.dataset.bells = Number(document.body.dataset.bells || 0) + count; // a test hears nothing
    if (navigator.vibrate) {
      navigator.vibrate(count > 1 ? [150, 100, 150] : 150);
    }
    if (!bell.sound) {
      return; // a page may sound once it was touched or typed into
    }
    for (let each = 0; each < Math.min(count, 2); each += 1) {
      const tone = bell.sound.createOscillator();
      const volume = bell.sound.createGain();
      const begin = bell.sound.currentTime + each * 0.3;
      tone.frequency.value = 660;
      volume.gain.setValueAtTime(0.2, begin);
      volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.25);
      tone.connect(volume).connect(bell.sound.destination);
      tone.start(begin);
      tone.stop(begin + 0.25);
    }
  }

  function allowSound() {
    if (!bell.sound && window.AudioContext) {
      bell.sound = new AudioContext();
    }
  }
  addEventListener("pointerdown", allowSound, { once: true, capture: true });
  addEventListener("keydown", allowSound, { once: true, capture: true });

  function tellEnd(event) {
    const [title, text, look] = ENDINGS[event.code] || LOST;
    document.body.classList.add(look);
    document.getElementById("ended-title").textContent = title;
    document.getElementById("ended-text").textContent = text;
    document.getElementById("keys").hidden = true;
    document.getElementById("ended").hidden = false;
    document.title = `spasmtui: ${title.toLowerCase()}`;
    document.getElementById("again").focus();
  }
  document.getElementById("again").addEventListener("click", () => location.reload());

  // The terminal makes its connection itself; this is how the page comes to know it.
  window.WebSocket = class extends WebSocket {
    constructor(...words) {
      super(...words);
      socket = this;
      this.addEventListener("close", tellEnd);
      this.addEventListener("message", (event) => {
        const count = typeof event.data === "string" ? 0 : countBells(new Uint8Array(event.data));
        if (count) {
          ring(count);
        }
      });
    }

    send(data) {
      if (this.readyState === this.OPEN) { // the terminal sends before that, when it gets the focus
        super.send(data);
      }
    }
  };

  // A tap is a click. A keyboard on the screen would cover half of it at each, so it comes when it is asked for.
  function showTouchKeys() {
    document.getElementById("keys").hidden = false;
    const typed = terminal.querySelector("textarea");
    const button = document.getElementById("keyboard");
    typed.inputMode = "none";
    for (const each of document.querySelectorAll("#keys [data-keys]")) {
      each.addEventListener("click", () => send(each.dataset.keys));
    }
    button.addEventListener("click", () => {
      const isOn = typed.inputMode === "none";
      typed.inputMode = isOn ? "text" : "none";
      button.setAttribute("aria-pressed", String(isOn));
      typed.blur();
      if (isOn) {
        typed.focus();
      }
    });
    const screen = terminal.querySelector(".xterm-screen");
    let last = null;
    terminal.addEventListener("touchstart", (event) => {
      last = event.touches[0].clientY;
    }, { passive: true });
    terminal.addEventListener("touchmove", (event) => {
      const at = event.touches[0];
      const row = 24;
      while (Math.abs(last - at.clientY) >= row) {
        const down = last > at.clientY ? 1 : -1;
        last -= down * row;
        screen.dispatchEvent(new WheelEvent("wheel", {
          deltaY: down, deltaMode: 1, clientX: at.clientX, clientY: at.clientY, bubbles: true, cancelable: true,
        }));
      }
    }, { passive: true });
  }

  // The terminal takes the ground of the program's theme; what lies around it follows.
  function followGround() {
    const ground = terminal.querySelector(".xterm-viewport");
    const follow = () => document.documentElement.style.setProperty("--ground", ground.style.backgroundColor);
    new MutationObserver(follow).observe(ground, { attributes: true, attributeFilter: ["style"] });
  }

  function letterSize() {
    const measure = document.createElement("canvas").getContext("2d");
    measure.font = `100px "${FONT}"`;
    const ratio = measure.measureText("M").width / 100;
    const fitting = (columns) => Math.floor(terminal.clientWidth / columns / ratio);
    const wanted = Math.min(LARGEST, Math.max(fitting(COLUMNS), Math.min(fitting(NARROW_COLUMNS), LARGEST - 2)));
    return Math.max(SMALLEST, Math.min(wanted, Math.floor(terminal.clientHeight / ROWS / LINE_HEIGHT)));
  }

  async function begin() {
    document.getElementById("keys").hidden = !isTouched;
    await Promise.allSettled(["", "bold "].map((style) => document.fonts.load(`${style}16px "${FONT}"`)));
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    terminal.dataset.sessionWebsocketUrl = `${scheme}://${location.host}/session`;
    terminal.dataset.fontSize = letterSize();
    const program = document.createElement("script");
    program.src = "/terminal.js";
    program.addEventListener("error", tellEnd);
    program.addEventListener("load", () => {
      window.onload(); // the terminal begins when the page has loaded, which it has by now
      window.onload = null;
      if (isTouched) {
        showTouchKeys();
      }
      followGround();
      terminal.querySelector("textarea").focus();
    });
    document.body.append(program);
  }

  if (document.readyState === "complete") {
    begin();
  } else {
    addEventListener("load", begin, { once: true });
  }
})();
