// Boots Pyodide in a worker that can fetch nothing: everything comes from buffers that the page has fetched.
import { loadPyodide, type PyodideInterface } from "pyodide";
import type { Assets } from "./protocol.ts";

type Make = NonNullable<NonNullable<Parameters<typeof loadPyodide>[0]>["createPyodideModule"]>;

// Nothing is ever asked of it: what Pyodide would fetch is answered below, by name.
const NOWHERE = "https://nowhere.invalid/";

/** @param module the interpreter compiled already, where the browser lets workers share it. */
export async function boot(assets: Assets, module: WebAssembly.Module | null): Promise<PyodideInterface> {
  const asm = (await import(/* @vite-ignore */ moduleAddress(assets.asm))) as { default: Make };
  const kept = { fetch: self.fetch, stream: WebAssembly.instantiateStreaming };
  self.fetch = async (asked) => answered(String(asked instanceof Request ? asked.url : asked), assets);
  if (module) {
    // What Pyodide calls with the response of its fetch.
    WebAssembly.instantiateStreaming = async (_response, imports) => ({
      module,
      instance: await WebAssembly.instantiate(module, imports),
    });
  }
  try {
    return await loadPyodide({
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      lockFileContents: new TextDecoder().decode(assets.lock),
      createPyodideModule: asm.default,
      env: { HOME: "/game", PYTHONDONTWRITEBYTECODE: "1" },
    });
  } finally {
    self.fetch = kept.fetch;
    WebAssembly.instantiateStreaming = kept.stream;
  }
}

function answered(address: string, assets: Assets): Response {
  if (address.endsWith(".wasm")) {
    return new Response(assets.wasm, { headers: { "Content-Type": "application/wasm" } });
  }
  if (address.endsWith("python_stdlib.zip")) {
    return new Response(assets.stdlib);
  }
  return new Response(null, { status: 404 });
}

/** Workers of an opaque origin may import data: and nothing else. */
function moduleAddress(source: ArrayBuffer): string {
  const bytes = new Uint8Array(source);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return `data:text/javascript;base64,${btoa(pieces.join(""))}`;
}
