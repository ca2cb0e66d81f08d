import { createHash } from 'node:crypto';

/** By what an agreed command or a recipe is known again, without keeping what may hold secrets. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
