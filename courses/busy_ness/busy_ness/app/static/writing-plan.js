// Numbers and choices. Each field knows the version it shows; the server refuses to write over another's answer, and
// then the pupil chooses. What is not yet taken is kept in this browser, whatever happens to the wifi or the page.
const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15000];
const REFRESH_MS = 250;
const FLASH_MS = 2500;

class Pending {
  constructor(name) { this.name = name; }
  all() { try { return JSON.parse(localStorage.getItem(this.name)) ?? {}; } catch { return {}; } }
  get(key) { return this.all()[key]; }
  put(key, what) { this.#change((all) => { all[key] = what; }); }
  drop(key) { this.#change((all) => { delete all[key]; }); }
  #change(change) {
    const all = this.all();
    change(all);
    try {
      if (Object.keys(all).length) localStorage.setItem(this.name, JSON.stringify(all));
      else localStorage.removeItem(this.name);
    } catch { /* a forbidden storage: the field still holds it */ }
  }
}

class Desk {
  constructor(data) {
    this.data = data;
    this.token = document.querySelector('meta[name="csrf-token"]').content;
    this.pending = new Pending(`busy-ness:${location.host}:entries:${data.team}:${data.person}`);
    this.saving = document.getElementById("saving");
    this.fields = new Map();
    this.away = new Set();
    this.collect(document);
    for (const [key, { text, version }] of Object.entries(this.pending.all())) {
      const field = this.fields.get(key);
      if (field) field.resume(text, version);
      else this.sendAside(key, text, version);
    }
    document.body.addEventListener("live:entry", ({ detail }) => { this.fields.get(detail.key)?.hear(detail); this.refreshSoon(); });
    document.body.addEventListener("live:rows", () => this.refreshSoon());
    for (const kind of ["again", "workshop"]) document.body.addEventListener(`live:${kind}`, () => { this.refreshSoon(); this.retry(); });
    window.addEventListener("online", () => this.retry());
    window.addEventListener("pagehide", () => { for (const field of this.fields.values()) field.leave(); });
    window.addEventListener("pageshow", (event) => event.persisted && this.refreshSoon());
    window.addEventListener("beforeunload", (event) => { if (this.away.size) event.preventDefault(); });
  }

  collect(root) {
    for (const input of root.querySelectorAll("[data-entry]")) {
      if (!this.fields.has(input.dataset.entry)) this.fields.set(input.dataset.entry, new Field(this, input));
    }
  }

  tell(state) {
    if (!this.saving) return;
    this.saving.toggleAttribute("data-form-waits", this.away.size > 0);
    if (["saved", "none"].includes(state) && (this.away.size || this.saving.hasAttribute("data-texts-wait"))) return;
    this.saving.dataset.state = state;
    this.saving.textContent = this.data[`say${state[0].toUpperCase()}${state.slice(1)}`] ?? "";
  }

  async post(url, values, keepalive = false) {
    const signal = keepalive ? undefined : AbortSignal.timeout(20000);
    const options = { method: "POST", body: new URLSearchParams(values), headers: { "X-CSRFToken": this.token }, redirect: "error" };
    try {
      const response = await fetch(url, { ...options, keepalive, signal });
      const json = response.headers.get("Content-Type")?.startsWith("application/json");
      return { status: response.status, ...(json ? await response.json() : {}) };
    } catch {
      return { status: 0 };
    }
  }

  async sendAside(key, text, version) {
    const { status } = await this.post(this.data.url, { key, value: text, version });
    if (status === 200) this.pending.drop(key); // a conflict or a mistake waits for its own screen
  }

  retry() { for (const field of this.away) field.commit(); }

  refreshSoon() {
    clearTimeout(this.refreshing);
    this.refreshing = setTimeout(() => this.refresh(), REFRESH_MS);
  }

  // The page as it is now on the server: figures are replaced, rows come and go, fields that nobody edits follow.
  async refresh() {
    let fresh;
    try {
      const response = await fetch(location.href, { headers: { "X-Refresh": "1" }, redirect: "error" });
      if (!response.ok) return;
      fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch { return; }
    const writable = fresh.getElementById("form-desk")?.dataset.writable !== undefined;
    const readOnly = document.getElementById("read-only");
    if (readOnly) readOnly.hidden = writable;
    for (const part of document.querySelectorAll("[data-refresh]")) replace(part, fresh.getElementById(part.id));
    this.rows(fresh);
    for (const input of fresh.querySelectorAll("[data-entry]")) {
      const { entry, version, shown } = input.dataset;
      const by = input.closest(".entry").querySelector("[data-by]").textContent;
      const field = this.fields.get(entry);
      field?.hear({ version: Number(version), shown, by });
      field?.allow(writable);
    }
  }

  rows(fresh) {
    const [mine, theirs] = [document.getElementById("rows"), fresh.getElementById("rows")];
    if (!mine || !theirs) return;
    const wanted = new Set([...theirs.children].map((row) => row.id));
    for (const row of [...mine.children]) {
      if (wanted.has(row.id)) continue;
      for (const input of row.querySelectorAll("[data-entry]")) this.fields.delete(input.dataset.entry);
      row.remove();
    }
    for (const row of [...theirs.children]) {
      const here = document.getElementById(row.id);
      if (here) { mine.append(here); continue; }
      const added = document.importNode(row, true);
      mine.append(added);
      this.collect(added);
    }
  }
}

// Keeps what is open open and the focus where it was.
function replace(part, fresh) {
  if (!fresh || fresh.innerHTML === part.dataset.last) return;
  const open = [...part.querySelectorAll("details[open][id]")].map(({ id }) => id);
  const href = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  part.dataset.last = fresh.innerHTML;
  part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (href) [...part.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === href)?.focus();
}

class Field {
  constructor(desk, input) {
    Object.assign(this, { desk, input, key: input.dataset.entry, shown: input.dataset.shown, version: Number(input.dataset.version) });
    this.box = input.closest(".entry");
    this.problem = this.box.querySelector(".problem");
    this.conflict = this.box.querySelector(".conflict");
    this.tries = 0;
    input.addEventListener("change", () => this.commit());
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); this.commit(); }
      if (event.key === "Escape" && this.dirty) { this.show(this.shown); this.clear(); this.desk.pending.drop(this.key); }
    });
    this.conflict.querySelector("[data-keep]").addEventListener("click", () => this.keep());
    this.conflict.querySelector("[data-put]").addEventListener("click", () => this.put());
  }

  get dirty() { return this.input.value.trim() !== this.shown; }

  show(text) {
    if (this.input.value !== text) this.input.value = text;
    const name = document.querySelector(`[data-row-name="${this.key}"]`);
    if (name) name.textContent = text || name.dataset.empty;
  }

  clear() {
    this.problem.hidden = true;
    this.conflict.hidden = true;
    this.input.removeAttribute("aria-invalid");
  }

  allow(may) {
    if (this.input.tagName === "SELECT") this.input.disabled = !may;
    else this.input.readOnly = !may;
  }

  // A page that was closed too early had this in its field.
  resume(text, version) {
    this.input.value = text;
    this.version = version;
    this.commit();
  }

  leave() {
    if (!this.dirty || this.flying) return;
    this.desk.pending.put(this.key, { text: this.input.value, version: this.version });
    this.desk.post(this.desk.data.url, { key: this.key, value: this.input.value, version: this.version }, true);
  }

  async commit() {
    const text = this.input.value;
    if (this.flying) { this.more = true; return; }
    if (!this.dirty) { this.clear(); this.desk.pending.drop(this.key); this.desk.away.delete(this); return; }
    this.flying = true;
    clearTimeout(this.timer);
    this.desk.pending.put(this.key, { text, version: this.version });
    this.desk.tell("saving");
    const answer = await this.desk.post(this.desk.data.url, { key: this.key, value: text, version: this.version });
    this.flying = false;
    if (answer.status === 200) this.taken(answer, text);
    else if (answer.status === 409) this.differ(answer);
    else if (answer.status === 422) this.refuse(answer.said);
    else this.wait(answer);
    if (this.more) { this.more = false; this.commit(); }
  }

  taken(answer, text) {
    this.tries = 0;
    this.desk.away.delete(this);
    this.desk.pending.drop(this.key);
    this.follow(answer);
    if (this.input.value === text) { this.show(answer.shown); this.clear(); }
    this.desk.tell("saved");
    this.desk.refreshSoon();
  }

  refuse(said) {
    this.desk.away.delete(this);
    this.conflict.hidden = true;
    this.problem.textContent = said;
    this.problem.hidden = false;
    this.input.setAttribute("aria-invalid", "true");
    this.desk.tell("none");
  }

  differ(answer) {
    this.desk.away.delete(this);
    this.theirs = answer;
    this.problem.hidden = true;
    this.conflict.querySelector("p").textContent = answer.said;
    this.conflict.querySelector("[data-keep]").textContent = answer.keep;
    this.conflict.querySelector("[data-put]").textContent = answer.put;
    this.conflict.hidden = false;
    this.desk.tell("none");
  }

  keep() {
    this.desk.pending.drop(this.key);
    this.follow(this.theirs);
    this.show(this.theirs.shown);
    this.clear();
    this.input.focus();
  }

  put() {
    this.follow(this.theirs);
    this.conflict.hidden = true;
    this.input.focus();
    this.commit();
  }

  wait({ status, said }) {
    this.desk.away.add(this);
    this.desk.tell(status === 401 || status === 400 ? "stale" : "away");
    if (said && this.desk.saving) this.desk.saving.textContent = said;
    this.timer = setTimeout(() => this.commit(), RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)]);
  }

  follow({ version, shown, by }) {
    this.version = version;
    this.shown = shown;
    const link = this.box.querySelector(".by a");
    link.hidden = !version;
    if (by) link.querySelector("[data-by]").textContent = by;
  }

  // Somebody wrote elsewhere. What this pupil has typed and not sent stays hers: the server will ask her.
  hear({ version, shown, by, name }) {
    if (version <= this.version || this.flying || this.desk.pending.get(this.key)) return;
    if (this.dirty && document.activeElement === this.input) return;
    this.follow({ version, shown, by });
    this.show(shown);
    this.clear();
    if (!name) return;
    this.box.classList.add("is-new");
    this.desk.tell("none");
    if (this.desk.saving) this.desk.saving.textContent = this.desk.data.sayWrote.replace("{}", name);
    setTimeout(() => this.box.classList.remove("is-new"), FLASH_MS);
  }
}

const data = document.getElementById("form-desk")?.dataset;
const desk = data && new Desk(data);

// Explanations and histories open over the page; each link inside goes one step down, "Retour" one step up.
const dialog = document.getElementById("dialog");
const steps = [];
async function step(href) {
  let html;
  try {
    const response = await fetch(href, { headers: { "HX-Request": "true" } });
    if (!response.ok) throw new Error(response.statusText);
    html = await response.text();
  } catch { location.href = href; return; }
  document.getElementById("dialog-body").innerHTML = html;
  dialog.querySelector("[data-back]").hidden = steps.length < 2;
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  document.getElementById("dialog-title")?.focus();
}
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (link && dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    if (!dialog.open) steps.length = 0;
    steps.push(link.href);
    step(link.href);
  }
  const button = event.target.closest("button");
  if (!button || !desk) return;
  if (button.matches("[data-close]")) dialog.close();
  if (button.matches("[data-back]")) { steps.pop(); step(steps.at(-1)); }
  if (button.matches("[data-put-back]")) {
    dialog.close();
    const field = desk.fields.get(button.dataset.key);
    field.input.value = button.dataset.putBack;
    field.input.focus();
    field.commit();
  }
  if (button.id === "add-row") await addRow(button);
  if (button.matches("[data-remove]")) await removeRow(button.closest("[data-row]"));
  if (button.matches("[data-restore-url]")) {
    await desk.post(button.dataset.restoreUrl, {});
    await desk.refresh();
  }
});
dialog?.addEventListener("click", (event) => event.target === dialog && dialog.close());
document.querySelector("[data-go]")?.addEventListener("change", ({ target }) => { location.href = target.value; });

const complain = (line, said) => { line.textContent = said ?? desk.data.sayAway; line.hidden = false; };

async function addRow(button) {
  button.disabled = true;
  const line = document.getElementById("rows-problem");
  line.hidden = true;
  const { status, row, said } = await desk.post(document.getElementById("rows").dataset.url, {});
  button.disabled = false;
  if (status !== 200) { complain(line, said); return; }
  await desk.refresh();
  const first = document.querySelector(`#row-${row} [data-entry]`);
  first?.focus();
  first?.select?.();
}

async function removeRow(row) {
  const versions = [...row.querySelectorAll("[data-entry]")].map((input) => desk.fields.get(input.dataset.entry).version);
  const line = row.querySelector("[data-row-problem]");
  line.hidden = true;
  const seen = versions.reduce((sum, version) => sum + version, 0);
  const { status, said } = await desk.post(row.dataset.removeUrl, { seen });
  if (status !== 200) complain(line, said);
  for (const input of status === 200 ? row.querySelectorAll("[data-entry]") : []) desk.pending.drop(input.dataset.entry);
  await desk.refresh();
  if (status === 200) document.getElementById("add-row")?.focus();
}
if (data) document.getElementById("form-desk").dataset.open = "";
