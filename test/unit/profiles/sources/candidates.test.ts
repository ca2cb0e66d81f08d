import assert from 'node:assert/strict';
import { hasCandidates, importCandidates } from '../../../../src/profiles/sources/candidates.ts';
import type { CredentialPlan } from '../../../../src/profiles/sources/credentialPlan.ts';
import { CredentialSourceError } from '../../../../src/profiles/sources/sourceError.ts';
import { noon } from '../../../support/emulator/handMade.ts';

const key: CredentialPlan = { kind: 'key', credentials: { accessKeyId: 'id', accessKeySecret: 'secret' } };

describe('profiles of other tools', () => {
  /** Whether something can be imported from files with these profiles. */
  function has(...plans: readonly (() => CredentialPlan)[]): Promise<boolean> {
    const found = plans.map((plan, index) => ({
      tool: 'ossutil' as const,
      file: '~/.ossutilconfig',
      profile: { name: `profile ${index}`, buckets: [], plan },
    }));
    return hasCandidates({ find: () => Promise.resolve({ found, problems: [] }) }, noon);
  }

  it('are offered if at least one of them can be imported', async () => {
    const broken = (): CredentialPlan => {
      throw new CredentialSourceError('ProfileMissing', '~/.ossutilconfig', 'profile');
    };
    assert.equal(await has(), false);
    assert.equal(await has(broken), false);
    assert.equal(await has(broken, () => key), true);
  });

  describe('when they are imported', () => {
    type Found = Parameters<typeof importCandidates>[0][number];
    const found = (profile: Partial<Found['profile']>, tool: Found['tool'] = 'ossutil'): Found => ({
      tool,
      file: 'f',
      profile: { name: 'default', buckets: [], plan: () => key, ...profile },
    });
    const only = (profile: Partial<Found['profile']>) => {
      const { candidates } = importCandidates([found(profile)], [], noon);
      return candidates[0] ?? assert.fail('no candidate');
    };

    it('are called after their tool if they have no other name, and never like another profile', () => {
      const all = [found({}), found({}, 'aliyun'), found({ name: 'work' }), found({ name: 'work' }, 'sdk')];
      assert.deepEqual(
        importCandidates(all, ['work', 'ossutil default'], noon).candidates.map(({ name }) => name),
        ['ossutil default 2', 'aliyun default', 'work 2', 'work 3'],
      );
    });

    it('take the region from the file, else from the endpoint, else Hangzhou', () => {
      const endpoint = 'oss-cn-shenzhen-internal.aliyuncs.com';
      assert.equal(only({ region: 'cn-beijing', endpoint }).region, 'cn-beijing');
      assert.deepEqual([only({ endpoint }).region, only({ endpoint }).endpoint], ['cn-shenzhen', { kind: 'internal' }]);
      assert.deepEqual([only({}).region, only({}).endpoint], ['cn-hangzhou', { kind: 'public' }]);
    });

    it('keep V1 signatures for other services only', () => {
      const signatureVersion = 'v1' as const;
      assert.equal(only({ endpoint: 'https://oss.example.com', signatureVersion }).signatureVersion, 'v1');
      assert.equal(only({ endpoint: 'https://oss.example.com' }).signatureVersion, undefined);
      assert.equal(only({ endpoint: 'oss-cn-beijing.aliyuncs.com', signatureVersion }).signatureVersion, undefined);
      assert.equal(only({ signatureVersion }).signatureVersion, undefined);
    });

    it('become no profile of a custom domain for a host of OSS', () => {
      const buckets = [{ name: 'docs', customDomain: 'docs.oss-cn-beijing.aliyuncs.com' }];
      const endpoint = 'oss-cn-beijing-internal.aliyuncs.com';
      const { candidates } = importCandidates([found({ endpoint, addressing: 'cname', buckets })], [], noon);
      assert.deepEqual(
        candidates.map(({ endpoint: used, buckets: shown }) => [used, shown]),
        [[{ kind: 'internal' }, [{ name: 'docs', region: 'cn-beijing' }]]],
      );
    });

    it('become one more profile for each custom domain', () => {
      const buckets = [
        { name: 'docs', region: 'cn-shanghai', customDomain: 'files.example.com' },
        { name: 'logs', customDomain: 'http://logs.example.com' },
        { name: 'own', region: 'cn-beijing' },
      ];
      const { candidates } = importCandidates([found({ name: 'work', region: 'cn-hangzhou', buckets })], [], noon);
      const domain = (url: string) => ({ kind: 'custom', url, addressing: 'cname' });
      assert.deepEqual(
        candidates.map(({ name, region, endpoint, buckets: shown }) => [name, region, endpoint, shown]),
        [
          ['work', 'cn-hangzhou', { kind: 'public' }, [{ name: 'own', region: 'cn-beijing' }]],
          ['work docs', 'cn-shanghai', domain('https://files.example.com'), [{ name: 'docs' }]],
          ['work logs', 'cn-hangzhou', domain('http://logs.example.com'), [{ name: 'logs' }]],
        ],
      );
    });
  });
});
