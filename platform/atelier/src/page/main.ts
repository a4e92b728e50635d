// The Atelier's page: reads what her server says of the exercise, and opens it.

import "../../../campus/learner/labextensions/campus/static/campus.css";
import "../../../campus/learner/labextensions/campus/static/result.css";
import "./look.css";
import "./desk.css";
import "./parts.css";
import { Atelier } from "./atelier.ts";
import { readConfig, type Config } from "./config.ts";
import { button, element } from "./element.ts";
import { say } from "./sentences.ts";

// The campus's own fonts, which her browser has already: those of its pages, beside what was built here.
function loadFonts({ dist }: Config): void {
  for (const [family, file] of [
    ["Atkinson", "atkinson.woff2"],
    ["Bricolage", "bricolage.woff2"]
  ]) {
    const address = new URL(`../../assets/${file}`, new URL(dist, location.href));
    document.fonts.add(new FontFace(family, `url("${address.href}")`, { weight: "200 800", display: "swap" }));
  }
}

async function open(config: Config): Promise<void> {
  try {
    await new Atelier(config).open();
  } catch {
    const again = button(say.retry, () => location.reload(), { class: "button warm" });
    const path = element("a", { href: config.path }, say.path);
    const notebook = element("a", { href: config.notebook }, say.toNotebook);
    document.body.replaceChildren(
      element("main", { id: "loading" }, element("h1", {}, config.title), element("p", {}, say.cannotOpen), element("p", {}, again, " ", notebook, " ", path))
    );
  }
}

const config = readConfig(document.getElementById("config")?.textContent ?? "");
loadFonts(config);
void open(config);
