import assert from 'node:assert/strict';
import { askHeaders, type HeadersQuestion } from '../../../../../src/features/copy/form/askHeaders.ts';
import { BACK } from '../../../../../src/ui/prompts/questions.ts';
import { ESCAPE, ScriptedPrompts, type Reply } from '../../../../support/ui/scriptedPrompts.ts';

const DONE = 'Copy Upload Link';
const ADD = 'Add Header…';
const place = { title: 'Title', step: 4, totalSteps: 4, canGoBack: true };

async function ask(
  headers: Readonly<Record<string, string>>,
  ...replies: readonly Reply[]
): Promise<[answer: unknown, prompts: ScriptedPrompts]> {
  const prompts = new ScriptedPrompts(...replies);
  const question: HeadersQuestion = { method: 'PUT', doneLabel: DONE, otherHeaders: { 'content-type': 'text/plain' } };
  const answer = await askHeaders(prompts, place, headers, question);
  prompts.assertDone();
  return [answer, prompts];
}

describe('askHeaders', () => {
  it('accepts the headers unchanged', async () => {
    const headers = { 'x-oss-meta-a': '1' };
    const [answer, prompts] = await ask(headers, DONE);
    assert.deepEqual(answer, headers);
    assert.deepEqual(prompts.last.labels, [DONE, 'Forbid Overwriting', ADD, 'x-oss-meta-a: 1']);
    assert.ok(prompts.last.readable.some((text) => text.includes('Content-Type, x-oss-meta-a')));
    assert.deepEqual(prompts.last.place, place);
  });

  it('adds a header with one of the values that OSS accepts', async () => {
    const [answer] = await ask({}, ADD, 'x-oss-object-acl', 'public-read', DONE);
    assert.deepEqual(answer, { 'x-oss-object-acl': 'public-read' });
  });

  it('adds a header with a typed value, which is validated', async () => {
    const [answer, { asked }] = await ask({}, ADD, 'Content-MD5', 'no md5', 'rL0Y20zC+Fzt72VPzMSk2A==', DONE);
    assert.deepEqual(answer, { 'content-md5': 'rL0Y20zC+Fzt72VPzMSk2A==' });
    assert.equal(asked[2]?.checks[0]?.severity, 'error');
  });

  it('adds metadata with a typed name', async () => {
    const [answer, { asked }] = await ask({}, ADD, 'x-oss-meta-*', 'x-oss-meta-', 'x-oss-meta-Author', 'me', DONE);
    assert.deepEqual(answer, { 'x-oss-meta-author': 'me' });
    assert.equal(asked[2]?.checks[0]?.severity, 'error');
  });

  it('adds a header whose name or whole row is typed', async () => {
    const [answer] = await ask({}, ADD, 'x-oss-meta-b', '2', 'Cache-Control: no-cache', DONE);
    assert.deepEqual(answer, { 'x-oss-meta-b': '2', 'cache-control': 'no-cache' });
  });

  it('edits a header, starting with its value', async () => {
    const [answer, { asked }] = await ask({ 'cache-control': 'no-cache' }, 'cache-control: no-cache', 'no-store', DONE);
    assert.deepEqual(answer, { 'cache-control': 'no-store' });
    assert.equal(asked[1]?.value, 'no-cache');
  });

  it('edits an existing header if it is added again', async () => {
    const [answer, { asked }] = await ask({ 'cache-control': 'no-cache' }, ADD, 'Cache-Control', 'no-store', DONE);
    assert.deepEqual(answer, { 'cache-control': 'no-store' });
    assert.equal(asked[2]?.value, 'no-cache');
  });

  it('offers request headers for a download', async () => {
    const prompts = new ScriptedPrompts(ADD, ESCAPE);
    await askHeaders(prompts, place, {}, { method: 'GET', doneLabel: DONE, otherHeaders: {} });
    assert.deepEqual(prompts.asked[0]?.labels, [DONE, ADD]);
    assert.ok(!prompts.last.labels.includes('x-oss-storage-class'));
    assert.ok(prompts.last.labels.length > 0);
  });

  it('removes a header', async () => {
    const [answer] = await ask({ 'x-oss-meta-a': '1', 'x-oss-object-acl': 'private' }, 'x-oss-meta-a: 1', '', DONE);
    assert.deepEqual(answer, { 'x-oss-object-acl': 'private' });
    const [none] = await ask({ 'x-oss-object-acl': 'private' }, 'x-oss-object-acl: private', 'Remove', DONE);
    assert.deepEqual(none, {});
  });

  it('refuses an empty value for a new header', async () => {
    const [, { asked }] = await ask({}, ADD, 'Cache-Control', '', 'no-cache', DONE);
    assert.equal(asked[2]?.checks[0]?.severity, 'error');
  });

  it('leaves the content type to its own question', async () => {
    const prompts = new ScriptedPrompts('Content-Type: text/html');
    await assert.rejects(
      askHeaders(prompts, place, {}, { method: 'PUT', doneLabel: DONE, otherHeaders: {} }),
      /cannot be picked/,
    );
    const adding = new ScriptedPrompts(ADD, 'content-type');
    await assert.rejects(
      askHeaders(adding, place, {}, { method: 'PUT', doneLabel: DONE, otherHeaders: {} }),
      /cannot be picked/,
    );
    assert.ok(!adding.last.labels.includes('Content-Type'));
  });

  it('refuses KMS key headers without KMS', async () => {
    const name = 'x-oss-server-side-encryption-key-id';
    const [, { asked }] = await ask({}, ADD, name, 'fake-key', BACK, DONE);
    assert.equal(asked[2]?.checks[0]?.severity, 'error');
    const [answer] = await ask({ 'x-oss-server-side-encryption': 'KMS' }, ADD, name, 'fake-key', DONE);
    assert.deepEqual(answer, { 'x-oss-server-side-encryption': 'KMS', [name]: 'fake-key' });
  });

  it('refuses contradictory headers, from any source', async () => {
    const row = 'x-oss-server-side-encryption-key-id: fake-key';
    const prompts = new ScriptedPrompts(row);
    await assert.rejects(
      askHeaders(prompts, place, {}, { method: 'PUT', doneLabel: DONE, otherHeaders: {} }),
      /cannot be picked/,
    );
  });

  it('goes back from each question to the list, and from the list to the step before', async () => {
    for (const replies of [[ADD], [ADD, 'Cache-Control'], [ADD, 'x-oss-meta-*'], [ADD, 'x-oss-object-acl']]) {
      const [answer] = await ask({ 'x-oss-meta-a': '1' }, ...replies, BACK, DONE);
      assert.deepEqual(answer, { 'x-oss-meta-a': '1' });
    }
    assert.equal((await ask({}, BACK))[0], BACK);
  });

  it('returns nothing after Escape at every question', async () => {
    for (const replies of [[], [ADD], [ADD, 'Cache-Control'], [ADD, 'x-oss-meta-*'], [ADD, 'x-oss-object-acl']]) {
      assert.equal((await ask({}, ...replies, ESCAPE))[0], undefined);
    }
  });
});
