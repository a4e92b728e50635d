// What a team writes together. Each box is a Yjs text bound to a <textarea>; what is typed here goes to the
// server in order, is kept in this browser until the server has it, and what others type arrives as it happens.
const Y = await import(`./vendor/yjs.js${new URL(import.meta.url).search}`);

const QUIET_MS = 150;
const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15000];
const COMPOSING_MS = 4000; // a phone's keyboard composes all the time: others' words do not wait longer
const PRESENCE_MS = 15000;
const REMOTE = Symbol("remote");

export function bytes(base64) {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

export function base64(array) {
  let text = "";
  for (const byte of array) text += String.fromCharCode(byte);
  return btoa(text);
}

// Where to change `before` so that it becomes `after`; whole characters, near the caret where letters repeat.
export function difference(before, after, caret = after.length) {
  const shorter = Math.min(before.length, after.length);
  const most = Math.min(shorter, Math.max(0, caret - Math.max(0, after.length - before.length)));
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  if (start > 0 && /[\uD800-\uDBFF]/.test(before[start - 1])) start--;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (end > 0 && /[\uDC00-\uDFFF]/.test(before[before.length - end])) end--;
  return { start, gone: before.length - start - end, come: after.slice(start, after.length - end) };
}

// Where a caret stands after a change made elsewhere.
export function moved(caret, delta) {
  let at = 0;
  for (const { retain, insert, delete: gone } of delta) {
    if (retain) at += retain;
    else if (insert !== undefined) {
      if (at < caret) caret += insert.length;
      at += insert.length;
    } else if (at < caret) caret -= Math.min(gone, caret - at);
  }
  return caret;
}

// Updates on their way to the server. Each is idempotent: sending one twice does no harm, losing one would.
class Outbox {
  constructor({ place, send, tell }) {
    this.place = place;
    this.name = `${place}${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
    this.send = send;
    this.tell = tell;
    this.waiting = [];
    this.flying = false;
    this.tries = 0;
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("pagehide", () => this.waiting.length && this.send(Y.mergeUpdates(this.waiting), true).catch(() => {}));
    window.addEventListener("beforeunload", (event) => {
      if (this.tries > 0 && this.waiting.length) event.preventDefault();
    });
  }

  // What an earlier page of the same pupil did not get through.
  adopt() {
    const found = [];
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(this.place))) {
      const update = bytes(localStorage.getItem(name));
      found.push(update);
      this.waiting.push(update);
      this.keep();
      localStorage.removeItem(name);
    }
    if (found.length) this.soon(0);
    return found;
  }

  put(update) {
    this.waiting.push(update);
    this.keep();
    this.soon(this.tries > 0 && !this.stuck ? undefined : QUIET_MS);
  }

  keep() {
    try {
      if (this.waiting.length) localStorage.setItem(this.name, base64(Y.mergeUpdates(this.waiting)));
      else localStorage.removeItem(this.name);
    } catch { /* a full or forbidden storage: the page still holds it */ }
  }

  soon(milliseconds) {
    if (milliseconds === undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.go(), milliseconds);
  }

  async go() {
    if (this.flying || !this.waiting.length) return;
    this.flying = true;
    this.stuck = false;
    const count = this.waiting.length;
    const update = Y.mergeUpdates(this.waiting);
    let answer;
    try { answer = await this.send(update); } catch { answer = { status: 0 }; }
    this.flying = false;
    if (answer.ok) {
      this.waiting.splice(0, count);
      this.tries = 0;
      this.keep();
      if (this.waiting.length) this.soon(0);
      else this.tell("saved");
      return;
    }
    if (answer.status === 409) this.waiting.splice(0, count, answer.more);
    if (answer.status === 422) { // no use in sending the same again; the next letter sends everything
      this.stuck = true;
      this.tries++;
      this.tell("refused", answer.said);
      return;
    }
    const words = { 400: "stale", 401: "stale", 403: "paused", 409: "saving" };
    this.tell(words[answer.status] ?? "away", answer.said);
    this.soon(RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)]);
  }
}

function open(board) {
  const { url, presenceUrl, team, person } = board.dataset;
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const doc = new Y.Doc();
  let seq = Number(board.dataset.seq);
  let writable = board.dataset.writable !== undefined;
  let author = "";
  const composing = new Set();
  let held = [];

  const saving = document.getElementById("saving");
  const tell = (state, said = "") => {
    // The numbers of the same page may still be waiting (writing-plan.js).
    saving.toggleAttribute("data-texts-wait", !["saved", "saving"].includes(state));
    if (state === "saved" && saving.hasAttribute("data-form-waits")) return;
    saving.dataset.state = state;
    const words = said || saving.getAttribute(`data-say-${state}`) || "";
    if (saving.textContent !== words) saving.textContent = words;
  };

  const outbox = new Outbox({
    place: `busy-ness:${location.host}:texts:${team}:${person}:`,
    tell,
    send: async (body, keepalive = false) => {
      const headers = { "X-CSRFToken": token, "Content-Type": "application/octet-stream" };
      const signal = keepalive ? undefined : AbortSignal.timeout(20000);
      const response = await fetch(url, { method: "POST", body, headers, keepalive, signal, redirect: "error" });
      const answer = { ok: response.ok, status: response.status };
      if (response.status === 409) answer.more = Y.encodeStateAsUpdate(doc, new Uint8Array(await response.arrayBuffer()));
      else if (!response.ok && response.headers.get("Content-Type")?.startsWith("application/json")) answer.said = (await response.json()).said;
      return answer;
    },
  });

  const receive = (update, by = "") => {
    if (composing.size) { held.push([update, by]); return; }
    author = by;
    Y.applyUpdate(doc, update, REMOTE);
    author = "";
  };
  const composed = (area) => {
    composing.delete(area);
    if (composing.size) return;
    const arrived = held;
    held = [];
    for (const [update, by] of arrived) receive(update, by);
  };

  Y.applyUpdate(doc, bytes(board.dataset.state), REMOTE);
  for (const update of outbox.adopt()) Y.applyUpdate(doc, update, REMOTE);
  doc.on("update", (update, origin) => {
    if (origin === REMOTE) return;
    if (saving.dataset.state !== "away") tell("saving");
    outbox.put(update);
  });

  const here = presence(presenceUrl, token, person, board.dataset.sayHere);
  const areas = [...document.querySelectorAll("[data-text]")];
  const allow = (may) => {
    writable = may;
    for (const area of areas) area.readOnly = !may;
    document.getElementById("read-only").hidden = may;
  };
  for (const area of areas) {
    bind(area, doc.getText(area.dataset.text), { doc, composing, composed, author: () => author, here, writable: () => writable });
  }
  allow(writable);

  let asking;
  let again = false;
  const sync = async () => {
    if (asking) { again = true; return; }
    asking = true;
    again = false;
    try {
      const known = base64(Y.encodeStateVector(doc));
      const response = await fetch(`${url}?${new URLSearchParams({ known })}`, { headers: { "HX-Request": "true" } });
      if (response.ok) {
        receive(new Uint8Array(await response.arrayBuffer()));
        seq = Number(response.headers.get("X-Seq"));
        allow(response.headers.get("X-Writable") === "1");
        outbox.soon(0);
      }
    } catch { /* `live:again` asks once more */ }
    asking = false;
    if (again) sync();
  };
  document.body.addEventListener("live:text", ({ detail }) => {
    if (detail.seq <= seq) return;
    if (detail.update) receive(bytes(detail.update), detail.by);
    if (detail.seq === seq + 1 && detail.update) seq = detail.seq;
    else sync();
  });
  document.body.addEventListener("live:again", sync);
  document.body.addEventListener("live:workshop", sync);
  window.addEventListener("pageshow", (event) => event.persisted && sync());
  board.dataset.open = ""; // tests and styles know that typing counts from now on
}

// Who writes where. Nothing of it is stored; a page that falls silent is forgotten.
function presence(url, token, person, words) {
  const seen = new Map();
  let mine = "";
  const show = () => {
    const now = Date.now();
    for (const [who, { until }] of seen) if (until < now) seen.delete(who);
    for (const line of document.querySelectorAll("[data-here]")) {
      const names = [...seen.values()].filter(({ key }) => key === line.dataset.here).map(({ name }) => name);
      const text = names.length ? words.replace("{}", names.join(", ")) : "";
      if (line.textContent !== text) line.textContent = text;
    }
  };
  const say = (key) => {
    mine = key;
    fetch(url, { method: "POST", body: new URLSearchParams({ key }), headers: { "X-CSRFToken": token } }).catch(() => {});
  };
  document.body.addEventListener("live:presence", ({ detail }) => {
    if (detail.person === person) return;
    if (detail.key) seen.set(detail.person, { key: detail.key, name: detail.name, until: Date.now() + 2 * PRESENCE_MS });
    else seen.delete(detail.person);
    show();
  });
  document.addEventListener("focusin", ({ target }) => {
    const key = target.dataset?.text && !target.readOnly ? target.dataset.text : "";
    if (key !== mine) say(key);
  });
  window.addEventListener("pagehide", () => mine && say(""));
  setInterval(() => { if (mine && !document.hidden) say(mine); show(); }, PRESENCE_MS);
  return (who, name, key) => { seen.set(who, { key, name, until: Date.now() + 5000 }); show(); setTimeout(show, 5200); };
}

function bind(area, text, { doc, composing, composed, author, here, writable }) {
  const undo = new Y.UndoManager(text, { trackedOrigins: new Set([area]), captureTimeout: 600 });
  const count = document.querySelector(`[data-count-of="${area.dataset.text}"]`);
  const counted = () => {
    if (!count) return;
    const over = text.length > Number(count.dataset.limit);
    count.textContent = count.getAttribute(over ? "data-say-over" : "data-say").replace("{}", String(Math.abs(Number(count.dataset.limit) - text.length)));
    count.classList.toggle("is-over", over);
  };
  const typed = () => {
    if (!writable()) return;
    const before = text.toString();
    const { start, gone, come } = difference(before, area.value, area.selectionEnd ?? area.value.length);
    if (!gone && !come) return;
    doc.transact(() => {
      if (gone) text.delete(start, gone);
      if (come) text.insert(start, come);
    }, area);
    counted();
  };
  text.observe((event, { origin }) => {
    if (origin === area) return;
    const carets = [area.selectionStart, area.selectionEnd].map((caret) => moved(caret, event.delta));
    const { scrollTop } = area;
    area.value = text.toString();
    if (document.activeElement === area) {
      area.setSelectionRange(...carets);
      area.scrollTop = scrollTop;
    }
    counted();
    const by = author();
    if (by) here(by, by, area.dataset.text);
  });

  let patience;
  area.addEventListener("compositionstart", () => composing.add(area));
  area.addEventListener("compositionend", () => { typed(); clearTimeout(patience); composed(area); });
  area.addEventListener("input", () => {
    typed();
    clearTimeout(patience);
    if (composing.has(area)) patience = setTimeout(() => composed(area), COMPOSING_MS);
  });
  area.addEventListener("blur", () => composed(area));
  // The browser's own undo knows nothing of what others typed; ours takes back what this pupil typed.
  const back = (event, redo) => { event.preventDefault(); if (writable()) redo ? undo.redo() : undo.undo(); };
  area.addEventListener("beforeinput", (event) => {
    if (event.inputType === "historyUndo") back(event, false);
    if (event.inputType === "historyRedo") back(event, true);
  });
  area.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (key === "z") back(event, event.shiftKey);
    if (key === "y") back(event, true);
  });
  // What was typed before this script came is not lost: the server's text was in the box, the rest is new.
  const shown = area.defaultValue.replaceAll("\r\n", "\n");
  if (area.value !== shown && area.value !== text.toString() && writable()) {
    const { start, gone, come } = difference(shown, area.value);
    doc.transact(() => {
      if (gone) text.delete(Math.min(start, text.length), Math.min(gone, Math.max(0, text.length - start)));
      if (come) text.insert(Math.min(start, text.length), come);
    }, area);
  }
  if (area.value !== text.toString()) area.value = text.toString();
  counted();
}

const board = document.getElementById("board");
if (board) open(board);
