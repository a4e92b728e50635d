import { describe, expect, it } from "vitest";
import { readConfig } from "./config.ts";

const TOLD = {
  learner: "lea",
  course: "girls_can_code",
  exercise: "ma_page",
  kind: "web",
  main: "index.html",
  title: "Ma page",
  base: "/user/lea/",
  dist: "/services/campus/atelier/0123456789abcdef/",
  hub: "/hub/",
  path: "/services/campus/",
  notebook: "/user/lea/notebooks/girls_can_code/ma_page/ma_page.ipynb",
  nonce: "n"
};

describe("the page's configuration", () => {
  it("is what her server says", () => {
    expect(readConfig(JSON.stringify(TOLD))).toEqual(TOLD);
  });

  it.each(["learner", "main", "dist", "nonce"])("is refused without %s", name => {
    expect(() => readConfig(JSON.stringify({ ...TOLD, [name]: undefined }))).toThrow(name);
  });

  it("is refused for a kind that is not made here", () => {
    expect(() => readConfig(JSON.stringify({ ...TOLD, kind: "notebook" }))).toThrow("kind");
  });
});
