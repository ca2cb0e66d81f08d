import assert from 'node:assert/strict';
import { noon } from '../../../support/emulator/handMade.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts, type Asked, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { makeLink } from '../../../../src/links/makeLink.ts';
import type { Credentials } from '../../../../src/oss/credentials.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';
import { benchLink } from '../../../support/features/benchLinks.ts';
import { withBench } from '../../../support/features/commandBench.ts';

const hourAgo = new Date(noon.getTime() - 3_600_000);

describe('Inspect Link', () => {
  const bench = withBench();
  const link = benchLink(bench, 'reports/2026.pdf');
  const inspect = async (url: string, reply: Reply): Promise<Asked> => {
    const prompts = new ScriptedPrompts(reply);
    await bench().run('inspectLink', [{ url }], prompts);
    return prompts.last;
  };

  it('shows purpose and expiry of a link, and sends no request', async () => {
    const query = { 'response-content-disposition': 'attachment; filename="a.pdf"' };
    const last = await inspect(link({ query }), undefined);
    assert.equal(last.place.title, 'Inspect Link · Download link for 2026.pdf');
    assert.match(last.text, /^expires in 1 h, at .*\. Select an action, or a value to copy it\.$/);
    for (const fact of ['docs/reports/2026.pdf', 'profile Work', 'attachment; filename="a.pdf"']) {
      assert.ok(last.readable.includes(fact), fact);
    }
    assert.equal(bench().oss.emulator.requests.length, 0);
    bench().assertSilent();
  });

  it('shows when a link expired, and that no profile has its AccessKey', async () => {
    const last = await inspect(link({ accessKeyId: 'other', signedAt: hourAgo, expires: '60' }), undefined);
    assert.match(last.text, /^expired 59 min ago, at /);
    assert.ok(last.readable.includes('an AccessKey that no profile here has'));
    assert.ok(last.readable.includes('Download or upload (GET or PUT)'));
  });

  it('shows what was changed in a link that our profile signed', async () => {
    const last = await inspect(
      link({}, (query) => query.set('versionId', 'x')),
      undefined,
    );
    assert.ok(
      last.readable.some((label) => /parameter versionId was added/.test(label)),
      last.readable.join('\n'),
    );
  });

  it('copies the URL without the signature, or one of its facts', async () => {
    await inspect(link(), 'Copy Without Signature');
    assert.equal(bench().clipboard[0], `${bench().oss.emulator.endpoint('cn-hangzhou')}/docs/reports/2026.pdf`);
    await inspect(link(), 'Object');
    assert.equal(bench().clipboard[1], 'docs/reports/2026.pdf');
  });

  it('opens no upload link in a browser, which would only be refused', async () => {
    assert.ok((await inspect(link(), undefined)).labels.includes('Open in Browser'));
    assert.ok(!(await inspect(link({ method: 'PUT' }), undefined)).labels.includes('Open in Browser'));
  });

  it('shows the first link of a selection, and removes its signature there', async () => {
    const uri = 'file:///w/a.md';
    const text = `one ${link()}\ntwo ${link({ key: 'readme.txt' })}`;
    bench().inspector.documents.set(uri, `zero ${text}`);
    bench().inspector.selection = { uri, startIndex: 'zero '.length, text };
    const prompts = new ScriptedPrompts('Remove Signature Here');
    await bench().run('inspectLink', [], prompts);
    assert.equal(prompts.last.place.title, 'Inspect Link · Download link for 2026.pdf');
    assert.match(
      bench().inspector.documents.get(uri) ?? '',
      /^zero one http:[^?\s]*2026\.pdf\ntwo http:\S+x-oss-signature=/,
    );
  });

  it('reveals the object, and opens exactly that link', async () => {
    await inspect(link(), 'Reveal in Buckets');
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['object:p1/docs/reports/2026.pdf'],
    );
    await inspect(link(), 'Open in Browser');
    assert.deepEqual(bench().inspector.opened, [link()]);
  });

  describe('of a profile with temporary credentials', () => {
    const obtained: string[] = [];
    const others = async (obtain: () => Promise<Credentials>): Promise<void> => {
      obtained.length = 0;
      const { oss } = bench();
      for (const id of ['r1', 'r2']) {
        await oss.profiles.save({ ...(await record(id)), credentialSource: { kind: 'instanceRole', roleName: id } });
      }
      oss.sources.obtain = (plan) => {
        obtained.push(JSON.stringify(plan));
        return obtain();
      };
    };
    const record = (id: string) =>
      Promise.resolve({ id, name: `Role ${id}`, region: 'cn-hangzhou', endpoint: bench().oss.endpoint });

    it('compares a link only with AccessKeys at hand, and runs no commands and sends no requests', async () => {
      await others(() => Promise.reject(new Error('asked')));
      const last = await inspect(link({ accessKeyId: 'other' }), undefined);
      assert.ok(last.labels.includes('Find the Signing Profile…'));
      assert.deepEqual(obtained, []);
      await bench().run('checkLink', [{ url: link({ accessKeyId: 'other' }) }]);
      for (const command of ['signLinkAgain', 'explainRefusedLink'] as const) {
        await bench().run(command, [{ url: link({ accessKeyId: 'other' }) }], new ScriptedPrompts(undefined));
      }
      assert.deepEqual(obtained, []);
    });

    it('asks the profiles on demand, all at once, and shows the one that signed the link', async () => {
      let asked = 0;
      const both = Promise.withResolvers<undefined>();
      await others(async () => {
        if (++asked === 2) both.resolve(undefined);
        await both.promise;
        return { ...KEY, accessKeyId: 'other' };
      });
      const prompts = new ScriptedPrompts('Find the Signing Profile…', undefined);
      await bench().run('inspectLink', [{ url: link({ accessKeyId: 'other' }) }], prompts);
      assert.equal(asked, 2);
      assert.ok(prompts.last.readable.some((text) => /^profile Role r[12]$/.test(text)));
      assert.ok(!prompts.last.labels.includes('Find the Signing Profile…'));
      assert.equal(bench().progresses[0]?.title, 'Getting the credentials of Role r1, Role r2');
      assert.deepEqual(bench().messages, []);
    });

    it('says that no profile has the AccessKey now', async () => {
      await others(() => Promise.resolve(KEY));
      const prompts = new ScriptedPrompts('Find the Signing Profile…', undefined);
      await bench().run('inspectLink', [{ url: link({ accessKeyId: 'other' }) }], prompts);
      assert.deepEqual(bench().messages, ['status: No profile has this AccessKey now']);
    });

    it('stops waiting for them when the user cancels', async () => {
      await others(() => Promise.withResolvers<Credentials>().promise);
      bench().onProgress = (cancel) => {
        cancel();
      };
      const prompts = new ScriptedPrompts('Find the Signing Profile…');
      await bench().run('inspectLink', [{ url: link({ accessKeyId: 'other' }) }], prompts);
      assert.equal(obtained.length, 2);
      bench().assertSilent();
    });
  });

  describe('after a restart', () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'reports/2026.pdf' };
    const at = (endpoint: string, addressing: 'cname' | 'path' | 'virtual'): string =>
      presign(
        { method: 'GET', ...target },
        { credentials: KEY, region: 'cn-hangzhou', endpoint, addressing, signedAt: noon, expires: 3600 },
      ).url;
    const assertFound = async (url: string): Promise<void> => {
      const last = await inspect(url, 'Reveal in Buckets');
      assert.ok(last.readable.includes('docs/reports/2026.pdf'), last.readable.join('\n'));
      assert.ok(last.readable.includes('profile Work'));
      assert.equal(bench().revealed.at(-1)?.id, 'object:p1/docs/reports/2026.pdf');
      await bench().run('goToKey', [], new ScriptedPrompts(url));
      assert.equal(bench().revealed.at(-1)?.id, 'object:p1/docs/reports/2026.pdf');
    };

    it('finds the bucket of a custom domain in the ledger', async () => {
      const options = { method: 'GET', validity: '1h', host: 'https://files.example.com' } as const;
      const made = await makeLink(target, options, bench().services(new ScriptedPrompts()));
      await bench().ledger.record([made], 'url');
      await assertFound(at('https://files.example.com', 'cname'));
    });

    for (const addressing of ['path', 'virtual'] as const) {
      it(`recognises the private host of a profile, so that the key is right (${addressing})`, async () => {
        const { oss } = bench();
        const url = 'https://oss.corp.example';
        await oss.profiles.save({
          ...{ id: 'p2', name: 'Corp', region: 'cn-hangzhou' },
          endpoint: { kind: 'custom', url, addressing },
        });
        await assertFound(at(url, addressing));
      });
    }

    it('does not assume that the host of a path-style link belongs to one bucket', async () => {
      const made = await makeLink(target, { method: 'GET', validity: '1h' }, bench().services(new ScriptedPrompts()));
      await bench().ledger.record([made], 'url');
      assert.equal(bench().ledger.list()[0]?.isBucketHost, undefined);
    });
  });

  it('cleans a pasted link: escapes, quotes and a full stop after it', async () => {
    for (const pasted of [`"${link().replaceAll('&', '&amp;')}"`, `“${link()}”。`, `见 ${link()}。`]) {
      const prompts = new ScriptedPrompts(pasted, undefined);
      await bench().run('inspectLink', [], prompts);
      assert.deepEqual(prompts.asked[0]?.checks, [undefined]);
      assert.equal(prompts.last.place.title, 'Inspect Link · Download link for 2026.pdf');
    }
  });

  it('accepts a location in a document, and keeps no signature there', async () => {
    const { inspector } = bench();
    inspector.documents.set('file:///a.md', `[report](${link()}) and more`);
    const prompts = new ScriptedPrompts('Remove Signature Here');
    await bench().run('inspectLink', [{ uri: 'file:///a.md', startIndex: 9 }], prompts);
    const left = `[report](${bench().oss.emulator.endpoint('cn-hangzhou')}/docs/reports/2026.pdf) and more`;
    assert.equal(inspector.documents.get('file:///a.md'), left);
    assert.deepEqual(bench().messages, ['status: Signature removed']);
  });
});
