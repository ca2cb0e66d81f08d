import assert from 'node:assert/strict';
import { notifyLinks } from '../../../../src/features/copy/linkNotices.ts';
import type { Link } from '../../../../src/links/link.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('the notice about a scoped link', () => {
  const bench = withBench();

  it('explains once what its session may do, and leads to the ways to revoke it', async () => {
    const services = bench().services(new ScriptedPrompts());
    const link = {
      method: 'GET',
      url: 'https://docs.oss-cn-hangzhou.aliyuncs.com/readme.txt',
      target: { profileId: 'p1', bucket: 'docs', key: 'readme.txt' },
      signedByRole: 'acs:ram::1234567890123456:role/link-signer',
      expiration: new Date('2030-01-01T00:00:00Z'),
      options: { method: 'GET', validity: '15m' },
      warnings: [],
    } as unknown as Link;
    notifyLinks([link], 'copied', services);
    notifyLinks([link], 'copied', services);
    const status = 'copied · signed by a session of role link-signer';
    const [notice, first, second, ...more] = bench().shownMessages;
    assert.deepEqual([first?.message, second?.message, more], [status, status, []]);
    assert.match(notice?.message ?? '', /role link-signer that can only read this object/);
    await notice?.actions[0]?.run();
    assert.match([...bench().documents.values()].join(''), /^# Revoke a link/);
  });
});
