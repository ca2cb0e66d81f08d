import type { LinkFormat } from '../format.ts';

/** Programs that use a link, in the order in which they are offered. */
export const programs: readonly LinkFormat[] = [];
