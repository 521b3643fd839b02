// A browser starts no worker from a disk (file://), so that the search, which is one, would not work there.
// This stands in for it: the script of the worker runs in a hidden frame and talks to the page by the same messages.
"use strict";
class IFrameWorker extends EventTarget {
  onmessage = null;
  onerror = null;
  #frame = document.createElement("iframe");
  #ready;

  constructor(url) {
    super();
    this.#frame.hidden = true;
    document.body.append(this.#frame);
    const inside = this.#frame.contentWindow;
    inside.document.open();  // else a browser may put another empty page in the place of this one later
    inside.document.write("<!doctype html><body></body>");
    inside.document.close();
    const load = (address) => new Promise((done, failed) => {
      const script = inside.document.createElement("script");
      script.onload = done;
      script.onerror = failed;
      script.src = address;
      inside.document.body.append(script);
    });
    inside.postMessage = (data) => this.#tell(new MessageEvent("message", { data }));
    inside.importScripts = (...addresses) => addresses.reduce((before, each) => before.then(() => load(each)), Promise.resolve());
    this.#ready = load(new URL(url, location).href);
    this.#ready.catch(() => this.#tell(new ErrorEvent("error", { message: `Cannot load ${url}` })));
  }

  #tell(event) {
    this.dispatchEvent(event);
    this[`on${event.type}`]?.(event);
  }

  postMessage(data) {
    this.#ready.then(() => this.#frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) })), () => {});
  }

  terminate() {
    this.#frame.remove();
  }
}
window.IFrameWorker = IFrameWorker;
if (location.protocol === "file:") window.Worker = IFrameWorker;
