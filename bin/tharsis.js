#!/usr/bin/env node
// The `tharsis` command. In a checkout it first brings dist/ up to date with src/.
import { build } from './build.js';

build();
const { main } = await import('../dist/cli/main.js');
const { guardStreams } = await import('../dist/cli/streams.js');
guardStreams();
await main(process.argv.slice(2));
