// Runs the exported graphs in onnxruntime-web (WebAssembly), in Node and in a headless Chromium:
//   node validation/interoperability/web.js PACKAGE [CHROMIUM]
// PACKAGE is the folder of an installed onnxruntime-web (npm install onnxruntime-web, somewhere), CHROMIUM the browser's
// binary (default: chromium). By hand; results in README.md.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { largestDifferences } from './compare.js';
import { exportGraphs } from './export.js';

const [, , packageFolder, chromium = 'chromium'] = process.argv;
if (packageFolder === undefined) throw new Error('web.js: got no folder, expected that of onnxruntime-web');
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
const graphs = mkdtempSync(join(tmpdir(), 'tharsis-graphs-'));
await exportGraphs(graphs);

const inNode = await import(resolve(packageFolder, 'dist/ort.node.min.mjs'));
show('Node', process.version, await largestDifferences(inNode, (name) => bytesOf(join(graphs, name))));
const { userAgent, differences } = await inBrowser();
show('Chromium', userAgent, differences);
rmSync(graphs, { recursive: true });
process.exit();

function show(where, what, differences) {
  console.log(`onnxruntime-web ${version} in ${where} (${what}):`);
  for (const [name, value] of Object.entries(differences)) console.log(`  ${name.padEnd(36)}${value.toExponential(1)}`);
}

function bytesOf(path) {
  return new Uint8Array(readFileSync(path));
}

/** Serves a page that runs the graphs and posts what it found. */
async function inBrowser() {
  const page = `<!doctype html><script type="module">
    import * as ort from '/package/dist/ort.wasm.min.mjs';
    import { largestDifferences } from '/compare.js';
    const read = async (name) => new Uint8Array(await (await fetch('/graphs/' + name)).arrayBuffer());
    const report = (document) => fetch('/result', { method: 'POST', body: JSON.stringify(document) });
    ort.env.wasm.numThreads = 1;
    try {
      report({ userAgent: navigator.userAgent, differences: await largestDifferences(ort, read) });
    } catch (error) {
      report({ error: String(error) });
    }
  </script>`;
  const types = { '.mjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm' };
  const files = { package: packageFolder, graphs, 'compare.js': import.meta.dirname };
  let settle;
  const posted = new Promise((done) => {
    settle = done;
  });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const [first, ...rest] = pathname.slice(1).split('/');
    if (pathname === '/') return response.setHeader('content-type', 'text/html').end(page);
    if (pathname === '/result') {
      settle(JSON.parse((await request.toArray()).join('')));
      return response.end();
    }
    if (files[first] === undefined) return response.writeHead(404).end();
    const path = join(files[first], ...(rest.length > 0 ? rest : [first]));
    return response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(bytesOf(path));
  });
  await new Promise((ready) => server.listen(0, 'localhost', ready));
  const profile = mkdtempSync(join(tmpdir(), 'tharsis-chromium-'));
  const address = `http://localhost:${server.address().port}/`;
  const browser = spawn(chromium, ['--headless', '--no-sandbox', `--user-data-dir=${profile}`, address]);
  const closed = new Promise((done) => browser.on('close', done));
  const result = await Promise.race([posted, closed.then((code) => ({ error: `${chromium} ended with ${code}` }))]);
  browser.kill();
  await closed;
  server.close();
  rmSync(profile, { recursive: true });
  if (result.error !== undefined) throw new Error(`in the browser: ${result.error}`);
  return result;
}
