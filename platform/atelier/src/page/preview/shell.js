// Runs in the frame around her page: shows each new version in a frame of its own, and passes on what it says.
// Plain JavaScript, taken as text. The frame's policy (no network) holds for what it frames.
(() => {
  const SWAP_MS = 600;
  // Each has its own: what is written never keeps a mistake from being told.
  const PER_SECOND = { log: 100, scroll: 20 };
  const OTHERS_PER_SECOND = 30;
  let shown = null;
  let coming = null;
  let heard = {};
  let lost = 0;

  const swap = () => {
    if (coming) {
      shown?.remove();
      coming.classList.remove("to-come");
      shown = coming;
      coming = null;
    }
  };
  const show = ({ html, title }) => {
    coming?.remove();
    const frame = (coming = document.createElement("iframe"));
    frame.setAttribute("sandbox", "allow-scripts allow-forms allow-modals");
    frame.setAttribute("title", title);
    frame.className = "to-come";
    frame.srcdoc = html;
    document.body.append(frame);
    setTimeout(() => frame === coming && swap(), SWAP_MS);
  };
  // A page that says more than anybody reads must not keep the Atelier busy.
  setInterval(() => {
    if (lost > 0) {
      parent.postMessage({ kind: "flood", count: lost }, "*");
    }
    heard = {};
    lost = 0;
  }, 1000);

  addEventListener("message", ({ source, data }) => {
    if (source === parent) {
      if (data.kind === "show") {
        show(data);
      } else if (data.kind === "ping") {
        parent.postMessage({ kind: "pong" }, "*");
      }
      return;
    }
    const isHers = source !== null && (source === coming?.contentWindow || source === shown?.contentWindow);
    if (!isHers || typeof data?.kind !== "string") {
      return;
    }
    if (data.kind === "ready" && source === coming?.contentWindow) {
      swap();
    }
    const kind = Object.hasOwn(PER_SECOND, data.kind) ? data.kind : "other";
    heard[kind] = (heard[kind] ?? 0) + 1;
    if (heard[kind] <= (PER_SECOND[kind] ?? OTHERS_PER_SECOND)) {
      parent.postMessage(data, "*");
    } else if (kind === "log") {
      lost += 1;
    }
  });
  parent.postMessage({ kind: "up" }, "*");
})();
