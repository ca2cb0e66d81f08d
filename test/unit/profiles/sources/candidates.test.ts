import assert from 'node:assert/strict';
import { hasCandidates } from '../../../../src/profiles/sources/candidates.ts';
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
});
