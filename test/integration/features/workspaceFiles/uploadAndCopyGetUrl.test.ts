import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Upload and Copy Download Link', () => {
  const bench = withBench();
  const toDocs = ['docs', 'Use docs/'] as const;
  const stored = async (key: string): Promise<string> =>
    (await bench().oss.emulator.readObject('docs', key)).toString();

  it('uploads a file with the content type of its name, and copies a link that downloads it', async () => {
    const uri = bench().file('/files/报告 1.md', '# Report');
    await bench().run('uploadAndCopyGetUrl', [uri, [uri]], new ScriptedPrompts(...toDocs));
    const answer = await bench().use(bench().links[0] ?? '', 'GET');
    assert.equal(answer.text, '# Report');
    assert.equal(answer.headers['content-type'], 'text/markdown;charset=utf-8');
    assert.equal(bench().clipboard.length, 1);
    assert.match(bench().messages.join('\n'), /^status: Copied download link for 报告 1\.md \(expires [^\n]*$/);
    assert.deepEqual(bench().memory.lastLink?.target, { profileId: 'p1', bucket: 'docs', key: '报告 1.md' });
    assert.deepEqual(bench().memory.uploadFolders[0], { profileId: 'p1', bucket: 'docs', prefix: '' });
  });

  it('shows the new object in the tree', async () => {
    const docs = await bench().node('docs');
    const uri = bench().file('/new.md', '#');
    await bench().run('uploadAndCopyGetUrl', [uri], new ScriptedPrompts(...toDocs));
    assert.deepEqual(bench().changed, [docs.id]);
    assert.equal(bench().progresses[0]?.title, 'Uploading new.md to docs/');
    assert.equal((await bench().node('docs', 'new.md')).kind, 'object');
  });

  it('reports progress over all files, up to the whole', async () => {
    const uris = [bench().file('/a.md', 'x'.repeat(300_000)), bench().file('/b.md', 'x'.repeat(100_000))];
    await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts(...toDocs));
    const [progress] = bench().progresses;
    assert.equal(progress?.title, 'Uploading 2 files to docs/');
    const done = progress.reports.map((report) => report.done);
    assert.deepEqual(
      done,
      done.toSorted((a, b) => a - b),
    );
    assert.deepEqual([done[0], done.at(-1)], [0, 1]);
    assert.equal(progress.reports[0]?.message, '0 of 2 files · 0 B of 391 KB');
    assert.equal(progress.reports.at(-1)?.message, '2 of 2 files · 391 KB of 391 KB');
    assert.equal(bench().links.length, 2);
  });

  it('copies links in the format of the default recipe, and remembers the link of the last file', async () => {
    const user = { Shell: { validity: '2h', format: 'curl' } };
    bench().recipeSettings = { user, workspace: undefined, defaults: { Work: 'Shell' } };
    const uris = [bench().file('/a.md', 'a'), bench().file('/b.md', 'b')];
    await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts(...toDocs));
    assert.match(bench().clipboard.at(-1) ?? '', /^curl .*a\.md[^]*\ncurl .*b\.md/);
    const { lastLink } = bench().memory;
    assert.deepEqual([lastLink?.target.key, lastLink?.format], ['b.md', 'curl']);
  });

  it('uploads mapped files of several folders into those of their bucket, which no upload remembers', async () => {
    bench().map([{ folder: '', bucket: 'docs', prefix: 'site' }]);
    const uris = ['a/b/1.md', 'a/bc/2.md'].map((path) => bench().file(`/project/${path}`, path));
    const prompts = new ScriptedPrompts('Use Profile');
    await bench().run('uploadAndCopyGetUrl', [uris[0], uris], prompts);
    assert.match(prompts.last.readable.join(' '), /\.\/ is mapped to docs\/site\//);
    assert.equal(bench().progresses[0]?.title, 'Uploading 2 files to docs/site/a/');
    assert.deepEqual([await stored('site/a/b/1.md'), await stored('site/a/bc/2.md')], ['a/b/1.md', 'a/bc/2.md']);
    assert.deepEqual(bench().memory.uploadFolders, []);
  });

  it('asks for a folder if the mappings of the files name several profiles', async () => {
    const { profiles } = bench().oss;
    await profiles.save({ ...profiles.get('p1'), id: 'p2', name: 'Other' }, { accessKeyId: 'a', accessKeySecret: 's' });
    bench().map(
      [
        { folder: 'docs', bucket: 'docs', profile: 'Work' },
        { folder: 'assets', bucket: 'docs', profile: 'Other' },
      ],
      'user',
    );
    const uris = ['docs/1.md', 'assets/2.md'].map((path) => bench().file(`/project/${path}`, path));
    await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts('Work', ...toDocs));
    assert.deepEqual([await stored('1.md'), await stored('2.md')], ['docs/1.md', 'assets/2.md']);
  });

  it('uploads mapped files of different folders below the deepest folder that they share', async () => {
    bench().map([{ folder: '', bucket: 'docs' }]);
    const upload = async (...names: readonly string[]): Promise<string | undefined> => {
      const uris = names.map((name) => bench().file(`/project/${name}`, name));
      const isKnown = bench().progresses.length > 0;
      await bench().run(
        'uploadAndCopyGetUrl',
        [uris[0], uris],
        new ScriptedPrompts(...(isKnown ? [] : ['Use Profile'])),
      );
      return bench().progresses.at(-1)?.title;
    };
    assert.equal(await upload('x/1.md', 'y/2.md'), 'Uploading 2 files to docs/');
    assert.equal(await upload('x/a/3.md', 'x/b/4.md'), 'Uploading 2 files to docs/x/');
    assert.equal(await upload('x/a/b/5.md', 'x/6.md'), 'Uploading 2 files to docs/x/');
    for (const key of ['x/1.md', 'y/2.md', 'x/a/3.md', 'x/b/4.md', 'x/a/b/5.md', 'x/6.md'])
      assert.equal(await stored(key), key);
  });

  it('is silent if the user does not let the mapping use a profile', async () => {
    bench().map([{ folder: '', bucket: 'docs' }]);
    const uri = bench().file('/project/a.md', 'a');
    await escapeSilently(bench(), 'uploadAndCopyGetUrl', [uri, [uri]], ['Use Profile']);
    assert.equal(bench().oss.emulator.object('docs', 'a.md'), undefined);
  });

  it('uploads an empty file', async () => {
    await bench().run('uploadAndCopyGetUrl', [bench().file('/empty.txt', '')], new ScriptedPrompts(...toDocs));
    assert.equal(await stored('empty.txt'), '');
    assert.equal(bench().links.length, 1);
  });

  it('uploads a large file in parts', async () => {
    const uri = bench().file('/large.bin', 'x'.repeat(9 * 2 ** 20));
    await bench().run('uploadAndCopyGetUrl', [uri], new ScriptedPrompts(...toDocs));
    assert.equal((await stored('large.bin')).length, 9 * 2 ** 20);
    const operations = bench().oss.emulator.requests.map(({ operation }) => operation);
    assert.equal(operations.filter((operation) => operation === 'UploadPart').length, 2);
    assert.equal(bench().progresses[0]?.reports[0]?.message, '0 B of 9 MB');
    assert.equal(bench().links.length, 1);
  });

  it('skips folders and reports it', async () => {
    const uris = [bench().folder('/folder'), bench().file('/a.md', '#')];
    await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts(...toDocs));
    assert.match(bench().messages[0] ?? '', /^warn: Folders are not included/);
    assert.equal(bench().links.length, 1);
  });

  it('uses the file of the active editor from the palette, or else the picked ones', async () => {
    bench().activeFile = bench().file('/active.md', '#');
    await bench().run('uploadAndCopyGetUrl', [], new ScriptedPrompts(...toDocs));
    bench().activeFile = undefined;
    bench().pickedFiles = [bench().file('/b.md', '#'), bench().file('/c.md', '#')];
    await bench().run('uploadAndCopyGetUrl', [], new ScriptedPrompts('Other Folder…', ...toDocs));
    for (const key of ['active.md', 'b.md', 'c.md']) assert.equal(await stored(key), '#');
  });

  it('is silent after Escape at every step, and if no file is picked', async () => {
    await escapeSilently(bench(), 'uploadAndCopyGetUrl', [bench().file('/a.md', '#')], [...toDocs]);
    await bench().run('uploadAndCopyGetUrl');
    bench().assertSilent();
    assert.equal(bench().oss.emulator.object('docs', 'a.md'), undefined);
  });

  describe('when cancelled', () => {
    /** Endless body. */
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(Buffer.alloc(16_384));
    }

    it('aborts the upload, uploads no more and copies nothing', async () => {
      const big = bench().file('/big.bin', endless, 50_000_000);
      const begun = () => bench().oss.emulator.requests.filter(({ operation }) => operation === 'UploadPart');
      bench().onReport = (cancel) => {
        if (begun().length > 0) cancel();
      };
      await bench().run('uploadAndCopyGetUrl', [big, [big]], new ScriptedPrompts(...toDocs));
      assert.deepEqual(bench().clipboard, []);
      assert.equal(bench().oss.emulator.object('docs', 'big.bin'), undefined);
      const operations = bench().oss.emulator.requests.map(({ operation }) => operation);
      assert.ok(operations.includes('AbortMultipartUpload'));
      assert.equal(bench().memory.lastLink, undefined);
      assert.deepEqual(bench().messages, []);
    });

    it('reports what was uploaded before', async () => {
      bench().onReport = (cancel) => {
        if (bench().oss.emulator.object('docs', 'first.md')) cancel();
      };
      const uris = [bench().file('/first.md', '#'), bench().file('/big.bin', endless, 50_000_000)];
      await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts(...toDocs));
      assert.deepEqual(bench().messages, ['status: Canceled: 1 of 2 files uploaded']);
      assert.deepEqual(bench().clipboard, []);
    });

    it('reports what had failed before', async () => {
      const match = { operation: 'PutObject', key: 'first.md' } as const;
      bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
      bench().onReport = (cancel) => {
        if (/^1 of 2/.test(bench().progresses[0]?.reports.at(-1)?.message ?? '')) cancel();
      };
      const uris = [bench().file('/first.md', '#'), bench().file('/big.bin', endless, 50_000_000)];
      await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts(...toDocs));
      assert.match(bench().messages.join('\n'), /^warn: Canceled: 0 of 2 files uploaded .*AccessDenied/);
    });
  });

  const puts = () => bench().oss.emulator.requests.filter(({ operation }) => operation === 'PutObject');

  describe('onto an existing object', () => {
    const names = ['readme.txt', 'reports.txt', 'more.txt'];

    beforeEach(async () => {
      for (const name of names.slice(1)) await bench().oss.emulator.putObject('docs', name, 'old');
    });
    const files = () => names.map((name) => bench().file(`/${name}`, `new ${name}`));

    it('replaces it after a confirmation', async () => {
      const [uri] = files();
      const prompts = new ScriptedPrompts(...toDocs, 'Replace');
      await bench().run('uploadAndCopyGetUrl', [uri], prompts);
      assert.match(prompts.last.text, /^"readme\.txt" already exists in docs\. Replace it\?$/);
      assert.deepEqual(prompts.last.labels, ['Replace', 'Keep Both']);
      assert.equal(await stored('readme.txt'), 'new readme.txt');
      assert.equal(bench().links.length, 1);
    });

    it('changes nothing after Escape', async () => {
      const [uri] = files();
      await bench().run('uploadAndCopyGetUrl', [uri], new ScriptedPrompts(...toDocs, undefined));
      assert.equal(await stored('readme.txt'), 'content of readme.txt');
      bench().assertSilent();
    });

    it('can keep both, the new one under the next free number', async () => {
      await bench().oss.emulator.putObject('docs', 'readme (2).txt', 'second');
      const [uri] = files();
      await bench().run('uploadAndCopyGetUrl', [uri], new ScriptedPrompts(...toDocs, 'Keep Both'));
      assert.equal(await stored('readme.txt'), 'content of readme.txt');
      assert.equal(await stored('readme (2).txt'), 'second');
      assert.equal(await stored('readme (3).txt'), 'new readme.txt');
      assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'new readme.txt');
    });

    it('asks once for several, and skips those to be kept', async () => {
      const uris = [...files(), bench().file('/fresh.txt', 'fresh')];
      const prompts = new ScriptedPrompts(...toDocs, 'Skip Existing');
      await bench().run('uploadAndCopyGetUrl', [uris[0], uris], prompts);
      assert.deepEqual(prompts.last.labels, ['Replace All', 'Skip Existing', 'Keep Both']);
      assert.match(prompts.last.readable.join(' '), /Your choice applies to all existing files\./);
      assert.deepEqual(await Promise.all(names.map(stored)), ['content of readme.txt', 'old', 'old']);
      assert.equal(await stored('fresh.txt'), 'fresh');
      assert.equal(bench().links.length, 1);
      assert.ok(bench().messages.includes('warn: 1 uploaded, 3 skipped, 0 failed.'));
    });

    it('asks no more after Replace All', async () => {
      const uris = files();
      await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts(...toDocs, 'Replace All'));
      assert.deepEqual(
        await Promise.all(names.map(stored)),
        names.map((name) => `new ${name}`),
      );
      assert.equal(bench().links.length, 3);
    });

    it('stops after Escape, reports what was uploaded before and copies nothing', async () => {
      const uris = [bench().file('/fresh.txt', 'fresh'), ...files()];
      const prompts = new ScriptedPrompts(...toDocs, undefined);
      await bench().run('uploadAndCopyGetUrl', [uris[0], uris], prompts);
      assert.deepEqual(await Promise.all(names.map(stored)), ['content of readme.txt', 'old', 'old']);
      assert.deepEqual(bench().clipboard, []);
      for (const message of bench().messages) assert.match(message, /^status: Canceled: 1 of 4 files uploaded$/);
    });

    it('checks for it first in a bucket with versioning, where OSS would replace it', async () => {
      bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
      await bench().oss.emulator.putObject('kept', 'readme.txt', 'first');
      const [uri] = files();
      const prompts = new ScriptedPrompts('kept', 'Use kept/', undefined);
      await bench().run('uploadAndCopyGetUrl', [uri], prompts);
      assert.match(prompts.last.text, /^"readme\.txt" already exists in kept\. Replace it\?$/);
      assert.equal((await bench().oss.emulator.readObject('kept', 'readme.txt')).toString(), 'first');
      bench().assertSilent();
    });

    it('sends nothing before the user has answered', async () => {
      const [uri] = files();
      await bench().run('uploadAndCopyGetUrl', [uri], new ScriptedPrompts(...toDocs, undefined));
      assert.deepEqual(puts(), []);
    });

    it('keeps an object that was created after the check', async () => {
      await bench().run('uploadAndCopyGetUrl', [bench().file('/fresh.txt', 'fresh')], new ScriptedPrompts(...toDocs));
      assert.deepEqual(
        puts().map(({ headers }) => headers['x-oss-forbid-overwrite']),
        ['true'],
      );
    });

    it('does not replace it without a question if versioning is suspended, or may not be read', async () => {
      bench().oss.emulator.createBucket('suspended', { versioning: 'Suspended' });
      await bench().oss.emulator.putObject('suspended', 'readme.txt', 'only copy');
      const [uri] = files();
      const denied = { kind: 'status', status: 403, code: 'AccessDenied' } as const;
      bench().oss.emulator.faults.add({ ...denied, match: { operation: 'GetBucketVersioning' }, times: 2 });
      const prompts = new ScriptedPrompts('suspended', 'Use suspended/', undefined);
      await bench().run('uploadAndCopyGetUrl', [uri], prompts);
      assert.match(prompts.last.text, /^"readme\.txt" already exists in suspended/);
      // Also if the object may not be looked up.
      bench().oss.emulator.faults.add({ ...denied, match: { operation: 'HeadObject' } });
      const again = new ScriptedPrompts('suspended/', undefined);
      await bench().run('uploadAndCopyGetUrl', [uri], again);
      assert.equal(again.last.text, 'Couldn\'t check whether "readme.txt" exists in suspended. Upload it anyway?');
      assert.deepEqual(puts(), []);
      assert.equal((await bench().oss.emulator.readObject('suspended', 'readme.txt')).toString(), 'only copy');
    });

    it('asks about the numbered name too if it may not be looked up, and ends with the answer', async () => {
      const { emulator } = bench().oss;
      emulator.createBucket('suspended', { versioning: 'Suspended' });
      await emulator.putObject('suspended', 'readme.txt', 'only copy');
      const [uri] = files();
      const denied = { kind: 'status', status: 403, code: 'AccessDenied', times: 3 } as const;
      emulator.faults.add({ ...denied, match: { operation: 'GetBucketVersioning' } });
      emulator.faults.add({ ...denied, match: { operation: 'HeadObject', key: 'readme (2).txt' } });
      const upload = (...replies: readonly (string | undefined)[]): Promise<void> =>
        bench().run('uploadAndCopyGetUrl', [uri], new ScriptedPrompts(...replies));
      await upload('suspended', 'Use suspended/', 'Keep Both', undefined);
      assert.deepEqual(puts(), []);
      await upload('suspended/', 'Keep Both', 'Upload');
      assert.equal((await emulator.readObject('suspended', 'readme (2).txt')).toString(), 'new readme.txt');
    });

    it('skips all files that may not be looked up, also under numbered names, once the user says so', async () => {
      const { emulator } = bench().oss;
      emulator.createBucket('suspended', { versioning: 'Suspended' });
      await emulator.putObject('suspended', 'readme.txt', 'only copy');
      const uris = [...files(), bench().file('/unknown.txt', 'x')];
      const denied = { kind: 'status', status: 403, code: 'AccessDenied', times: 9 } as const;
      emulator.faults.add({ ...denied, match: { operation: 'GetBucketVersioning' } });
      for (const key of ['readme (2).txt', 'unknown.txt']) {
        emulator.faults.add({ ...denied, match: { operation: 'HeadObject', key } });
      }
      const others = uris.length - 2;
      const prompts = new ScriptedPrompts('suspended', 'Use suspended/', 'Keep Both', 'Skip');
      await bench().run('uploadAndCopyGetUrl', [uris[0], uris], prompts);
      assert.deepEqual(
        puts()
          .map(({ key }) => key)
          .filter((key) => /readme|unknown/.test(key ?? '')),
        [],
      );
      assert.equal(bench().links.length, others);
      assert.match(bench().messages.join(), new RegExp(`${String(others)} uploaded, 2 skipped, 0 failed`));
    });
  });

  describe('of a symbolic link', () => {
    it('asks with its target, and sends nothing after Escape', async () => {
      const uri = bench().file('/project/logo.png', 'secret');
      bench().symlinkTargets.set('/project/logo.png', '/home/user/.ssh/id_ed25519');
      const prompts = new ScriptedPrompts(...toDocs, undefined);
      await bench().run('uploadAndCopyGetUrl', [uri], prompts);
      assert.equal(prompts.last.text, 'Upload a file that a symbolic link leads to?');
      assert.match(prompts.last.readable.join('\n'), /^logo\.png → \/home\/user\/\.ssh\/id_ed25519$/m);
      assert.deepEqual(puts(), []);
      bench().assertSilent();
    });
  });

  describe('when OSS refuses', () => {
    it('shows the cause, and copies nothing', async () => {
      bench().oss.emulator.faults.add({
        kind: 'status',
        status: 403,
        code: 'AccessDenied',
        match: { operation: 'PutObject' },
      });
      await bench().run('uploadAndCopyGetUrl', [bench().file('/a.md', '#')], new ScriptedPrompts(...toDocs));
      assert.deepEqual(bench().clipboard, []);
      assert.equal(bench().shownMessages.length, 1);
      assert.equal(bench().shownMessages[0]?.kind, 'error');
      assert.match(bench().shownMessages[0]?.details ?? '', /Code: AccessDenied/);
    });

    it('continues with the others, and summarises', async () => {
      const match = { operation: 'PutObject', key: 'a.md' } as const;
      bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
      const uris = ['a.md', 'b.md', 'c.md'].map((name) => bench().file(`/${name}`, '#'));
      await bench().run('uploadAndCopyGetUrl', [uris[0], uris], new ScriptedPrompts(...toDocs));
      assert.equal(bench().links.length, 2);
      assert.deepEqual(
        bench().shownMessages.map(({ kind }) => kind),
        ['status', 'warn'],
      );
      const warning = bench().shownMessages[1];
      assert.match(warning?.message ?? '', /^2 uploaded, 0 skipped, 1 failed\. .*AccessDenied/);
      assert.deepEqual(
        warning?.actions.map(({ label }) => label),
        ['Show Details'],
      );
      await warning.actions[0]?.run();
      assert.match(bench().documents.get('Transfer details') ?? '', /^ {4}a\.md: .*\n {8}Operation: PutObject$/m);
    });

    it('reports a file that changed during the upload', async () => {
      const uri = bench().file('/a.md', '#', 5);
      await bench().run('uploadAndCopyGetUrl', [uri], new ScriptedPrompts(...toDocs));
      assert.deepEqual(bench().clipboard, []);
      assert.match(
        bench().messages.join('\n'),
        /^error: Couldn't upload \"a\.md\": the file changed during the upload\. Upload it again\.$/,
      );
    });
  });
});
