import assert from 'node:assert/strict';
import { endpointSteps } from '../../../../src/features/profiles/askEndpoint.ts';
import { type EndpointDraft } from '../../../../src/features/profiles/endpointDraft.ts';
import { runSteps } from '../../../../src/ui/prompts/wizard.ts';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';

const CNAME = 'Custom domain (CNAME) of one bucket';
const VIRTUAL = 'Endpoint with the bucket before the host';
const PATH = 'Endpoint with the bucket in the path';

/** Draft of a profile whose endpoint is asked for by its kind. */
const other: EndpointDraft = { picksEndpoint: true };

async function ask(
  draft: EndpointDraft,
  ...replies: readonly Reply[]
): Promise<[EndpointDraft | undefined, ScriptedPrompts]> {
  const prompts = new ScriptedPrompts(...replies);
  const asked = await runSteps(endpointSteps<EndpointDraft>(prompts, 'Title'), draft);
  prompts.assertDone();
  if (!asked) return [undefined, prompts];
  const { picksEndpoint: _, picksRegion: __, ...answers } = asked;
  return [answers, prompts];
}

describe('endpointSteps', () => {
  it('offers the regions that accept new buckets', async () => {
    const [, prompts] = await ask({}, 'cn-beijing');
    const labels = prompts.asked[0]?.labels ?? [];
    assert.ok(labels.includes('cn-hangzhou') && labels.includes('ap-southeast-8'));
    assert.ok(!labels.includes('ap-south-1'), 'Mumbai is closed');
  });

  for (const [what, draft, label] of [
    ['an internal endpoint', { region: 'cn-shenzhen', endpoint: { kind: 'internal' } }, 'cn-shenzhen · Internal'],
    ['a new region', { region: 'xx-future-1', endpoint: { kind: 'public' } }, 'Use as region ID'],
  ] as const) {
    it(`keeps ${what} by Enter if the question comes again`, async () => {
      const [answers, prompts] = await ask(draft, label);
      assert.equal(prompts.asked[0]?.activeLabel, label);
      assert.deepEqual(answers, draft);
    });
  }

  describe('with typed text', () => {
    for (const [text, region, kind] of [
      ['oss-cn-shenzhen', 'cn-shenzhen', 'public'],
      ['oss-cn-shenzhen.aliyuncs.com', 'cn-shenzhen', 'public'],
      ['https://oss-cn-shenzhen-internal.aliyuncs.com/', 'cn-shenzhen', 'internal'],
      ['cn-shenzhen-internal', 'cn-shenzhen', 'internal'],
      ['xx-future-1', 'xx-future-1', 'public'],
    ] as const) {
      it(`understands ${text}`, async () => {
        assert.deepEqual((await ask({}, text))[0], { region, endpoint: { kind } });
      });
    }

    for (const [text, listed] of [
      ['shenzhen', 'cn-shenzhen'],
      ['singapore', 'ap-southeast-1'],
      ['深圳', 'cn-shenzhen'],
      ['cn-shen', 'cn-shenzhen'],
    ] as const) {
      it(`leaves ${text} to the list, which has ${listed}, and never uses it as a region ID`, async () => {
        await assert.rejects(ask({}, text), /cannot be picked/);
        const [, { asked }] = await ask({}, listed);
        const row = asked[0]?.readable.slice((asked[0].readable.indexOf(listed) || 0) - 0).join(' ') ?? '';
        assert.ok(row.toLowerCase().includes(text));
      });
    }

    it('asks for the region of an endpoint that does not name it', async () => {
      const [draft] = await ask({}, 'gateway.example.com:8443', 'cn-beijing', PATH);
      assert.deepEqual(draft, {
        region: 'cn-beijing',
        endpoint: { kind: 'custom', url: 'https://gateway.example.com:8443', addressing: 'path' },
      });
    });
  });

  it('offers the endpoint kinds of the region, with their hosts', async () => {
    const [, prompts] = await ask(other, 'ap-northeast-1', 'Internal');
    assert.deepEqual(prompts.last.labels, [
      'Public',
      'Internal',
      'Acceleration',
      'Acceleration outside mainland China',
      'Custom…',
    ]);
    assert.ok(prompts.last.readable.includes('https://oss-ap-northeast-1-internal.aliyuncs.com'));
  });

  it('asks for the addressing of another host', async () => {
    for (const [label, addressing] of [
      [VIRTUAL, 'virtual'],
      [PATH, 'path'],
    ] as const) {
      const [draft] = await ask(other, 'cn-beijing', 'Custom…', 'gateway.example.com:8443', label);
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://gateway.example.com:8443', addressing });
    }
  });

  for (const [typed, url] of [
    ['127.0.0.1:8000', 'https://127.0.0.1:8000'],
    ['http://localhost:8000', 'http://localhost:8000'],
    ['oss-cn-beijing-internal.aliyuncs.com', 'https://oss-cn-beijing-internal.aliyuncs.com'],
  ] as const) {
    it(`asks no more about ${typed}, which allows only one addressing`, async () => {
      const [draft] = await ask(other, 'cn-beijing', 'Custom…', typed);
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url });
    });
  }

  it('drops the addressing of the previous host if the new one allows only one', async () => {
    const before: EndpointDraft = {
      ...other,
      region: 'cn-beijing',
      endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' },
      bucket: 'my-bucket',
    };
    const [draft] = await ask(before, 'cn-beijing', 'Custom…', 'oss-cn-beijing.aliyuncs.com');
    assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://oss-cn-beijing.aliyuncs.com' });
  });

  it('proposes the current answers', async () => {
    const before: EndpointDraft = {
      ...other,
      region: 'cn-beijing',
      endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' },
      bucket: 'my-bucket',
    };
    const [draft, { asked }] = await ask(
      before,
      'cn-beijing',
      'Custom…',
      'https://files.example.com',
      CNAME,
      'my-bucket',
    );
    assert.deepEqual({ ...other, ...draft }, before);
    assert.deepEqual(
      asked.map(({ activeLabel, value }) => activeLabel ?? value),
      ['cn-beijing', 'Custom…', 'https://files.example.com', CNAME, 'my-bucket'],
    );
  });

  it('refuses an invalid endpoint and an invalid bucket', async () => {
    const [, { asked }] = await ask(
      other,
      'cn-beijing',
      'Custom…',
      'ftp://files.example.com',
      's3.oss-cn-beijing.aliyuncs.com',
      'files.example.com',
      CNAME,
      'My_Bucket',
      'my-bucket',
    );
    assert.deepEqual(
      asked[2]?.checks.map((check) => check?.severity),
      ['error', 'error', undefined],
    );
    assert.deepEqual(
      asked[4]?.checks.map((check) => check?.severity),
      ['error', undefined],
    );
  });

  it('splits a pasted bucket host into endpoint and bucket, and reports it', async () => {
    const [draft, { asked }] = await ask(other, 'cn-beijing', 'Custom…', 'my-bucket.oss-cn-beijing.aliyuncs.com');
    assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://oss-cn-beijing.aliyuncs.com' });
    assert.equal(draft.bucket, 'my-bucket');
    const [check] = asked[2]?.checks ?? [];
    assert.equal(check?.severity, 'info');
    assert.match(check.message, /oss-cn-beijing\.aliyuncs\.com.*my-bucket/);
  });

  it('drops a bucket when the host that named it changes', async () => {
    const before: EndpointDraft = {
      ...other,
      region: 'cn-beijing',
      endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'path' },
      bucket: 'my-bucket',
    };
    const [same] = await ask(before, 'cn-beijing', 'Custom…', 'https://files.example.com', PATH);
    assert.equal(same?.bucket, 'my-bucket');
    const [another] = await ask(before, 'cn-beijing', 'Custom…', 'https://other.example.com', PATH);
    assert.equal(another?.bucket, undefined);
  });

  describe('with plain http', () => {
    const url = 'http://files.example.com';

    it('accepts it after a confirmation', async () => {
      const [draft, { asked }] = await ask(other, 'cn-beijing', 'Custom…', url, 'Use Plain HTTP', CNAME, 'my-bucket');
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url, addressing: 'cname', allowPlainHttp: true });
      assert.equal(asked[3]?.kind, 'decide');
    });

    it('asks for the endpoint again with the typed text if declined', async () => {
      const [draft, { asked }] = await ask(
        other,
        'cn-beijing',
        'Custom…',
        url,
        undefined,
        'https://files.example.com',
        PATH,
      );
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://files.example.com', addressing: 'path' });
      assert.equal(asked[4]?.value, url);
    });

    it('withdraws the confirmation with https', async () => {
      const endpoint = { kind: 'custom', url, addressing: 'path', allowPlainHttp: true } as const;
      const [draft] = await ask({ ...other, endpoint }, 'cn-beijing', 'Custom…', 'https://files.example.com', PATH);
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://files.example.com', addressing: 'path' });
    });
  });
});
