// "Did you mean": the candidate nearest to a misspelled name.
import { distance } from 'fastest-levenshtein';

/**
 * The candidate with the smallest edit distance, or undefined when none is near enough to be meant: two changes, or two in
 * five letters, but fewer than the shorter of both has letters, so that something of it remains.
 */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length * 0.4)) + 1;
  for (const candidate of candidates) {
    const candidateDistance = distance(name.toLowerCase(), candidate.toLowerCase());
    if (candidateDistance < bestDistance && candidateDistance < Math.min(name.length, candidate.length)) {
      best = candidate;
      bestDistance = candidateDistance;
    }
  }
  return best;
}

/** The way out for an unknown name: the nearest right one, or else the whole list. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? `known: ${candidates.join(', ')}` : `did you mean '${nearest}'?`;
}
