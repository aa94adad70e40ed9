// Builds dist/ before the tests: worker threads and the command line run from it.
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  execFileSync(process.execPath, ['bin/build.js'], { stdio: 'inherit' });
}
