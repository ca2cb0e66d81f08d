import assert from 'node:assert/strict';
import { documentCommands } from '../../../../src/features/documents/documentCommands.ts';
import { LinkReplacer } from '../../../../src/features/documents/linkReplacements.ts';
import { LinkMemory } from '../../../../src/links/linkMemory.ts';
import { noon, v4Link, type LinkOptions } from '../../../support/emulator/handMade.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

const URI = 'file:///project/a.md';
const hoursAgo = (hours: number): Date => new Date(noon.getTime() - hours * 3_600_000);

describe('links in documents', () => {
  const bench = withBench();
  const endpoint = (): string => bench().oss.emulator.endpoint('cn-hangzhou');
  const link = (options: LinkOptions = {}): string =>
    endpoint() + v4Link({ bucket: 'docs', key: 'reports/2026.pdf', expires: '600', ...KEY, ...options });
  const expired = (options: LinkOptions = {}): string => link({ signedAt: hoursAgo(9), ...options });
  const write = (text: string, uri = URI): void => {
    bench().inspector.documents.set(uri, text);
    bench().inspector.cursorPlace = { uri, startIndex: 0 };
  };
  const read = (uri = URI): string => bench().inspector.documents.get(uri) ?? '';
  const urls = (uri = URI): readonly string[] => read(uri).match(/http:[^\s)"']+/g) ?? [];
  const all = {};

  describe('Renew Links', () => {
    it('replaces expired links by working ones, undone in one step, after a preview of the changes', async () => {
      write(`[a](${expired()}) and ![b](${expired({ key: 'readme.txt' })})\n`);
      const prompts = new ScriptedPrompts('File in the Editor', all);
      await bench().run('renewLinks', [], prompts);
      const [first = '', second = ''] = urls();
      assert.equal((await bench().use(first, 'GET')).text, 'content of reports/2026.pdf');
      assert.equal((await bench().use(second, 'GET')).text, 'content of readme.txt');
      assert.match(read(), /^\[a\]\(http:\S+\) and !\[b\]\(http:\S+\)\n$/);
      assert.equal(bench().inspector.changes, 1);
      assert.ok(prompts.last.labels.includes('Download link for 2026.pdf'));
      assert.ok(prompts.last.readable.some((text) => /^expired 8 h 50 min ago, .* → expires at /.test(text)));
      assert.ok(prompts.last.readable.some((text) => /^a\.md:1 · docs\/reports\/2026\.pdf · 127\.0\.0\.1/.test(text)));
      assert.deepEqual(bench().messages, [
        'info: 2 links renewed in 1 file. The file is not saved; you can undo this.',
      ]);
      assert.deepEqual(
        bench()
          .ledger.list()
          .map(({ key }) => key)
          .sort(),
        ['readme.txt', 'reports/2026.pdf'],
      );
    });

    it('keeps the options of a link, and uses no longer validity than the user chose', async () => {
      const query = { 'response-content-disposition': 'attachment; filename="x.pdf"' };
      write(expired({ query, expires: '604800', signedAt: hoursAgo(200) }));
      await bench().run('renewLinks', [], new ScriptedPrompts('File in the Editor', all));
      const { searchParams } = new URL(read());
      assert.equal(searchParams.get('response-content-disposition'), 'attachment; filename="x.pdf"');
      assert.equal(searchParams.get('x-oss-expires'), '900');
    });

    it('selects links that would expire later, but never a forged link, which would become a valid one', async () => {
      const forged = expired({ accessKeySecret: 'wrong', key: 'readme.txt' });
      const living = link({ expires: '604800', key: 'reports/summary.md' });
      // A renewed link expires earlier.
      const lasting = link({ expires: '7200', key: 'readme.txt' });
      const before = `${expired()}\n${forged}\n${living}\n${lasting}\n`;
      write(before);
      const prompts = new ScriptedPrompts('File in the Editor', all);
      await bench().run('renewLinks', [], prompts);
      const lines = read().split('\n');
      assert.notEqual(lines[0], expired());
      assert.deepEqual(lines.slice(1, 4), [forged, living, lasting]);
      assert.ok(prompts.last.readable.some((text) => / · not signed by an AccessKey stored here$/.test(text)));
      write(before);
      await bench().run(
        'renewLinks',
        [],
        new ScriptedPrompts('File in the Editor', { checked: ['Presigned URL for readme.txt'] }),
      );
      assert.equal((await bench().use(urls()[1] ?? '', 'GET')).text, 'content of readme.txt');
    });

    it('does not select a link that works for more than a day, although the new one would expire later', async () => {
      const prompts = new ScriptedPrompts('File in the Editor', all);
      const memory = new LinkMemory(bench().oss.memento, () => ({ kind: 'duration', seconds: 604_800 }));
      const days = link({ expires: '604800', signedAt: hoursAgo(96) });
      const hours = link({ expires: '604800', signedAt: hoursAgo(150), key: 'readme.txt' });
      write(`${days}\n${hours}\n`);
      await documentCommands.renewLinks([], { ...bench().services(prompts), memory });
      const [kept, renewed] = read().split('\n');
      assert.deepEqual([kept === days, renewed === hours], [true, false]);
    });

    it('renews a link of another AccessKey with the profile that has the bucket', async () => {
      write(expired({ accessKeyId: 'rotated' }));
      await bench().run(
        'renewLinks',
        [],
        new ScriptedPrompts('File in the Editor', { checked: ['Presigned URL for 2026.pdf'] }),
      );
      assert.equal((await bench().use(read(), 'GET')).text, 'content of reports/2026.pdf');
    });

    it('lists links that cannot be renewed with the reason, and never the link', async () => {
      write(
        [
          'https://files.example.com/a.pdf' + new URL(expired({ accessKeyId: 'x' })).search,
          expired({ bucket: 'no-such-bucket', accessKeyId: 'x' }),
          expired({ method: 'DELETE' }),
          expired({ accessKeyId: 'x', headers: { 'x-oss-meta-a': '1' }, additionalHeaders: ['x-oss-meta-a'] }),
          expired(),
        ].join('\n'),
      );
      const prompts = new ScriptedPrompts('File in the Editor', all);
      await bench().run('renewLinks', [], prompts);
      assert.equal(prompts.last.text, "Select the links to renew (4 can't be renewed)");
      const { message, actions } = bench().shownMessages.at(-1) ?? assert.fail();
      assert.equal(message, "4 links can't be renewed.");
      await actions[0]?.run();
      const report = bench().documents.get("Links that can't be renewed") ?? '';
      for (const reason of [
        /a\.md:1 .*No profile has a bucket with the host files\.example\.com\./,
        /a\.md:2 .*No profile has the bucket "no-such-bucket"\./,
        /a\.md:3 .*The link is for DELETE/,
        /a\.md:4 .*The link requires headers whose values it doesn't contain: x-oss-meta-a\./,
      ]) {
        assert.match(report, reason);
      }
    });

    it('does not replace links that changed since the user saw them', async () => {
      write(`${expired()}\n`);
      const prompts = new ScriptedPrompts('File in the Editor', all);
      const pickMany = prompts.pickMany.bind(prompts);
      prompts.pickMany = async (question) => {
        const answer = await pickMany(question);
        write('another text\n');
        return answer;
      };
      await bench().run('renewLinks', [], prompts);
      assert.equal(read(), 'another text\n');
      assert.deepEqual(bench().messages, ['warn: The link was not renewed: the text has changed.']);
    });

    it('replaces the links that are still there, and says how many', async () => {
      write(`${expired()}\n${expired({ key: 'readme.txt' })}\n`);
      const prompts = new ScriptedPrompts('File in the Editor', all);
      const pickMany = prompts.pickMany.bind(prompts);
      prompts.pickMany = async (question) => {
        const answer = await pickMany(question);
        write(`${expired()}\nanother text\n`);
        return answer;
      };
      await bench().run('renewLinks', [], prompts);
      const [first = '', second] = read().split('\n');
      assert.equal((await bench().use(first, 'GET')).text, 'content of reports/2026.pdf');
      assert.equal(second, 'another text');
      assert.deepEqual(bench().messages, ['warn: 1 of 2 links were renewed: the texts have changed.']);
    });

    it('names the files that were not searched, whatever was found in the others', async () => {
      const unread = "Not searched, since it is larger than 10 MB or can't be read: logs/all.log.";
      bench().inspector.unread = ['logs/all.log'];
      write('no link');
      await bench().run('renewLinks', [], new ScriptedPrompts('Workspace'));
      write(expired({ method: 'DELETE' }));
      await bench().run('renewLinks', [], new ScriptedPrompts('Workspace'));
      write(expired());
      bench().inspector.isCut = true;
      await bench().run('renewLinks', [], new ScriptedPrompts('Workspace', all));
      assert.deepEqual(bench().messages, [
        `info: No presigned link found. ${unread}`,
        `info: 1 link can't be renewed. ${unread}`,
        `info: 1 link renewed in 1 file. The file is not saved; you can undo this. ${unread} Only the first 1 files were searched.`,
      ]);
    });

    it('finds links of OSS and of a CDN in the workspace', async () => {
      await bench().linkHosts.setLinkHost(
        { profileId: 'p1', bucket: 'logs' },
        {
          endpoint: { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' },
          cdn: { type: 'A', cdnTtl: 1800 },
        },
      );
      write(expired());
      write(`https://cdn.example.com/readme.txt?auth_key=1700000000-0-0-${'0'.repeat(32)}`, 'file:///project/b.md');
      await bench().run('renewLinks', [], new ScriptedPrompts('Workspace', all));
      assert.notEqual(read(), expired());
      assert.deepEqual(bench().messages, [
        'info: 1 link renewed in 1 file. The file is not saved; you can undo this.',
        "info: 1 link can't be renewed.",
      ]);
    });

    it('keeps the escapes of HTML and JSON', async () => {
      const html = `<a href="${expired().replaceAll('&', '&amp;')}">x</a>`;
      const json = JSON.stringify({ url: expired({ key: 'readme.txt' }) })
        .replaceAll('/', '\\/')
        .replaceAll('&', '\\u0026');
      write(`${html}\n${json}\n`);
      await bench().run('renewLinks', [], new ScriptedPrompts('File in the Editor', all));
      const [first = '', second = ''] = read().split('\n');
      const url = /href="([^"]+)"/.exec(first)?.[1] ?? '';
      assert.equal((await bench().use(url.replaceAll('&amp;', '&'), 'GET')).status, 200);
      assert.ok(!/&(?!amp;)/.test(first));
      const { url: parsed } = JSON.parse(second) as { url: string };
      assert.equal((await bench().use(parsed, 'GET')).status, 200);
      assert.ok(second.includes('\\u0026'));
    });

    it('renews the link of a code action, and no other', async () => {
      write(`${expired()}\n${expired({ key: 'readme.txt' })}\n`);
      const startIndex = expired().length + 1;
      const prompts = new ScriptedPrompts(all);
      await bench().run('renewLinks', [{ uri: URI, startIndex }], prompts);
      assert.match(prompts.last.readable.join('\n'), /^a\.md:2 · /m);
      const [first, second = ''] = read().split('\n');
      assert.equal(first, expired());
      assert.equal((await bench().use(second, 'GET')).text, 'content of readme.txt');
      await bench().run('renewLinks', [{ uri: URI, startIndex: 0 }], new ScriptedPrompts(all));
      assert.notEqual(read().split('\n')[0], expired());
      assert.equal(read().split('\n')[1], second);
    });

    it('renews the links of a folder or of the workspace', async () => {
      for (const [choice, count] of [
        ['Folder of the File', 2],
        ['Workspace', 3],
      ] as const) {
        write(expired({ key: 'readme.txt' }), 'file:///other/c.md');
        write(expired({ key: 'reports/summary.md' }), 'file:///project/b.md');
        write(expired());
        await bench().run('renewLinks', [], new ScriptedPrompts(choice, all));
        assert.match(bench().messages.at(-1) ?? '', new RegExp(`^info: ${count} links renewed in ${count} files`));
      }
    });

    it('offers no folder for a document that is in none', async () => {
      write(expired(), 'untitled:Untitled-1');
      const prompts = new ScriptedPrompts(undefined);
      await bench().run('renewLinks', [], prompts);
      assert.deepEqual(prompts.last.labels, ['File in the Editor', 'Workspace']);
    });

    it('is silent after Escape, and reports that there is no link', async () => {
      write(expired());
      for (const replies of [[ESCAPE], ['File in the Editor', ESCAPE]]) {
        await bench().run('renewLinks', [], new ScriptedPrompts(...replies));
      }
      assert.equal(read(), expired());
      assert.deepEqual(bench().messages, []);
      write('nothing');
      await bench().run('renewLinks', [], new ScriptedPrompts('File in the Editor'));
      assert.deepEqual(bench().messages, ['info: No presigned link found.']);
    });

    it('records many links of a bucket as one entry', async () => {
      write(Array.from({ length: 30 }, (_, index) => expired({ key: `k${index}` })).join('\n'));
      await bench().run('renewLinks', [], new ScriptedPrompts('File in the Editor', all));
      const [batch, ...rest] = bench().ledger.list();
      assert.deepEqual([batch?.batchCount, rest.length], [30, 0]);
    });
  });

  describe('Replace Links with oss:// Addresses', () => {
    it('keeps the address and no signature', async () => {
      write(`see ${link()} and ${link({ bucket: 'docs', key: '报告/三.pdf' })}.`);
      const labels = ['Download link for 2026.pdf', 'Download link for 三.pdf'];
      await bench().run('replaceLinks', [], new ScriptedPrompts('File in the Editor', { checked: labels }));
      assert.equal(read(), 'see oss://docs/reports/2026.pdf and oss://docs/报告/三.pdf.');
    });

    it('skips keys that are cut in the text, and versions, so that no address names another object', async () => {
      const before = `${link({ key: 'a b.pdf' })}\n${link({ query: { versionId: 'v1' } })}\n`;
      write(before);
      await bench().run('replaceLinks', [], new ScriptedPrompts('File in the Editor'));
      assert.equal(read(), before);
      assert.deepEqual(bench().messages, ["info: 2 links can't be replaced."]);
    });

    it('says how many links of how many files were replaced, and how many stay', async () => {
      const replace = async (...texts: readonly string[]): Promise<readonly string[]> => {
        const before = bench().messages.length;
        for (const [index, text] of texts.entries()) write(text, `file:///project/${index}.md`);
        const prompts = new ScriptedPrompts('Workspace', all);
        await bench().run('replaceLinks', [], prompts);
        bench().inspector.documents.clear();
        return [prompts.last.text, ...bench().messages.slice(before)];
      };
      const [one, other, refused] = [link(), link({ key: 'readme.txt' }), link({ key: 'a b.pdf' })];
      const select = 'Select the links to replace';
      assert.deepEqual(await replace(one), [
        select,
        'info: 1 link replaced in 1 file. The file is not saved; you can undo this.',
      ]);
      assert.deepEqual(await replace(`${one} ${other}`), [
        select,
        'info: 2 links replaced in 1 file. The file is not saved; you can undo this.',
      ]);
      assert.deepEqual(await replace(one, other), [
        select,
        'info: 2 links replaced in 2 files. The files are not saved; you can undo this.',
      ]);
      assert.deepEqual(await replace(`${one}\n${refused}\n`), [
        "Select the links to replace (1 can't be replaced)",
        'info: 1 link replaced in 1 file. The file is not saved; you can undo this.',
        "info: 1 link can't be replaced.",
      ]);
    });

    it('does not replace a link that changed since the user saw it', async () => {
      write(link());
      const prompts = new ScriptedPrompts('File in the Editor', all);
      const pickMany = prompts.pickMany.bind(prompts);
      prompts.pickMany = async (question) => {
        const answer = await pickMany(question);
        write('another text');
        return answer;
      };
      await bench().run('replaceLinks', [], prompts);
      assert.equal(read(), 'another text');
      assert.deepEqual(bench().messages, ['warn: The link was not replaced: the text has changed.']);
    });
  });

  it('are read in time slices, so that a long text does not block', async () => {
    const text = `${expired()}\n`.repeat(500);
    let [nowMs, turns] = [0, 0];
    const slices = {
      get isUsedUp() {
        return ++nowMs % 10 === 0;
      },
      next: () => {
        turns++;
        return Promise.resolve();
      },
    };
    const replacer = await LinkReplacer.create('renew', bench().services(new ScriptedPrompts()), slices);
    const found = await replacer.replacementsIn({ uri: URI, path: 'a.md', text });
    assert.equal(found.length, 500);
    assert.equal(found.at(-1)?.line, 500);
    assert.equal(turns, 50);
  });

  it('are found across the chunks of a long text', async () => {
    const filler = 'x'.repeat(100_000);
    const text = `${filler} ${expired()} ${filler}${filler}"${expired()}"\n`;
    const replacer = await LinkReplacer.create('renew', bench().services(new ScriptedPrompts()));
    const found = await replacer.replacementsIn({ uri: URI, path: 'a.md', text });
    assert.deepEqual(
      found.map(({ startIndex }) => startIndex),
      [100_001, 300_003 + expired().length],
    );
  });
});
