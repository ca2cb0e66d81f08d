import assert from 'node:assert/strict';
import { LinkReplacer, type ReplacementKind } from '../../../../src/features/documents/linkReplacements.ts';
import { makeLink } from '../../../../src/links/makeLink.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { benchLink } from '../../../support/features/benchLinks.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { NARROW_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

const URI = 'file:///project/a.md';

describe('replacements of links', () => {
  const bench = withBench();
  const link = benchLink(bench, 'readme.txt');
  const expired = (): string => link({ signedAt: new Date(noon.getTime() - 9 * 3_600_000) });
  const results = async (kind: ReplacementKind, text: string): Promise<readonly string[]> => {
    const replacer = await LinkReplacer.create(kind, bench().services(new ScriptedPrompts()));
    const found = await replacer.replacementsIn({ uri: URI, path: 'a.md', text });
    return found.map(({ result }) => ('reason' in result ? result.reason : result.text));
  };

  it('leave out what only looks like a link', async () => {
    const damaged = 'https://docs.oss-cn-hangzhou.aliyuncs.com/a?x-oss-signature=0';
    assert.deepEqual(await results('address', `${damaged} ${link()}`), ['oss://docs/readme.txt']);
  });

  it('refuse a link for a bucket', async () => {
    const reasons = ['The link is for a bucket, not for an object.'];
    assert.deepEqual(await results('address', link({ key: '' })), reasons);
    assert.deepEqual(await results('renew', link({ key: '' })), reasons);
  });

  it('refuse an upload link whose headers are unknown since its AccessKey was replaced', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    const services = bench().services(new ScriptedPrompts());
    const upload = await makeLink(target, { method: 'PUT', validity: '15m' }, services);
    bench().inspector.sessionLinks.add([upload]);
    await bench().oss.saveProfile({}, NARROW_KEY);
    assert.deepEqual(await results('renew', upload.url), [
      'The headers that the upload must send are not in the link.',
    ]);
  });

  it('sign for each bucket with the profile that has it', async () => {
    bench().oss.emulator.createBucket('media');
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    await bench().oss.profiles.addBucket('p1', 'docs');
    await bench().oss.profiles.addBucket('p2', 'media');
    const services = bench().services(new ScriptedPrompts());
    const replacer = await LinkReplacer.create('renew', services);
    const text = [link({ accessKeyId: 'other' }), link({ accessKeyId: 'other', bucket: 'media' })].join(' ');
    const found = await replacer.replacementsIn({ uri: URI, path: 'a.md', text });
    assert.deepEqual(
      found.map(({ result }) => 'text' in result && result.link?.target.profileId),
      ['p1', 'p2'],
    );
  });

  it('give the reason why a link cannot be signed', async () => {
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    bench().oss.secrets.values.clear();
    const [reason = ''] = await results('renew', expired());
    assert.match(reason, /Work/);
    assert.doesNotMatch(reason, /http/);
  });

  describe('in documents', () => {
    const all = {};
    const write = (text: string, uri = URI): void => {
      bench().inspector.documents.set(uri, text);
      bench().inspector.cursorPlace = { uri, startIndex: 0 };
    };

    it('need a profile', async () => {
      write(expired());
      await bench().oss.profiles.remove('p1');
      const prompts = new ScriptedPrompts(ESCAPE);
      await bench().run('renewLinks', [], prompts);
      assert.deepEqual(prompts.texts, ['No profiles yet.']);
    });

    it('stop without a change or a message after a cancellation', async () => {
      write(expired());
      bench().onProgress = (cancel) => {
        cancel();
      };
      await bench().run('renewLinks', [], new ScriptedPrompts('File in the Editor'));
      assert.equal(bench().inspector.changes, 0);
      bench().assertSilent();
    });

    it('offer the file in the editor and its folder by their names, and neither without an editor', async () => {
      write(expired());
      const prompts = new ScriptedPrompts(ESCAPE);
      await bench().run('renewLinks', [], prompts);
      prompts.then(ESCAPE);
      bench().inspector.cursorPlace = undefined;
      await bench().run('renewLinks', [], prompts);
      const [withEditor, without] = prompts.asked;
      assert.deepEqual(withEditor?.labels, ['File in the Editor', 'Folder of the File', 'Workspace']);
      assert.ok(withEditor.readable.includes(bench().inspector.pathOf(URI)), withEditor.readable.join());
      assert.deepEqual(without?.labels, ['Workspace']);
    });

    it('are limited to the folder of the explorer, in the order of the files', async () => {
      for (const name of ['project/b.md', 'project/a.md', 'project/c.md', 'other/d.md']) {
        write(expired(), `file:///${name}`);
      }
      const folder = { scheme: 'file', path: '/project/', toString: () => 'file:///project/' };
      const prompts = new ScriptedPrompts(all);
      await bench().run('renewLinks', [folder], prompts);
      const files = prompts.last.readable.flatMap((text) => /^(\w\.md):1 · /.exec(text)?.[1] ?? []);
      assert.deepEqual(files, ['a.md', 'b.md', 'c.md']);
      assert.equal(bench().inspector.documents.get('file:///other/d.md'), expired());
    });

    it('show the new host before the change', async () => {
      write(expired());
      await bench().linkHosts.setLinkHost(
        { profileId: 'p1', bucket: 'docs' },
        { endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } },
      );
      const prompts = new ScriptedPrompts('File in the Editor', ESCAPE);
      await bench().run('renewLinks', [], prompts);
      assert.ok(prompts.last.readable.some((text) => / · 127\.0\.0\.1:\d+ → files\.example\.com$/.test(text)));
    });

    it('are neither recorded nor reported as done if VS Code refuses the edit', async () => {
      write(expired());
      bench().inspector.change = () => Promise.resolve(false);
      await bench().run('renewLinks', [], new ScriptedPrompts('File in the Editor', all));
      assert.deepEqual(bench().messages, ['warn: The link was not renewed: the text has changed.']);
      assert.deepEqual(bench().ledger.list(), []);
    });
  });
});
