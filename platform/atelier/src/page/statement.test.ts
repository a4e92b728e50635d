import { describe, expect, it } from "vitest";
import { rendered } from "./statement.ts";

const FILES = "/user/lea/files/girls_can_code/ma_page/";

describe("the statement", () => {
  it("has its headings below the page's own", () => {
    expect(rendered("# Titre\n\n## Partie", FILES)).toBe("<h2>Titre</h2>\n<h3>Partie</h3>\n");
  });

  it("shows tags as text and lets no HTML through", () => {
    expect(rendered("<img src=x onerror=alert(1)> et `<h1>`", FILES)).toBe(
      "<p>&lt;img src=x onerror=alert(1)&gt; et <code>&lt;h1&gt;</code></p>\n"
    );
  });

  it("leads nowhere by javascript:", () => {
    expect(rendered("[x](javascript:alert(1))", FILES)).not.toContain("href");
  });

  it("finds pictures beside the notebook and asks nobody outside for any", () => {
    expect(rendered("![Un chat](chat.png)", FILES)).toContain(`<img src="${FILES}chat.png" alt="Un chat">`);
    expect(rendered("![x](https://example.org/x.png)", FILES)).not.toContain("img");
  });

  it("opens links in a tab of their own", () => {
    expect(rendered("[ici](https://docs.python.org)", FILES)).toContain('target="_blank" rel="noopener"');
  });
});
