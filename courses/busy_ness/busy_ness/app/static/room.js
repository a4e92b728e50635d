// The room's pages: clocks that run, pupils who come and go, fragments that are asked for again (never more than
// once in two seconds, however much happens).
const REST_MS = 2000;
const LOOK_MS = 10_000;

const ends = new WeakMap();
const tick = () => {
  for (const clock of document.querySelectorAll("[data-seconds]")) {
    const key = `${clock.dataset.ends}|${clock.dataset.seconds}`;
    if (ends.get(clock)?.key !== key) {
      ends.set(clock, { key, at: performance.now() + 1000 * Number(clock.dataset.seconds) });
    }
    const left = Math.max(0, Math.ceil((ends.get(clock).at - performance.now()) / 1000));
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (clock.textContent !== words) clock.textContent = words;
    clock.classList.toggle("is-over", left === 0);
  }
};
tick();
setInterval(tick, 250);

document.body.addEventListener("live:seat", ({ detail }) => {
  for (const dot of document.querySelectorAll(`[data-seat="${Number(detail.seat)}"]`)) {
    dot.dataset.here = detail.here ? "1" : "0";
  }
});

let asked = 0;
let waiting = false;
const refresh = () => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    asked = performance.now();
    for (const part of document.querySelectorAll("#glance, #screen")) part.dispatchEvent(new Event("refresh"));
  }, Math.max(0, asked + REST_MS - performance.now()));
};
for (const kind of ["room", "workshop", "again", "market", "decided", "handed", "seat"]) {
  document.body.addEventListener(`live:${kind}`, refresh);
}
// What teams write is not told to this page keystroke by keystroke: it asks now and then, while somebody looks.
if (document.getElementById("glance")) {
  setInterval(() => document.hidden || refresh(), LOOK_MS);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
}

for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) button.hidden = true; // only where the address is https or this computer's own
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = button.dataset.done;
  });
}
