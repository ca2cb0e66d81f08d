import { LinkReplacer } from '../../src/features/documents/linkReplacements.ts';
import { presign } from '../../src/oss/signing/presign.ts';
import { CommandBench } from '../support/features/commandBench.ts';
import { KEY, openLoopbackOss } from '../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../support/ui/scriptedPrompts.ts';
import { median, rounded } from './measure.ts';

/** Size of the document, and the number of its links to renew. */
export interface RenewSizes {
  readonly links: number;
  readonly sizeBytes: number;
  readonly rounds: number;
}

/** Renewed links per second in a large document, and the longest block of the event loop meanwhile. */
export async function benchRenew({ links, sizeBytes, rounds }: RenewSizes): Promise<object> {
  const oss = await openLoopbackOss();
  try {
    oss.emulator.createBucket('docs');
    await oss.saveProfile();
    const text = documentWith(links, sizeBytes, oss.emulator.endpoint('cn-hangzhou'));
    const services = new CommandBench(oss).services(new ScriptedPrompts());
    const times: number[] = [];
    const blocks: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const watch = watchTurns();
      const beganMs = performance.now();
      const replacer = await LinkReplacer.create('renew', services);
      const found = await replacer.replacementsIn({ uri: 'file:///a.md', path: 'a.md', text });
      times.push(performance.now() - beganMs);
      blocks.push(await watch.stop());
      const renewed = found.filter(({ result }) => 'text' in result).length;
      if (renewed !== links) throw new Error(`${renewed} of ${links} links were renewed`);
    }
    const totalMs = median(times);
    return {
      bench: 'renew',
      links,
      megabytes: rounded(text.length / 1e6),
      totalMs: Math.round(totalMs),
      linksPerSecond: Math.round(links / (totalMs / 1000)),
      longestBlockMs: rounded(median(blocks)),
    };
  } finally {
    await oss.close();
  }
}

function documentWith(links: number, sizeBytes: number, endpoint: string): string {
  const signedAt = new Date('2031-05-01T00:00:00Z');
  const filler = 'Lorem ipsum dolor sit amet. '.repeat(Math.max(1, Math.floor((sizeBytes / links - 400) / 28)));
  return Array.from({ length: links }, (_, index) => {
    const { url } = presign(
      { method: 'GET', bucket: 'docs', key: `reports/${index}.pdf` },
      { credentials: KEY, region: 'cn-hangzhou', endpoint, addressing: 'path', signedAt, expires: 3600 },
    );
    return `${filler}\n[report](${url})\n`;
  }).join('');
}

/** Watches for the longest turn of the event loop. */
function watchTurns(): { stop: () => Promise<number> } {
  let [longestMs, lastMs, isOn] = [0, performance.now(), true];
  const turn = (): void => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    if (isOn) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    stop: async () => {
      isOn = false;
      await new Promise((resolve) => setImmediate(resolve));
      return longestMs;
    },
  };
}
