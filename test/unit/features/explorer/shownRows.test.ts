import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ShownRows } from '../../../../src/features/explorer/shownRows.ts';
import type { ContainerNode, TreeNode } from '../../../../src/tree/nodes.ts';
import { folder, listedBucket, object, profile } from '../../../support/tree/sampleNodes.ts';

describe('rows that VS Code shows', () => {
  const children: Readonly<Record<string, readonly TreeNode[]>> = {
    [profile.id]: [listedBucket],
    [listedBucket.id]: [folder],
    [folder.id]: [object],
  };
  const listed: string[] = [];
  let answer: (node: ContainerNode) => Promise<readonly TreeNode[]>;
  let wait: () => Promise<void>;
  const waits: number[] = [];
  let rows: ShownRows;

  beforeEach(() => {
    listed.length = 0;
    waits.length = 0;
    answer = ({ id }) => Promise.resolve(children[id] ?? []);
    wait = () => new Promise(() => undefined);
    rows = new ShownRows({
      tree: {
        roots: () => [profile],
        children: (node) => {
          listed.push(node.id);
          return answer(node);
        },
      },
      wait: (ms) => {
        waits.push(ms);
        return wait();
      },
    });
  });

  /** Reports a change, and returns how much was listed before it. */
  async function listedBefore(node: TreeNode | undefined): Promise<readonly string[] | undefined> {
    let before: readonly string[] | undefined;
    rows.list(node, () => {
      before = [...listed];
    });
    await rows.settle();
    return before;
  }

  it('are listed before a change of them is reported, also below expanded rows', async () => {
    for (const node of [profile, listedBucket, folder]) void rows.show(node);
    assert.deepEqual(await listedBefore(listedBucket), [listedBucket.id, folder.id]);
    assert.equal(waits[0], 1000, 'the longest wait');
    listed.length = 0;
    assert.deepEqual(await listedBefore(undefined), [profile.id, listedBucket.id, folder.id]);
  });

  it('are not listed below collapsed rows, which nobody sees', async () => {
    for (const node of [profile, listedBucket, folder]) void rows.show(node);
    rows.hide(listedBucket);
    assert.deepEqual(await listedBefore(undefined), [profile.id]);
    listed.length = 0;
    let isReported = false;
    rows.list(listedBucket, () => {
      isReported = true;
    });
    assert.ok(isReported, 'the change of a collapsed row waits for nothing');
    assert.deepEqual(listed, []);
  });

  it('are reported as changed without a listing that takes long', async () => {
    void rows.show(listedBucket);
    answer = () => new Promise(() => undefined);
    wait = () => Promise.resolve();
    assert.deepEqual(await listedBefore(listedBucket), [listedBucket.id]);
  });

  describe('below a row that has just been expanded', () => {
    let act: () => void;

    /** Whether rows of the container are ready before VS Code acts on the change of another one. */
    async function isReadyBeforeVscodeActs(container: ContainerNode): Promise<boolean> {
      let isReady = false;
      wait = () => new Promise((resolve) => (act = resolve));
      rows.list(listedBucket, () => undefined);
      assert.deepEqual(waits, [200], 'the time in which VS Code collects changes');
      const ready = rows.show(container).then(() => (isReady = true));
      await setImmediate();
      const isEarly = isReady;
      act();
      await ready;
      return isEarly;
    }

    it('are ready only after VS Code has acted on a change, or it would forget and yet show them', async () => {
      assert.equal(await isReadyBeforeVscodeActs(folder), false);
      rows.hide(folder);
      waits.length = 0;
      assert.equal(await isReadyBeforeVscodeActs(folder), false);
    });

    it('are ready at once where nothing has changed, or where VS Code showed them before', async () => {
      await rows.show(profile);
      assert.equal(await isReadyBeforeVscodeActs(profile), true);
    });
  });
});
