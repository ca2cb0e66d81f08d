import assert from 'node:assert/strict';
import { objectPaths } from '../../../../src/features/explorer/copyAddress.ts';
import { ListingCancelledError } from '../../../../src/tree/listing.ts';
import { unanswered } from '../../../support/oss/fakeTransport.ts';
import { allBuckets, folder, loadMore, object, profile, waiting } from '../../../support/tree/sampleNodes.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('commands on objects', () => {
  const bench = withBench();

  async function keptPlan() {
    const bucket = bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
    for (const body of ['first', 'second']) await bench().oss.emulator.putObject('kept', 'plan.md', body);
    const plan = await bench().node('kept', 'plan.md');
    assert.ok(plan.kind === 'object');
    return { bucket, plan };
  }

  describe('Copy Key and Copy oss:// URI', () => {
    it('copy one line per selected bucket, folder or object, without duplicates', async () => {
      const nodes = [
        await bench().node('docs', '报告/三.pdf'),
        await bench().node('docs', 'reports/'),
        await bench().node('docs', '报告/三.pdf'),
      ];
      await bench().run('copyKey', [nodes[0], nodes]);
      assert.deepEqual(bench().links, ['报告/三.pdf', 'reports/']);
      const docs = await bench().bucket('docs');
      await bench().run('copyUri', [docs, [docs, ...nodes]]);
      assert.deepEqual(bench().links, ['oss://docs/', 'oss://docs/报告/三.pdf', 'oss://docs/reports/']);
      assert.deepEqual(bench().messages, ['status: Copied 2 keys', 'status: Copied 3 oss:// URIs']);
    });

    it('say what was copied of one object', async () => {
      await bench().run('copyKey', [await bench().node('docs', 'readme.txt')]);
      assert.deepEqual(bench().messages, ['status: Copied key of readme.txt']);
    });

    it('copy the name of a bucket, and nothing of a row without an address', async () => {
      const docs = await bench().bucket('docs');
      await bench().run('copyKey', [docs]);
      assert.deepEqual(bench().clipboard, ['docs']);
      await bench().run('copyUri', [docs]);
      assert.deepEqual(bench().messages, ['status: Copied the bucket name docs', 'status: Copied oss:// URI of docs']);
      await bench().run('copyKey', [await bench().node()]);
      await bench().run('copyUri', [loadMore]);
      assert.deepEqual(bench().clipboard, ['docs', 'oss://docs/']);
    });

    it('ask for an object from the palette', async () => {
      await bench().run('copyUri', [], new ScriptedPrompts('docs', 'readme.txt'));
      assert.deepEqual(bench().clipboard, ['oss://docs/readme.txt']);
      assert.deepEqual(bench().messages, ['status: Copied oss:// URI of readme.txt']);
    });

    it('take the paths of rows that have one, whatever else is selected', () => {
      assert.deepEqual(objectPaths([profile, allBuckets, loadMore, waiting, folder, object]), [
        { bucket: 'docs', key: 'a/' },
        { bucket: 'docs', key: 'a/b.txt' },
      ]);
    });

    it('are silent after Escape at every step', () => escapeSilently(bench(), 'copyKey', [], ['docs', 'readme.txt']));
  });

  describe('Cancel of a listing', () => {
    it('ends it, and the row says so', async () => {
      const bucket = await bench().bucket('docs');
      const { transport } = bench().oss;
      let isSent = (): void => undefined;
      const sent = new Promise<void>((resolve) => (isSent = resolve));
      Object.assign(transport, {
        request: unanswered(() => {
          isSent();
        }),
      });
      bench().tree.refresh(bucket);
      const children = bench().tree.children(bucket);
      await sent;
      await bench().run('cancelListing', [{ kind: 'waiting', id: `waiting:${bucket.id}`, parent: bucket }]);
      const [problem] = await children;
      assert.ok(problem?.kind === 'problem' && problem.error instanceof ListingCancelledError);
    });
  });

  describe('Show Versions', () => {
    it('shows them and selects the latest', async () => {
      const { plan } = await keptPlan();
      await bench().run('showVersions', [plan]);
      const versions = bench().tree.versionsOf(plan) ?? [];
      assert.equal(versions.length, 2);
      assert.deepEqual(bench().revealed, [versions[0]]);
      assert.deepEqual(bench().messages, []);
    });

    it('copies a working link of the chosen version, and the same again', async () => {
      const { plan } = await keptPlan();
      await bench().run('showVersions', [plan]);
      const former = bench().tree.versionsOf(plan)?.[1];
      await bench().run('copyGetUrl', [former]);
      assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'first');
      await bench().run('quickCopy');
      assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'first');
      await bench().run('copyKey', [former, bench().tree.versionsOf(plan)]);
      assert.deepEqual(bench().links, ['plan.md']);
    });

    it('reports that versioning is off', async () => {
      await bench().run('showVersions', [await bench().node('docs', 'readme.txt')]);
      assert.deepEqual(bench().messages, [
        'info: Versioning is off for "docs", so "readme.txt" has no other versions.',
      ]);
      assert.deepEqual(bench().revealed, []);
    });

    it('reports that only the newest of very many versions are shown', async () => {
      const { bucket, plan } = await keptPlan();
      const current = bench().oss.emulator.object('kept', 'plan.md') ?? assert.fail();
      for (let count = 0; count < 1000; count++) bucket.put(current);
      await bench().run('showVersions', [plan]);
      assert.equal(bench().tree.versionsOf(plan)?.length, 1000);
      assert.deepEqual(bench().messages, ['status: The newest 1,000 versions are shown']);
    });

    it('asks for an object from the palette', async () => {
      await keptPlan();
      await bench().run('showVersions', [], new ScriptedPrompts('kept', 'plan.md'));
      const [newest] = bench().revealed;
      assert.ok(newest?.kind === 'version' && newest.isCurrent);
    });

    it('reports that a typed key does not exist', async () => {
      await bench().run('showVersions', [], new ScriptedPrompts('docs', { type: 'no', pick: 'Use the key no' }));
      assert.deepEqual(bench().messages, ["status: docs/no doesn't exist."]);
    });
  });

  describe('Properties', () => {
    it('show the metadata of an object with escaped Markdown', async () => {
      await bench().oss.emulator.putObject('docs', 'x.css', '*{}', {
        contentType: 'text/css',
        storageClass: 'Archive',
        headers: { 'x-oss-meta-author': '**me**', 'cache-control': 'no-store' },
      });
      await bench().run('showProperties', [await bench().node('docs', 'x.css')]);
      const [[name, text] = ['', '']] = bench().documents;
      assert.equal(name, 'Properties of x.css');
      for (const row of [
        /^\| Object \| oss:\/\/docs\/x\.css \|$/m,
        /^\| Size \| 3 bytes \|$/m,
        /^\| Type \| text\/css \|$/m,
        /^\| Storage class \| Archive \|$/m,
        /^\| Restored \| no \\\(not readable yet\\\) \|$/m,
        /^\| x-oss-meta-author \| \\\*\\\*me\\\*\\\* \|$/m,
        /^\| cache-control \| no-store \|$/m,
      ]) {
        assert.match(text, row);
      }
      assert.doesNotMatch(text, /x-oss-request-id|x-oss-server-time/);
      assert.doesNotMatch(text, /^\| (?:server|date|connection|keep-alive|content-length|etag|accept-ranges) \|/m);
      assert.equal(text.split('| Property | Value |').length, 2, 'one table');
    });

    it('contain the version, the checksums and the encryption that OSS reports', async () => {
      bench().oss.emulator.createBucket('safe', { versioning: 'Enabled' });
      const headers = { 'x-oss-server-side-encryption': 'KMS', 'x-oss-server-side-encryption-key-id': 'key-1' };
      const put = await bench().oss.emulator.putObject('safe', 'a.bin', 'abc', { headers });
      await bench().run('showProperties', [await bench().node('safe', 'a.bin')]);
      const [[, text] = ['', '']] = bench().documents;
      const rows = new Map([...text.matchAll(/^\| (.+?) \| (.*) \|$/gm)].map(([, name, value]) => [name, value]));
      // The MD5 of "abc".
      assert.match(rows.get('ETag') ?? '', /900150983CD24FB0D6963F7D28E17F72/i);
      assert.equal(rows.get('Version'), put.versionId);
      assert.match(rows.get('CRC\\-64') ?? rows.get('CRC-64') ?? '', /^\d+$/);
      assert.equal(rows.get('Encryption'), 'KMS');
      assert.equal(rows.get('Key in KMS')?.replaceAll('\\', ''), 'key-1');
      assert.equal(rows.get('Object type'), 'Normal');
    });

    describe('of an archived object', () => {
      async function restoredRow(restored: { readonly expires?: Date }): Promise<string | undefined> {
        const cold = bench().oss.emulator.createBucket('cold');
        const put = await bench().oss.emulator.putObject('cold', 'a.bin', 'x'.repeat(2048), {
          storageClass: 'Archive',
        });
        cold.change(put, { restored });
        await bench().run('showProperties', [await bench().node('cold', 'a.bin')]);
        const [[, text] = ['', '']] = bench().documents;
        assert.match(text, /^\| Size \| 2 KB \\\(2,048 bytes\\\) \|$/m);
        return /^\| Restored \| (.*) \|$/m.exec(text)?.[1];
      }

      it('show that it is being restored', async () => {
        assert.equal(await restoredRow({}), 'being restored');
      });

      it('show until when it stays restored', async () => {
        const expires = new Date('2026-05-04T12:00:00Z');
        assert.equal(await restoredRow({ expires }), `until ${expires.toLocaleString('en', { hourCycle: 'h23' })}`);
      });

      it('show a restore state without a readable date as OSS sends it', async () => {
        assert.match((await restoredRow({ expires: new Date(Number.NaN) })) ?? '', /expiry-date="Invalid Date"/);
      });
    });

    it('are read again after a change of this window, a deletion included, and after no other one', async () => {
      const { emulator, clients } = bench().oss;
      await emulator.putObject('docs', 'a.txt', 'x');
      await emulator.putObject('docs', 'b.txt', 'x');
      const nodes = [await bench().node('docs', 'a.txt'), await bench().node('docs', 'b.txt')];
      await bench().run('showProperties', [nodes[0], nodes]);
      const client = await clients.of('p1');
      const name = 'Properties of 2 objects';
      await client.headObject('docs', 'a.txt');
      await client.putObjectAcl('docs', 'readme.txt', 'private');
      assert.deepEqual([...bench().staleDocuments], []);
      await client.putObject('docs', 'a.txt', Buffer.from('longer'));
      const before = emulator.requests.length;
      const text = (await bench().staleDocuments.get(name)?.()) ?? '';
      assert.deepEqual(
        [...text.matchAll(/^\| Size \| (.+) \|$/gm)].map(([, size]) => size),
        ['6 bytes', '1 byte'],
      );
      assert.equal(emulator.requests.length - before, 1, 'only the changed object is read');
      await client.putObject('docs', 'b.txt', Buffer.from('longer'));
      const since = emulator.requests.length;
      await bench().staleDocuments.get(name)?.();
      assert.equal(emulator.requests.length - since, 1, 'an earlier change is not read twice');
      await client.deleteObjects('docs', ['b.txt']);
      assert.match((await bench().staleDocuments.get(name)?.()) ?? '', /^## b\.txt\n\nThe object doesn't exist\.$/m);
    });

    it('give the reason where they cannot be read after a change, in place of old values', async () => {
      const { emulator, clients } = bench().oss;
      await emulator.putObject('docs', 'a.txt', 'x');
      await bench().run('showProperties', [await bench().node('docs', 'a.txt')]);
      await (await clients.of('p1')).putObject('docs', 'a.txt', Buffer.from('longer'));
      emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'HeadObject' } });
      const text = (await bench().staleDocuments.get('Properties of a.txt')?.()) ?? '';
      assert.match(text, /^## a\.txt\n\nPermission missing: oss:GetObject/);
    });

    it('show each selected object, and a version as that version', async () => {
      const { plan } = await keptPlan();
      await bench().run('showVersions', [plan]);
      const former = bench().tree.versionsOf(plan)?.[1];
      await bench().run('showProperties', [plan, [plan, former]]);
      const [[name, text] = ['', '']] = bench().documents;
      assert.equal(name, 'Properties of 2 objects');
      assert.deepEqual(
        bench()
          .progresses.at(-1)
          ?.reports.map(({ done }) => done),
        [0.5, 1],
      );
      assert.deepEqual(
        [...text.matchAll(/^\| Size \| (.+) \|$/gm)].map(([, size]) => size),
        ['6 bytes', '5 bytes'],
      );
    });

    it('are not shown, and no more of them are read, once the user cancels', async () => {
      const keys = Array.from({ length: 30 }, (_, index) => `many/${String(index)}.txt`);
      for (const key of keys) await bench().oss.emulator.putObject('docs', key, key);
      const nodes = await Promise.all(keys.map((key) => bench().node('docs', key)));
      bench().onReport = (cancel) => {
        cancel();
      };
      await bench().run('showProperties', [nodes[0], nodes]);
      const { requests } = bench().oss.emulator;
      assert.ok(requests.filter(({ operation }) => operation === 'HeadObject').length < keys.length);
      assert.deepEqual([...bench().documents], []);
      bench().assertSilent();
    });

    it('are no longer waited for once the user cancels', async () => {
      const node = await bench().node('docs', 'readme.txt');
      const { promise: sent, resolve: isSent } = Promise.withResolvers<undefined>();
      Object.assign(bench().oss.transport, {
        request: unanswered(() => {
          isSent(undefined);
        }),
      });
      bench().onProgress = (cancel) => void sent.then(cancel);
      await bench().run('showProperties', [node]);
      assert.equal(bench().progresses[0]?.title, 'Reading the properties of readme.txt');
      bench().assertSilent();
    });

    it('are silent after Escape at every step', () =>
      escapeSilently(bench(), 'showProperties', [], ['docs', 'readme.txt']));
  });
});
