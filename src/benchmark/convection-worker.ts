// Measures a case in a worker thread, so that the main thread hears Ctrl-C. In: a TimedCase; out: a
// ConvectionMeasurement.
import { parentPort, workerData } from 'node:worker_threads';
import type { TimedCase } from './convection-suite.js';
import { measureConvection } from './measure-convection.js';

parentPort?.postMessage(await measureConvection(workerData as TimedCase));
