import assert from 'node:assert/strict';
import { showArrived } from '../../../../src/features/requests/showArrived.ts';
import type { OssClient } from '../../../../src/oss/client/ossClient.ts';
import type { IssuedLink } from '../../../../src/links/ledger/ledger.ts';
import { plainRequestOptions } from '../../../../src/links/requests/requestOptions.ts';
import { anyOrigin } from '../../../emulator/cors.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';
import { formOfPage, sendForm, type FormOfPage } from '../../../support/links/sentForm.ts';
import { ESCAPE, ScriptedPrompts, type Asked, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import type { CommandName } from '../../../../src/ids.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { localClock, localDay } from '../../../support/localTime.ts';

const COPY_HTML: readonly Reply[] = ['Copy As…', 'HTML'];
const FOLDER = `reports/${localDay(noon)}-new1/`;

/** Limits of a request, as its form shows them. */
const limitsIn = (form: Asked | undefined): string => form?.readable.find((text) => text.startsWith('Up to ')) ?? '';

describe('issued requests', () => {
  const bench = withBench();

  /** Makes a request and gives the form that was handed over. */
  async function request(...choices: readonly Reply[]): Promise<FormOfPage> {
    const target = await bench().node('docs', 'reports/');
    await bench().run('requestFiles', [target], new ScriptedPrompts(...choices, ...COPY_HTML));
    return formOfPage(bench().clipboard.at(-1) ?? '');
  }

  const entry = (): IssuedLink => bench().ledger.list()[0] ?? assert.fail('nothing was issued');

  async function run(name: CommandName, ...replies: readonly Reply[]): Promise<ScriptedPrompts['asked']> {
    const prompts = new ScriptedPrompts(...replies);
    const link = entry();
    await bench().run(name, [{ kind: 'issuedLink', id: `issued:${link.id}`, isActive: true, link }], prompts);
    return prompts.asked;
  }

  it('stand in the list with folder, choices and note, and without policy or signature', async () => {
    await request('Note', 'for Ann', 'Largest File', '10 MB');
    const { id, ...rest } = entry();
    assert.notEqual(id, '');
    const ms = bench().oss.now().getTime();
    assert.deepEqual(rest, {
      ...{ profileId: 'p1', bucket: 'docs', key: FOLDER, method: 'POST', format: 'html', times: 1, note: 'for Ann' },
      ...{ host: bench().oss.emulator.endpoint('cn-hangzhou'), issuedAtMs: ms, firstIssuedAtMs: ms },
      expiresAtMs: ms + 86_400_000,
      request: {
        ...{ validity: '1d', maxBytes: 10_485_760, kinds: 'any', sameName: 'refuse', language: 'en' },
        note: 'for Ann',
      },
    });
  });

  it('are exported without credentials, policy or signature', async () => {
    await request();
    await bench().run('exportIssued', [], new ScriptedPrompts('CSV, exact'));
    const text = bench().opened.at(-1)?.text ?? '';
    assert.match(text, new RegExp(`^Work,docs,${FOLDER},,1,POST,http:`, 'm'));
    assert.doesNotMatch(text, /signature|eyJ/);
  });

  it('are revoked by denying uploads below their prefix', async () => {
    await request();
    await run('endLinkEarly');
    const [text = ''] = bench().documents.values();
    assert.match(text, /This request for files expires at /);
    assert.ok(text.includes(`"acs:oss:*:*:docs/${FOLDER}*"`), text);
    // Every numbered step works: deleting what arrived does not.
    assert.match(text, /^## 1\. Deny access with a bucket policy$/m);
    assert.match(text.slice(text.indexOf('## Without effect')), /^Deleting the received files: /m);
  });

  describe('Show Received Files', () => {
    it('lists files with size and time, newest first, and reveals them', async () => {
      const form = await request();
      await sendForm(form, '照片.txt', 'hello');
      await sendForm(form, 'b.txt', 'x');
      const [list] = await run('showArrived', '照片.txt');
      assert.match(list?.text ?? '', /^2 files, 6 B · the request expires at /);
      assert.deepEqual(list?.labels.slice(0, 2).toSorted(), ['b.txt', '照片.txt']);
      assert.ok(list.readable.some((text) => new RegExp(`^5 B · .*${localClock(noon)}`).test(text)));
      assert.equal(bench().revealed.at(-1)?.id, `object:p1/docs/${FOLDER}照片.txt`);
    });

    it('lists the newest file first, and lists the folder of the tree again', async () => {
      await request();
      await bench().node('docs', 'reports/summary.md');
      for (const [name, minutes] of [
        ['b.txt', 1],
        ['c.txt', 3],
        ['a.txt', 2],
      ] as const) {
        const lastModified = new Date(bench().oss.now().getTime() + minutes * 60_000);
        await bench().oss.emulator.putObject('docs', `${FOLDER}${name}`, 'x', { lastModified });
      }
      bench().changed.length = 0;
      const [list] = await run('showArrived', ESCAPE);
      assert.deepEqual(list?.labels.slice(0, 3), ['c.txt', 'a.txt', 'b.txt']);
      assert.notDeepEqual(bench().changed, []);
    });

    it('says that a folder has more objects than it lists', async () => {
      await request();
      const lastModified = bench().oss.now();
      const entries = Array.from({ length: 20_000 }, (_, index) => ({
        ...{ key: `${FOLDER}${String(index)}`, sizeBytes: 1, lastModified },
      }));
      async function* objectPages(): AsyncGenerator<object> {
        yield await Promise.resolve({ entries });
        assert.fail('no more is listed');
      }
      const prompts = new ScriptedPrompts(ESCAPE);
      const clientOf = () => Promise.resolve({ objectPages } as unknown as OssClient);
      await showArrived([entry()], { ...bench().services(prompts), clientOf });
      assert.match(prompts.last.text, /^20,000 files, 19\.5 KB · of the first 20,000 objects in the folder · /);
      assert.equal(prompts.last.labels.length, 502);
    });

    it('lists again on demand, and sends no request in between', async () => {
      const form = await request();
      const asked = await run('showArrived', 'Refresh', ESCAPE);
      assert.match(asked[0]?.text ?? '', /^No files yet · /);
      await sendForm(form, 'a.txt', 'x');
      const calls = bench().oss.exchanges.length;
      assert.match((await run('showArrived', ESCAPE))[0]?.text ?? '', /^1 file, 1 B · /);
      assert.equal(bench().oss.exchanges.length, calls + 1);
    });

    it('excludes objects that were in the folder before the request', async () => {
      await bench().oss.emulator.putObject('docs', 'reports/old.txt', 'x', {
        lastModified: new Date(bench().oss.now().getTime() - 60_000),
      });
      const form = await request('Folder', 'the folder docs/reports/ itself');
      await sendForm(form, 'new.txt', 'x');
      const [list] = await run('showArrived', ESCAPE);
      const labels = list?.labels ?? [];
      assert.deepEqual(
        ['old.txt', 'new.txt'].filter((name) => labels.includes(name)),
        ['new.txt'],
      );
    });

    it('reports an expired request and a deleted bucket', async () => {
      const form = await request();
      await sendForm(form, 'a.txt', 'x');
      const link = { ...entry(), expiresAtMs: bench().oss.now().getTime() };
      const prompts = new ScriptedPrompts(ESCAPE);
      await bench().run('showArrived', [{ kind: 'issuedLink', id: 'x', isActive: false, link }], prompts);
      assert.match(prompts.last.text, /^1 file, 1 B · the request expired at /);
      const gone = { ...link, bucket: 'nowhere' };
      await bench().run('showArrived', [{ kind: 'issuedLink', id: 'x', isActive: false, link: gone }]);
      assert.match(bench().messages.at(-1) ?? '', /^error: /);
    });

    it('reveals the folder', async () => {
      const form = await request();
      await sendForm(form, 'a.txt', 'x');
      await run('showArrived', 'Reveal Folder in Buckets');
      assert.equal(bench().revealed.at(-1)?.id, `folder:p1/docs/${FOLDER}`);
    });
  });

  describe('Request Again', () => {
    it('opens the form with the folder and options of the request', async () => {
      await request('Note', 'for Ann', 'Largest File', '10 MB');
      const [form] = await run('requestAgain', ...COPY_HTML);
      assert.match(form?.place.title ?? '', new RegExp(`^Request Files · docs/${FOLDER} · `));
      assert.ok(form?.readable.includes('for Ann'));
      assert.match(limitsIn(form), /^Up to 10 MB/);
      assert.equal(bench().ledger.list().length, 1);
      assert.equal(entry().times, 2);
      assert.equal((await sendForm(formOfPage(bench().clipboard.at(-1) ?? ''), 'a.txt', 'x')).status, 201);
      assert.ok(bench().oss.emulator.object('docs', `${FOLDER}a.txt`));
    });

    it('reports that the profile was removed', async () => {
      await request();
      await bench().oss.profiles.remove('p1');
      await run('requestAgain');
      assert.match(bench().messages.at(-1) ?? '', /^warn: The profile that signed the request was removed\./);
      await run('showArrived');
      assert.equal(bench().messages.at(-1), 'status: The profile of this request was removed');
    });
  });

  describe('Check Request', () => {
    const keys = (): readonly string[] => bench().oss.emulator.bucket('docs').keys;

    it('tests host, signer and preflight, writes nothing, and reports what it cannot test', async () => {
      await request();
      const before = keys();
      await run('checkRequest');
      assert.equal(
        bench().messages.at(-1),
        `info: docs/${FOLDER} can be reached, and OSS accepts the AccessKey and its signature. Pages show no progress ` +
          'because no CORS rule allows it. Uploads still work. Not tested: the permission oss:PutObject, because a ' +
          'test would write a file, and the copies that you sent, because they are not stored here.',
      );
      assert.deepEqual(keys(), before);
      assert.deepEqual(
        bench()
          .shownMessages.at(-1)
          ?.actions.map(({ label }) => label),
        ['Allow Progress on the Page…', 'Show Received Files'],
      );
      bench().oss.emulator.bucket('docs').corsRules = [anyOrigin];
      await run('checkRequest');
      assert.match(bench().messages.at(-1) ?? '', /Pages show progress\./);
      assert.equal(bench().shownMessages.at(-1)?.actions.length, 1);
    });

    it('leads to the received files', async () => {
      await sendForm(await request(), 'a.txt', 'x');
      const prompts = new ScriptedPrompts();
      const link = entry();
      await bench().run('checkRequest', [{ kind: 'issuedLink', id: 'x', isActive: true, link }], prompts);
      const show = bench().shownMessages.at(-1)?.actions.at(-1);
      assert.equal(show?.label, 'Show Received Files');
      prompts.then(ESCAPE);
      await show.run();
      assert.match(prompts.last.text, /^1 file, 1 B · /);
    });

    it('reports a signer that OSS refuses', async () => {
      await request();
      await bench().oss.saveProfile({}, { accessKeyId: 'fake-unknown-id', accessKeySecret: 'fake-unknown-secret' });
      await run('checkRequest');
      assert.match(bench().messages.at(-1) ?? '', /^warn: Uploads for docs\/.* fail\. /);
      assert.deepEqual(
        bench()
          .shownMessages.at(-1)
          ?.actions.map(({ label }) => label),
        ['Request Again…', 'Copy Details'],
      );
      await bench().press('Copy Details');
      assert.match(bench().clipboard.at(-1) ?? '', /^Code: InvalidAccessKeyId$/m);
    });

    it('reports a deleted bucket, and a host that does not respond', async () => {
      await request();
      const link = entry();
      const nodeOf = (change: Partial<IssuedLink>): object => ({
        ...{ kind: 'issuedLink', id: 'x', isActive: true, link: { ...link, ...change } },
      });
      await bench().run('checkRequest', [nodeOf({ bucket: 'nowhere' })]);
      assert.match(bench().messages.at(-1) ?? '', /^warn: Uploads for nowhere\/.* fail\. .*NoSuchBucket/);
      const host = { ...plainRequestOptions(86_400, 'en'), host: 'files.example.com' };
      await bench().run('checkRequest', [nodeOf({ request: host })]);
      assert.match(bench().messages.at(-1) ?? '', /^warn: Uploads for docs\/.* fail\. .*files\.example\.com/);
    });

    it('reports a broken connection, and what the host does not tell', async () => {
      await request();
      const { faults } = bench().oss.emulator;
      const { transportInUse: wire } = bench().inspector;
      // Something between this computer and OSS answers the preflight.
      for (const [body, words] of [
        ['<html>', /^info: docs\/.* can be reached, and OSS accepts .* signature\. (?!.*progress)/],
        ['<Error><Code>ServiceUnavailable</Code></Error>', /^warn: Uploads for docs\/.* fail\. /],
      ] as const) {
        bench().inspector.transportInUse = {
          ...wire,
          request: (question) =>
            question.method === 'OPTIONS'
              ? Promise.resolve({ status: 503, headers: {}, body: chunksOf(body) })
              : wire.request(question),
        };
        await run('checkRequest');
        assert.match(bench().messages.at(-1) ?? '', words);
      }
      // It takes the form itself, so that OSS tells nothing.
      bench().inspector.transportInUse = {
        ...wire,
        request: (question) =>
          question.method === 'POST'
            ? Promise.resolve({ status: 200, headers: {}, body: chunksOf('<html>') })
            : wire.request(question),
      };
      await run('checkRequest');
      assert.match(
        bench().messages.at(-1) ?? '',
        /^info: docs\/.* can be reached\. OSS didn't say whether it accepts the signature\. /,
      );
      bench().inspector.transportInUse = wire;
      faults.add({ kind: 'reset', match: { method: 'POST' }, times: 5 });
      await run('checkRequest');
      assert.match(bench().messages.at(-1) ?? '', /^warn: Uploads for docs\/.* fail\. /);
      await bench().shownMessages.at(-1)?.actions[1]?.run();
      assert.doesNotMatch(bench().clipboard.at(-1) ?? '', /eyJ|[0-9a-f]{64}/);
    });

    it('takes the refusal of its own policy for a proof of the signature, and no other one', async () => {
      await request();
      const { transportInUse: wire } = bench().inspector;
      const denied = (message: string): string =>
        `<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`;
      for (const [message, words] of [
        ['Invalid according to Policy: Policy Condition failed', /^info: docs\/.* OSS accepts the AccessKey and /],
        ['You have no right to access this object.', /^warn: Uploads for docs\/.* fail\. .*AccessDenied/],
      ] as const) {
        bench().inspector.transportInUse = {
          ...wire,
          request: (question) =>
            question.method === 'POST'
              ? Promise.resolve({ status: 403, headers: {}, body: chunksOf(denied(message)) })
              : wire.request(question),
        };
        await run('checkRequest');
        assert.match(bench().messages.at(-1) ?? '', words);
      }
    });

    it('reports that the profile was removed', async () => {
      await request();
      await bench().oss.profiles.remove('p1');
      await run('checkRequest');
      assert.equal(bench().messages.at(-1), 'status: The profile of this request was removed');
    });

    it('reports an expired request, and offers a new one', async () => {
      await request('Validity', '1 hour');
      const link = { ...entry(), expiresAtMs: bench().oss.now().getTime() };
      await bench().run('checkRequest', [{ kind: 'issuedLink', id: 'x', isActive: false, link }]);
      assert.equal(bench().messages.at(-1), `warn: The request for docs/${FOLDER} has expired.`);
      assert.deepEqual(
        bench()
          .shownMessages.at(-1)
          ?.actions.map(({ label }) => label),
        ['Request Again…'],
      );
    });
  });

  describe('Allow Progress on the Page', () => {
    const rules = (): number => bench().oss.emulator.bucket('docs').corsRules.length;

    it('adds the missing rule to the others after a confirmation that shows it', async () => {
      bench().oss.emulator.bucket('docs').corsRules = [{ allowedOrigins: ['https://a.com'], allowedMethods: ['GET'] }];
      await request();
      const [question] = await run('allowProgress', 'Add Rule');
      assert.match(question?.text ?? '', /^Add a CORS rule to the bucket docs,/);
      const detail = question?.readable.find((text) => text.includes('Sources: *')) ?? '';
      assert.match(detail, /Allowed methods: POST\n/);
      assert.match(detail, /The other CORS rules \(1\) stay as they are\.$/);
      assert.equal(rules(), 2);
      await run('allowProgress');
      assert.equal(bench().messages.at(-1), 'status: A CORS rule of docs already allows progress');
      assert.equal(rules(), 2);
    });

    it('copies the rule for the console instead', async () => {
      await request();
      await run('allowProgress', 'Copy Rule');
      assert.match(bench().clipboard.at(-1) ?? '', /^Sources: \*\nAllowed methods: POST\nAllowed headers: \*\n/);
      // Browsers ask again after ten minutes.
      assert.match(bench().clipboard.at(-1) ?? '', /^Cache timeout \(seconds\): 600$/m);
      assert.equal(rules(), 0);
    });

    it('changes nothing if the user cancels', async () => {
      await request();
      await run('allowProgress', ESCAPE);
      assert.equal(rules(), 0);
    });

    it('offers the rule if the profile may not read or write the rules', async () => {
      await request();
      for (const [operation, replies] of [
        ['GetBucketCors', []],
        ['PutBucketCors', ['Add Rule']],
      ] as const) {
        bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation } });
        await run('allowProgress', ...replies);
        assert.match(
          bench().messages.at(-1) ?? '',
          new RegExp(`doesn't have the permission oss:${operation}\\. Copy the rule`),
        );
      }
      await bench().shownMessages.at(-1)?.actions[0]?.run();
      assert.match(bench().clipboard.at(-1) ?? '', /^Sources: \*/);
      assert.equal(rules(), 0);
    });

    it('shows in the form that progress is allowed now', async () => {
      const target = await bench().node('docs', 'reports/');
      const prompts = new ScriptedPrompts('Progress', 'Add Rule', ESCAPE);
      await bench().run('requestFiles', [target], prompts);
      assert.ok(prompts.last.readable.includes('shown (a CORS rule allows it)'));
    });

    it('shows in the form that others have allowed progress meanwhile', async () => {
      const fault = {
        kind: 'status',
        status: 403,
        code: 'AccessDenied',
        match: { operation: 'GetBucketCors' },
      } as const;
      bench().oss.emulator.faults.add(fault);
      bench().oss.emulator.bucket('docs').corsRules = [anyOrigin];
      const prompts = new ScriptedPrompts('Progress', ESCAPE);
      await bench().run('requestFiles', [await bench().node('docs', 'reports/')], prompts);
      assert.ok(prompts.asked[0]?.readable.includes('unknown (the CORS rules cannot be read)'));
      assert.ok(prompts.last.readable.includes('shown (a CORS rule allows it)'));
    });

    it('asks for a bucket from the palette', async () => {
      await bench().run('allowProgress', [], new ScriptedPrompts('docs', 'Add Rule'));
      assert.equal(rules(), 1);
    });
  });
});

for (const clockOffsetMs of [600_000, -600_000]) {
  describe(`a check of a request with a clock that is ahead by ${clockOffsetMs / 60_000} minutes`, () => {
    const bench = withBench({ clockOffsetMs });

    it('reports the difference', async () => {
      const target = await bench().node('docs', 'reports/');
      await bench().run('requestFiles', [target], new ScriptedPrompts(...COPY_HTML));
      const [link] = bench().ledger.list();
      await bench().run('checkRequest', [{ kind: 'issuedLink', id: 'x', isActive: true, link }]);
      assert.match(bench().messages.at(-1) ?? '', /The clock of this computer differs from that of OSS by 10 min/);
    });
  });
}
