#!/usr/bin/env node
// Runs the command line on a Node that can execute it: this one when new enough, else the one npm's `node` package brought.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const bundledNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
const [major] = process.versions.node.split('.').map(Number);
// Large images come and go quickly; marking beside the workers would take a third of their time (docs/decisions/0008).
const options = ['--no-concurrent-marking'];
// Compiled modules are kept, which halves the start of every command; where the folder cannot be written nothing is kept.
const environment = { NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/amyloscope', import.meta.url)), ...process.env };

if (major >= 24 && process.platform !== 'win32') {
  process.execve(process.execPath, [process.execPath, ...options, entry, ...process.argv.slice(2)], environment);
} else if (major >= 24) {
  await import(entry);
} else if (existsSync(bundledNode)) {
  const child = spawnSync(bundledNode, [...options, entry, ...process.argv.slice(2)], { stdio: 'inherit', env: environment });
  process.exit(child.status ?? 1);
} else {
  console.error(`Amyloscope needs Node 24; this is ${process.version}. Run "npm install" in the project root, which brings it.`);
  process.exit(1);
}
