import type { IssuedLink } from '../../links/ledger/ledger.ts';
import type { IssuedGroupNode, IssuedLinkNode } from './issuedNodes.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** The entries of the ledger that a command is about: the selection where the clicked one is part of it, else that one. */
export function issuedLinksOf([item, items]: CommandArguments): readonly IssuedLink[] {
  const selection = Array.isArray(items) ? items.filter(isIssued) : [];
  const clicked = isIssued(item) ? [item] : [];
  const nodes = clicked.every(({ id }) => selection.some((node) => node.id === id)) ? selection : clicked;
  const links = nodes.flatMap((node) => (node.kind === 'issuedGroup' ? node.links : [node])).map(({ link }) => link);
  return [...new Map(links.map((link) => [link.id, link])).values()];
}

function isIssued(value: unknown): value is IssuedGroupNode | IssuedLinkNode {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && /^issued(Group|Link)$/.test(String(value.kind))
  );
}
