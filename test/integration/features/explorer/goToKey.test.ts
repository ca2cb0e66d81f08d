import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { shown } from '../../../support/tree/shownNodes.ts';
import { NARROW_KEY } from '../../../support/profiles/loopbackOss.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Go to Key', () => {
  const bench = withBench();
  const revealed = (): readonly string[] => bench().revealed.map(({ id }) => id);

  const host = 'https://docs.oss-cn-hangzhou.aliyuncs.com';
  const console = 'https://oss.console.aliyun.com/bucket/oss-cn-hangzhou/docs/object';
  const addresses: readonly (readonly [text: string, id: string])[] = [
    ['oss://docs/reports/2026.pdf', 'object:p1/docs/reports/2026.pdf'],
    ['docs/reports/2026.pdf', 'object:p1/docs/reports/2026.pdf'],
    [`${host}/%E6%8A%A5%E5%91%8A/%E4%B8%89.pdf`, 'object:p1/docs/报告/三.pdf'],
    [`${host}/reports/2026.pdf?x-oss-signature=0123`, 'object:p1/docs/reports/2026.pdf'],
    [`${console}?path=reports%2F`, 'folder:p1/docs/reports/'],
    ['oss://docs/reports', 'folder:p1/docs/reports/'],
    ['oss://docs', 'bucket:p1/docs'],
  ];
  for (const [text, id] of addresses) {
    it(`shows ${text.replace(/\?x-.*/, ', presigned')}`, async () => {
      await bench().run('goToKey', [], new ScriptedPrompts(text));
      assert.deepEqual(revealed(), [id]);
      assert.deepEqual(bench().messages, []);
    });
  }

  it('recognises the bucket of a custom domain that was chosen for links', async () => {
    await bench().linkHosts.setLinkHost(
      { profileId: 'p1', bucket: 'docs' },
      { endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } },
    );
    await bench().run('goToKey', [], new ScriptedPrompts('https://files.example.com/readme.txt'));
    assert.deepEqual(revealed(), ['object:p1/docs/readme.txt']);
  });

  it('proposes the address on the clipboard, without its signature', async () => {
    bench().clipboardText = `${host}/reports/2026.pdf?x-oss-signature=0123`;
    const prompts = new ScriptedPrompts('oss://docs/reports/2026.pdf');
    await bench().run('goToKey', [], prompts);
    assert.equal(prompts.last.value, 'oss://docs/reports/2026.pdf');
  });

  for (const text of ['reports/2026.pdf', 'https://example.com/a', 'oss://docs', 'oss://docs/a b\nc', '']) {
    it(`proposes nothing if the clipboard holds ${JSON.stringify(text)}`, async () => {
      bench().clipboardText = text;
      const prompts = new ScriptedPrompts(undefined);
      await bench().run('goToKey', [], prompts);
      assert.equal(prompts.last.value, undefined);
    });
  }

  it('explains the error in an address, and refers to other commands for a URL', async () => {
    const prompts = new ScriptedPrompts('https://example.com/a', `${host}/readme.txt`);
    await bench().run('goToKey', [], prompts);
    assert.deepEqual(
      prompts.last.checks.map((check) => [check?.severity, check?.message]),
      [
        ['error', 'The bucket of the custom domain example.com is unknown. Enter the bucket name instead.'],
        ['info', 'Goes to oss://docs/readme.txt'],
      ],
    );
    const plain = new ScriptedPrompts('oss://docs/readme.txt');
    await bench().run('goToKey', [], plain);
    assert.deepEqual(plain.last.checks, [undefined]);
  });

  for (const text of ['oss://docs/free/', 'oss://docs/free']) {
    it(`shows a folder that only has a folder marker: ${text}`, async () => {
      await bench().oss.emulator.putObject('docs', 'free/', '');
      await bench().run('goToKey', [], new ScriptedPrompts(text));
      assert.deepEqual(revealed(), ['folder:p1/docs/free/']);
      assert.deepEqual(bench().messages, []);
    });
  }

  it('reports that the target does not exist', async () => {
    await bench().run('goToKey', [], new ScriptedPrompts('oss://docs/gone.txt'));
    assert.deepEqual(revealed(), []);
    assert.deepEqual(bench().messages, ["info: oss://docs/gone.txt doesn't exist."]);
  });

  it('reports that a folder does not exist', async () => {
    await bench().run('goToKey', [], new ScriptedPrompts('oss://docs/gone/'));
    assert.deepEqual(revealed(), []);
    assert.deepEqual(bench().messages, ["info: oss://docs/gone/ doesn't exist."]);
  });

  it('offers to add a bucket that is not in the tree', async () => {
    bench().oss.emulator.createBucket('hidden');
    await bench().oss.emulator.putObject('hidden', 'a.txt', 'x');
    await bench().oss.profiles.addBucket('p1', 'docs');
    bench().tree.refreshProfile('p1');
    await bench().run('goToKey', [], new ScriptedPrompts('oss://hidden/a.txt'));
    const [told] = bench().shownMessages;
    assert.equal(told?.message, 'The bucket hidden is not shown in the tree yet.');
    await told.actions[0]?.run();
    assert.deepEqual(revealed(), ['object:p1/hidden/a.txt']);
  });

  const shownBuckets = async (): Promise<readonly string[]> => {
    const root = await bench().node();
    return root.kind === 'profile' ? shown(await bench().tree.children(root)) : assert.fail();
  };

  it('keeps the other buckets of the account when it adds one that is not among them', async () => {
    const before = await shownBuckets();
    await bench().run('goToKey', [], new ScriptedPrompts('oss://elsewhere'));
    await bench().press('Show Bucket');
    assert.deepEqual(await shownBuckets(), ['elsewhere (added)', ...before]);
    assert.deepEqual(revealed(), ['bucket:p1/elsewhere']);
  });

  it('keeps them if the network failed while they were listed', async () => {
    const before = await shownBuckets();
    bench().oss.emulator.faults.add({ kind: 'status', status: 409, match: { operation: 'ListBuckets' } });
    bench().tree.refresh();
    await bench().run('goToKey', [], new ScriptedPrompts('oss://elsewhere'));
    await bench().press('Show Bucket');
    assert.deepEqual(await shownBuckets(), ['elsewhere (added)', ...before]);
  });

  it('requests no list of buckets any more if that was denied', async () => {
    await bench().oss.saveProfile({}, NARROW_KEY);
    await bench().run('goToKey', [], new ScriptedPrompts('oss://docs'));
    await bench().press('Show Bucket');
    assert.deepEqual(await shownBuckets(), ['docs (added)', 'all buckets']);
    assert.equal(bench().oss.emulator.requests.filter(({ operation }) => operation === 'ListBuckets').length, 1);
  });

  it('keeps the region in the host of a bucket that it adds', async () => {
    await bench().oss.profiles.addBucket('p1', 'docs');
    bench().tree.refreshProfile('p1');
    const address = 'https://hidden.oss-cn-shanghai.aliyuncs.com/a.txt';
    await bench().run('goToKey', [], new ScriptedPrompts(address));
    bench().oss.emulator.createBucket('hidden');
    await bench().shownMessages[0]?.actions[0]?.run();
    assert.equal(bench().oss.profiles.get('p1').regions?.get('hidden'), 'cn-shanghai');
  });

  it('asks for the profile only if several have the bucket', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    await bench().oss.profiles.addBucket('p2', 'logs');
    await bench().run('goToKey', [], new ScriptedPrompts('oss://docs/readme.txt'));
    assert.deepEqual(revealed(), ['object:p1/docs/readme.txt']);
    await bench().run('goToKey', [], new ScriptedPrompts('oss://logs', 'Home'));
    assert.deepEqual(revealed().slice(1), ['bucket:p2/logs']);
  });

  it('is silent after Escape at every step, and reveals nothing', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    await bench().oss.profiles.addBucket('p2', 'logs');
    await escapeSilently(bench(), 'goToKey', [], ['oss://logs', 'Home']);
    assert.deepEqual(revealed(), []);
  });
});
