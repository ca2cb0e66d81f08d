import assert from 'node:assert/strict';
import { noon } from '../../../support/emulator/handMade.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { benchLink } from '../../../support/features/benchLinks.ts';
import { withBench } from '../../../support/features/commandBench.ts';

const hourAgo = new Date(noon.getTime() - 3_600_000);

describe('Find Presigned URLs in Workspace', () => {
  const bench = withBench();
  const link = benchLink(bench, 'reports/2026.pdf');

  const fill = (): void => {
    const { documents } = bench().inspector;
    documents.set('file:///w/b.json', `{\n"a": "${link().replaceAll('/', '\\/').replaceAll('&', '\\u0026')}"}`);
    documents.set(
      'file:///w/a.md',
      `one ${link({ query: { versionId: 'v' } })}\ntwo ${link({ signedAt: hourAgo, expires: '60' })}`,
    );
    documents.set('file:///w/c.txt', 'nothing here');
  };

  it('lists working URLs in the Problems view, with line and column, never the link', async () => {
    fill();
    await bench().run('findPresignedUrls');
    const { found } = bench().inspector;
    assert.deepEqual(
      found.map(({ path, line, column }) => [path, line, column]),
      [
        ['a.md', 0, 4],
        ['b.json', 1, 6],
      ],
    );
    assert.deepEqual(
      bench().progresses[0]?.reports.map(({ message }) => message),
      ['1 found', '2 found', '2 found'],
    );
    assert.equal(bench().progresses[0]?.reports.at(-1)?.done, 1);
    for (const { text } of found) {
      // The text stays while time passes.
      assert.match(text, /^Presigned URL for 2026\.pdf expires at \d\d:\d\d \S+ on .*, 2031\. Until then, anyone who /);
    }
    assert.deepEqual(bench().messages, [
      'info: 2 presigned URLs in this workspace still work. They are in the Problems view.',
    ]);
  });

  it('ends by Cancel, and leaves the list of an earlier search', async () => {
    fill();
    await bench().run('findPresignedUrls');
    const { found } = bench().inspector;
    const messages = [...bench().messages];
    bench().inspector.documents.delete('file:///w/b.json');
    bench().onReport = (cancel) => {
      cancel();
    };
    await bench().run('findPresignedUrls');
    assert.deepEqual(bench().inspector.found, found);
    assert.deepEqual(bench().messages, messages);
    assert.equal(bench().progresses.at(-1)?.reports.length, 1);
  });

  it('clears the list of an earlier search if nothing is found any more', async () => {
    fill();
    await bench().run('findPresignedUrls');
    bench().inspector.documents.clear();
    await bench().run('findPresignedUrls');
    assert.deepEqual(bench().inspector.found, []);
  });

  it('leads to the removal of all signatures', async () => {
    fill();
    const prompts = new ScriptedPrompts();
    await bench().run('findPresignedUrls', [], prompts);
    prompts.then(undefined);
    await bench().press('Remove All Signatures…');
    assert.equal(prompts.last.text, 'Remove 2 signatures in 2 files?');
  });

  it('names the files that were not searched, and claims nothing about them', async () => {
    bench().inspector.unread = ['logs/all.log'];
    await bench().run('findPresignedUrls');
    assert.deepEqual(bench().messages, [
      "info: No searched file in the workspace has a presigned URL that still works. Not searched, since it is larger than 10 MB or can't be read: logs/all.log.",
    ]);
    fill();
    bench().inspector.unread = ['a.log', 'b.log'];
    bench().inspector.isCut = true;
    await bench().run('findPresignedUrls');
    assert.equal(
      bench().messages.at(-1),
      "info: 2 presigned URLs in this workspace still work. They are in the Problems view. Not searched, since they are larger than 10 MB or can't be read: 2 files, for example a.log. Only the first 3 files were searched.",
    );
  });

  it('removes all signatures after a confirmation', async () => {
    fill();
    await bench().run('findPresignedUrls');
    await bench().run('removeFoundSignatures', [], new ScriptedPrompts(undefined));
    assert.equal(bench().inspector.changes, 0);
    await bench().run('removeFoundSignatures', [], new ScriptedPrompts('Remove Signatures'));
    assert.equal(bench().inspector.changes, 1);
    assert.match(bench().inspector.documents.get('file:///w/b.json') ?? '', /"http:\\\/\\\/127[^?]*2026\.pdf"\}$/);
    assert.equal(bench().messages.at(-1), 'status: 2 signatures removed');
  });

  it('lists signatures in URLs that are escaped otherwise or signed in another way, and removes them', async () => {
    const hex = '0f'.repeat(32);
    const s3 = `https://docs.s3.oss-cn-hangzhou.aliyuncs.com/a?X-Amz-Date=20260101T000000Z&X-Amz-Signature=${hex}`;
    const { documents } = bench().inspector;
    documents.set('file:///w/a.txt', `x\nhttps://b.example/?u=${encodeURIComponent(link())}&v=1`);
    documents.set('file:///w/b.json', JSON.stringify({ policy: 'e30=', 'x-oss-signature': hex }));
    documents.set('file:///w/c.txt', s3);
    documents.set(
      'file:///w/d.txt',
      link()
        .toUpperCase()
        .replace(/[0-9A-F]{64}/, hex),
    );
    const expired = encodeURIComponent(link({ signedAt: hourAgo, expires: '60' }));
    documents.set('file:///w/e.txt', `https://b.example/?u=${expired}`);
    await bench().run('findPresignedUrls');
    const { found } = bench().inspector;
    assert.deepEqual(
      found.map(({ path, line }) => [path, line]),
      [
        ['a.txt', 1],
        ['b.json', 0],
        ['c.txt', 0],
        ['d.txt', 0],
      ],
    );
    assert.match(found[0]?.text ?? '', /2026\.pdf expires at /);
    assert.match(found[2]?.text ?? '', /^Presigned URL or upload form of OSS \(S3\)\. Anyone who reads/);
    await bench().run('removeFoundSignatures', [], new ScriptedPrompts('Remove Signatures'));
    assert.equal(documents.get('file:///w/b.json'), '{"policy":"e30=","x-oss-signature":"removed"}');
    assert.equal(documents.get('file:///w/c.txt'), s3.replace(hex, 'removed'));
    assert.match(documents.get('file:///w/a.txt') ?? '', /x-oss-signature%3Dremoved&v=1$/);
    assert.equal(bench().messages.at(-1), 'status: 4 signatures removed');
  });

  it('removes the signature of one link by its location', async () => {
    fill();
    await bench().run('removeSignature', [{ uri: 'file:///w/a.md', startIndex: 4 }]);
    const endpoint = bench().oss.emulator.endpoint('cn-hangzhou');
    assert.match(
      bench().inspector.documents.get('file:///w/a.md') ?? '',
      new RegExp(`^one ${endpoint}/docs/reports/2026\\.pdf\\?versionId=v\ntwo http`),
    );
  });

  it('leaves changed texts unchanged, and clears the list', async () => {
    fill();
    await bench().run('findPresignedUrls');
    bench().inspector.documents.set('file:///w/a.md', 'rewritten');
    await bench().run('removeFoundSignatures', [], new ScriptedPrompts('Remove Signatures'));
    assert.match(bench().messages.at(-1) ?? '', /^warn: 1 of 2 signatures were removed/);
    const s3 = `https://docs.s3.oss-cn-hangzhou.aliyuncs.com/a?X-Amz-Date=20260101T000000Z&X-Amz-Signature=${'0f'.repeat(32)}`;
    bench().inspector.documents.clear();
    bench().inspector.documents.set('file:///w/c.txt', s3);
    await bench().run('findPresignedUrls');
    bench().inspector.documents.set('file:///w/c.txt', s3.replace('https', 'http'));
    await bench().run('removeFoundSignatures', [], new ScriptedPrompts('Remove Signatures'));
    assert.equal(bench().inspector.documents.get('file:///w/c.txt'), s3.replace('https', 'http'));
    assert.equal(bench().messages.at(-1), 'warn: The signature was not removed: the text has changed.');
    await bench().run('clearFoundLinks');
    assert.deepEqual(bench().inspector.found, []);
    await bench().run('removeFoundSignatures');
    bench().inspector.documents.clear();
    await bench().run('findPresignedUrls');
    assert.match(bench().messages.at(-1) ?? '', /^info: No file in the workspace/);
  });
});
