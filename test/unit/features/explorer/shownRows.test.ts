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
    for (const node of [profile, listedBucket, folder]) rows.show(node);
    assert.deepEqual(await listedBefore(listedBucket), [listedBucket.id, folder.id]);
    assert.equal(waits[0], 1000, 'the longest wait');
    listed.length = 0;
    assert.deepEqual(await listedBefore(undefined), [profile.id, listedBucket.id, folder.id]);
  });

  it('are not listed below collapsed rows, which nobody sees', async () => {
    for (const node of [profile, listedBucket, folder]) rows.show(node);
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
    rows.show(listedBucket);
    answer = () => new Promise(() => undefined);
    wait = () => Promise.resolve();
    assert.deepEqual(await listedBefore(listedBucket), [listedBucket.id]);
  });

  it('are given to VS Code only after it has acted on a change, or it would forget and yet show them', async () => {
    let act = (): void => assert.fail('nothing is waited for');
    wait = () => new Promise((resolve) => (act = resolve));
    await rows.acted();
    rows.list(listedBucket, () => undefined);
    assert.deepEqual(waits, [200], 'the time in which VS Code collects changes');
    let isGiven = false;
    const given = rows.acted().then(() => (isGiven = true));
    await setImmediate();
    assert.ok(!isGiven);
    act();
    await given;
  });
});
