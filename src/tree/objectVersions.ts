import type { OssClient } from '../oss/client/ossClient.ts';
import type { VersionEntry } from '../oss/client/versions.ts';
import { versionNode, type ContainerNode, type DeletedNode, type ObjectNode, type VersionNode } from './nodes.ts';

/** Upper bound of listed versions per object; the newest come first. */
export const MAX_VERSIONS = 1000;

/** Versions of an object. */
export interface FoundVersions {
  readonly nodes: readonly VersionNode[];
  /** Older versions exist. */
  readonly isTruncated: boolean;
}

/** Version nodes of objects, kept until a refresh. */
export class ObjectVersions {
  readonly #nodes = new Map<string, readonly VersionNode[]>();

  /** Version nodes of an object; `undefined` if its versions were not listed. */
  of({ id }: ObjectNode | DeletedNode): readonly VersionNode[] | undefined {
    return this.#nodes.get(id);
  }

  /** Lists an object's versions and keeps them; none if its bucket was never versioned. */
  async list(
    node: ObjectNode | DeletedNode,
    client: Pick<OssClient, 'versions'>,
    signal?: AbortSignal,
  ): Promise<FoundVersions> {
    const entries: VersionEntry[] = [];
    for await (const entry of client.versions(node.bucket, { prefix: node.key, ...(signal && { signal }) })) {
      // Keys that merely begin with this key follow it.
      if (entry.key !== node.key || entries.length > MAX_VERSIONS) break;
      entries.push(entry);
    }
    const nodes = entries
      .slice(0, MAX_VERSIONS)
      .flatMap((entry) => (entry.versionId === undefined ? [] : [versionNode(node, entry, entry.versionId)]));
    if (nodes.length > 0) this.#nodes.set(node.id, nodes);
    return { nodes, isTruncated: entries.length > MAX_VERSIONS };
  }

  /** Drops the versions of all objects in a container, or of all objects. */
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
