import { waitFor } from '../../oss/client/retry.ts';
import type { ObjectTree } from '../../tree/objectTree.ts';
import { isContainer, type ContainerNode, type TreeNode } from '../../tree/nodes.ts';

/** Longest wait for a listing before VS Code hears of a change without it. */
const MAX_WAIT_MS = 1000;
/** Time in which VS Code collects changes before it acts on them. */
const COLLECTED_MS = 200;

export interface ShownRowsOptions {
  readonly tree: Pick<ObjectTree, 'children' | 'roots'>;
  /** Waits; by default a timer. */
  readonly wait?: (waitMs: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Containers whose rows VS Code shows. VS Code forgets the rows below a changed one at once and lists them afterwards:
 * until then, a click on one reaches its command without the row. So what is shown is listed before the change is
 * reported.
 */
export class ShownRows {
  readonly #options: ShownRowsOptions;
  readonly #shown = new Set<string>();
  readonly #pending = new Set<Promise<void>>();
  /** Ends when VS Code acts on the latest change. */
  #acted: Promise<void> = Promise.resolve();

  constructor(options: ShownRowsOptions) {
    this.#options = options;
  }

  /**
   * VS Code asked for the rows of a container. Those of a container that the user has just expanded are ready once
   * VS Code has acted on the changes reported before: it then forgets the rows that it has got below them, but may go on
   * showing them, and their commands would never get a row.
   */
  async show({ id }: ContainerNode): Promise<void> {
    const isNew = !this.#shown.has(id);
    this.#shown.add(id);
    if (isNew) await this.#acted;
  }

  /** The user collapsed a row. */
  hide({ id }: TreeNode): void {
    this.#shown.delete(id);
  }

  /** Lists what is shown at and below a node, or everywhere, and then reports the change. */
  list(node: TreeNode | undefined, report: () => void): void {
    const nodes = node ? [node] : this.#options.tree.roots();
    const reportNow = (): void => {
      report();
      const { wait = waitFor } = this.#options;
      this.#acted = wait(COLLECTED_MS, new AbortController().signal);
    };
    if (!nodes.some((one) => this.#shown.has(one.id))) {
      reportNow();
      return;
    }
    const listed = this.#listInTime(nodes).then(reportNow);
    this.#pending.add(listed);
    void listed.finally(() => this.#pending.delete(listed));
  }

  /** Waits until all changes are reported. */
  async settle(): Promise<void> {
    await Promise.all(this.#pending);
  }

  async #listInTime(nodes: readonly TreeNode[]): Promise<void> {
    const { wait = waitFor } = this.#options;
    const inTime = new AbortController();
    const waited = wait(MAX_WAIT_MS, inTime.signal).catch(() => undefined);
    await Promise.race([Promise.all(nodes.map((node) => this.#listShown(node))), waited]);
    inTime.abort();
  }

  async #listShown(node: TreeNode): Promise<void> {
    if (!isContainer(node) || !this.#shown.has(node.id)) return;
    const children = await this.#options.tree.children(node);
    await Promise.all(children.map((child) => this.#listShown(child)));
  }
}
