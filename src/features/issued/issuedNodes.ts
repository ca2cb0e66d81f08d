import { CONTEXT_WORDS } from '../../ids.ts';
import { isActive, type IssuedLink } from '../../links/ledger/ledger.ts';

/** The links that still work, or those that do not. */
export interface IssuedGroupNode {
  readonly kind: 'issuedGroup';
  readonly id: string;
  readonly isActive: boolean;
  readonly links: readonly IssuedLinkNode[];
}

/** One entry of the ledger. */
export interface IssuedLinkNode {
  readonly kind: 'issuedLink';
  readonly id: string;
  readonly isActive: boolean;
  readonly link: IssuedLink;
}

export type IssuedNode = IssuedGroupNode | IssuedLinkNode;

/** The groups that have links: the active ones by their end, the next to end first; the expired ones latest first. */
export function issuedGroups(links: readonly IssuedLink[], now: Date): readonly IssuedGroupNode[] {
  const byEnd = [...links].sort((a, b) => a.expiresAtMs - b.expiresAtMs);
  const [active, expired] = [byEnd.filter((link) => isActive(link, now)), byEnd.filter((link) => !isActive(link, now))];
  return [groupOf(active, true), groupOf(expired.reverse(), false)].filter((group) => group.links.length > 0);
}

/** The active links that end soon. Those that were made to live no longer than that are no news to anybody. */
export function endingSoon(links: readonly IssuedLink[], now: Date, withinMs: number): readonly IssuedLink[] {
  return links.filter(
    (link) => isActive(link, now) && isLongLived(link, withinMs) && link.expiresAtMs - now.getTime() <= withinMs,
  );
}

/** When a link next ends or begins to end soon; `undefined` when none will. */
export function nextChange(links: readonly IssuedLink[], now: Date, withinMs: number): Date | undefined {
  const moments = links
    .flatMap((link) => [link.expiresAtMs, ...(isLongLived(link, withinMs) ? [link.expiresAtMs - withinMs] : [])])
    .filter((ms) => ms > now.getTime());
  return moments.length === 0 ? undefined : new Date(Math.min(...moments));
}

function isLongLived({ issuedAtMs, expiresAtMs }: IssuedLink, withinMs: number): boolean {
  return expiresAtMs - issuedAtMs > withinMs;
}

function groupOf(links: readonly IssuedLink[], active: boolean): IssuedGroupNode {
  return {
    kind: 'issuedGroup',
    id: active ? 'issued:active' : 'issued:expired',
    isActive: active,
    links: links.map((link) => ({ kind: 'issuedLink', id: `issued:${link.id}`, isActive: active, link })),
  };
}

/** The word by which menus know a node of the issued links; the active ones as a group need no menu. */
export function issuedContextValueOf(node: IssuedNode): string | undefined {
  const { issuedBatch, issuedExpired, issuedLink } = CONTEXT_WORDS;
  if (node.kind === 'issuedGroup') return node.isActive ? undefined : issuedExpired;
  return node.link.batchCount === undefined ? issuedLink : issuedBatch;
}
