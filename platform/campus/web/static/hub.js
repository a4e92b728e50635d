// What JupyterHub's pages do by themselves, without inline scripts: each behaviour is asked for by a data attribute.
"use strict";

const said = {
  "Server requested": "On a bien reçu ta demande…",
  "Spawning server...": "On allume ton espace…",
};

// The hub tells our own words as HTML; anybody else's come without.
const plain = (html) => new DOMParser().parseFromString(html ?? "", "text/html").body.textContent.trim();

for (const box of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(box.dataset.shows);
  box.closest("[hidden]")?.removeAttribute("hidden");
  const show = () => { field.type = box.checked ? "text" : "password"; };
  box.addEventListener("change", show);
  // Sent as a password, so that no browser keeps her words among the things once typed in a text field.
  field.form.addEventListener("submit", () => { field.type = "password"; });
}

for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    button.textContent = form.dataset.busy;
  });
}

for (const element of document.querySelectorAll("[data-reload-seconds]")) {
  setTimeout(() => window.location.reload(), 1000 * Number(element.dataset.reloadSeconds));
}

for (const link of document.querySelectorAll("a[data-go-seconds]")) {
  link.href += window.location.hash;
  setTimeout(() => window.location.assign(link.href), 1000 * Number(link.dataset.goSeconds));
}

for (const button of document.querySelectorAll("button[data-stop-url]")) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    button.textContent = "On éteint…";
    const answer = await fetch(button.dataset.stopUrl, { method: "DELETE" });
    if (answer.ok) {
      window.location.reload();
    } else {
      button.disabled = false;
      button.textContent = "Ça n'a pas marché : réessayer";
    }
  });
}

for (const bar of document.querySelectorAll("progress[data-progress-url]")) {
  const message = document.getElementById("progress-message");
  const log = document.getElementById("progress-log");
  const events = new EventSource(bar.dataset.progressUrl);
  events.onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.progress !== undefined) bar.value = news.progress;
    let words = said[news.message] ?? news.message;
    if (news.ready) words = "C'est prêt\u202f!";
    if (news.failed) words = plain(news.html_message) || "Ton espace ne s'est pas allumé. Préviens l'équipe, ou réessaie.";
    if (words) message.textContent = words;
    if (news.message) {
      const line = document.createElement("li");
      line.textContent = news.message;
      log.append(line);
    }
    if (news.ready || news.failed) events.close();
    if (news.ready) window.location.reload();
    if (news.failed) document.getElementById("retry").hidden = false;
  };
}

// JupyterHub's own tests and tools wait for it.
window._jupyterhub_page_loaded = true;
