import assert from 'node:assert/strict';
import type { IssuedLink } from '../../../../src/links/ledger/ledger.ts';
import { issuedGroups, type IssuedLinkNode } from '../../../../src/features/issued/issuedNodes.ts';
import { fakeTransport, refusal } from '../../../support/oss/fakeTransport.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { validityOf, withBench } from '../../../support/features/commandBench.ts';

describe('the commands of issued links', () => {
  const bench = withBench();

  const issue = async (key: string): Promise<void> => bench().run('copyGetUrl', [await bench().node('docs', key)]);
  /** Nodes as the view passes them. */
  const nodes = (): readonly IssuedLinkNode[] =>
    issuedGroups(bench().ledger.list(), bench().oss.now()).flatMap(({ links }) => links);
  const ended = (entry: Partial<IssuedLink>): IssuedLink => ({
    ...{ id: 'x', profileId: 'p1', bucket: 'docs', key: 'readme.txt', method: 'GET', host: 'https://h', format: 'url' },
    ...{ issuedAtMs: 0, expiresAtMs: 1, times: 1 },
    ...entry,
  });

  it('list every copied link, without its URL', async () => {
    await issue('readme.txt');
    const [entry] = bench().ledger.list();
    assert.deepEqual(
      [entry?.bucket, entry?.key, entry?.method, entry?.format, entry?.times],
      ['docs', 'readme.txt', 'GET', 'url', 1],
    );
    bench().assertNothingLeaked();
  });

  describe('Issue Again', () => {
    it('signs with the options of that link, not with later ones, and counts the copy', async () => {
      const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
      await bench().memory.setDefault({ method: 'GET', validity: '1m' }, target);
      await issue('readme.txt');
      await bench().memory.setDefault({ method: 'GET', validity: '2h' }, target);
      await bench().run('issueAgain', nodes());
      const [url = ''] = bench().links;
      assert.equal(validityOf(url), '60');
      assert.equal((await bench().use(url, 'GET')).text, 'content of readme.txt');
      assert.equal(bench().ledger.list()[0]?.times, 2);
    });

    it('makes it the last link, in the format it was copied in', async () => {
      await bench().run('copyAs', [await bench().node('docs', 'readme.txt')], new ScriptedPrompts('curl'));
      const [first] = nodes();
      await issue('reports/2026.pdf');
      await bench().run('issueAgain', [first]);
      const options = { method: 'GET', validity: '15m' };
      const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
      assert.deepEqual(bench().memory.lastLink, { target, options, format: 'curl' });
      assert.match(bench().clipboard.at(-1) ?? '', /^curl .*readme\.txt/);
    });

    it('keeps the last link if the new one fails its check and is not copied', async () => {
      await issue('readme.txt');
      const [first] = nodes();
      await issue('reports/2026.pdf');
      bench().inspector.isCheckedBeforeCopy = true;
      bench().inspector.transportInUse = fakeTransport(refusal(403, 'PublicEndpointForbidden'));
      await bench().run('issueAgain', [first], new ScriptedPrompts(undefined));
      assert.equal(bench().memory.lastLink?.target.key, 'reports/2026.pdf');
    });

    it('uses the last duration in place of a moment in the past', async () => {
      const options = { method: 'GET', validity: '2001-01-01 00:00', download: { type: 'attachment' } } as const;
      await bench().run('issueAgain', [{ kind: 'issuedLink', id: 'i', isActive: false, link: ended({ options }) }]);
      const [url = ''] = bench().links;
      assert.equal(validityOf(url), '900');
      assert.equal((await bench().use(url, 'GET')).headers['content-disposition'], 'attachment; filename="readme.txt"');
    });

    it('uses the last duration for an entry without options', async () => {
      await bench().run('issueAgain', [{ kind: 'issuedLink', id: 'i', isActive: false, link: ended({}) }]);
      const [url = ''] = bench().links;
      assert.equal(validityOf(url), '900');
      assert.equal((await bench().use(url, 'GET')).text, 'content of readme.txt');
    });

    it('makes a link for the selected objects only, not for a batch of a folder', async () => {
      const batch = { kind: 'issuedLink', id: 'b', link: ended({ id: 'b', key: 'reports/', batchCount: 30 }) };
      const single = { kind: 'issuedLink', id: 's', link: ended({ id: 's' }) };
      await bench().run('issueAgain', [single, [batch, single]]);
      assert.deepEqual(
        bench().links.map((url) => new URL(url).pathname),
        ['/docs/readme.txt'],
      );
    });

    it('reports that the profile is gone, and copies nothing', async () => {
      await issue('readme.txt');
      const gone = nodes();
      await bench().oss.profiles.remove('p1');
      const copied = bench().clipboard.length;
      await bench().run('issueAgain', gone);
      assert.equal(bench().clipboard.length, copied);
      assert.match(bench().messages.at(-1) ?? '', /^warn: The profile that signed the link was removed/);
    });

    it('copies the links of other profiles if one is gone, and the others of a selection with a request', async () => {
      await issue('readme.txt');
      await bench().oss.memento.update('ossLinks.ledger', [
        ...bench().ledger.list(),
        ended({ id: 'gone', profileId: 'p9', key: 'a.txt' }),
        ended({ id: 'form', method: 'POST', key: 'inbox/' }),
      ]);
      const all = nodes();
      await bench().run('issueAgain', [all[0], all]);
      assert.deepEqual(
        bench().links.map((url) => new URL(url).pathname),
        ['/docs/readme.txt'],
      );
      assert.match(bench().messages.join('\n'), /^warn: The profile that signed the link was removed/m);
    });
  });

  it('Reveal shows the object in the tree', async () => {
    await issue('reports/summary.md');
    await bench().run('revealIssued', nodes());
    const [revealed] = bench().revealed;
    assert.ok(revealed?.kind === 'object' && revealed.key === 'reports/summary.md');
  });

  it('Reveal offers to show the bucket if the tree does not', async () => {
    await issue('reports/summary.md');
    await bench().oss.profiles.addBucket('p1', 'logs');
    await bench().run('revealIssued', nodes());
    assert.equal(bench().messages.at(-1), 'info: The bucket docs is not shown in the tree yet.');
    assert.deepEqual(bench().revealed, []);
    await bench().press('Show Bucket');
    const [revealed] = bench().revealed;
    assert.ok(revealed?.kind === 'object' && revealed.key === 'reports/summary.md');
  });

  it('Reveal reports that the profile of the link was removed', async () => {
    await issue('readme.txt');
    const gone = nodes();
    await bench().oss.profiles.remove('p1');
    await bench().run('revealIssued', gone);
    assert.deepEqual(bench().revealed, []);
    assert.equal(bench().messages.at(-1), 'status: The profile of this link was removed');
  });

  describe('Note', () => {
    it('saves the typed note, and removes it again', async () => {
      await issue('readme.txt');
      await bench().run('noteIssued', nodes(), new ScriptedPrompts(' for Ann '));
      assert.equal(bench().ledger.list()[0]?.note, 'for Ann');
      const again = new ScriptedPrompts('');
      await bench().run('noteIssued', nodes(), again);
      assert.equal(again.last.value, 'for Ann');
      assert.equal(bench().ledger.list()[0]?.note, undefined);
    });

    it('does not accept a link as a note', async () => {
      await issue('readme.txt');
      const prompts = new ScriptedPrompts('https://b/k?x-oss-signature=1', undefined);
      await bench().run('noteIssued', nodes(), prompts);
      assert.deepEqual(
        prompts.last.checks.map((check) => check?.severity),
        ['error'],
      );
      assert.equal(bench().ledger.list()[0]?.note, undefined);
    });
  });

  describe('Remove from List', () => {
    it('asks before it removes an active link, and keeps it if declined', async () => {
      await issue('readme.txt');
      await bench().run('forgetIssued', nodes(), new ScriptedPrompts(undefined));
      assert.equal(bench().ledger.list().length, 1);
      await bench().run('forgetIssued', nodes(), new ScriptedPrompts('Remove from List'));
      assert.deepEqual(bench().ledger.list(), []);
    });

    it('removes one expired link without a question', async () => {
      await bench().oss.memento.update('ossLinks.ledger', [ended({})]);
      await bench().run('forgetIssued', nodes());
      assert.deepEqual(bench().ledger.list(), []);
      assert.deepEqual(bench().messages, ['status: Removed 1 link from the list']);
    });

    it('asks once for a group of expired links, and says that they have expired', async () => {
      await bench().oss.memento.update('ossLinks.ledger', [ended({ id: 'a' }), ended({ id: 'b', key: 'b.txt' })]);
      const prompts = new ScriptedPrompts('Remove from List');
      await bench().run('forgetIssued', [issuedGroups(bench().ledger.list(), bench().oss.now())[0]], prompts);
      assert.deepEqual(prompts.texts, ['Remove these 2 links from the list?']);
      assert.ok(prompts.last.readable.includes('They have expired.'));
      assert.deepEqual(bench().ledger.list(), []);
      assert.deepEqual(bench().messages, ['status: Removed 2 links from the list']);
    });

    it('removes the selection that contains the clicked link, and only the clicked link otherwise', async () => {
      for (const key of ['a.txt', 'b.txt', 'c.txt']) {
        const before = bench().ledger.list();
        await bench().oss.memento.update('ossLinks.ledger', [...before, ended({ id: key, key })]);
      }
      const [a, b, c] = nodes();
      await bench().run('forgetIssued', [a, [b, c]]);
      assert.deepEqual(
        nodes().map(({ id }) => id),
        [b?.id, c?.id],
      );
      await bench().run('forgetIssued', [b, [b, c]], new ScriptedPrompts('Remove from List'));
      assert.deepEqual(bench().ledger.list(), []);
    });

    it('says how many of several links have not expired', async () => {
      for (const key of ['readme.txt', 'reports/2026.pdf']) await issue(key);
      const [first, second] = nodes();
      const both = new ScriptedPrompts(undefined);
      await bench().run('forgetIssued', [first, [first, second]], both);
      assert.ok(both.last.readable.includes('The links keep working. 2 of them have not expired.'));
      const [active] = bench().ledger.list();
      await bench().oss.memento.update('ossLinks.ledger', [active, ended({ id: 'old' })]);
      const [one, old] = nodes();
      const oneOfTwo = new ScriptedPrompts(undefined);
      await bench().run('forgetIssued', [one, [one, old]], oneOfTwo);
      assert.ok(oneOfTwo.last.readable.includes('The links keep working. 1 of them has not expired.'));
    });

    it('removes expired links only', async () => {
      await issue('readme.txt');
      const [active] = bench().ledger.list();
      await bench().oss.memento.update('ossLinks.ledger', [active, ended({ id: 'old' })]);
      await bench().run('forgetExpired');
      assert.deepEqual(
        bench()
          .ledger.list()
          .map(({ key, id }) => [key, id]),
        [['readme.txt', active?.id]],
      );
      assert.equal(bench().messages.at(-1), 'status: Removed 1 link from the list');
      await bench().run('forgetExpired');
      assert.equal(bench().messages.at(-1), 'status: No link in the list has expired');
    });

    it('removes only the expired links that the filter shows, several after a question', async () => {
      const entries = ['a.txt', 'b.txt', 'c.pdf'].map((key) => ended({ id: key, key }));
      await bench().oss.memento.update('ossLinks.ledger', entries);
      const left = (): readonly string[] =>
        bench()
          .ledger.list()
          .map(({ key }) => key);
      bench().issuedFilter = '.txt';
      const leaving = new ScriptedPrompts(undefined);
      await bench().run('forgetExpired', [], leaving);
      assert.equal(leaving.last.text, 'Remove these 2 links from the list?');
      assert.equal(left().length, 3);
      await bench().run('forgetExpired', [], new ScriptedPrompts('Remove from List'));
      assert.deepEqual(left(), ['c.pdf']);
    });

    it('is emptied by Forget Everything', async () => {
      await issue('readme.txt');
      await bench().run('forgetEverything', [], new ScriptedPrompts('Forget Everything'));
      assert.deepEqual(bench().ledger.list(), []);
    });
  });

  it('Filter shows the entries with the text, and all with an empty text', async () => {
    await bench().run('filterIssued', [], new ScriptedPrompts(' docs '));
    assert.equal(bench().issuedFilter, 'docs');
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('filterIssued', [], prompts);
    assert.equal(prompts.last.value, 'docs');
    assert.equal(bench().issuedFilter, 'docs');
    await bench().run('filterIssued', [], new ScriptedPrompts(''));
    assert.equal(bench().issuedFilter, '');
  });

  describe('Export', () => {
    it('writes one row per entry, in CSV', async () => {
      await issue('readme.txt');
      await bench().run('exportIssued', [], new ScriptedPrompts('CSV, exact'));
      const [{ text, languageId } = assert.fail('nothing was opened')] = bench().opened;
      const [head, row, rest] = text.split('\r\n');
      assert.equal(languageId, 'csv');
      assert.equal(head, 'profile,bucket,key,version id,links,method,host,format,issued,expires,times,note');
      assert.match(
        row ?? '',
        /^[^,]+,docs,readme\.txt,,1,GET,http:\/\/127\.0\.0\.1:\d+,url,2\d{3}-\S+Z,2\d{3}-\S+Z,1,$/,
      );
      assert.equal(rest, '');
      assert.doesNotMatch(text, /signature/i);
    });

    it('writes no spreadsheet formula for a hostile name', async () => {
      await bench().oss.emulator.putObject('docs', '@SUM(A1)', 'x');
      await issue('@SUM(A1)');
      await bench().run('exportIssued', [], new ScriptedPrompts('CSV for spreadsheets'));
      await bench().run('exportIssued', [], new ScriptedPrompts('CSV, exact'));
      const [spreadsheet = '', exact = ''] = bench().opened.map(({ text }) => text);
      assert.match(spreadsheet, /^\uFEFFprofile,.*,docs,'@SUM\(A1\),/s);
      assert.match(exact, /^profile,.*,docs,@SUM\(A1\),/s);
    });

    it('states how many links an entry of many stands for', async () => {
      await bench().oss.memento.update('ossLinks.ledger', [ended({ key: 'reports/', batchCount: 30 })]);
      await bench().run('exportIssued', [], new ScriptedPrompts('CSV, exact'));
      assert.match(bench().opened[0]?.text ?? '', /,docs,reports\/,,30,GET,/);
    });

    it('has the ID of a profile that was removed in place of its name', async () => {
      await bench().oss.memento.update('ossLinks.ledger', [ended({}), ended({ id: 'y', profileId: 'gone' })]);
      await bench().run('exportIssued', [], new ScriptedPrompts('CSV, exact'));
      const [, first, second] = bench().opened[0]?.text.split('\r\n') ?? [];
      assert.match(first ?? '', /^Work,docs,/);
      assert.match(second ?? '', /^gone,docs,/);
    });

    it('opens nothing after Escape', async () => {
      await bench().oss.memento.update('ossLinks.ledger', [ended({})]);
      await bench().run('exportIssued', [], new ScriptedPrompts(ESCAPE));
      assert.deepEqual(bench().opened, []);
      bench().assertSilent();
    });

    it('writes JSON too, and reports an empty list', async () => {
      await bench().run('exportIssued');
      assert.deepEqual(bench().messages, ['status: No links issued yet']);
      await issue('readme.txt');
      await bench().run('exportIssued', [], new ScriptedPrompts('JSON'));
      assert.equal(bench().opened[0]?.languageId, 'json');
      const rows = JSON.parse(bench().opened[0]?.text ?? '') as readonly Record<string, string>[];
      assert.deepEqual([rows.length, rows[0]?.['key'], rows[0]?.['times']], [1, 'readme.txt', '1']);
    });
  });

  it('Show How to Revoke a Link shows how to revoke this link', async () => {
    await issue('reports/2026.pdf');
    await bench().run('endLinkEarly', nodes());
    const text = bench().documents.get('Revoke a link') ?? assert.fail('nothing was shown');
    assert.match(text, /"Effect": "Deny"/);
    assert.match(text, /"acs:oss:\*:\*:docs\/reports\/2026\.pdf"/);
    assert.match(text, /oss:GetObjectVersion/);
    await bench().run('endLinkEarly');
    assert.match(bench().documents.get('Revoke a link') ?? '', /acs:oss:\*:\*:BUCKET\/KEY/);
  });

  it('Show How to Revoke a Link says what the link is for, and that one that has expired needs nothing', async () => {
    const shown = async (entry: Partial<IssuedLink>): Promise<string> => {
      const link = ended(entry);
      await bench().run('endLinkEarly', [{ kind: 'issuedLink', id: 'i', isActive: false, link }]);
      return bench().documents.get('Revoke a link') ?? '';
    };
    const later = { expiresAtMs: bench().oss.now().getTime() + 60_000 };
    assert.match(await shown(later), /^This download link expires at /m);
    assert.match(await shown({ ...later, method: 'PUT' }), /^This upload link expires at /m);
    const nothing = 'expired at .* There is nothing to revoke:$';
    assert.match(await shown({}), new RegExp(`^This download link ${nothing}`, 'm'));
    assert.match(await shown({ method: 'PUT' }), new RegExp(`^This upload link ${nothing}`, 'm'));
    assert.match(await shown({ method: 'POST' }), new RegExp(`^This request for files ${nothing}`, 'm'));
  });
});
