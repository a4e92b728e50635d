// What a page shows, as a visitor would see it; runs beside the page's own scripts, which cannot change it.
(() => {
  const TEXT = 100000;
  const HTML = 400000;
  const short = (text, most = 60) => (text ?? "").replace(/\s+/g, " ").trim().slice(0, most);
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(one).visibility !== "hidden";
  };
  const labelled = (one) => (one.labels ? [...one.labels].map((label) => short(label.textContent)) : []);
  const named = (one) =>
    short(one.getAttribute("aria-label") || one.innerText || one.value || one.title || "") ||
    [...one.querySelectorAll("img[alt]")].map((image) => short(image.alt)).join(" ");

  function selector(one) {
    const steps = [];
    for (let here = one; here && here.nodeType === 1 && steps.length < 12; here = here.parentElement) {
      if (here.id && document.querySelectorAll(`#${CSS.escape(here.id)}`).length === 1) {
        steps.unshift(`#${CSS.escape(here.id)}`);
        break;
      }
      const twins = [...(here.parentElement?.children ?? [])].filter((twin) => twin.tagName === here.tagName);
      const place = twins.length > 1 ? `:nth-of-type(${twins.indexOf(here) + 1})` : "";
      steps.unshift(here.tagName.toLowerCase() + place);
    }
    return steps.join(" > ");
  }

  function wide(width) {
    const found = [...(document.body?.querySelectorAll("*") ?? [])].filter((one) => {
      const box = one.getBoundingClientRect();
      return seen(one) && box.right + scrollX > width + 1;
    });
    // The innermost say more than the boxes around them.
    const inner = found.filter((one) => !found.some((other) => other !== one && one.contains(other)));
    return inner.slice(0, 5).map((one) => ({
      tag: one.tagName.toLowerCase(),
      text: named(one),
      selector: selector(one),
      width: Math.min(Math.round(one.getBoundingClientRect().width), 1000000),
    }));
  }

  function links() {
    return [...document.querySelectorAll("a[href], area[href]")].slice(0, 200).map((one) => ({
      text: named(one),
      href: String(one.href?.baseVal ?? one.href).slice(0, 1000),
      said: (one.getAttribute("href") ?? "").slice(0, 300),
      selector: selector(one),
    }));
  }

  function look(width) {
    const root = document.documentElement;
    const text = document.body?.innerText ?? "";
    const things = document.querySelectorAll("img, svg, canvas, video, input, button, iframe, textarea, select");
    const full = Math.max(root?.scrollWidth ?? 0, document.body?.scrollWidth ?? 0);
    return {
      title: short(document.title, 300),
      address: location.pathname + location.search + location.hash,
      text: text.slice(0, TEXT),
      html: (root?.outerHTML ?? "").slice(0, HTML),
      blank: !text.trim() && ![...things].some(seen),
      full: Math.min(full, 1000000),
      wide: full > width + 1 ? wide(width) : [],
      links: links(),
    };
  }

  function match(words, names) {
    const wanted = words.trim().toLowerCase();
    const all = names.map((name) => (name ?? "").trim().toLowerCase()).filter(Boolean);
    return all.includes(wanted) ? 2 : all.some((name) => name.startsWith(wanted)) ? 1 : 0;
  }

  function best(words, found, names) {
    const rated = found.map((one) => [match(words, names(one)), one]).filter(([rate]) => rate > 0);
    rated.sort(([a, one], [b, other]) => b - a || seen(other) - seen(one));
    return rated[0]?.[1] ?? null;
  }

  function field(words) {
    const found = [...document.querySelectorAll("input, textarea, select")].filter(
      (one) => !["hidden", "submit", "button", "reset", "image"].includes(one.type),
    );
    return best(words, found, (one) => [
      one.name, one.id, one.getAttribute("aria-label"), one.placeholder,
      ...labelled(one), ...labelled(one).map((label) => label.replace(/[\s:*]+$/, "")),
    ]);
  }

  function button(words) {
    const found = [...document.querySelectorAll(
      "button, a, input, summary, label, select, [role=button], [role=link], [onclick], [tabindex]",
    )].filter((one) => one.type !== "hidden");
    return best(words, found, (one) => [
      named(one), one.getAttribute("aria-label"), one.type === "image" ? one.alt : "",
      one.type === "submit" && !one.value ? "Envoyer" : "",
      one.id, ["checkbox", "radio"].includes(one.type) ? one.value : "", one.name, ...labelled(one),
    ]);
  }

  function place(one) {
    one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = one.getClientRects()[0];
    if (!box || !seen(one)) return { hidden: true };
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    const reached = top && (one.contains(top) || top.contains(one) || [...(top.labels ?? [])].includes(one));
    const { scale, offsetLeft, offsetTop } = visualViewport;
    const at = { x: (x - offsetLeft) * scale, y: (y - offsetTop) * scale };
    return { ...at, covered: !reached, by: reached ? "" : short(top?.outerHTML, 80), tag: one.tagName.toLowerCase() };
  }

  function toClick(words) {
    const one = button(words);
    if (!one) return { missing: true, known: known("button, a, input[type=submit], summary, [role=button]", named) };
    return { ...place(one), disabled: Boolean(one.disabled), selector: selector(one) };
  }

  function known(what, name) {
    return [...new Set([...document.querySelectorAll(what)].map(name).filter(Boolean))].slice(0, 8);
  }

  function toFill(words, value) {
    const one = field(words);
    if (!one) return { missing: true, known: known("input, textarea, select", (other) => other.name || other.id) };
    const about = { disabled: Boolean(one.disabled || one.readOnly), selector: selector(one), tag: one.tagName.toLowerCase() };
    if (about.disabled) return about;
    one.scrollIntoView({ block: "center", behavior: "instant" });
    if (!seen(one)) return { ...about, hidden: true };
    const told = () => ["input", "change"].forEach((kind) => one.dispatchEvent(new Event(kind, { bubbles: true })));
    if (["checkbox", "radio"].includes(one.type)) {
      const wanted = one.type === "radio" ? [...document.getElementsByName(one.name)].find((twin) => twin.value === value) : one;
      if (!wanted) return { ...about, choice: true };
      const on = one.type === "radio" || !["", "non", "false", "0"].includes(value.toLowerCase());
      if (wanted.checked !== on) wanted.click();
    } else if (about.tag === "select") {
      const wanted = [...one.options].find((option) => option.value === value || short(option.textContent) === value);
      if (!wanted) return { ...about, choice: true };
      one.value = wanted.value;
      told();
    } else if (["text", "search", "email", "password", "tel", "url", "textarea"].includes(one.type)) {
      one.focus();
      one.select();
      return { ...about, typed: true, most: one.maxLength };
    } else if (one.type === "file") {
      return { ...about, choice: true };
    } else {
      one.value = value;
      told();
      if (one.value !== value) return { ...about, choice: true };
    }
    return about;
  }

  function boxes(selectors) {
    return selectors.flatMap((one) => {
      try {
        const box = document.querySelector(one)?.getBoundingClientRect();
        return box && box.width ? [[box.left, box.top, box.width, box.height]] : [];
      } catch {
        return [];
      }
    });
  }

  function hasPlace(name) {
    return name === "top" || Boolean(document.getElementById(name) ?? document.getElementsByName(name)[0]);
  }

  function show(wanted) {
    try {
      document.querySelector(wanted)?.scrollIntoView({ block: "center", behavior: "instant" });
    } catch {
      // No selector of this document.
    }
  }

  async function judge(names) {
    const found = await axe.run(document, {
      iframes: false,
      preload: false,
      resultTypes: ["violations"],
      runOnly: names.length
        ? { type: "rule", values: names }
        : { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    });
    return found.violations.slice(0, 40).map((rule) => ({
      rule: rule.id,
      impact: rule.impact ?? "",
      help: rule.help.slice(0, 300),
      nodes: rule.nodes.slice(0, 5).map((node) => {
        const where = String(node.target.flat()[0] ?? "");
        const one = document.querySelector(where);
        const data = node.any?.[0]?.data ?? node.all?.[0]?.data ?? {};
        return {
          selector: where.slice(0, 300),
          html: short(node.html, 200),
          tag: one?.tagName.toLowerCase() ?? "",
          text: one ? named(one) : "",
          name: short(["src", "name", "id", "href"].map((own) => one?.getAttribute(own)).find(Boolean) ?? ""),
          colour: String(data.fgColor ?? "").slice(0, 20),
          background: String(data.bgColor ?? "").slice(0, 20),
          ratio: Number(data.contrastRatio) || 0,
          wanted: parseFloat(data.expectedContrastRatio) || 0,
        };
      }),
    }));
  }

  return { look, toClick, toFill, boxes, hasPlace, show, judge };
})()
