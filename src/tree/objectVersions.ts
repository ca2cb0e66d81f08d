import type { OssClient } from '../oss/client/client.ts';
import type { VersionEntry } from '../oss/client/versions.ts';
import { versionNode, type ContainerNode, type DeletedNode, type ObjectNode, type VersionNode } from './nodes.ts';

/** More versions than anybody looks through; the newest come first. */
export const MAX_VERSIONS = 1000;

/** What came of asking for an object's versions. */
export interface FoundVersions {
  readonly nodes: readonly VersionNode[];
  /** There are older ones than these. */
  readonly isTruncated: boolean;
}

/** The versions of the objects that were asked for them, until they are listed again. */
export class ObjectVersions {
  readonly #nodes = new Map<string, readonly VersionNode[]>();

  /** What is shown below an object; `undefined` where its versions were not asked for. */
  of({ id }: ObjectNode | DeletedNode): readonly VersionNode[] | undefined {
    return this.#nodes.get(id);
  }

  /** Lists an object's versions and keeps them; without any where its bucket never kept versions. */
  async list(
    node: ObjectNode | DeletedNode,
    client: Pick<OssClient, 'versions'>,
    signal?: AbortSignal,
  ): Promise<FoundVersions> {
    const entries: VersionEntry[] = [];
    for await (const entry of client.versions(node.bucket, { prefix: node.key, ...(signal && { signal }) })) {
      // Keys that only begin as this one follow it.
      if (entry.key !== node.key || entries.length > MAX_VERSIONS) break;
      entries.push(entry);
    }
    const nodes = entries
      .slice(0, MAX_VERSIONS)
      .flatMap((entry) => (entry.versionId === undefined ? [] : [versionNode(node, entry, entry.versionId)]));
    if (nodes.length > 0) this.#nodes.set(node.id, nodes);
    return { nodes, isTruncated: entries.length > MAX_VERSIONS };
  }

  /** Forgets the versions of all objects in a container, or of all there are. */
  forget(container?: ContainerNode): void {
    for (const [id, [first]] of this.#nodes) {
      if (!container || (first && isInContainer(first, container))) this.#nodes.delete(id);
    }
  }
}

function isInContainer(node: VersionNode, { id }: ContainerNode): boolean {
  let above: ContainerNode = node.parent.parent;
  while (above.id !== id) {
    if (above.kind === 'profile') return false;
    above = above.parent;
  }
  return true;
}
