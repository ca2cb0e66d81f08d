import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

const docs = { profileId: 'p1', bucket: 'docs' };

describe('chooseBrowsingHost', () => {
  const bench = withBench({ customDomains: { 'files.example.com': 'docs', localhost: 'docs' } });

  async function choose(...replies: readonly string[]): Promise<void> {
    await bench().run('chooseBrowsingHost', [await bench().node('docs')], new ScriptedPrompts(...replies));
  }

  const listed = async (): Promise<string> => {
    const before = bench().oss.exchanges.length;
    await bench().tree.children(await bench().bucket('docs'));
    const exchanges = bench().oss.exchanges.slice(before);
    assert.deepEqual([...new Set(exchanges.map(({ operation }) => operation))], ['ListObjectsV2']);
    return exchanges[0]?.host ?? assert.fail();
  };

  it('lists and reads the bucket at the host, and leaves its links and other buckets unchanged', async () => {
    const own = new URL(bench().oss.emulator.endpoint('cn-hangzhou'));
    await choose('Custom Domain…', `http://localhost:${own.port}`);
    assert.equal(await listed(), `localhost:${own.port}`);
    assert.equal(bench().oss.linkHosts.linkHost(docs), undefined);
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.equal(new URL(bench().links[0] ?? '').origin, own.origin);
    assert.equal(bench().oss.linkHosts.browsingHost({ ...docs, bucket: 'logs' }), undefined);
    assert.equal(bench().messages[0], `status: docs is now browsed at http://localhost:${own.port}`);
  });

  for (const [kind, host] of [
    ['Public', 'docs.oss-cn-hangzhou.aliyuncs.com'],
    ['Internal', 'docs.oss-cn-hangzhou-internal.aliyuncs.com'],
    ['Dual-stack', 'docs.cn-hangzhou.oss.aliyuncs.com'],
    ['Acceleration', 'docs.oss-accelerate.aliyuncs.com'],
  ] as const) {
    it(`connects to ${host} after ${kind} is chosen`, async () => {
      await choose(kind);
      assert.equal(await listed(), host);
    });
  }

  it('resets the bucket to the host of its profile, and asks for the bucket from the palette', async () => {
    await choose('Internal');
    await bench().run('chooseBrowsingHost', [], new ScriptedPrompts('docs', 'From profile'));
    assert.equal(bench().oss.linkHosts.browsingHost(docs), undefined);
    assert.equal(bench().messages.at(-1), 'status: docs is now browsed at the host of its profile');
    assert.match(await listed(), /^127\.0\.0\.1:/);
  });

  it('is silent after Escape', async () => {
    const node = await bench().node('docs');
    await escapeSilently(bench(), 'chooseBrowsingHost', [node], ['Custom Domain…', 'files.example.com']);
    assert.equal(bench().oss.linkHosts.browsingHost(docs), undefined);
  });

  it('is removed with its profile, and by Forget Everything', async () => {
    await choose('Internal');
    await bench().run('removeProfile', ['p1'], new ScriptedPrompts('Remove'));
    assert.equal(bench().oss.linkHosts.browsingHost(docs), undefined);
  });
});
