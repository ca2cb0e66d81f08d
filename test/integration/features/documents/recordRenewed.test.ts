import assert from 'node:assert/strict';
import { recordRenewed } from '../../../../src/features/documents/recordRenewed.ts';
import { makeLinks } from '../../../../src/links/makeLink.ts';
import type { Link } from '../../../../src/links/link.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

describe('links that were renewed in documents', () => {
  const bench = withBench();
  const record = async (count: number): Promise<readonly Link[]> => {
    const services = bench().services(new ScriptedPrompts());
    const specs = Array.from({ length: count }, (_, index) => ({
      target: { profileId: 'p1', bucket: 'docs', key: `${String(index)}.txt` },
      options: { method: 'GET', validity: index === 0 ? '2h' : '1h' } as const,
    }));
    const links = await makeLinks(specs, services);
    await recordRenewed(links, services);
    return links;
  };

  it('are recorded one by one, and known as links of this session', async () => {
    const links = await record(20);
    assert.equal(bench().ledger.list().length, 20);
    assert.deepEqual(bench().inspector.sessionLinks.find(links[3]?.url ?? '')?.target.key, '3.txt');
  });

  it('are recorded as one entry if there are many, until the last of them expires', async () => {
    const [first] = await record(21);
    const [entry, ...others] = bench().ledger.list();
    assert.deepEqual([entry?.batchCount, entry?.expiresAtMs, others], [21, first?.expiration.getTime(), []]);
  });
});
