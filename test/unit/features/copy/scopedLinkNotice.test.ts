import assert from 'node:assert/strict';
import { notifyScope } from '../../../../src/features/copy/scopedLinkNotice.ts';
import type { Link } from '../../../../src/links/link.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('the news of a scoped link', () => {
  const bench = withBench();

  it('say once what its session may do, and lead to what ends the link', async () => {
    const services = bench().services(new ScriptedPrompts());
    const target = { profileId: 'p1', bucket: 'docs', key: 'readme.txt' };
    const link = {
      method: 'GET',
      target,
      signedByRole: 'acs:ram::1234567890123456:role/link-signer',
      expiration: new Date('2030-01-01T00:00:00Z'),
    } as Link;
    assert.deepEqual(notifyScope([link], services), ['signed by a session of role link-signer']);
    notifyScope([link], services);
    const [news, ...more] = bench().told;
    assert.deepEqual(more, []);
    assert.match(news?.message ?? '', /role link-signer that may only read this object/);
    await news?.actions[0]?.run();
    assert.match([...bench().documents.values()].join(''), /^# End a link early/);
  });
});
