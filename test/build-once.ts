// Builds dist/ before the tests: worker threads and the command line run from it.
import { build } from '../bin/build.js';

export default function setup(): void {
  build();
}
