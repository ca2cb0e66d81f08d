import assert from 'node:assert/strict';
import { noon, v4Link, type LinkOptions } from '../../../support/emulator/handMade.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts, type Asked, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { makeLink } from '../../../../src/links/makeLink.ts';
import type { Credentials } from '../../../../src/oss/credentials.ts';
import { presign } from '../../../../src/oss/signing/presign.ts';
import { withBench } from '../../../support/features/commandBench.ts';

const hourAgo = new Date(noon.getTime() - 3_600_000);

describe('commands that read links', () => {
  const bench = withBench();
  const link = (options: LinkOptions = {}, edit?: (query: Map<string, string>) => void): string => {
    const own = { bucket: 'docs', key: 'reports/2026.pdf', expires: '3600', ...KEY, ...options };
    return bench().oss.emulator.endpoint('cn-hangzhou') + v4Link(own, edit);
  };
  const inspect = async (url: string, reply: Reply): Promise<Asked> => {
    const prompts = new ScriptedPrompts(reply);
    await bench().run('inspectLink', [{ url }], prompts);
    return prompts.last;
  };

  describe('Inspect Link', () => {
    it('shows purpose and expiry of a link, and sends no request', async () => {
      const query = { 'response-content-disposition': 'attachment; filename="a.pdf"' };
      const last = await inspect(link({ query }), undefined);
      assert.equal(last.place.title, 'Inspect Link · GET 2026.pdf');
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
        assert.equal(prompts.last.place.title, 'Inspect Link · GET 2026.pdf');
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

  describe('Sign Link Again', () => {
    const signAgain = async (url: string, ...replies: readonly Reply[]): Promise<URL> => {
      await bench().run('signLinkAgain', [{ url }], new ScriptedPrompts(...replies));
      return new URL(bench().links[0] ?? '');
    };

    it("keeps version, name, processing, limits and the bound host, and uses no longer validity than the user's", async () => {
      const query = {
        'response-content-disposition': `attachment; filename="_.pdf"; filename*=UTF-8''%E4%B8%89.pdf`,
        'x-oss-traffic-limit': '819200',
        'x-oss-ac-source-ip': '10.0.0.0',
        'x-oss-ac-subnet-mask': '8',
        'x-oss-request-payer': 'requester',
      };
      const host = new URL(bench().oss.emulator.endpoint('cn-hangzhou')).host;
      const old = link({ query, signedAt: hourAgo, expires: '600', headers: { host }, additionalHeaders: ['host'] });
      const { searchParams } = await signAgain(old);
      for (const [name, value] of Object.entries(query)) assert.equal(searchParams.get(name), value);
      assert.equal(searchParams.get('x-oss-expires'), '600');
      assert.equal(searchParams.get('x-oss-additional-headers'), 'host');
      assert.equal(searchParams.get('x-oss-date'), '20310506T120000Z');
    });

    describe('of a forged link', () => {
      const forged = (edit: (link: string) => string = (text) => text): string =>
        edit(
          `https://files.evil.example${link({ expires: '604800', accessKeyId: 'x' }).replace(/^.*?\/docs\//, '/')}`,
        ).replace(/x-oss-signature=[0-9a-f]+/, `x-oss-signature=${'0'.repeat(64)}`);

      it("does not sign for a foreign host: the user's host is used, and the message mentions it", async () => {
        const url = await signAgain(forged(), 'Download (GET)', 'docs');
        assert.equal(url.host, new URL(bench().oss.emulator.endpoint('cn-hangzhou')).host);
        assert.match(
          bench().messages.join('\n'),
          /info: The new link uses your host 127\.0\.0\.1:\d+ instead of files\.evil\.example\./,
        );
      });

      it('uses no longer validity than the user chose', async () => {
        const { searchParams } = await signAgain(forged(), 'Download (GET)', 'docs');
        assert.equal(searchParams.get('x-oss-expires'), '900');
      });

      it('does not use the weak signature version of the document', async () => {
        const v1 = `https://docs.oss-cn-hangzhou.aliyuncs.com/readme.txt?OSSAccessKeyId=x&Expires=4102444800&Signature=${'A'.repeat(27)}%3D`;
        const { searchParams } = await signAgain(v1, 'Download (GET)');
        assert.equal(searchParams.get('x-oss-signature-version'), 'OSS4-HMAC-SHA256');
        assert.equal(searchParams.get('x-oss-expires'), '900');
      });

      it('does not use plain http from the document, and keeps a custom domain of the user', async () => {
        const { linkHosts } = bench();
        const ref = { profileId: 'p1', bucket: 'docs' };
        await linkHosts.setLinkHost(ref, {
          endpoint: { kind: 'custom', url: 'https://files.evil.example', addressing: 'cname' },
        });
        const url = await signAgain(
          forged((text) => text.replace('https:', 'http:')),
          'Download (GET)',
        );
        assert.equal(url.origin, 'https://files.evil.example');
      });
    });

    it('asks for the purpose of a link if unclear, and for the profile', async () => {
      const url = await signAgain(link({ accessKeyId: 'other' }), 'Upload (PUT)');
      assert.equal((await bench().use(url.href, 'PUT', {}, 'new')).status, 200);
      assert.equal((await bench().oss.emulator.readObject('docs', 'reports/2026.pdf')).toString(), 'new');
    });

    it('signs a link of this session again with its own options', async () => {
      const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
      const options = {
        method: 'PUT',
        validity: '2m',
        contentType: 'text/x',
        headers: { 'x-oss-meta-a': 'b' },
      } as const;
      await bench().memory.rememberLink({ target, options });
      await bench().run('quickCopy');
      const [old = ''] = bench().links;
      await bench().run('signLinkAgain', [{ url: old }]);
      const [url = ''] = bench().links;
      const headers = { 'content-type': 'text/x', 'x-oss-meta-a': 'b' };
      assert.equal((await bench().use(url, 'PUT', headers, 'x')).status, 200);
      assert.deepEqual(bench().memory.lastLink, { target, options });
    });

    it('does nothing with a link that is neither a download nor an upload', async () => {
      await bench().run('signLinkAgain', [{ url: link({ method: 'DELETE' }) }]);
      assert.match(bench().messages[0] ?? '', /^warn: DELETE 2026\.pdf is not a download or upload link/);
      assert.deepEqual(bench().clipboard, []);
    });

    it('is silent after Escape', async () => {
      await bench().run('signLinkAgain', [{ url: link({ accessKeyId: 'other' }) }], new ScriptedPrompts(undefined));
      bench().assertSilent();
    });
  });

  describe('Explain a Refused Link', () => {
    it('compares a copied error response with the link, and reports the difference', async () => {
      const url = link({ method: 'PUT', headers: { 'content-type': 'text/plain' } });
      const { text } = await bench().use(url, 'PUT', { 'content-type': 'text/html' }, 'x');
      bench().clipboardText = `<?xml version="1.0"?>\n${text.slice(text.indexOf('<Error>'))}\n`;
      await bench().run('explainRefusedLink', [{ url }], new ScriptedPrompts('Read from Clipboard'));
      const [message = ''] = bench().messages;
      assert.match(message, /^info: PUT 2026\.pdf: The request .* header Content-Type.*text\/html/);
      const [showDetails] = bench().shownMessages[0]?.actions ?? [];
      assert.equal(showDetails?.label, 'Show Details');
      await showDetails.run();
      const report = bench().documents.get('Refused link') ?? '';
      assert.match(report, /^PUT 2026\.pdf: The request .*\n\n.*^Code: SignatureDoesNotMatch$/ms);
    });

    it('copies the upload command with the required headers, for a link of this session', async () => {
      const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
      const options = { method: 'PUT', validity: '2m', contentType: 'text/x' } as const;
      await bench().memory.rememberLink({ target, options });
      await bench().run('quickCopy');
      const [url = ''] = bench().links;
      bench().clipboardText = '<Error><Code>AccessDenied</Code></Error>';
      await bench().run('explainRefusedLink', [{ url }], new ScriptedPrompts('Read from Clipboard'));
      const copy =
        bench()
          .shownMessages.at(-1)
          ?.actions.find(({ label }) => label === 'Copy as curl') ?? assert.fail();
      await copy.run();
      assert.match(bench().clipboard.at(-1) ?? '', /^curl .*content-type: text\/x/);
    });

    it('explains other refusals, and asks how the link was used if that is unknown', async () => {
      const url = link({ accessKeyId: 'other' });
      bench().clipboardText = '<Error><Code>NoSuchKey</Code></Error>';
      await bench().run('explainRefusedLink', [{ url }], new ScriptedPrompts('Read from Clipboard', 'GET'));
      assert.match(bench().messages[0] ?? '', /^info: GET 2026\.pdf: The object doesn't exist/);
    });

    it('reports that the clipboard holds no error response, and is silent after Escape', async () => {
      bench().clipboardText = link();
      await bench().run('explainRefusedLink', [{ url: link() }], new ScriptedPrompts(undefined));
      bench().assertSilent();
      await bench().run('explainRefusedLink', [{ url: link() }], new ScriptedPrompts('Read from Clipboard'));
      assert.match(bench().messages[0] ?? '', /^warn: No OSS error response on the clipboard/);
    });
  });

  describe('Find Presigned URLs in Workspace', () => {
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
      for (const { text } of found) {
        assert.match(text, /^GET or PUT 2026\.pdf expires in 1 h, at .*\. Anyone who reads this file can use it\.$/);
      }
      assert.deepEqual(bench().messages, [
        'info: 2 presigned URLs in this workspace still work. They are in the Problems view.',
      ]);
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
      assert.match(found[0]?.text ?? '', /2026\.pdf expires in 1 h/);
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
      await bench().run('clearFoundLinks');
      assert.deepEqual(bench().inspector.found, []);
      await bench().run('removeFoundSignatures');
      bench().inspector.documents.clear();
      await bench().run('findPresignedUrls');
      assert.match(bench().messages.at(-1) ?? '', /^info: No file in the workspace/);
    });
  });

  describe('an oss:// URI', () => {
    const target = { bucket: 'docs', key: 'reports/2026.pdf' };

    it('can be revealed, or copied as a link', async () => {
      await bench().run('openOssUri', [target], new ScriptedPrompts('Reveal in Buckets'));
      assert.deepEqual(
        bench().revealed.map(({ id }) => id),
        ['object:p1/docs/reports/2026.pdf'],
      );
      await bench().run('openOssUri', [target], new ScriptedPrompts('Copy Download Link'));
      assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of reports/2026.pdf');
    });

    it('of a folder offers uploads, and Escape is silent', async () => {
      const prompts = new ScriptedPrompts(undefined);
      await bench().run('openOssUri', [{ bucket: 'docs', key: 'reports/' }], prompts);
      assert.deepEqual(prompts.last.labels, ['Reveal in Buckets', 'Copy Upload Link…']);
      bench().assertSilent();
    });
  });
});
