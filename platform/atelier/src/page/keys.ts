// The Atelier's own keys, the last moments of the page, and files that are dropped on it.

import type { Project } from "./project.ts";
import { say } from "./sentences.ts";

export interface PageEvents {
  shortcut(key: string, shift: boolean): void;
  dropped(files: readonly File[]): void;
  /** She looks at the page again. */
  shown(): void;
}

export function listen(project: Project, desk: HTMLElement, events: PageEvents): void {
  // Before the editor hears them.
  window.addEventListener(
    "keydown",
    event => {
      const isOurs = (event.ctrlKey || event.metaKey) && !event.altKey && (event.key === "Enter" || event.key.toLowerCase() === "s");
      if (isOurs && document.querySelector("dialog[open]") === null) {
        event.preventDefault();
        event.stopPropagation();
        events.shortcut(event.key, event.shiftKey);
      }
    },
    { capture: true }
  );
  // The last moments in which a page can do something.
  window.addEventListener("pagehide", () => project.keepDrafts());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      void project.flush(true);
    } else {
      events.shown();
    }
  });
  window.addEventListener("beforeunload", event => {
    if (!project.keepDrafts()) {
      event.preventDefault();
    }
  });
  window.addEventListener("online", () => void project.flush());
  listenToDrops(desk, events);
}

function listenToDrops(desk: HTMLElement, events: PageEvents): void {
  const hasFiles = (event: DragEvent): boolean => Array.from(event.dataTransfer?.types ?? []).includes("Files");
  desk.dataset.drop = say.dropHere;
  window.addEventListener("dragover", event => {
    if (hasFiles(event)) {
      event.preventDefault();
      desk.classList.add("dropping");
    }
  });
  window.addEventListener("dragleave", event => event.relatedTarget === null && desk.classList.remove("dropping"));
  window.addEventListener("drop", event => {
    desk.classList.remove("dropping");
    if (hasFiles(event)) {
      event.preventDefault();
      events.dropped(Array.from(event.dataTransfer?.files ?? []));
    }
  });
}
