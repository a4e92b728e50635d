// Builds the browser side into build/: the page, the player, its client for other pages, the worker, the same for Node.
// What Python adds (pygame for the browser, compression, the version's name) is bundle.py's.
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = dirname(fileURLToPath(import.meta.url));

// name, entry, format: the page is a module; the player and the worker are single files, as a page of an opaque
// origin may fetch none.
const PARTS = [
  ["atelier", "src/page/main.ts", "es"],
  ["player", "src/player/player.ts", "iife"],
  ["client", "src/player/client.ts", "es"],
  ["show", "src/show/main.ts", "es"],
  ["worker", "src/worker/worker.ts", "es"],
  ["node", "src/worker/node.ts", "es"],
];

const wanted = process.argv.slice(2);
if (wanted.length === 0) {
  await rm(join(root, "build"), { recursive: true, force: true });
}
for (const [name, entry, format] of PARTS) {
  if (wanted.length > 0 && !wanted.includes(name)) {
    continue;
  }
  const packages = new Set();
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [{
      name: "packages",
      // Which packages have become part of it: bundle.py tells their licences.
      moduleParsed: ({ id }) => {
        const found = [...id.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].at(-1);
        if (found) {
          packages.add(found[1]);
        }
      },
    }],
    build: {
      outDir: join(root, "build"),
      emptyOutDir: false,
      target: "es2022",
      lib: {
        entry: join(root, entry),
        name,
        formats: [format],
        fileName: () => (name === "node" ? "node.mjs" : `${name}.js`),
        cssFileName: name,
      },
      rollupOptions: {
        external: name === "node" ? [/^node:/, "pyodide"] : [/^node:/],
        // Vite leaves the spaces in a library's modules: a seventh of the page.
        output: { codeSplitting: false, minify: name === "atelier" },
      },
    },
  });
  const list = join(root, "build", "packages.json");
  const known = JSON.parse(await readFile(list, "utf-8").catch(() => "{}"));
  await writeFile(list, `${JSON.stringify({ ...known, [name]: [...packages].sort() }, null, 2)}\n`);
}
