// A compressed copy beside each built file, so that the server compresses nothing while a person waits.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const built = "../src/partnerhub/surfaces/hub/static";

for (const name of readdirSync(built).filter((one) => /\.(js|css|svg)$/.test(one))) {
  const bytes = readFileSync(`${built}/${name}`);
  writeFileSync(`${built}/${name}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${built}/${name}.br`, brotliCompressSync(bytes));
}
