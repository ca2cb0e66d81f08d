/** How often a property is tried: 1,000 times, always with the same values, unless `OSS_LINKS_PROPERTY_RUNS` says how often with new ones. */
export const propertyRuns: { readonly numRuns: number; readonly seed?: number } = readRuns(
  process.env['OSS_LINKS_PROPERTY_RUNS'],
);

function readRuns(wanted: string | undefined): { readonly numRuns: number; readonly seed?: number } {
  // fast-check tells the seed of a failure, so that new values can be tried again, too.
  return wanted === undefined ? { numRuns: 1000, seed: 20_241_112 } : { numRuns: Number(wanted) };
}
