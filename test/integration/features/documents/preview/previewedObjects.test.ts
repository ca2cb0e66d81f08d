import assert from 'node:assert/strict';
import { readAddressedObject, showObject } from '../../../../../src/features/documents/preview/previewedObjects.ts';
import { findMappedBucket, type MappedFile } from '../../../../../src/links/mappings/mappings.ts';
import { withBench } from '../../../../support/features/commandBench.ts';
import { ESCAPE, ScriptedPrompts } from '../../../../support/ui/scriptedPrompts.ts';

describe('an address in a Markdown preview', () => {
  for (const [uri, object] of [
    ['oss://docs/a.png', { bucket: 'docs', key: 'a.png' }],
    ['oss://docs/%E5%9B%BE/a%20b.png', { bucket: 'docs', key: '图/a b.png' }],
    ['oss://docs/100%.png', { bucket: 'docs', key: '100%.png' }],
    ['oss://docs/a?b#c', { bucket: 'docs', key: 'a?b#c' }],
    ['oss://docs', undefined],
    ['oss://docs/', undefined],
    ['oss://Bad.Host/a', undefined],
    ['https://docs/a', undefined],
  ] as const) {
    it(`${uri} ${object ? `names ${object.key}` : 'names no object'}`, () => {
      assert.deepEqual(readAddressedObject(uri), object);
    });
  }
});

describe('an object in a Markdown preview', () => {
  const bench = withBench();
  const services = () => bench().services(new ScriptedPrompts(ESCAPE));
  const mapped = (mapping: object): MappedFile => {
    bench().map([{ folder: '', ...mapping }], 'user');
    const file = { scheme: 'file', authority: '', path: '/project/a.md' };
    return findMappedBucket(file, 'docs', bench().mappedRoots) ?? assert.fail();
  };
  const named = (): MappedFile => mapped({ bucket: 'docs', profile: bench().profileNames[0] });

  it('has a link with a validity of at most 15 minutes', async () => {
    const shown = await showObject(named(), { bucket: 'docs', key: 'readme.txt' }, 'link', services());
    assert.ok('url' in shown);
    assert.equal((await bench().use(shown.url, 'GET')).text, 'content of readme.txt');
    assert.equal(new URL(shown.url).searchParams.get('x-oss-expires'), '900');
    bench().maxValiditySeconds = 60;
    const shorter = await showObject(named(), { bucket: 'docs', key: 'readme.txt' }, 'link', services());
    assert.ok('url' in shorter);
    assert.equal(new URL(shorter.url).searchParams.get('x-oss-expires'), '60');
  });

  it('is embedded if its host has no TLS, since previews load no image from it', async () => {
    const shown = await showObject(named(), { bucket: 'docs', key: 'readme.txt' }, 'picture', services());
    const encoded = Buffer.from('content of readme.txt').toString('base64');
    assert.deepEqual(shown, { url: `data:text/plain;base64,${encoded}` });
  });

  it('is not embedded if it is larger than 5 MiB', async () => {
    await bench().oss.emulator.putObject('docs', 'large.png', 'x'.repeat(5 * 2 ** 20 + 1));
    const large = await showObject(named(), { bucket: 'docs', key: 'large.png' }, 'picture', services());
    assert.deepEqual(large, { problem: 'The picture is too large for the preview.' });
  });

  it('shows the reason if it is not shown', async () => {
    const gone = await showObject(named(), { bucket: 'docs', key: 'gone.png' }, 'picture', services());
    assert.deepEqual(gone, { problem: "The object doesn't exist." });
    const refused = { kind: 'status', status: 403, code: 'AccessDenied' } as const;
    bench().oss.emulator.faults.add(refused);
    const denied = await showObject(named(), { bucket: 'docs', key: 'readme.txt' }, 'picture', services());
    assert.ok('problem' in denied);
    assert.match(denied.problem, /permission|denied/i);
    const unnamed = await showObject(
      mapped({ bucket: 'docs', profile: 'Nobody' }),
      { bucket: 'docs', key: 'readme.txt' },
      'picture',
      services(),
    );
    assert.deepEqual(unnamed, { problem: 'No profile is selected for the bucket "docs".' });
    bench().assertNothingLeaked();
  });
});
