import assert from 'node:assert/strict';
import { escapeSilently, withBench } from '../../../../support/features/commandBench.ts';
import { ScriptedPrompts } from '../../../../support/ui/scriptedPrompts.ts';

describe('Edit Properties', () => {
  const bench = withBench();
  const put = (key: string, headers: Record<string, string> = {}) =>
    bench().oss.emulator.putObject('docs', key, `content of ${key}`, { headers });
  const node = (key: string) => bench().node('docs', key);
  const object = (key: string) => bench().oss.emulator.object('docs', key) ?? assert.fail(`${key} is lost`);
  const written = (): number =>
    bench().oss.emulator.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD').length;
  const CHANGE = 'Change Properties…';

  /** Three objects of a folder, two of them alike. */
  async function selection(): Promise<readonly unknown[]> {
    await put('site/a.css', { 'content-type': 'text/plain', 'cache-control': 'no-store', 'x-oss-tagging': 'site=old' });
    await put('site/b.css', { 'content-type': 'text/plain', 'x-oss-object-acl': 'public-read' });
    await put('site/c.css', { 'content-type': 'text/css', 'x-oss-meta-who': 'me' });
    const nodes = await Promise.all(['site/a.css', 'site/b.css', 'site/c.css'].map(node));
    return [nodes[0], nodes];
  }

  it('changes every kind of property of one object after a preview', async () => {
    await put('site/a.css', { 'content-type': 'text/plain', 'cache-control': 'no-store', 'x-oss-meta-who': 'me' });
    const prompts = new ScriptedPrompts(
      ...['Content-Type', 'text/css', 'Cache-Control', '', 'Content-Disposition', 'inline'],
      ...['Add User Metadata…', 'Project: Atlas', 'x-oss-meta-who', '', 'Add Tag…', 'team = web'],
      ...['ACL', 'public-read', 'Storage class', 'IA', CHANGE, 'Change'],
    );
    await bench().run('editProperties', [await node('site/a.css')], prompts);
    assert.equal(prompts.last.text, 'Change the properties of "a.css"?');
    assert.deepEqual(prompts.last.readable.at(-1)?.split('\n'), [
      'Content-Type: text/css',
      'Cache-Control: removed',
      'Content-Disposition: inline',
      'x-oss-meta-project: Atlas',
      'x-oss-meta-who: removed',
      'Tag team: web',
      'ACL: public-read',
      'Storage class: IA',
      '',
      'public-read: anyone who knows the address can download them, without a link.',
      'OSS charges for changing the storage class, and for leaving one before its minimum duration.',
      'In a bucket with versioning, each changed object gets a new version.',
    ]);
    const { headers, tags, acl, storageClass } = object('site/a.css');
    assert.deepEqual(headers, {
      'content-type': 'text/css',
      'content-disposition': 'inline',
      'x-oss-meta-project': 'Atlas',
    });
    assert.deepEqual([tags, acl, storageClass], [[['team', 'web']], 'public-read', 'IA']);
    assert.ok(bench().changed.includes('folder:p1/docs/site/'), bench().changed.join());
    assert.deepEqual(bench().messages, ['status: Changed the properties of 1 object']);
  });

  it('changes a selection where it differs, and says for how many objects', async () => {
    const args = await selection();
    const prompts = new ScriptedPrompts(
      ...['Content-Type', 'text/css', 'Tag site', 'Remove', 'Add User Metadata…', 'who: me', 'ACL', 'private'],
      ...[CHANGE, 'Change'],
    );
    await bench().run('editProperties', args, prompts);
    const [several] = prompts.asked.filter(({ text }) => text === 'Select one value for all objects');
    assert.deepEqual(several?.labels, ['Other Value…', 'text/plain', 'text/css']);
    assert.equal(prompts.last.text, 'Change the properties of 3 objects?');
    assert.deepEqual(prompts.last.readable.at(-1)?.split('\n').slice(0, 4), [
      'Content-Type: text/css (2 objects)',
      'x-oss-meta-who: me (2 objects)',
      'Tag site: removed (1 object)',
      'ACL: private (3 objects)',
    ]);
    assert.deepEqual(object('site/a.css').headers, {
      ...{ 'content-type': 'text/css', 'cache-control': 'no-store', 'x-oss-meta-who': 'me' },
    });
    assert.deepEqual(object('site/c.css').headers, { 'content-type': 'text/css', 'x-oss-meta-who': 'me' });
    for (const key of ['site/a.css', 'site/b.css', 'site/c.css']) {
      assert.deepEqual([object(key).acl, object(key).tags], ['private', []]);
    }
    assert.deepEqual(bench().messages, ['status: Changed the properties of 3 objects']);
  });

  it('shows each object before anything is sent', async () => {
    const args = await selection();
    const prompts = new ScriptedPrompts('Content-Type', 'text/css', CHANGE, 'Show Each Object', 'Cancel');
    const before = written();
    await bench().run('editProperties', args, prompts);
    const table = bench().documents.get('Change of properties') ?? '';
    assert.match(table, /site\/a\.css.*Content-Type.*text\/plain.*text\/css/);
    assert.doesNotMatch(table, /site\/c\.css/);
    assert.equal(written(), before);
    await bench().run('editProperties', args, new ScriptedPrompts('Content-Type', 'text/css', CHANGE, 'Show Each Object', 'Change')); // prettier-ignore
    assert.equal(object('site/a.css').headers['content-type'], 'text/css');
  });

  it('sends nothing where the user leaves at any question', async () => {
    const args = await selection();
    const before = written();
    await escapeSilently(bench(), 'editProperties', args, ['Cache-Control']);
    // Escape at a value leads back to the list.
    for (const replies of [
      ['Cache-Control', undefined, undefined],
      ['ACL', 'private', undefined],
      ['ACL', 'private', CHANGE, undefined],
    ]) {
      await bench().run('editProperties', args, new ScriptedPrompts(...replies));
    }
    bench().assertSilent();
    assert.equal(written(), before);
  });

  it('offers nothing to change for values that all objects have', async () => {
    await put('site/a.css', { 'cache-control': 'no-store' });
    const prompts = new ScriptedPrompts('Cache-Control', 'max-age=1', 'Cache-Control', 'no-store', undefined);
    await bench().run('editProperties', [await node('site/a.css')], prompts);
    assert.equal(prompts.asked[2]?.labels[0], CHANGE);
    assert.notEqual(prompts.last.labels[0], CHANGE);
  });

  it('refuses values that OSS refuses', async () => {
    await put('site/a.css', { 'x-oss-tagging': Array.from({ length: 10 }, (_, index) => `t${index}=1`).join('&') });
    const prompts = new ScriptedPrompts(
      ...[
        'Content-Type',
        '',
        'nonsense',
        'text/css',
        'Expires',
        'tomorrow',
        '',
        'Add User Metadata…',
        'no colon',
        'a: b',
      ],
      ...['Add Tag…', 'none', 'a=<b>', 'eleven=1', undefined],
    );
    await bench().run('editProperties', [await node('site/a.css')], prompts);
    const metadata = prompts.asked.find(({ place }) => place.title === 'Properties of a.css · Add User Metadata');
    assert.equal(metadata?.checks[0]?.message, 'Enter a name and a value, such as "author: Ines".');
    // Eleven tags are one too many.
    assert.ok(!prompts.last.labels.includes(CHANGE));
    assert.equal(prompts.last.readable.join('\n').match(/at most 10 tags/g)?.length, 1);
    const tags = prompts.asked.find(({ place }) => place.title === 'Properties of a.css · Add Tag');
    assert.ok(
      tags?.checks.some((check) => check?.message.includes('A tag is key=value')),
      JSON.stringify(tags?.checks),
    );
    const values = new ScriptedPrompts('Add Tag…', `a=${'v'.repeat(257)}`, `a=${'v'.repeat(256)}`, undefined);
    await bench().run('editProperties', [await node('site/a.css')], values);
    assert.equal(
      values.asked.find(({ checks }) => checks.length > 0)?.checks[0]?.message,
      'A tag has a value of at most 256 characters.',
    );
    await put('site/b.css', { 'x-oss-meta-long': 'x'.repeat(8000) });
    bench().tree.refresh();
    const long = new ScriptedPrompts('Add User Metadata…', `more: ${'y'.repeat(200)}`, undefined);
    await bench().run('editProperties', [await node('site/b.css')], long);
    assert.ok(!long.last.labels.includes(CHANGE));
    assert.match(
      long.last.readable.join('\n'),
      /The names and values of the metadata have 8230 bytes\. OSS accepts at most 8192\./,
    );
  });

  it('names what cannot be changed, and changes the rest', async () => {
    await put('site/a.css', { 'content-type': 'text/plain' });
    await put('site/old.css', { 'content-type': 'text/plain', 'x-oss-storage-class': 'Archive' });
    const nodes = await Promise.all(['site/a.css', 'site/old.css'].map(node));
    const prompts = new ScriptedPrompts('Content-Type', 'text/css', CHANGE, 'Change');
    await bench().run('editProperties', [nodes[0], nodes], prompts);
    assert.match(
      prompts.last.readable.join('\n'),
      /Can't be changed: 1 object\. Couldn't change "old\.css": it is archived\. Restore it first\./,
    );
    assert.equal(object('site/a.css').headers['content-type'], 'text/css');
    assert.match(bench().messages.join('\n'), /^warn: 1 changed, 1 failed\. Couldn't change "old\.css"/);
    await bench().run('editProperties', [nodes[1]], new ScriptedPrompts('Content-Type', 'text/css', CHANGE));
    assert.match(bench().messages.at(-1) ?? '', /^error: Couldn't change "old\.css"/);
  });

  it('says what a public object, an archived one and an appendable one become', async () => {
    const stored = await put('app.log');
    bench()
      .oss.emulator.bucket('docs')
      .put({ ...stored, type: 'Appendable' });
    const prompts = new ScriptedPrompts('ACL', 'public-read-write', 'Storage class', 'Archive', CHANGE, undefined);
    await bench().run('editProperties', [await node('app.log')], prompts);
    const shown = prompts.last.readable.join('\n');
    assert.match(
      shown,
      /public-read-write: anyone who knows the address can download, replace, and delete them, without a link\./,
    );
    assert.match(shown, /They must be restored before they can be read again\./);
    const offered = prompts.asked.find(({ text }) => text === 'Select who can use the objects')?.readable ?? [];
    for (const meaning of [
      'only with a signature',
      'as the bucket',
      'anyone can download, without a link',
      'anyone can download, replace, and delete, without a link',
    ]) {
      assert.ok(offered.includes(meaning), meaning);
    }
    assert.match(shown, /Appendable objects that become normal ones, to which nothing can be appended: 1 object\./);
  });

  for (const [operation, action, steps] of [
    ['GetObjectAcl', 'oss:GetObjectAcl', ['Content-Type', 'text/css', CHANGE]],
    ['CopyObject', 'oss:PutObject', ['Content-Type', 'text/css', CHANGE, 'Change']],
    ['PutObjectTagging', 'oss:PutObjectTagging', ['Add Tag…', 'a=1', CHANGE, 'Change']],
    ['PutObjectAcl', 'oss:PutObjectAcl', ['ACL', 'private', CHANGE, 'Change']],
  ] as const) {
    it(`names the missing permission ${action}`, async () => {
      await put('site/a.css', { 'content-type': 'text/plain' });
      const a = await node('site/a.css');
      bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation } });
      await bench().run('editProperties', [a], new ScriptedPrompts(...steps));
      assert.match(bench().messages.at(-1) ?? '', new RegExp(`^error: Permission missing: ${action}\\.`));
      assert.equal(object('site/a.css').headers['content-type'], 'text/plain');
    });
  }

  it('names a permission that is missing for some of several, and what cannot even be read', async () => {
    const args = await selection();
    const deny = (operation: 'PutObjectAcl' | 'HeadObject', times: number): void => {
      bench().oss.emulator.faults.add({
        kind: 'status',
        status: 403,
        code: 'AccessDenied',
        times,
        match: { operation },
      });
    };
    deny('PutObjectAcl', 1);
    await bench().run('editProperties', args, new ScriptedPrompts('ACL', 'private', CHANGE, 'Change'));
    assert.match(bench().messages[0] ?? '', /^warn: 2 changed, 1 failed\. Permission missing: oss:PutObjectAcl/);
    assert.match(bench().messages[1] ?? '', /^error: Permission missing: oss:PutObjectAcl/);
    deny('HeadObject', 1);
    const prompts = new ScriptedPrompts('ACL', 'default', CHANGE, 'Change');
    await bench().run('editProperties', args, prompts);
    assert.match(prompts.last.readable.join('\n'), /Can't be changed: 1 object\. Permission missing: oss:GetObject\./);
    deny('HeadObject', 3);
    await bench().run('editProperties', args);
    assert.match(bench().messages.at(-1) ?? '', /^error: Permission missing: oss:GetObject\./);
  });

  it('asks nothing once the user cancels while properties are read', async () => {
    const args = [await node('readme.txt')];
    bench().onProgress = (cancel) => {
      cancel();
    };
    await bench().run('editProperties', args, new ScriptedPrompts());
    bench().assertSilent();
  });

  it('stops between objects when the user cancels, and says how many are changed', async () => {
    const nodes = [];
    for (let index = 0; index < 30; index++) await put(`many/${index}.txt`);
    for (let index = 0; index < 30; index++) nodes.push(await node(`many/${index}.txt`));
    bench().onReport = (cancel) => {
      if (bench().progresses.at(-1)?.title.startsWith('Changing') === true) cancel();
    };
    await bench().run('editProperties', [nodes[0], nodes], new ScriptedPrompts('ACL', 'private', CHANGE, 'Change'));
    assert.match(bench().messages.at(-1) ?? '', /^warn: Canceled: properties of \d+ of 30 objects changed$/);
    assert.ok(nodes.some((_, index) => object(`many/${index}.txt`).acl === 'default'));
  });

  it('changes nothing of an object of which the active editor shows an old version', async () => {
    bench().activeObject = { profileId: 'p1', bucket: 'docs', key: 'readme.txt', versionId: 'v1' };
    await bench().run('editProperties');
    assert.match(bench().messages.join(), /^error: Couldn't edit "readme\.txt": this is one of its versions\./);
  });

  it('takes the object of the active editor, or asks for one', async () => {
    bench().activeObject = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    await bench().run('editProperties', [], new ScriptedPrompts('ACL', 'private', CHANGE, 'Change'));
    bench().activeObject = undefined;
    await bench().run(
      'editProperties',
      [],
      new ScriptedPrompts('docs', 'readme.txt', 'ACL', 'default', CHANGE, 'Change'),
    );
    assert.equal(object('readme.txt').acl, 'default');
  });

  for (const mode of ['off', 'untrusted'] as const) {
    it(`is refused where changes are ${mode}`, async () => {
      bench().changeMode = mode;
      await bench().run('editProperties', [await node('readme.txt')]);
      assert.match(bench().messages.join(), /^warn: (?:Changing objects is turned off|Objects can't be changed)/);
    });
  }

  it('asks once for a bucket whose objects were not changed before', async () => {
    bench().changeMode = 'ask';
    const prompts = new ScriptedPrompts('ACL', 'private', CHANGE, 'Allow', 'Change');
    await bench().run('editProperties', [await node('readme.txt')], prompts);
    assert.equal(object('readme.txt').acl, 'private');
  });
});
