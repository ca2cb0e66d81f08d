import type { Metafile, Plugin } from 'esbuild';

export interface ChunkGroup {
  readonly entries: readonly { readonly file: string; readonly names: readonly string[]; readonly bytes: number }[];
  readonly extras: readonly string[];
}

export function planChunkGroups(
  metafile: Metafile,
  options: { readonly entryFile: string; readonly minBytes: number },
): readonly ChunkGroup[];

export function chunkGroups(groups: readonly ChunkGroup[]): Plugin;

export function closureOf(file: string, outputs: Metafile['outputs']): Set<string>;
