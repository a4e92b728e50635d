// What Busy & Ness's pages load from npm, in one folder of its package: it works without a hub, a Node or the internet.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = dirname(fileURLToPath(import.meta.url));
const modules = join(root, "node_modules");
const folder = join(root, "../courses/busy_ness/busy_ness/app/static/vendor");

const COPIES = {
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "atkinson.woff2":
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "bricolage.woff2": "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
  "LICENSE-htmx.txt": "htmx.org/LICENSE",
  "LICENSE-atkinson.txt": "@fontsource-variable/atkinson-hyperlegible-next/LICENSE",
  "LICENSE-bricolage.txt": "@fontsource-variable/bricolage-grotesque/LICENSE",
  "LICENSE-yjs.txt": "yjs/LICENSE",
  "LICENSE-lib0.txt": "lib0/LICENSE",
};

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const [name, source] of Object.entries(COPIES)) {
  await copyFile(join(modules, source), join(folder, name));
}
await build({
  root,
  configFile: false,
  logLevel: "warn",
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: folder,
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: join(modules, "yjs/dist/yjs.mjs"), formats: ["es"], fileName: () => "yjs.js" },
    // Vite leaves the spaces in a library's modules.
    rollupOptions: { output: { codeSplitting: false, minify: true } },
  },
});
