// Samples the size in 2034 with Squiggle, and prints its 10th, 50th and 90th percentile:
//
//     node peer_squiggle.mjs DRAWS SEED       (without arguments: prints Squiggle's version)
//
// The package is found as `require` finds it, so NODE_PATH can name a folder node_modules anywhere.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const entry = createRequire(import.meta.url).resolve("@quri/squiggle-lang");
const [draws, seed] = process.argv.slice(2);

// `low to high` is a lognormal distribution with 90% between the two.
const model = `
size = (40 to 55) * (1.20 to 1.33) ^ 10
[quantile(size, 0.1), quantile(size, 0.5), quantile(size, 0.9)]`;

if (draws) {
  const { run } = await import(pathToFileURL(entry));
  const environment = { sampleCount: Number(draws), xyPointLength: 1000, seed, profile: false };
  const { result } = await run(model, { environment });
  if (!result.ok) throw new Error(result.value.toString());
  console.log(result.value.result.toString().slice(1, -1));
} else {
  console.log(JSON.parse(readFileSync(new URL("../package.json", pathToFileURL(entry)))).version);
}
