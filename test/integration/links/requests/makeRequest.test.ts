import assert from 'node:assert/strict';
import type { FolderTarget } from '../../../../src/links/link.ts';
import { makeRequest, previewRequest, type MadeRequest } from '../../../../src/links/requests/makeRequest.ts';
import { plainRequestOptions, type RequestOptions } from '../../../../src/links/requests/requestOptions.ts';
import type { LinkRole } from '../../../../src/profiles/profile.ts';
import type { Account } from '../../../emulator/accounts.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { linkSourcesAt } from '../../../support/links/linkSources.ts';
import { sendForm } from '../../../support/links/sentForm.ts';
import { ACCOUNTS, KEY, openLoopbackOss, type LoopbackOss } from '../../../support/profiles/loopbackOss.ts';
import { openLoopbackSts, type LoopbackSts } from '../../../support/profiles/loopbackSts.ts';

const endpoint = 'https://oss-cn-hangzhou.aliyuncs.com';
const folder: FolderTarget = { profileId: 'p1', bucket: 'docs', prefix: 'in/' };
const options = plainRequestOptions(86_400, 'en');

describe('makeRequest', () => {
  it('signs a request with the default validity of one day, at the host of the bucket', async () => {
    const { request, warnings } = await makeRequest(folder, options, linkSourcesAt(endpoint));
    assert.equal(request.url, 'https://docs.oss-cn-hangzhou.aliyuncs.com/');
    assert.deepEqual(request.expiration, new Date(noon.getTime() + 86_400_000));
    assert.deepEqual(warnings, []);
  });

  it('expires with temporary credentials that expire earlier, and warns', async () => {
    const expiration = new Date(noon.getTime() + 600_000);
    const sources = linkSourcesAt(endpoint, { securityToken: 'token', expiration });
    const { request, warnings } = await makeRequest(folder, options, sources);
    assert.deepEqual(request.expiration, expiration);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['TokenEndsFirst'],
    );
  });

  it('warns about a token with an unknown expiry', async () => {
    const { warnings } = await makeRequest(folder, options, linkSourcesAt(endpoint, { securityToken: 'token' }));
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['TokenMayEndFirst'],
    );
  });

  it('refuses credentials that have expired', async () => {
    const sources = linkSourcesAt(endpoint, { securityToken: 'token', expiration: noon });
    await assert.rejects(makeRequest(folder, options, sources), /expired/);
  });

  it('accepts another host, and warns about one that works only inside Alibaba Cloud', async () => {
    const cname = await makeRequest(folder, { ...options, host: 'files.example.com' }, linkSourcesAt(endpoint));
    assert.equal(cname.request.url, 'https://files.example.com/');
    const internal = await makeRequest(folder, { ...options, host: 'internal' }, linkSourcesAt(endpoint));
    assert.deepEqual(
      internal.warnings.map(({ code }) => code),
      ['InternalHost'],
    );
  });

  it('signs by the clock of OSS', async () => {
    const sources = linkSourcesAt(endpoint);
    const client = { ...(await sources.clientOf('p1')), clockOffsetMs: 7_200_000 };
    const { request } = await makeRequest(folder, options, { ...sources, clientOf: () => Promise.resolve(client) });
    assert.equal(request.fields['x-oss-date'], '20310506T140000Z');
  });

  it('is shortened to the maximum validity, with a warning', async () => {
    const sources = { ...linkSourcesAt(endpoint), maxValiditySeconds: () => 3600 };
    const { request, warnings } = await makeRequest(folder, { ...options, validity: '7d' }, sources);
    assert.deepEqual(request.expiration, new Date(noon.getTime() + 3_600_000));
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['ValidityShortened'],
    );
  });
});

describe('a request that a role session signs', () => {
  const roleArn = 'acs:ram::1:role/collector';
  const linkRole: LinkRole = { roleArn, maxSessionSeconds: 3600, forEveryLink: false };
  let sts: LoopbackSts;
  let oss: LoopbackOss;
  let accounts: Account[];

  before(async () => {
    accounts = [...ACCOUNTS];
    const roles = [{ arn: roleArn, maxSessionSeconds: 3600, trusts: [KEY.accessKeyId] }];
    sts = await openLoopbackSts({ roles, accounts, now: () => noon });
    oss = await openLoopbackOss({ accounts, sessions: sts.sessions });
    oss.emulator.createBucket('docs');
    await oss.saveProfile();
    await oss.profiles.saveLinkRole('p1', linkRole);
  });
  after(async () => {
    await oss.close();
    await sts.close();
  });

  const sourcesOf = ({ profiles, clients, linkHosts, now }: LoopbackOss): Parameters<typeof makeRequest>[2] => ({
    ...{ profiles, clientOf: clients.of, linkHosts, maxValiditySeconds: () => 604_800, now },
  });
  const scoped: RequestOptions = { ...options, scoped: true };

  it('may only put objects below the prefix, and expires with the session', async () => {
    const made: MadeRequest = await makeRequest(folder, scoped, sourcesOf(oss));
    assert.equal(made.signedByRole, roleArn);
    assert.deepEqual(made.request.expiration, new Date(noon.getTime() + 3_600_000));
    const { url: action, fields } = made.request;
    const inFolder = { action, fields: { key: 'in/${filename}', ...fields } };
    assert.equal((await sendForm(inFolder, 'a.txt', 'x')).status, 201);
    assert.deepEqual(accounts.at(-1)?.sessionPolicy, {
      Version: '1',
      Statement: [
        { Effect: 'Allow', Action: ['oss:PutObject', 'oss:PutObjectAcl'], Resource: ['acs:oss:*:*:docs/in/*'] },
      ],
    });
  });

  it('is previewed without a session, but with its expiry', async () => {
    const sessions = accounts.length;
    const { request } = await previewRequest(folder, scoped, sourcesOf(oss));
    assert.deepEqual(request.expiration, new Date(noon.getTime() + 3_600_000));
    assert.equal(accounts.length, sessions);
  });
});
