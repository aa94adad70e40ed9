// All pages that are generated from results: one file a page, one line here.

import { doExportsAgreeElsewhere } from './do-exports-agree-elsewhere.js';
import { doPlanetsRun } from './do-planets-run.js';
import { howAccurateAreEvolutions } from './how-accurate-are-evolutions.js';
import { howAccurateIsTheSolver } from './how-accurate-is-the-solver.js';
import { howFastAreEvolutions } from './how-fast-are-evolutions.js';
import { howFastDoesItTrain } from './how-fast-does-it-train.js';
import { howFastIsAQuery } from './how-fast-is-a-query.js';
import { howMuchCrustDoesMeltingMake } from './how-much-crust-does-melting-make.js';
import { howRobustIsTheSolver } from './how-robust-is-the-solver.js';
import { whatDoDamagedFilesDo } from './what-do-damaged-files-do.js';
import { whatDoesTheGeometryChange } from './what-does-the-geometry-change.js';
import { whatSurvivesAnInterruption } from './what-survives-an-interruption.js';

export const pages = [
  howAccurateIsTheSolver,
  howAccurateAreEvolutions,
  howRobustIsTheSolver,
  howMuchCrustDoesMeltingMake,
  whatDoesTheGeometryChange,
  doPlanetsRun,
  doExportsAgreeElsewhere,
  whatDoDamagedFilesDo,
  whatSurvivesAnInterruption,
  howFastDoesItTrain,
  howFastAreEvolutions,
  howFastIsAQuery,
];
