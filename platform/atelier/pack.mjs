// Compresses files beside themselves, .br and .gz, where that makes them smaller: bundle.py asks for it.
import { readFile, rename, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// The tenth and eleventh steps take twenty times as long for a tenth less.
const QUALITY = 9;

for (const path of process.argv.slice(2)) {
  const bytes = await readFile(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const packed = [[".br", brotliCompressSync(bytes, { params })], [".gz", gzipSync(bytes, { level: 9 })]];
  for (const [suffix, smaller] of packed) {
    if (smaller.length < bytes.length) {
      // Never half of it, as others may look.
      await writeFile(`${path}.${process.pid}`, smaller);
      await rename(`${path}.${process.pid}`, path + suffix);
    }
  }
}
