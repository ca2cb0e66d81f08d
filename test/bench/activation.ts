import type { Page } from 'playwright-core';
import type { Activations, Mark } from './activationInHost.ts';
import { buildExtension, buildForProduction, buildInactive, runInHost } from './hostProbe.ts';
import { median, rounded } from './measure.ts';

const subjects = {
  ours: { id: 'oss-presigned-links.oss-presigned-links', title: 'OSS Presigned Links' },
  empty: { id: 'oss-presigned-links.emptyExtension', title: 'emptyExtension' },
};

/** Milliseconds of one activation. */
interface Figures {
  readonly loadMs: number;
  readonly activateMs: number;
  /** Sum of both that "Show Running Extensions" shows. */
  readonly shownMs: number;
  /** Sum of both in processor time of the host's main thread. */
  readonly cpuMs: number;
}

/**
 * Milliseconds of `activate()`, and of loading its code before, beside those of an extension that does nothing, in an
 * extension host started anew for each round. VS Code's own marks count whole milliseconds. Both extensions are
 * activated once the host is calm, one after the other, in turns.
 */
export async function benchActivation({ rounds }: { rounds: number }): Promise<object> {
  buildForProduction();
  const installed = [await buildInactive(), await buildExtension('emptyExtension.ts', [])];
  const extension = await buildExtension('activationInHost.ts');
  const figures: Record<keyof typeof subjects, Figures[]> = { ours: [], empty: [] };
  for (let round = 0; round < rounds; round++) {
    const ids = [subjects.ours.id, subjects.empty.id];
    if (round % 2 === 1) ids.reverse();
    const shown = new Map<string, number>();
    const { result } = await runInHost(
      { extension, installed, env: { OSS_LINKS_BENCH_EXTENSIONS: ids.join() } },
      async ({ workbench: { page } }) => {
        for (const { id, title } of Object.values(subjects)) shown.set(id, await shownMs(page, title));
      },
    );
    const { marks, cpuMs } = result as Activations;
    for (const name of ['ours', 'empty'] as const) {
      const { id } = subjects[name];
      figures[name].push({
        loadMs: between(marks, `willLoadExtensionCode/${id}`, `didLoadExtensionCode/${id}`),
        activateMs: between(marks, `willActivateExtension/${id}`, `didActivateExtension/${id}`),
        shownMs: shown.get(id) ?? NaN,
        cpuMs: cpuMs[id] ?? NaN,
      });
    }
  }
  const [ours, empty] = [mediansOf(figures.ours), mediansOf(figures.empty)];
  return {
    bench: 'activation',
    host: 'code-server',
    ...ours,
    empty,
    ofEmpty: rounded((ours.loadMs + ours.activateMs) / (empty.loadMs + empty.activateMs), 1),
    cpuOfEmpty: rounded(ours.cpuMs / empty.cpuMs, 1),
  };
}

/** The time that "Show Running Extensions" shows of an extension. */
async function shownMs(page: Page, title: string): Promise<number> {
  const list = page.locator('.runtime-extensions-editor .monaco-list');
  const row = list.locator('.monaco-list-row', { hasText: title });
  await list.locator('.monaco-list-row').first().waitFor({ timeout: 60_000 });
  // Rows that are out of sight do not exist.
  await list.press('Home');
  while (!(await row.isVisible())) await list.press('PageDown');
  const text = await row.innerText();
  const [, milliseconds] = /(\d+)ms/.exec(text) ?? [];
  if (milliseconds === undefined) throw new Error(`VS Code shows no time: ${text}`);
  return Number(milliseconds);
}

function mediansOf(rounds: readonly Figures[]): Figures {
  const of = (key: keyof Figures): number => rounded(median(rounds.map((figures) => figures[key])), 1);
  return { loadMs: of('loadMs'), activateMs: of('activateMs'), shownMs: of('shownMs'), cpuMs: of('cpuMs') };
}

function between(marks: readonly Mark[], from: string, to: string): number {
  const timeOf = (name: string): number => {
    const mark = marks.find(
      (candidate) => candidate.name === `code/${name}` || candidate.name === `code/extHost/${name}`,
    );
    if (mark === undefined) throw new Error(`VS Code has no mark ${name}`);
    return mark.startTime;
  };
  return timeOf(to) - timeOf(from);
}
