import assert from 'node:assert/strict';
import { Ledger, LEDGER_LIMIT, isActive, validateNote } from '../../../../src/links/ledger/ledger.ts';
import type { Link } from '../../../../src/links/link.ts';
import { MemoryMemento } from '../../../support/profiles/storage.ts';

const noon = Date.UTC(2030, 0, 1, 12);
const SIGNATURE = 'x-oss-signature=0123abcd';

interface Wanted {
  readonly key?: string;
  readonly versionId?: string;
  readonly host?: string;
  readonly minutes?: number;
}

function link({ key = 'a/report.pdf', versionId, host = 'b.example.com', minutes = 15 }: Wanted = {}): Link {
  return {
    method: 'GET',
    url: `https://${host}/${key}?${SIGNATURE}`,
    expiration: new Date(noon + minutes * 60_000),
    signedHeaders: {},
    target: { profileId: 'p1', bucket: 'b', key },
    options: { method: 'GET', validity: `${minutes}m`, ...(versionId === undefined ? {} : { versionId }) },
    warnings: [],
  };
}

function open(memento = new MemoryMemento()): { ledger: Ledger; memento: MemoryMemento; clock: { ms: number } } {
  const clock = { ms: noon };
  return { ledger: new Ledger(memento, () => new Date(clock.ms)), memento, clock };
}

describe('the ledger', () => {
  it('records object, format and expiry of a link, and never a URL or a signature', async () => {
    const { ledger, memento } = open();
    await ledger.record([link()], 'curl');
    const [{ id, ...entry } = assert.fail('nothing kept')] = ledger.list();
    assert.notEqual(id, '');
    assert.deepEqual(entry, {
      profileId: 'p1',
      bucket: 'b',
      key: 'a/report.pdf',
      method: 'GET',
      host: 'https://b.example.com',
      format: 'curl',
      issuedAtMs: noon,
      expiresAtMs: noon + 900_000,
      times: 1,
      options: { method: 'GET', validity: '15m' },
    });
    assert.doesNotMatch(memento.text, /signature|0123abcd|report\.pdf\?/);
  });

  it('counts another link to the same object, keeps its note and moves it first', async () => {
    const { ledger, clock } = open();
    await ledger.record([link({ minutes: 60 })], 'url');
    await ledger.note(ledger.list()[0]?.id ?? '', 'for Ann');
    await ledger.record([link({ key: 'other' })], 'url');
    clock.ms += 60_000;
    await ledger.record([link({ minutes: 15 })], 'markdown');
    const [first, second] = ledger.list();
    assert.equal(second?.key, 'other');
    assert.deepEqual(
      [first?.key, first?.times, first?.note, first?.format, first?.issuedAtMs],
      ['a/report.pdf', 2, 'for Ann', 'markdown', noon + 60_000],
    );
    // The hour's link goes on working beside the new one.
    assert.equal(first?.expiresAtMs, noon + 3_600_000);
  });

  it('has notes of at most 200 characters', () => {
    validateNote('x'.repeat(200));
    assert.throws(() => {
      validateNote('x'.repeat(201));
    }, /at most 200 characters/);
  });

  it('separates links that differ in version or host', async () => {
    const { ledger } = open();
    await ledger.record([link(), link({ versionId: 'v2' }), link({ host: 'cdn.example.com' })], 'url');
    assert.deepEqual(
      ledger.list().map(({ versionId, host }) => [versionId, host]),
      [
        [undefined, 'https://b.example.com'],
        ['v2', 'https://b.example.com'],
        [undefined, 'https://cdn.example.com'],
      ],
    );
  });

  it('records a batch as one entry', async () => {
    const { ledger } = open();
    const batch = {
      profileId: 'p1',
      bucket: 'b',
      prefix: 'a/',
      method: 'GET',
      host: 'https://h',
      format: 'csv',
    } as const;
    await ledger.recordBatch({ ...batch, count: 2500, expiration: new Date(noon + 1000) });
    const [entry] = ledger.list();
    assert.deepEqual([entry?.key, entry?.batchCount, entry?.expiresAtMs], ['a/', 2500, noon + 1000]);
  });

  it('has a size limit: expired entries are dropped first, the oldest of them before the others', async () => {
    const { ledger, clock } = open();
    await ledger.record([link({ key: 'first', minutes: 60 })], 'url');
    await ledger.record([link({ key: 'expired', minutes: 1 })], 'url');
    clock.ms += 120_000;
    const many = Array.from({ length: LEDGER_LIMIT - 1 }, (_, index) => link({ key: `k${index}`, minutes: 60 }));
    await ledger.record(many, 'url');
    assert.equal(LEDGER_LIMIT, 500, 'as docs/tracking.md says');
    assert.equal(ledger.list().length, LEDGER_LIMIT);
    assert.ok(!ledger.list().some(({ key }) => key === 'expired'));
    await ledger.record([link({ key: 'one more', minutes: 60 })], 'url');
    assert.equal(ledger.list()[0]?.key, 'one more');
    assert.ok(!ledger.list().some(({ key }) => key === 'first'));
  });

  it('is shared: entries of another window are visible, and no window loses entries of the other', async () => {
    const memento = new MemoryMemento();
    const [one, other] = [open(memento).ledger, open(memento).ledger];
    await one.record([link({ key: 'one' })], 'url');
    await other.record([link({ key: 'other' })], 'url');
    assert.deepEqual(
      one
        .list()
        .map(({ key }) => key)
        .sort(),
      ['one', 'other'],
    );
  });

  it('removes single entries and all entries', async () => {
    const { ledger, memento } = open();
    await ledger.record([link({ key: 'one' }), link({ key: 'other' })], 'url');
    let changes = 0;
    ledger.onDidChange(() => changes++);
    await ledger.forget(
      ledger
        .list()
        .filter(({ key }) => key === 'one')
        .map(({ id }) => id),
    );
    assert.deepEqual(
      ledger.list().map(({ key }) => key),
      ['other'],
    );
    await ledger.forgetAll();
    assert.equal(memento.text, '');
    assert.equal(changes, 2);
  });

  it('skips entries that it cannot read', async () => {
    const { ledger, memento } = open();
    await memento.update('ossLinks.ledger', [{ id: 1 }, 'x']);
    assert.deepEqual(ledger.list(), []);
    await memento.update('ossLinks.ledger', 'x');
    assert.deepEqual(ledger.list(), []);
  });

  it('distinguishes active links from expired ones', async () => {
    const { ledger } = open();
    await ledger.record([link({ minutes: 15 })], 'url');
    const [entry = assert.fail()] = ledger.list();
    assert.equal(isActive(entry, new Date(noon + 899_999)), true);
    assert.equal(isActive(entry, new Date(noon + 900_000)), false);
  });
});
