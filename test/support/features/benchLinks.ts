import { v4Link, type LinkOptions } from '../emulator/handMade.ts';
import { KEY } from '../profiles/loopbackOss.ts';
import type { CommandBench } from './commandBench.ts';

/** Presigns links at the emulator of a bench with ali-oss; `edit` changes the query after signing. */
export type BenchLink = (options?: LinkOptions, edit?: (query: Map<string, string>) => void) => string;

/** Creates links to an object in the bucket `docs` that are valid for an hour unless their options say otherwise. */
export function benchLink(bench: () => CommandBench, key: string): BenchLink {
  return (options = {}, edit) => {
    const own = { bucket: 'docs', key, expires: '3600', ...KEY, ...options };
    return bench().oss.emulator.endpoint('cn-hangzhou') + v4Link(own, edit);
  };
}
