import { describe, expect, it } from "vitest";
import { nearest, targetOf } from "./address.ts";
import { compose, type Sources } from "./compose.ts";
import { guarded } from "./loops.ts";
import { tagsOf, valueOf } from "./markup.ts";
import { explained } from "./sayings.ts";

const NAMES = ["index.html", "page2.html", "style.css", "script.js", "images/chat.png", "sons/miaou.mp3"];

function sources(texts: Record<string, string>, media: readonly string[] = []): Sources {
  return {
    names: [...Object.keys(texts), ...media],
    text: name => texts[name] ?? null,
    data: name => (media.includes(name) ? `data:image/png;base64,${btoa(name)}` : null)
  };
}

const composed = (texts: Record<string, string>, media: readonly string[] = []) =>
  compose("index.html", sources(texts, media), files => `begin(${JSON.stringify(files)})`);

describe("an address in her page", () => {
  it.each([
    ["page2.html", "index.html", "page2.html"],
    ["./style.css", "index.html", "style.css"],
    ["/style.css", "images/a.html", "style.css"],
    ["../style.css", "images/a.html", "style.css"],
    ["images/chat.png?v=2#x", "index.html", "images/chat.png"]
  ])("%s, written in %s, is %s", (address, from, name) => {
    expect(targetOf(address, from, NAMES)).toEqual({ kind: "file", name });
  });

  it("that leads outside is told apart", () => {
    expect(targetOf("https://example.org/x.js", "index.html", NAMES).kind).toBe("outside");
    expect(targetOf("//example.org/x.js", "index.html", NAMES).kind).toBe("outside");
  });

  it.each(["", "#top", "data:image/png;base64,AA", "mailto:a@b.c", "javascript:void 0"])("%j loads nothing", address => {
    expect(targetOf(address, "index.html", NAMES).kind).toBe("nothing");
  });

  it("of no file of hers names the one that she meant", () => {
    expect(targetOf("Style.CSS", "index.html", NAMES)).toEqual({ kind: "missing", name: "Style.CSS", near: "style.css" });
    expect(nearest("chat.png", NAMES)).toBe("images/chat.png");
    expect(nearest("quelque-chose.png", NAMES)).toBeNull();
  });
});

describe("the tags of her page", () => {
  it("have their attributes, whatever their quotes", () => {
    const [tag] = tagsOf("<img src='a.png' alt=chat hidden data-x=\"1 > 0\">");
    expect(tag.attributes.map(({ name, value }) => [name, value])).toEqual([
      ["src", "a.png"],
      ["alt", "chat"],
      ["hidden", ""],
      ["data-x", "1 > 0"]
    ]);
  });

  it("are not those in comments, scripts and styles", () => {
    const page = "<!-- <img> --><script>if (a<b) document.write('<p>')</script><style>a>b{}</style><p>";
    expect(tagsOf(page).map(({ name }) => name)).toEqual(["script", "style", "p"]);
  });

  it("that she has not finished typing end where her text does", () => {
    expect(tagsOf("<p><a href=\"pag").map(({ name }) => name)).toEqual(["p", "a"]);
    expect(valueOf(tagsOf("<a href=")[0], "href")?.value).toBe("");
    expect(tagsOf("<script>let a = 1;")[0].content).toEqual({ from: 8, to: 18, end: 18 });
  });
});

describe("her page with her files in it", () => {
  const PAGE = `<!doctype html>
<html>
<head>
<link rel="stylesheet" href="style.css">
</head>
<body>
<img src="chat.png" alt="">
<script src="script.js"></script>
<script>
suite();
</script>
</body>
</html>`;

  it("has style, script and picture, and our script first", () => {
    const { html } = composed({ "index.html": PAGE, "style.css": "h1 { color: red }", "script.js": "debut();" }, ["chat.png"]);
    expect(html).toContain("<head><script>begin({})</script>");
    expect(html).toContain("<style>\nh1 { color: red }\n</style>");
    expect(html).toContain("<script>\ndebut();\n</script>");
    expect(html).toMatch(/<img src="data:image\/png;base64,[^"]+" alt="">/);
  });

  it("knows the file and line of each line", () => {
    const { html, placeOf } = composed({ "index.html": PAGE, "style.css": "a{}\nb{}", "script.js": "un();\ndeux();\ntrois();" }, ["chat.png"]);
    const lineOf = (text: string): number => html.slice(0, html.indexOf(text)).split("\n").length;
    expect(placeOf(lineOf("deux();"))).toEqual({ file: "script.js", line: 2 });
    expect(placeOf(lineOf("trois();"))).toEqual({ file: "script.js", line: 3 });
    expect(placeOf(lineOf("suite();"))).toEqual({ file: "index.html", line: 10 });
    expect(placeOf(lineOf("</html>"))).toEqual({ file: "index.html", line: 13 });
  });

  it("runs a deferred script after all the rest", () => {
    const page = '<head><script defer src="script.js"></script></head><body><p id="a"></p></body>';
    const { html } = composed({ "index.html": page, "script.js": "fin();" });
    expect(html.indexOf("fin();")).toBeGreaterThan(html.indexOf('<p id="a">'));
  });

  it("lets no script of hers end where hers does not", () => {
    const { html } = composed({ "index.html": '<script src="script.js"></script>', "script.js": 'let a = "</script><p>";' });
    expect(html).toContain('let a = "\\x3c/script><p>";');
  });

  it("says what is missing or outside, and where it is asked for", () => {
    const page = '<p>\n<img src="chta.png">\n<script src="https://cdn.example.org/x.js"></script>\n<link rel="stylesheet" href="stlye.css">';
    const { html, warnings } = composed({ "index.html": page, "style.css": "" }, ["chat.png"]);
    expect(warnings.map(({ target, place }) => [target, place.line])).toEqual([
      [{ kind: "missing", name: "chta.png", near: "chat.png" }, 2],
      [{ kind: "outside", url: "https://cdn.example.org/x.js" }, 3],
      [{ kind: "missing", name: "stlye.css", near: "style.css" }, 4]
    ]);
    expect(html).not.toContain("cdn.example.org");
  });

  it("puts pictures into styles, and styles into styles", () => {
    const css = '@import "base.css";\nbody { background: url(chat.png) }';
    const { html } = composed(
      { "index.html": '<link rel="stylesheet" href="style.css">', "style.css": css, "base.css": "p { color: blue }" },
      ["chat.png"]
    );
    expect(html).toContain(`@import url(data:text/css;base64,${btoa("p { color: blue }")})`);
    expect(html).toMatch(/background: url\(data:image\/png;base64,/);
  });

  it("tells its scripts the files that they name", () => {
    const { html } = composed({ "index.html": "<script>image.src = 'chat.png'</script>" }, ["chat.png", "chien.png"]);
    expect(html).toContain('"chat.png":"data:image/png');
    expect(html).not.toContain("chien.png");
  });

  it("is empty where there is no such page", () => {
    expect(composed({}).html).toBe("<script>begin({})</script>");
  });
});

describe("her loops", () => {
  it.each([
    ["while (a) { b(); }", "while (a) {__tour(); b(); }"],
    ["while (a) b();", "while (a) {__tour();b();}"],
    ["do { b(); } while (a);", "do {__tour(); b(); } while (a);"],
    ["for (let i = 0; i < 3; i++) { b(); }", "for (let i = 0; i < 3; i++) {__tour(); b(); }"],
    ["for (const x of y) b(x);", "for (const x of y) {__tour();b(x);}"],
    ["for (;;) while (a) b();", "for (;;) {__tour();while (a) {__tour();b();}}"],
    ["liste.forEach(x => x);", "liste.forEach(x => x);"]
  ])("%s can be stopped", (source, expected) => {
    expect(guarded(source)).toBe(expected);
  });

  it("keep their lines", () => {
    const source = "let i = 0;\nwhile (true) {\n  i++;\n}\nfin();";
    expect(guarded(source).split("\n")).toHaveLength(source.split("\n").length);
  });

  it("are left alone where her program has a mistake: it will not run", () => {
    expect(guarded("while (a { b(); }")).toBe("while (a { b(); }");
  });

  it("still run", () => {
    const run = new Function("__tour", guarded("let n = 0; for (let i = 0; i < 3; i++) for (const x of [1, 2]) n += x; return n;"));
    expect(run(() => undefined)).toBe(9);
  });
});

describe("an error in French", () => {
  it.each([
    ["Uncaught ReferenceError: coucou is not defined", "Le nom `coucou` n’existe pas encore"],
    ["Uncaught TypeError: Cannot read properties of null (reading 'addEventListener')", "`.addEventListener`"],
    ["TypeError: can't access property \"value\", champ is null", "`.value`"],
    ["Uncaught SyntaxError: missing ) after argument list", "parenthèse"],
    ["Uncaught SyntaxError: Unexpected end of input", "accolade"],
    ["Uncaught Error: campus-endless-loop", "boucle tourne sans jamais s’arrêter"],
    ["Uncaught WeirdError: ?", "JavaScript s’est arrêté sur une erreur."]
  ])("for %s", (message, words) => {
    expect(explained(message)).toContain(words);
  });
});
