// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { isName } from "./contents.ts";
import { tidy } from "./filebar.ts";

describe("the name of a file", () => {
  it.each([
    ["Mon Chat (1).PNG", "Mon_Chat_1.png"],
    ["été.jpg", "été.jpg"],
    ["../../x.py", "x.py"],
    ["???.wav", "fichier.wav"],
    [".htaccess.txt", "htaccess.txt"]
  ])("%s, brought from elsewhere, becomes %s", (name, expected) => {
    expect(tidy(name)).toBe(expected);
    expect(isName(tidy(name))).toBe(true);
  });

  it.each(["page2.html", "templates/base.html", "mon jeu.py"])("%s is one that she may give", name => {
    expect(isName(name)).toBe(true);
  });

  it.each(["", "../x.py", ".caché.py", "a//b.py", "a/b/c/d.py", "x?.html"])("%j is none", name => {
    expect(isName(name)).toBe(false);
  });
});
