import { CONTEXT_WORDS, type Milestone } from '../../ids.ts';
import { isActive, type IssuedLink } from '../../links/ledger/ledger.ts';

/** Group of the active or of the expired links. */
export interface IssuedGroupNode {
  readonly kind: 'issuedGroup';
  readonly id: string;
  readonly isActive: boolean;
  readonly links: readonly IssuedLinkNode[];
}

/** Row of a ledger entry. */
export interface IssuedLinkNode {
  readonly kind: 'issuedLink';
  readonly id: string;
  readonly isActive: boolean;
  readonly link: IssuedLink;
}

export type IssuedNode = IssuedGroupNode | IssuedLinkNode;

/** Non-empty groups: active links with the newest first; expired ones with the last to expire first. */
export function issuedGroups(links: readonly IssuedLink[], now: Date): readonly IssuedGroupNode[] {
  const active = links.filter((link) => isActive(link, now)).sort((a, b) => b.issuedAtMs - a.issuedAtMs);
  const expired = links.filter((link) => !isActive(link, now)).sort((a, b) => b.expiresAtMs - a.expiresAtMs);
  return [groupOf(active, true), groupOf(expired, false)].filter((group) => group.links.length > 0);
}

/** Links whose bucket, key, host or note contains a text, ignoring case. */
export function filterIssued(links: readonly IssuedLink[], text: string): readonly IssuedLink[] {
  const wanted = text.toLowerCase();
  return links.filter(({ bucket, key, host, note }) =>
    [`${bucket}/${key}`, host, note].some((value) => value?.toLowerCase().includes(wanted)),
  );
}

/** Steps of the walkthrough that issued links complete. */
export function milestonesOf(links: readonly IssuedLink[]): readonly Milestone[] {
  const methods = new Set(links.map(({ method }) => method));
  return [
    ...(methods.has('GET') ? (['downloadLink'] as const) : []),
    ...(methods.has('PUT') ? (['uploadLink'] as const) : []),
  ];
}

/** Active links that expire soon, except those whose whole validity is that short. */
export function expiringSoon(links: readonly IssuedLink[], now: Date, withinMs: number): readonly IssuedLink[] {
  return links.filter(
    (link) => isActive(link, now) && isLongLived(link, withinMs) && link.expiresAtMs - now.getTime() <= withinMs,
  );
}

/** Next moment at which a link expires or starts to count as expiring soon; `undefined` if there is none. */
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

/** Context value of a node; the group of active links has no menu. */
export function issuedContextValueOf(node: IssuedNode): string | undefined {
  const { issuedBatch, issuedExpired, issuedLink, issuedRequest } = CONTEXT_WORDS;
  if (node.kind === 'issuedGroup') return node.isActive ? undefined : issuedExpired;
  if (node.link.request !== undefined) return issuedRequest;
  return node.link.batchCount === undefined ? issuedLink : issuedBatch;
}
