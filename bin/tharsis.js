#!/usr/bin/env node
// The `tharsis` command. In a checkout it first brings dist/ up to date with src/.
import { build } from './build.js';

build();
const { main } = await import('../dist/cli/main.js');
await main(process.argv.slice(2));
