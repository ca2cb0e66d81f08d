import assert from 'node:assert/strict';
import fakeTimers from '@sinonjs/fake-timers';
import type { OssClient } from '../../../src/oss/client/ossClient.ts';
import { ObjectTree } from '../../../src/tree/objectTree.ts';
import type { ProfileNode } from '../../../src/tree/nodes.ts';
import { openLoopbackOss, type LoopbackOss } from '../../support/profiles/loopbackOss.ts';
import { only, shown } from '../../support/tree/shownNodes.ts';

describe('a listing that takes long', () => {
  let oss: LoopbackOss;
  let changed: (string | undefined)[];
  let waits: number[];
  /** Ends the listing. */
  let answer: () => void;
  let tree: ObjectTree;

  beforeEach(async () => {
    oss = await openLoopbackOss();
    await oss.saveProfile();
    [changed, waits] = [[], []];
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    // A server that accepts the connection and says nothing.
    const client = {
      async *listBuckets({ signal }: { readonly signal: AbortSignal }) {
        signal.throwIfAborted();
        const aborted = new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        });
        await Promise.race([answered, aborted]);
        yield* [{ name: 'docs', region: 'cn-hangzhou' }];
      },
    } as unknown as OssClient;
    tree = new ObjectTree({
      profiles: oss.profiles,
      memento: oss.memento,
      clientOf: () => Promise.resolve(client),
      wait: (waitMs) => {
        waits.push(waitMs);
        return Promise.resolve();
      },
      onChanged: (node) => changed.push(node?.id),
    });
  });
  afterEach(() => oss.close());

  const root = (): ProfileNode => tree.roots()[0] ?? assert.fail('no profile');

  it('shows a waiting row after two seconds, and its entries once they are there', async () => {
    assert.deepEqual(shown(await tree.childrenOrWaiting(root())), ['waiting']);
    assert.deepEqual(waits, [2000]);
    assert.deepEqual(changed, []);
    answer();
    assert.deepEqual(shown(await tree.children(root())), ['docs cn-hangzhou']);
    assert.deepEqual(changed, [root().id]);
  });

  it('can be cancelled, and leaves a row with a retry', async () => {
    tree.cancelListing(only(await tree.childrenOrWaiting(root()), 'waiting'));
    assert.deepEqual(shown(await tree.children(root())), ['problem ListingCancelled']);
    tree.refresh(root());
    answer();
    assert.deepEqual(shown(await tree.children(root())), ['docs cn-hangzhou']);
  });

  it('times out after 15 seconds', async () => {
    const clock = fakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const children = tree.children(root());
      await clock.tickAsync(14_999);
      assert.deepEqual(shown(await tree.childrenOrWaiting(root())), ['waiting']);
      await clock.tickAsync(1);
      assert.deepEqual(shown(await children), ['problem Timeout']);
    } finally {
      clock.uninstall();
    }
  });
});
