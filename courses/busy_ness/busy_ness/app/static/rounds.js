// A team's decision, written by several at once. Each field has a version: who writes over something unseen is
// asked first. What is not yet on the server stays in this browser and is sent again.
const market = document.getElementById("market");
const saving = document.getElementById("saving");
const remind = document.getElementById("remind");
const token = document.querySelector("meta[name='csrf-token']").content;
const say = market.dataset;
const SEND_AFTER = 500;
const AGAIN_AFTER = 3000;
const timers = new Map();
const sending = new Map();

const storeKey = () => `busy-market:${say.code}:${say.team}:${say.person}:${say.round}`;
const unsent = () => {
  try {
    return JSON.parse(localStorage.getItem(storeKey())) ?? {};
  } catch {
    return {};
  }
};
const keep = (fields) => {
  try {
    if (Object.keys(fields).length) localStorage.setItem(storeKey(), JSON.stringify(fields));
    else localStorage.removeItem(storeKey());
  } catch {
    // A browser without storage still sends at once.
  }
};
// With the version that was read before it was typed: what a friend wrote since then is not erased unseen.
const remember = (key, text) => {
  keep({ ...unsent(), [key]: { text, base: version(box(key)).value } });
  box(key)?.toggleAttribute("data-unsent", true);
};
const forget = (key, text) => {
  const fields = unsent();
  if (fields[key]?.text === text) {
    delete fields[key];
    box(key)?.toggleAttribute("data-unsent", false);
  }
  keep(fields);
};

const box = (key) => market.querySelector(`[data-field="${key}"]`);
const inputs = (field) => [...field.querySelectorAll("input:not([data-version])")];
const read = (field) => {
  const [first] = inputs(field);
  if (first.type !== "radio") return first.value.trim();
  return inputs(field).find((one) => one.checked)?.value ?? "";
};
const put = (field, text) => {
  for (const one of inputs(field)) {
    if (one.type === "radio") one.checked = one.value === text;
    else one.value = text;
  }
};
const version = (field) => field.querySelector("[data-version]");
const fill = (words, ...values) => values.reduce((text, value) => text.replace("{}", value), words);

let fading;
const tell = (words, state = "") => {
  clearTimeout(fading);
  saving.textContent = words;
  saving.dataset.state = state;
  if (state === "saved") fading = setTimeout(tell, 2500, "");
};

function problem(field, words) {
  const shown = field.querySelector("[data-problem]");
  shown.textContent = words ?? "";
  shown.hidden = !words;
  const [first] = inputs(field);
  if (words) first.setAttribute("aria-invalid", "true");
  else first.removeAttribute("aria-invalid");
}

function settle(field) {
  const shown = field.querySelector("[data-conflict]");
  shown.replaceChildren();
  shown.hidden = true;
}

function disagree(field, theirs, yours) {
  const shown = field.querySelector("[data-conflict]");
  const said = document.createElement("p");
  said.textContent = fill(say.sayConflict, theirs.by, theirs.text, yours);
  const keepTheirs = document.createElement("button");
  keepTheirs.textContent = fill(say.sayKeep, theirs.text);
  keepTheirs.addEventListener("click", () => {
    forget(field.dataset.field, yours);
    show(field, theirs);
    settle(field);
    costs();
  });
  const putYours = document.createElement("button");
  putYours.textContent = fill(say.sayPut, yours);
  putYours.addEventListener("click", () => {
    version(field).value = theirs.version;
    put(field, yours);
    settle(field);
    send(field);
  });
  for (const button of [keepTheirs, putYours]) {
    button.type = "button";
    button.className = "button quiet";
  }
  shown.replaceChildren(said, keepTheirs, putYours);
  shown.hidden = false;
}

function show(field, entry) {
  // An empty field that the server refused keeps its words until something is written there.
  if (!entry.text && !read(field)) return;
  if (read(field) !== entry.text) put(field, entry.text);
  version(field).value = entry.version;
  field.querySelector("[data-by]").textContent = entry.by ? fill(say.sayBy, entry.by) : "";
  problem(field, entry.problem);
}

const post = (url, values) =>
  fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token, "HX-Request": "true" },
    body: new URLSearchParams(values),
  });

// One request at a time for a field: the next one goes with the version that the last one gave.
function send(field) {
  const key = field.dataset.field;
  clearTimeout(timers.get(key));
  const before = sending.get(key) ?? Promise.resolve();
  const mine = before.then(() => sendNow(field));
  sending.set(key, mine);
  return mine;
}

async function sendNow(field) {
  const key = field.dataset.field;
  const text = read(field);
  if (!(key in unsent()) || !field.isConnected || !field.querySelector("[data-conflict]").hidden) return;
  tell(say.saySaving, "saving");
  let answer;
  let told;
  try {
    answer = await post(say.draftUrl, { field: key, text, version: version(field).value, round: say.round });
    told = await answer.json();
  } catch {
    tell(say.sayAway, "away");
    return;
  }
  if (answer.ok) {
    forget(key, text);
    version(field).value = told.version;
    field.querySelector("[data-by]").textContent = fill(say.sayBy, told.by);
    for (const one of market.querySelectorAll("[data-field]")) {
      if (read(one) || told.problems[one.dataset.field]) problem(one, told.problems[one.dataset.field]);
    }
    tell(say.saySaved, "saved");
    costs();
  } else if (told.reason === "conflict") {
    tell("");
    disagree(field, told.theirs, text);
  } else if (told.reason === "WorkshopPaused") {
    tell(told.words, "away");
  } else {
    forget(key, text);
    tell(told.words, "refused");
    await refresh();
  }
}

async function costs() {
  const shown = market.querySelector("#costs");
  const form = market.querySelector("#decision");
  if (!shown || !form) return;
  const asked = new URLSearchParams(new FormData(form));
  for (const key of ["csrf_token", "round"]) asked.delete(key);
  try {
    const answer = await fetch(`${say.costsUrl}?${asked}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const open = shown.querySelector("details")?.open;
    shown.innerHTML = await answer.text();
    const details = shown.querySelector("details");
    if (details && open) details.open = true;
  } catch {
    // The sums come back with the wifi.
  }
}

let trying;
market.addEventListener("input", ({ target }) => {
  const field = target.closest("[data-field]");
  clearTimeout(trying);
  if (!field) {
    if (target.id === "essai") trying = setTimeout(costs, 300);
    return;
  }
  remember(field.dataset.field, read(field));
  clearTimeout(timers.get(field.dataset.field));
  timers.set(field.dataset.field, setTimeout(() => send(field), SEND_AFTER));
});
market.addEventListener("change", ({ target }) => {
  const field = target.closest("[data-field]");
  if (field && field.dataset.field in unsent()) send(field);
});

// The whole form goes with the DG's word: nothing typed is left behind.
market.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "yes";
  try {
    await Promise.all(sending.values());
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)) });
    take(await answer.text());
  } catch {
    delete form.dataset.sent;
    tell(say.sayAway, "away");
  }
});

function take(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.getElementById("market");
  if (!fresh) {
    location.reload();
    return;
  }
  const said = page.querySelector("#market [role='alert']:not([hidden])");
  for (const name of ["stamp", "round", "phase", "typed"]) market.dataset[name] = fresh.dataset[name];
  market.replaceChildren(...fresh.childNodes);
  restore();
  if (said) {
    said.tabIndex = -1;
    said.focus();
  }
}

async function refresh() {
  try {
    const answer = await fetch(say.url);
    if (answer.ok) take(await answer.text());
    else if (answer.status === 401) location.reload();
  } catch {
    tell(say.sayAway, "away");
  }
}

async function catchUp() {
  let state;
  try {
    const answer = await fetch(say.stateUrl, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    state = await answer.json();
  } catch {
    return;
  }
  if (state.stamp !== market.dataset.stamp) {
    await flush(); // what is typed reaches the server, even if too late
    await refresh();
    return;
  }
  const waiting = unsent();
  for (const [key, entry] of Object.entries(state.fields)) {
    const field = box(key);
    if (!field || key in waiting) continue;
    const writing = inputs(field).includes(document.activeElement) && inputs(field)[0].type !== "radio";
    if (!writing) show(field, entry);
    else if (version(field).value !== String(entry.version)) behind = true;
  }
  costs();
}

// A number does not change under the fingers of who is in its field; it does when she leaves it.
let behind = false;
market.addEventListener("focusout", () => {
  if (!behind) return;
  behind = false;
  setTimeout(catchUp, 0);
});

const flush = () => Promise.all(Object.keys(unsent()).map((key) => box(key) && send(box(key))));

function restore() {
  const form = market.querySelector("#decision");
  if (!form) return;
  for (const [key, { text, base }] of Object.entries(unsent())) {
    const field = box(key);
    if (!field || inputs(field)[0].readOnly || inputs(field)[0].disabled) continue;
    put(field, text);
    version(field).value = base;
    field.toggleAttribute("data-unsent", true);
  }
  flush();
}

setInterval(() => {
  if (Object.keys(unsent()).length) flush();
}, AGAIN_AFTER);
for (const kind of ["draft", "market", "room", "again"]) {
  document.body.addEventListener(`live:${kind}`, catchUp);
}
window.addEventListener("online", catchUp);
document.body.addEventListener("live:remind", () => {
  remind.textContent = say.sayRemind;
  remind.hidden = false;
  setTimeout(() => {
    remind.hidden = true;
  }, 12000);
});
restore();
