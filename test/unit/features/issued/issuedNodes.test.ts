import assert from 'node:assert/strict';
import type { IssuedLink } from '../../../../src/links/ledger/ledger.ts';
import {
  expiringSoon,
  filterIssued,
  issuedGroups,
  milestonesOf,
  nextChange,
} from '../../../../src/features/issued/issuedNodes.ts';

const now = new Date('2030-01-01T12:00:00Z');
const minuteMs = 60_000;

/** Link that is issued and expires the given minutes from now. */
function issued(id: string, issuedInMinutes: number, endsInMinutes: number): IssuedLink {
  return {
    id,
    profileId: 'p1',
    bucket: 'b',
    key: id,
    method: 'GET',
    host: 'https://h',
    format: 'url',
    issuedAtMs: now.getTime() + issuedInMinutes * minuteMs,
    expiresAtMs: now.getTime() + endsInMinutes * minuteMs,
    times: 1,
  };
}

const day = issued('day', -1400, 40);
const quarter = issued('quarter', -5, 10);
const week = issued('week', 0, 10_080);
const gone = issued('gone', -200, -100);
const lately = issued('lately', -20, -5);
const all = [week, gone, day, lately, quarter];

describe('issuedGroups', () => {
  it('sorts active links newest first and expired ones by latest expiry', () => {
    assert.deepEqual(
      issuedGroups(all, now).map(({ isActive, links }) => [isActive, links.map(({ link }) => link.id)]),
      [
        [true, ['week', 'quarter', 'day']],
        [false, ['lately', 'gone']],
      ],
    );
  });

  it('has no empty group', () => {
    assert.deepEqual(issuedGroups([], now), []);
    assert.deepEqual(
      issuedGroups([gone], now).map(({ id }) => id),
      ['issued:expired'],
    );
  });
});

describe('filterIssued', () => {
  it('finds a text in bucket, key, host and note, ignoring case', () => {
    const links = [
      { ...day, note: 'for Ada' },
      { ...week, bucket: 'Photos' },
      { ...gone, host: 'https://files.example.com' },
    ];
    const found = (text: string): readonly string[] => filterIssued(links, text).map(({ id }) => id);
    assert.deepEqual(found(''), ['day', 'week', 'gone']);
    assert.deepEqual(found('ada'), ['day']);
    assert.deepEqual(found('photos/W'), ['week']);
    assert.deepEqual(found('example.com'), ['gone']);
    assert.deepEqual(found('nothing'), []);
  });
});

describe('expiringSoon', () => {
  it('lists links that expire within the time, except those with an equally short validity', () => {
    assert.deepEqual(
      expiringSoon(all, now, 60 * minuteMs).map(({ id }) => id),
      ['day'],
    );
    assert.deepEqual(expiringSoon(all, now, 0), []);
  });
});

describe('nextChange', () => {
  it('is the next expiry, or the moment from which a link expires soon', () => {
    assert.deepEqual(nextChange([day, week], now, 60 * minuteMs), new Date(now.getTime() + 40 * minuteMs));
    assert.deepEqual(nextChange([week], now, 60 * minuteMs), new Date(now.getTime() + 10_020 * minuteMs));
    assert.equal(nextChange([gone], now, 60 * minuteMs), undefined);
  });
});

describe('steps of the walkthrough', () => {
  it('are completed by links of their own method only', () => {
    const upload = { ...day, method: 'PUT' } as const;
    assert.deepEqual(milestonesOf([]), []);
    assert.deepEqual(milestonesOf([day, week]), ['downloadLink']);
    assert.deepEqual(milestonesOf([upload]), ['uploadLink']);
    assert.deepEqual(milestonesOf([day, upload]), ['downloadLink', 'uploadLink']);
  });
});
