// What happens in the workshop reaches the page: each event becomes a DOM event `live:<kind>` of the body, which
// htmx elements (hx-trigger="live:round from:body") and our own scripts listen to. After an interruption a page
// cannot know what it missed: `live:again` tells everything to ask once more.
const { live, liveUrl } = document.body.dataset;
const AGAIN_MS = 3000;
const SILENCE_MS = 12_000; // the server says something every 5 seconds; a dead wifi says nothing at all, nor does a proxy whose server died

if (live) {
  const state = document.getElementById("live-state");
  let lost = false;
  let source = null;
  let silence = 0;
  let again = 0;

  const tell = (kind, detail = {}) => document.body.dispatchEvent(new CustomEvent(`live:${kind}`, { detail, bubbles: true }));

  const interrupted = () => {
    lost = true;
    state.hidden = false;
  };

  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      interrupted();
      listen();
    }, SILENCE_MS);
  };

  const listen = () => {
    source?.close();
    const mine = new EventSource(`${liveUrl}?ticket=${encodeURIComponent(live)}`);
    source = mine;
    heard();
    mine.onopen = () => {
      state.hidden = true;
      if (lost) tell("again");
      lost = false;
    };
    mine.onmessage = ({ data }) => {
      heard();
      const { kind, ...detail } = JSON.parse(data);
      if (kind === "reload") tell("again");
      else if (kind !== "alive") tell(kind, detail);
    };
    mine.onerror = () => {
      interrupted();
      // A browser gives up for good where the server answered something else, as a proxy does meanwhile.
      if (mine.readyState === EventSource.CLOSED) setTimeout(() => source === mine && listen(), 2000);
    };
  };

  // An event came through but the question it led to did not: ask again, until the answer comes.
  document.addEventListener("htmx:error", ({ detail }) => {
    if (!detail.ctx || again) return;
    again = setTimeout(() => {
      again = 0;
      tell("again");
    }, AGAIN_MS);
  });
  window.addEventListener("online", listen);
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", ({ persisted }) => persisted && (interrupted(), listen()));
  listen();
}
