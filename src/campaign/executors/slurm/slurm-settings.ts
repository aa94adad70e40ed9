// How a campaign is put into a Slurm cluster. What is left out is up to the cluster, or to sbatch's own environment
// variables (SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT, ...).

export interface SlurmSettings {
  readonly partition?: string;
  readonly account?: string;
  /** Limit of an array task, as sbatch takes it: minutes, hours:minutes:seconds or days-hours. */
  readonly time?: string;
  /** Simulations that one array task computes at a time (default 1). */
  readonly cpusPerTask?: number;
  /** Simulations of one array task, one after the other (default: as few as give no more than 1,000 array tasks). */
  readonly simulationsPerTask?: number;
}

/** Slurm's own default of MaxArraySize is 1001. */
const MAX_ARRAY_TASKS = 1000;

/** Deals tasks, the slowest first, into chunks of about equal work. */
export function dealt<Task>(tasks: readonly Task[], settings: SlurmSettings): Task[][] {
  const cpus = settings.cpusPerTask ?? 1;
  const size = settings.simulationsPerTask ?? cpus * Math.ceil(tasks.length / (cpus * MAX_ARRAY_TASKS));
  const chunks = Array.from({ length: Math.ceil(tasks.length / size) }, (): Task[] => []);
  for (const [index, task] of tasks.entries()) chunks[index % chunks.length]!.push(task);
  return chunks;
}
