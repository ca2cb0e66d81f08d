import assert from 'node:assert/strict';
import type { LinkSources } from '../../../src/links/linkSources.ts';
import { profileHosts } from '../../support/links/profileHosts.ts';
import { makeLinks } from '../../../src/links/makeLink.ts';

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'token' };
const linkRole = { roleArn: 'acs:ram::1:role/reader', maxSessionSeconds: 3600, forEveryLink: true };
const wanted = Array.from({ length: 9 }, (_, index) => ({
  target: { profileId: 'p1', bucket: 'docs', key: `${index}.txt` },
  options: { method: 'GET', validity: '1m' } as const,
}));

/** A profile whose role signs every link; `session` makes its sessions. */
function scoped(session: () => Promise<void>): LinkSources {
  return {
    profiles: {
      get: () => ({ name: 'Work', endpoint: { kind: 'public' }, linkRole }),
      credentialsOf: () => assert.fail('the profile signs no link itself'),
      assumeRole: () => session().then(() => credentials),
    },
    clientOf: () =>
      Promise.resolve({
        clockOffsetMs: 0,
        locationOf: () =>
          Promise.resolve({
            region: 'cn-hangzhou',
            endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
            addressing: 'virtual',
          }),
      }),
    linkHosts: profileHosts,
    maxValiditySeconds: () => Number.POSITIVE_INFINITY,
    now: () => new Date('2030-01-01T00:00:00Z'),
  };
}

describe('several links made together', () => {
  it('request at most four sessions at a time, and keep their order', async () => {
    let [running, most] = [0, 0];
    const links = await makeLinks(
      wanted,
      scoped(async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
      }),
    );
    assert.equal(most, 4);
    assert.deepEqual(
      links.map(({ target }) => target),
      wanted.map(({ target }) => target),
    );
  });

  it('stop at the first failure, and request no more sessions', async () => {
    let asked = 0;
    const refused = new Error('refused');
    const failing = makeLinks(
      wanted,
      scoped(() => {
        asked++;
        return Promise.reject(refused);
      }),
    );
    await assert.rejects(failing, refused);
    assert.ok(asked <= 4, `${asked} sessions`);
  });
});
