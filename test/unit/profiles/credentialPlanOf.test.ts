import assert from 'node:assert/strict';
import { SecretMissingError, type CredentialSource, type Profile } from '../../../src/profiles/profile.ts';
import { credentialPlanOf } from '../../../src/profiles/credentialPlanOf.ts';
import { commandFingerprint, type CredentialPlan } from '../../../src/profiles/sources/credentialPlan.ts';
import { problemOf } from '../../support/profiles/problemOf.ts';

const roleArn = 'acs:ram::1:role/reader';
const base = (baseProfileId: string): CredentialSource => ({ kind: 'role', baseProfileId, roleArn });
const key = { accessKeyId: 'ak', accessKeySecret: 'sk' };

describe('the credential plan of a profile', () => {
  let profiles: Profile[];
  let sourceSecrets: Map<string, { command: string } | { uri: string }>;

  /** A profile that is called like its id. */
  function add(id: string, credentialSource?: CredentialSource): Profile {
    const place = { region: 'cn-hangzhou', endpoint: { kind: 'public' }, source: 'stored', buckets: [] } as const;
    const profile = { id, name: id, ...place, ...(credentialSource && { credentialSource }) };
    profiles.push(profile);
    return profile;
  }

  const planOf = (profile: Profile): Promise<CredentialPlan> =>
    credentialPlanOf(profile, {
      profileOf: (id) => profiles.find((candidate) => candidate.id === id),
      secretOf: ({ id }) => Promise.resolve(id === 'lost' ? undefined : key),
      sourceSecretOf: (id) => Promise.resolve(sourceSecrets.get(id)),
      importedPlan: ({ tool, profile }) => Promise.resolve({ kind: 'instanceRole', roleName: `${tool} ${profile}` }),
    });

  beforeEach(() => {
    profiles = [];
    sourceSecrets = new Map();
  });

  it('is its key, unless that is missing', async () => {
    assert.deepEqual(await planOf(add('p')), { kind: 'key', credentials: key });
    await assert.rejects(planOf(add('lost')), SecretMissingError);
  });

  it('is the role based on the plan of the base profiles', async () => {
    add('key');
    add('middle', { ...base('key'), sessionName: 'me', externalId: 'e' } as CredentialSource);
    const top = add('top', { ...base('middle'), durationSeconds: 900, policy: '{}' } as CredentialSource);
    assert.deepEqual(await planOf(top), {
      kind: 'role',
      roleArn,
      durationSeconds: 900,
      policy: '{}',
      base: {
        kind: 'role',
        roleArn,
        sessionName: 'me',
        externalId: 'e',
        base: { kind: 'key', credentials: key },
      },
    });
  });

  it('is the role based on an imported profile', async () => {
    add('imported', { tool: 'ossutil', profile: 'work' });
    const { base: below } = (await planOf(add('p', base('imported')))) as Extract<CredentialPlan, { kind: 'role' }>;
    assert.deepEqual(below, { kind: 'instanceRole', roleName: 'ossutil work' });
  });

  it('names the profile whose base is gone, circular, or itself', async () => {
    assert.deepEqual(await problemOf(() => planOf(add('a', base('gone')))), ['BaseGone', 'a']);
    assert.deepEqual(await problemOf(() => planOf(add('own', base('own')))), ['BaseInCircle', 'own']);
    const first = add('first', base('second'));
    add('second', base('first'));
    assert.deepEqual(await problemOf(() => planOf(first)), ['BaseInCircle', 'first']);
  });

  it('names the base profile whose secret is missing', async () => {
    add('lost');
    await assert.rejects(planOf(add('p', base('lost'))), { code: 'SecretMissing', profileId: 'lost' });
  });

  it('is its command, once approved', async () => {
    sourceSecrets.set('p', { command: 'tool --key' });
    assert.deepEqual(await problemOf(() => planOf(add('p', { kind: 'process' }))), ['CommandNotAgreed']);
    const agreed = add('p', { kind: 'process', agreedCommand: commandFingerprint('tool --key') });
    assert.deepEqual(await planOf(agreed), {
      kind: 'process',
      command: 'tool --key',
      dialect: 'ossutil',
      timeoutMs: 60_000,
    });
    sourceSecrets.set('p', { command: 'other tool' });
    assert.deepEqual(await problemOf(() => planOf(agreed)), ['CommandNotAgreed']);
    sourceSecrets.delete('p');
    await assert.rejects(planOf(agreed), SecretMissingError);
  });

  it('never runs a command at the base of a role without approval', async () => {
    sourceSecrets.set('below', { command: 'tool' });
    add('below', { kind: 'process' });
    assert.deepEqual(await problemOf(() => planOf(add('p', base('below')))), ['CommandNotAgreed']);
  });

  it('is its URI, unless that is missing', async () => {
    const profile = add('p', { kind: 'uri' });
    await assert.rejects(planOf(profile), SecretMissingError);
    sourceSecrets.set('p', { uri: 'http://localhost/' });
    assert.deepEqual(await planOf(profile), { kind: 'uri', uri: 'http://localhost/' });
    sourceSecrets.set('p', { command: 'tool' });
    await assert.rejects(planOf(profile), SecretMissingError);
  });

  it('is the entered OIDC or instance source', async () => {
    const oidc = { kind: 'oidc', providerArn: 'provider', tokenFile: '/token', roleArn } as const;
    assert.deepEqual(await planOf(add('o', oidc)), oidc);
    assert.deepEqual(await planOf(add('i', { kind: 'instanceRole' })), { kind: 'instanceRole' });
  });
});
