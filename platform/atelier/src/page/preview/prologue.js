// Runs first inside her page: tells the Atelier what happens there, and finds her files for her scripts.
// Plain JavaScript, taken as text: it lives in another document than the rest. The last value is a function.
given => {
  const tell = message => parent.postMessage(message, "*");
  const { files, page, scroll, kept } = given;
  // Her own code may change what these names mean.
  const { stringify } = JSON;
  const now = performance.now.bind(performance);

  // Endless loops: what runs for two seconds without a pause is stopped.
  const LIMIT_MS = 2000;
  const WRITTEN_AT_ONCE = 1000;
  const { port1, port2 } = new MessageChannel();
  let turns = 0;
  let since = 0;
  let written = 0;
  port1.onmessage = () => (since = written = 0);
  window.__tour = () => {
    turns += 1;
    if (turns & 15) {
      return;
    }
    if (since === 0) {
      since = now();
      port2.postMessage(0);
    } else if (now() - since > LIMIT_MS) {
      throw new Error("campus-endless-loop");
    }
  };

  // What the console says, and mistakes.
  const shown = value => {
    if (typeof value === "string") {
      return value;
    }
    if (value instanceof Error) {
      return `${value.name}: ${value.message}`;
    }
    if (value instanceof Node) {
      return value.nodeType === 1 ? `<${value.localName}>` : String(value.nodeName);
    }
    try {
      return typeof value === "object" && value !== null ? stringify(value) : String(value);
    } catch {
      return String(value);
    }
  };
  for (const level of ["log", "info", "debug", "warn", "error"]) {
    const usual = console[level].bind(console);
    console[level] = (...values) => {
      written += 1;
      if (written === 1) {
        port2.postMessage(0);
      }
      // A loop that never ends would fill the memory with what nobody reads.
      if (written <= WRITTEN_AT_ONCE) {
        tell({ kind: "log", level, text: values.map(shown).join(" ").slice(0, 4000) });
        usual(...values);
      } else if (written === WRITTEN_AT_ONCE + 1) {
        tell({ kind: "flood" });
      }
    };
  }
  addEventListener("error", event => {
    if (event instanceof ErrorEvent) {
      tell({ kind: "error", message: String(event.message), line: event.lineno || 0, stack: String(event.error?.stack ?? "") });
    }
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    const line = Number(String(reason?.stack ?? "").match(/srcdoc:(\d+)/)?.[1] ?? 0);
    tell({ kind: "error", message: shown(reason), line, stack: String(reason?.stack ?? "") });
  });
  addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) =>
    tell({ kind: "blocked", uri: String(blockedURI), directive: String(effectiveDirective) })
  );

  // A question waits for her: that is no endless loop.
  for (const name of ["alert", "confirm", "prompt"]) {
    const usual = window[name].bind(window);
    window[name] = (...words) => {
      try {
        return usual(...words);
      } finally {
        since = 0;
      }
    };
  }

  // Her files, for scripts that name them while the page runs.
  const nameOf = address => {
    const text = String(address);
    const from = text.startsWith(document.baseURI.replace(/[^/]*$/, "")) ? text.slice(document.baseURI.replace(/[^/]*$/, "").length) : text;
    const parts = from.startsWith("/") ? [] : page.split("/").slice(0, -1);
    for (const part of from.replace(/[?#].*$/, "").split("/")) {
      part === ".." ? parts.pop() : part && part !== "." && parts.push(part);
    }
    return parts.join("/");
  };
  const found = address => (Object.hasOwn(files, nameOf(address)) ? files[nameOf(address)] : address);
  for (const kind of [HTMLImageElement, HTMLMediaElement, HTMLSourceElement]) {
    const { get, set } = Object.getOwnPropertyDescriptor(kind.prototype, "src");
    Object.defineProperty(kind.prototype, "src", {
      get,
      set(address) {
        set.call(this, found(address));
      }
    });
  }
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    setAttribute.call(this, name, String(name).toLowerCase() === "src" ? found(value) : value);
  };
  const UsualAudio = window.Audio;
  window.Audio = function Audio(address) {
    return address === undefined ? new UsualAudio() : new UsualAudio(found(address));
  };
  const usualFetch = window.fetch.bind(window);
  window.fetch = (address, ...more) => usualFetch(typeof address === "string" ? found(address) : address, ...more);
  // What she writes with innerHTML.
  new MutationObserver(changes => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        const wanted = node.nodeType === 1 ? [node, ...node.querySelectorAll("[src]")] : [];
        for (const one of wanted) {
          const address = one.getAttribute?.("src");
          if (address && Object.hasOwn(files, nameOf(address))) {
            setAttribute.call(one, "src", found(address));
          }
        }
      }
    }
  }).observe(document, { childList: true, subtree: true });

  // A page of an opaque origin has no storage of its own: what she keeps lives as long as the Atelier is open.
  const storage = () => {
    const entries = new Map(Object.entries(kept));
    const save = () => tell({ kind: "kept", entries: Object.fromEntries(entries) });
    const made = {
      getItem: key => entries.get(String(key)) ?? null,
      setItem: (key, value) => (entries.set(String(key), String(value)), save()),
      removeItem: key => (entries.delete(String(key)), save()),
      clear: () => (entries.clear(), save()),
      key: place => [...entries.keys()][place] ?? null
    };
    return new Proxy(made, {
      get: (target, key) => (key === "length" ? entries.size : key in target ? target[key] : entries.get(String(key))),
      set: (target, key, value) => (target.setItem(key, value), true),
      deleteProperty: (target, key) => (target.removeItem(key), true)
    });
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { value: storage(), configurable: true });
  }
  delete window.RTCPeerConnection;

  // Links and forms.
  const goes = address => {
    if (address.startsWith("#")) {
      const target = address === "#" || address === "#top" ? document.documentElement : document.getElementById(decodeURIComponent(address.slice(1)));
      target?.scrollIntoView();
    } else {
      tell({ kind: "go", address });
    }
  };
  addEventListener("click", event => {
    const link = event.target instanceof Element ? event.target.closest("a[href], area[href]") : null;
    const address = link?.getAttribute("href").trim();
    if (link && !event.defaultPrevented && !/^javascript:/i.test(address)) {
      event.preventDefault();
      goes(address);
    }
  });
  addEventListener("submit", event => {
    if (!event.defaultPrevented) {
      event.preventDefault();
      tell({ kind: "sent", address: event.target.getAttribute("action") ?? "" });
    }
  });

  // Keys of the Atelier work here too.
  addEventListener("keydown", event => {
    const isOurs = (event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key.toLowerCase() === "s");
    if (isOurs) {
      event.preventDefault();
      tell({ kind: "key", key: event.key, shift: event.shiftKey });
    }
  });

  addEventListener("scroll", () => tell({ kind: "scroll", x: scrollX, y: scrollY }), { passive: true });
  const arrive = () => {
    const { scrollBehavior } = document.documentElement.style;
    document.documentElement.style.scrollBehavior = "auto";
    scrollTo(scroll[0], scroll[1]);
    document.documentElement.style.scrollBehavior = scrollBehavior;
  };
  document.addEventListener("DOMContentLoaded", () => {
    arrive();
    tell({ kind: "ready", title: document.title });
  });
  addEventListener("load", arrive);
}
