// The formats of simulations that Tharsis reads, in the order in which they are asked whether a file is theirs.
import type { ArchiveFormat } from './format.js';
import { native } from './native.js';
import { netcdf3 } from './netcdf3.js';

export const archiveFormats: readonly ArchiveFormat[] = [native, netcdf3];
