// Counts down to what the server said, by the server's clock: borrowed laptops are often minutes wrong.
const offsets = new WeakMap();

const tick = () => {
  for (const clock of document.querySelectorAll("[data-deadline]")) {
    if (!offsets.has(clock) || offsets.get(clock).now !== clock.dataset.now) {
      offsets.set(clock, { now: clock.dataset.now, by: Date.parse(clock.dataset.now) - Date.now() });
    }
    const left = Math.round((Date.parse(clock.dataset.deadline) - Date.now() - offsets.get(clock).by) / 1000);
    const shown = clock.querySelector("[data-left]");
    const minutes = Math.floor(Math.abs(left) / 60);
    const text = left <= 0 ? clock.dataset.over : `${minutes}:${String(left % 60).padStart(2, "0")}`;
    if (shown.textContent !== text) shown.textContent = text;
    clock.classList.toggle("is-short", left <= 60);
  }
};

tick();
setInterval(tick, 500);
