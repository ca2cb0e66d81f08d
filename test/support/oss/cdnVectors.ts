import { readFileSync } from 'node:fs';
import type { CdnInput, CdnTarget } from '../../../src/oss/signing/signCdn.ts';

export interface CdnVector {
  readonly name: string;
  /** Moments are in ISO 8601. */
  readonly input: CdnTarget & { readonly time?: string; readonly signedAt?: string };
  readonly expect: {
    readonly path: string;
    readonly timestamp: number;
    readonly timestampText: string;
    readonly stringToHash: string;
    readonly hash: string;
    readonly url: string;
    readonly expiresAt?: string;
  };
}

/** Vectors made from the documentation by an implementation in Python, the published examples among them. */
export const cdnVectors = JSON.parse(
  readFileSync(new URL('../../fixtures/signing/cdn.json', import.meta.url), 'utf8'),
) as {
  readonly cases: readonly CdnVector[];
  readonly refused: readonly (Pick<CdnVector, 'name' | 'input'> & { readonly reason: string })[];
};

/** The input of a vector as `signCdnUrl` takes it. */
export function cdnInputOf({ input: { time, signedAt, ...input } }: Pick<CdnVector, 'input'>): CdnInput {
  return {
    ...input,
    ...(time !== undefined && { time: new Date(time) }),
    ...(signedAt !== undefined && { signedAt: new Date(signedAt) }),
  };
}
