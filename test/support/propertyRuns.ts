/**
 * Number of runs of a property: 1,000, always with the same values, or the number in `OSS_LINKS_PROPERTY_RUNS` with new
 * ones.
 */
export const propertyRuns: { readonly numRuns: number; readonly seed?: number } = readRuns(
  process.env['OSS_LINKS_PROPERTY_RUNS'],
);

function readRuns(wanted: string | undefined): { readonly numRuns: number; readonly seed?: number } {
  // fast-check reports the seed of a failure, so that new values can be repeated too.
  return wanted === undefined ? { numRuns: 1000, seed: 20_241_112 } : { numRuns: Number(wanted) };
}
