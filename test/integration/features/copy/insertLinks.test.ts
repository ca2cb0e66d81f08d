import assert from 'node:assert/strict';
import { linksForDrop } from '../../../../src/features/copy/insertLinks.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, validityOf, withBench } from '../../../support/features/commandBench.ts';

describe('Insert Download Link', () => {
  const bench = withBench();
  /** The texts of each insertion, one a cursor. */
  let inserted: (readonly string[])[];

  function openEditor(languageId: string, { cursors = 1, isReadOnly = false } = {}): void {
    inserted = [];
    bench().editor = {
      languageId,
      cursors,
      insert: (texts) => {
        if (!isReadOnly) inserted.push(texts);
        return Promise.resolve(!isReadOnly);
      },
    };
  }

  async function contentOf(url: string): Promise<string> {
    return (await bench().use(url, 'GET')).text;
  }

  it('inserts a working link at the cursor, and shows its expiry', async () => {
    openEditor('plaintext');
    await bench().run('insertLinks', [await bench().node('docs', '报告/三.pdf')]);
    const [[url = ''] = []] = inserted;
    assert.equal(await contentOf(url), 'content of 报告/三.pdf');
    assert.equal(validityOf(url), '900');
    assert.deepEqual(bench().clipboard, []);
    assert.match(
      bench().messages.join('\n'),
      /^status: Inserted link to 三\.pdf \(expires [^\n]+\)\. Anyone who reads the document can use it\. · host [\d.:]+$/,
    );
    assert.equal(bench().memory.lastLink?.target.key, '报告/三.pdf');
  });

  it('formats the link for the language of the document, and a picture as a picture', async () => {
    await bench().oss.emulator.putObject('docs', 'logo.png', 'png');
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('docs', 'logo.png')];
    openEditor('markdown');
    await bench().run('insertLinks', [nodes[0], nodes]);
    const [[text = ''] = []] = inserted;
    assert.match(text, /^\[readme\.txt\]\(http:[^\s)]+\)\n!\[logo\.png\]\(http:[^\s)]+\)$/);
  });

  it('inserts one link at each cursor in order if the numbers match', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'reports/summary.md')];
    openEditor('plaintext', { cursors: 2 });
    await bench().run('insertLinks', [nodes[0], nodes]);
    const texts = await Promise.all((inserted[0] ?? []).map(contentOf));
    assert.deepEqual(texts, ['content of reports/2026.pdf', 'content of reports/summary.md']);
    assert.match(
      bench().messages[0] ?? '',
      /^status: Inserted 2 links \(expire .+\)\. Anyone who reads the document can use them\. · host [\d.:]+$/,
    );
  });

  it('inserts all links at each cursor if the numbers differ, as one step', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'reports/summary.md')];
    openEditor('plaintext', { cursors: 3 });
    await bench().run('insertLinks', [nodes[0], nodes]);
    assert.equal(inserted.length, 1);
    const [texts = []] = inserted;
    assert.equal(texts.length, 3);
    assert.deepEqual([...new Set(texts)].length, 1);
    assert.equal(texts[0]?.split('\n').length, 2);
  });

  it('asks for an object from the palette, and leaves the document unchanged after Escape at every step', async () => {
    openEditor('html');
    await escapeSilently(bench(), 'insertLinks', [], ['docs', 'reports/', '2026.pdf']);
    assert.deepEqual(inserted, []);
    await bench().run('insertLinks', [], new ScriptedPrompts('docs', 'reports/', '2026.pdf'));
    assert.match(inserted.flat().join(), /^<a href="http:[^"]+">2026\.pdf<\/a>$/);
  });

  it('explains what to do if no document is open, and asks nothing', async () => {
    await bench().run('insertLinks', [await bench().node('docs', 'readme.txt')]);
    assert.deepEqual(bench().messages, ['warn: Open a file and place the cursor where the link should go.']);
  });

  it('reports that a document cannot be edited, and remembers nothing', async () => {
    openEditor('markdown', { isReadOnly: true });
    await bench().run('insertLinks', [await bench().node('docs', 'readme.txt')]);
    assert.deepEqual(bench().messages, ["warn: Couldn't insert the link: this document is read-only."]);
    assert.equal(bench().memory.lastLink, undefined);
  });

  it('creates the text of objects that are dropped into a document', async () => {
    const targets = ['readme.txt', 'reports/summary.md'].map((key) => ({ profileId: 'p1', bucket: 'docs', key }));
    const made = await linksForDrop(targets, 'restructuredtext', bench().services(new ScriptedPrompts(ESCAPE)));
    assert.equal(made?.isBlock, false);
    const urls = [...made.text.matchAll(/^`[^<]+ <(http:[^>]+)>`__$/gm)].map(([, url = '']) => url);
    assert.deepEqual(await Promise.all(urls.map(contentOf)), [
      'content of readme.txt',
      'content of reports/summary.md',
    ]);
    assert.match(bench().messages[0] ?? '', /^status: Inserted 2 links \(expire /);
  });
});
