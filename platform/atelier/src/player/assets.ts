// What a worker is made from, fetched once by the page: in the frame nothing would be kept by the browser.
import type { Assets } from "../worker/protocol.ts";

/** `assets.json` beside them: names of the files, null where there is none. */
type Names = { [part in keyof Assets]: string | null };

/** @throws where one of them does not come. */
export async function fetchAssets(base: string): Promise<Assets> {
  const names = (await (await fetched(`${base}assets.json`)).json()) as Names;
  const parts = await Promise.all(
    Object.entries(names).map(async ([part, name]) => [
      part,
      name === null ? null : await (await fetched(base + name)).arrayBuffer(),
    ]),
  );
  return Object.fromEntries(parts) as Assets;
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  return response;
}
