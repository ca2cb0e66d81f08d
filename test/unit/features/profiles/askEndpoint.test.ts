import assert from 'node:assert/strict';
import { endpointSteps, type EndpointDraft } from '../../../../src/features/profiles/askEndpoint.ts';
import { runSteps } from '../../../../src/ui/prompts/wizard.ts';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';

const CNAME = 'A custom domain (CNAME) of one bucket';
const VIRTUAL = 'An endpoint with the bucket before the host';
const PATH = 'An endpoint with the bucket in the path';

async function ask(
  draft: EndpointDraft,
  ...replies: readonly Reply[]
): Promise<[EndpointDraft | undefined, ScriptedPrompts]> {
  const prompts = new ScriptedPrompts(...replies);
  const asked = await runSteps(endpointSteps<EndpointDraft>(prompts, 'Title'), draft);
  prompts.assertDone();
  return [asked, prompts];
}

describe('endpointSteps', () => {
  it('offers the regions that take buckets, and any other that can be typed', async () => {
    const [draft, prompts] = await ask({}, 'xx-future-1', 'Public');
    assert.deepEqual(draft, { region: 'xx-future-1', endpoint: { kind: 'public' } });
    const labels = prompts.asked[0]?.labels ?? [];
    assert.ok(labels.includes('cn-hangzhou') && labels.includes('ap-southeast-8'));
    assert.ok(!labels.includes('ap-south-1'), 'Mumbai is closed');
  });

  it('offers the kinds that the region has, with their hosts', async () => {
    const [, prompts] = await ask({}, 'ap-northeast-1', 'Internal');
    assert.deepEqual(prompts.last.labels, [
      'Public',
      'Internal',
      'Acceleration',
      'Acceleration outside mainland China',
      'Custom…',
    ]);
    assert.ok(prompts.last.readable.includes('https://oss-ap-northeast-1-internal.aliyuncs.com'));
  });

  it('asks how another host is addressed', async () => {
    for (const [label, addressing] of [
      [VIRTUAL, 'virtual'],
      [PATH, 'path'],
    ] as const) {
      const [draft] = await ask({}, 'cn-beijing', 'Custom…', 'gateway.example.com:8443', label);
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://gateway.example.com:8443', addressing });
    }
  });

  for (const [typed, url] of [
    ['127.0.0.1:8000', 'https://127.0.0.1:8000'],
    ['http://localhost:8000', 'http://localhost:8000'],
    ['oss-cn-beijing-internal.aliyuncs.com', 'https://oss-cn-beijing-internal.aliyuncs.com'],
  ] as const) {
    it(`asks no more about ${typed}, which leaves one way`, async () => {
      const [draft] = await ask({}, 'cn-beijing', 'Custom…', typed);
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url });
    });
  }

  it('forgets how the former host was addressed where the new one leaves one way', async () => {
    const before: EndpointDraft = {
      region: 'cn-beijing',
      endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' },
      bucket: 'my-bucket',
    };
    const [draft] = await ask(before, 'cn-beijing', 'Custom…', 'oss-cn-beijing.aliyuncs.com');
    assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://oss-cn-beijing.aliyuncs.com' });
  });

  it('proposes the present answers', async () => {
    const before: EndpointDraft = {
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
    assert.deepEqual(draft, before);
    assert.deepEqual(
      asked.map(({ activeLabel, value }) => activeLabel ?? value),
      ['cn-beijing', 'Custom…', 'https://files.example.com', CNAME, 'my-bucket'],
    );
  });

  it('refuses what is no endpoint and no bucket', async () => {
    const [, { asked }] = await ask(
      {},
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

  it('takes a pasted bucket host apart, and says so', async () => {
    const [draft, { asked }] = await ask({}, 'cn-beijing', 'Custom…', 'my-bucket.oss-cn-beijing.aliyuncs.com');
    assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://oss-cn-beijing.aliyuncs.com' });
    assert.equal(draft.bucket, 'my-bucket');
    const [check] = asked[2]?.checks ?? [];
    assert.equal(check?.severity, 'info');
    assert.match(check.message, /oss-cn-beijing\.aliyuncs\.com.*my-bucket/);
  });

  it('forgets a bucket with the host that it was named with', async () => {
    const before: EndpointDraft = {
      region: 'cn-beijing',
      endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'path' },
      bucket: 'my-bucket',
    };
    const [same] = await ask(before, 'cn-beijing', 'Custom…', 'https://files.example.com', PATH);
    assert.equal(same?.bucket, 'my-bucket');
    const [other] = await ask(before, 'cn-beijing', 'Custom…', 'https://other.example.com', PATH);
    assert.equal(other?.bucket, undefined);
  });

  describe('with plain http', () => {
    const url = 'http://files.example.com';

    it('takes it where the user agrees', async () => {
      const [draft, { asked }] = await ask({}, 'cn-beijing', 'Custom…', url, 'Use Plain http', CNAME, 'my-bucket');
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url, addressing: 'cname', allowPlainHttp: true });
      assert.equal(asked[3]?.kind, 'decide');
    });

    it('asks for the endpoint again where the user does not, with what was typed', async () => {
      const [draft, { asked }] = await ask(
        {},
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

    it('takes the agreement back with https', async () => {
      const endpoint = { kind: 'custom', url, addressing: 'path', allowPlainHttp: true } as const;
      const [draft] = await ask({ endpoint }, 'cn-beijing', 'Custom…', 'https://files.example.com', PATH);
      assert.deepEqual(draft?.endpoint, { kind: 'custom', url: 'https://files.example.com', addressing: 'path' });
    });
  });
});
