// « Rendre » and its result: the notebook's own button, steps and sheet, over the files of the Atelier.

import { Exchange } from "../../../campus/learner/labextensions/campus/static/exchange.js";
import { HandIn } from "../../../campus/learner/labextensions/campus/static/handin.js";
import { sentences } from "../../../campus/learner/labextensions/campus/static/sentences.js";
import type { Config } from "./config.ts";
import type { Project } from "./project.ts";
import { say } from "./sentences.ts";
import type { Server } from "./server.ts";
import type { Tabs } from "./tabs.ts";

export interface Handing {
  /** The button, and the one for her last result. */
  readonly node: HTMLElement;
  handIn(): void;
}

/** `host`: where the sheet opens. */
export function handing(config: Config, host: HTMLElement, project: Project, tabs: Tabs, server: Server): Handing {
  const { course, exercise } = config;
  const where = { course, exercise };
  // What JupyterLab gives the same code in a notebook.
  const services = {
    ServerConnection: {
      makeSettings: () => ({ baseUrl: config.base }),
      makeRequest: (url: string, init: RequestInit) => fetch(url, { ...init, headers: { ...init.headers, "X-XSRFToken": server.xsrf() } })
    }
  };
  const coreutils = {
    URLExt: { join: (first: string, ...parts: string[]) => [first.replace(/\/$/, ""), ...parts].join("/") }
  };
  const context = {
    save: () => project.flush(),
    model: {
      get dirty(): boolean {
        return !project.isSaved;
      }
    }
  };
  const desk = new HandIn({
    panel: { node: host, context },
    isSaved: () => project.isSaved,
    saveBeside: () => tabs.saveOthers(where),
    where,
    exchange: new Exchange(services, coreutils),
    say: { ...sentences(filled), handInHint: say.handInHint, lastResult: say.lastResult },
    pathUrl: config.path
  });
  void desk.showThatThereIsALastResult();
  return { node: desk.toolbarNode, handIn: () => void desk.handIn() };
}

function filled(text: string, ...values: unknown[]): string {
  return values.reduce<string>((sentence, value, index) => sentence.replace(`%${index + 1}`, String(value)), text);
}
