import assert from 'node:assert/strict';
import type { Link } from '../../../src/links/link.ts';
import type { LinkOptions } from '../../../src/links/linkOptions.ts';
import { makeLink } from '../../../src/links/makeLink.ts';
import { checkLinkRole, scopedCredentials } from '../../../src/links/scopedCredentials.ts';
import { createPresigner } from '../../../src/oss/signing/presign.ts';
import type { LinkRole } from '../../../src/profiles/profile.ts';
import type { Account } from '../../emulator/accounts.ts';
import { ask, noon } from '../../support/emulator/handMade.ts';
import { ACCOUNTS, KEY, openLoopbackOss, type LoopbackOss } from '../../support/profiles/loopbackOss.ts';
import { openLoopbackSts, type LoopbackSts } from '../../support/profiles/loopbackSts.ts';
import { invalidInput } from '../../support/oss/invalidInput.ts';
import { problemOf } from '../../support/profiles/problemOf.ts';

const roleArn = 'acs:ram::1:role/sharer';
const linkRole: LinkRole = { roleArn, maxSessionSeconds: 3600, forEveryLink: true };
const get: LinkOptions = { method: 'GET', validity: '1m' };

describe('scoped links', () => {
  let sts: LoopbackSts;
  let oss: LoopbackOss;
  let accounts: Account[];

  before(async () => {
    accounts = [...ACCOUNTS];
    const roles = [
      { arn: roleArn, maxSessionSeconds: 3600, trusts: [KEY.accessKeyId] },
      { arn: `${roleArn}-of-others`, maxSessionSeconds: 3600, trusts: [KEY.accessKeyId], externalId: 'agreed' },
    ];
    sts = await openLoopbackSts({ roles, accounts, now: () => noon });
    oss = await openLoopbackOss({ accounts, sessions: sts.sessions });
    oss.emulator.createBucket('docs');
    for (const key of ['a.txt', 'b.txt', 'a?c', 'abc']) await oss.emulator.putObject('docs', key, `content of ${key}`);
    await oss.saveProfile();
  });
  beforeEach(() => oss.profiles.saveLinkRole('p1', linkRole));
  after(async () => {
    await oss.close();
    await sts.close();
  });

  function make(options: Partial<LinkOptions> = {}, key = 'a.txt'): Promise<Link> {
    const { profiles, clients, linkHosts, now } = oss;
    const sources = { profiles, clientOf: clients.of, linkHosts, maxValiditySeconds: () => 604_800, now };
    return makeLink({ profileId: 'p1', bucket: 'docs', key }, { ...get, ...options }, sources);
  }

  async function statusOf(url: string, method = 'GET'): Promise<number | undefined> {
    const { origin } = new URL(url);
    const body = method === 'PUT' ? { body: 'new' } : {};
    return (await ask(origin, { method, path: url.slice(origin.length), ...body })).status;
  }

  /** Link that the secret of the last session could sign. */
  function signWithLastSession(method: 'GET' | 'PUT' | 'DELETE', key: string): string {
    const { accessKeyId, accessKeySecret, securityToken = '' } = accounts.at(-1) ?? assert.fail();
    const sign = createPresigner({
      credentials: { accessKeyId, accessKeySecret, securityToken },
      region: 'cn-hangzhou',
      endpoint: oss.emulator.endpoint('cn-hangzhou'),
      signedAt: noon,
    });
    return sign({ method, bucket: 'docs', key }).url;
  }

  it('contain the AccessKey ID of a session, not that of the profile, and download the object', async () => {
    const { url, signedByRole } = await make();
    assert.match(url, /x-oss-credential=STS\.session\d+%2F/);
    assert.ok(!url.includes(KEY.accessKeyId));
    assert.equal(signedByRole, roleArn);
    assert.equal(await statusOf(url), 200);
  });

  it('use a session that may read that object and do nothing else', async () => {
    await make();
    assert.equal(await statusOf(signWithLastSession('GET', 'a.txt')), 200);
    for (const [method, key] of [
      ['GET', 'b.txt'],
      ['PUT', 'a.txt'],
      ['DELETE', 'a.txt'],
    ] as const) {
      assert.equal(await statusOf(signWithLastSession(method, key), method), 403, `${method} ${key}`);
    }
  });

  it('for PUT use a session that may write that object and not read it', async () => {
    const { url } = await make({ method: 'PUT' }, 'new.txt');
    assert.equal(await statusOf(url, 'PUT'), 200);
    assert.equal(await statusOf(signWithLastSession('GET', 'new.txt')), 403);
    assert.equal(await statusOf(signWithLastSession('PUT', 'a.txt'), 'PUT'), 403);
  });

  it('of a key that RAM cannot name exactly allow similar keys, but never longer ones', async () => {
    assert.match((await make({}, 'a?c')).warnings.map(({ text }) => text).join(), /objects whose names match/);
    assert.equal(await statusOf(signWithLastSession('GET', 'abc')), 200);
    assert.equal(await statusOf(signWithLastSession('GET', 'a.txt')), 403);
  });

  it('are refused at other source addresses by the session too', async () => {
    await make({ source: { addresses: '203.0.113.0/24' } });
    assert.equal(await statusOf(signWithLastSession('GET', 'a.txt')), 403);
    await make({ source: { addresses: '127.0.0.0/8' } });
    assert.equal(await statusOf(signWithLastSession('GET', 'a.txt')), 200);
  });

  it('request the shortest session that covers the link, with a name that can be found in logs', async () => {
    await make();
    await make({ validity: '30m' });
    const [short, longer] = sts.asked.slice(-2);
    assert.deepEqual([short?.['DurationSeconds'], longer?.['DurationSeconds']], ['900', '1860']);
    assert.equal(short?.['RoleSessionName'], 'oss-presigned-links');
    assert.equal(short['AccessKeyId'], KEY.accessKeyId);
  });

  it('expire as requested, or with the longest session and a notice', async () => {
    const short = await make();
    assert.deepEqual([short.expiration, short.warnings], [new Date(noon.getTime() + 60_000), []]);
    const long = await make({ validity: '2d' });
    assert.deepEqual(long.expiration, new Date(noon.getTime() + 3_600_000));
    assert.match(long.warnings.map(({ text }) => text).join(), /expires earlier than requested/);
  });

  it('have a session each', async () => {
    const [first, second] = [await make(), await make()];
    assert.notEqual(credentialOf(first), credentialOf(second));
  });

  it('follow the option of the link before the setting of the profile', async () => {
    assert.equal((await make({ scoped: false })).signedByRole, undefined);
    await oss.profiles.saveLinkRole('p1', { ...linkRole, forEveryLink: false });
    assert.equal((await make()).signedByRole, undefined);
    assert.equal((await make({ scoped: true })).signedByRole, roleArn);
  });

  it('are not created without a role, nor as stable URLs', async () => {
    await assert.rejects(make({ stable: 'day' }), { code: 'InvalidInput', field: 'stable' });
    await oss.profiles.saveLinkRole('p1', undefined);
    assert.deepEqual(await problemOf(() => make({ scoped: true })), ['LinkRoleMissing', 'Work']);
  });

  it('are for one object only', async () => {
    const request = { method: 'GET', bucket: 'docs' } as const;
    await assert.rejects(
      scopedCredentials('p1', { request, validitySeconds: 60, source: undefined }, oss.profiles),
      invalidInput('scoped', /one object only/),
    );
  });

  it('report the refusal of a role with a next step', async () => {
    const withRole = async (changes: Partial<LinkRole>, options: Partial<LinkOptions> = {}): Promise<unknown> => {
      await oss.profiles.saveLinkRole('p1', { ...linkRole, ...changes });
      return problemOf(() => make(options));
    };
    const tooLong = await withRole({ maxSessionSeconds: 43_200 }, { validity: '2h' });
    assert.deepEqual(tooLong, ['RoleAllowsLess', roleArn, '2h1m']);
    const unknown = `${roleArn}-of-nobody`;
    assert.deepEqual(await withRole({ roleArn: unknown }), ['RoleRefused', unknown, 'EntityNotExist.Role']);
    const others = `${roleArn}-of-others`;
    assert.deepEqual(await withRole({ roleArn: others }), ['RoleRefused', others, 'NoPermission']);
  });

  it('are tested with a complete session that has no permissions', async () => {
    const role = { ...linkRole, roleArn: `${roleArn}-of-others`, externalId: 'agreed' };
    await checkLinkRole('p1', role, oss.profiles);
    assert.equal(sts.asked.at(-1)?.['DurationSeconds'], '3600');
    assert.equal(await statusOf(signWithLastSession('GET', 'a.txt')), 403);
  });
});

function credentialOf({ url }: Link): string | null {
  return new URL(url).searchParams.get('x-oss-credential');
}
