// Compiles archives of Python modules by Pyodide itself: bundle.py asks for it.
// Arguments: the standard library's archive, where its compiled one goes, and the same for each other archive.
import { readFile, writeFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [stdlib, target, ...others] = process.argv.slice(2);
// Sets are written in the order of their hashes.
const python = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
const globals = python.toPy({ __name__: "compiling" });
python.runPython(await readFile(new URL("compile.py", import.meta.url), "utf-8"), { globals });
const compiled = globals.get("compiled");
const wanted = globals.get("imported")();

async function compile(from, to, modules) {
  python.FS.writeFile("/source.zip", new Uint8Array(await readFile(from)));
  compiled("/source.zip", "/compiled.zip", modules);
  await writeFile(to, python.FS.readFile("/compiled.zip"));
}

await compile(stdlib, target, wanted);
for (let at = 0; at < others.length; at += 2) {
  await compile(others[at], others[at + 1], undefined);
}
